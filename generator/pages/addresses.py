"""Addresses of the site's pages as the world sees them; none where the settings name no address."""

from urllib.parse import quote

from generator.config import Settings
from generator.pages.filters import url


def article_path(article: str) -> str:
    """Return the way from the site's root to an article's page."""
    return f"articles/{article}/"


def topic_path(topic: str) -> str:
    """Return the way from the site's root to a topic's page."""
    return f"topics/{topic}/"


def absolute(settings: Settings, path: str) -> str:
    """Return the whole address of a path of the site, or nothing where the site has no address."""
    return settings.url + encoded(path) if settings.url else ""


def lasting(settings: Settings, path: str) -> str:
    """Return the address that a path has had from the first: an id that outlives a move of the site."""
    return (settings.first_url or settings.url) + encoded(path)


def encoded(path: str) -> str:
    """Return a path of our own, percent-encoded."""
    return quote(path, safe="/.#-_")


def outward(target: str) -> str:
    """Return the address of an original as feeds and programs take it, or nothing if it is none."""
    return quote(target, safe="%/:?#[]@!$&'*+,;=-._~") if url(target) else ""
