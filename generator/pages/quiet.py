"""Feeds and pictures of what had them once: whoever follows one is told no worse than that it is quiet now.

Nothing remembers which topic had a feed. So, where the site has an address and an article with a date was
ever published, every topic that ever was keeps its feed, if need be one without entries. Such a feed says
no address as its own.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from generator.history import TOPIC_KINDS, History, ever_dated
from generator.model import Page, Topic
from generator.pages.addresses import absolute, lasting, topic_path
from generator.pages.feed_files import atom, json_feed
from generator.pages.feeds import Feed, has_feed, site_has_feed, topic_feed
from generator.pages.site import Shelf
from generator.pages.social import topic_image

FEEDS = ("feed.xml", "feed.json")
TOPICS = "topics/"


def kept_files(history: History, topics: Iterable[str]) -> Iterator[str]:
    """Yield the files, besides pages, that a site with an address has from the first; of topics by id."""
    feeds = FEEDS if ever_dated(history) else ()
    yield from feeds
    for topic in topics:
        yield topic_image(topic)
        yield from (topic_path(topic) + name for name in feeds)


def feed_pages(feed: Feed, folder: str) -> Iterator[Page]:
    """Yield a feed in both forms, below a folder."""
    for name, form in zip(FEEDS, (atom, json_feed), strict=True):
        yield Page(path=folder + name, content=form(feed))


def topic_feed_pages(shelf: Shelf, topic: Topic) -> Iterator[Page]:
    """Yield the feed of a topic that has one, for it and for every former topic that leads to it."""
    if has_feed(shelf, topic):
        feed = topic_feed(shelf, topic)
        for id_ in (topic.id, *shelf.redirected.get(topic.id, ())):
            yield from feed_pages(feed, topic_path(id_))


def quiet_feeds(shelf: Shelf) -> Iterator[Page]:
    """Yield the feeds without entries."""
    if not shelf.site.settings.url or not ever_dated(shelf.site.history):
        return
    if not site_has_feed(shelf):
        yield from feed_pages(_quiet(shelf, "", shelf.site.settings.title), "")
    for topic in shelf.site.corpus.topics:
        if not has_feed(shelf, topic):
            yield from _quiet_topic(shelf, topic)
    for old in shelf.site.retired:
        yield from feed_pages(_gone(shelf, old), topic_path(old))


def _quiet_topic(shelf: Shelf, topic: Topic) -> Iterator[Page]:
    feed = _quiet(shelf, topic_path(topic.id), f"{topic.name} – {shelf.site.settings.title}")
    for id_ in (topic.id, *shelf.redirected.get(topic.id, ())):
        yield from feed_pages(feed, topic_path(id_))


def _gone(shelf: Shelf, topic: str) -> Feed:
    """Return a feed that tells not even the address of a topic: its name may be private now."""
    feed = _quiet(shelf, TOPICS, f"{shelf.site.wording.text('not_here')} – {shelf.site.settings.title}")
    return replace(feed, since=_last_told(shelf.site.history, topic_path(topic)))


def _quiet(shelf: Shelf, folder: str, title: str) -> Feed:
    settings = shelf.site.settings
    return Feed(
        id=lasting(settings, folder),
        folder=folder,
        base=absolute(settings, folder),
        site=settings.title,
        title=title,
        subtitle=shelf.site.wording.text("no_dated_article"),
        language=shelf.site.wording.language,
        entries=(),
        since=_last_told(shelf.site.history, folder),
    )


def _last_told(history: History, folder: str) -> date:
    """Return the day of the last change of the topic that lies in a folder, else of the first of all."""
    told = (one for one in history.changes if one.kind in TOPIC_KINDS and topic_path(one.id) == folder)
    days = [one.day for one in (*history.changes[:1], *told) if one.day]
    return days[-1] if days else date(1970, 1, 1)
