"""Titles as pages state them, with the name of their site: `A wall | Harbour News`."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from generator.text import clean, fold

_SITE_SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " › ", " « ")


def bare_title(title: str, site: str, shown: Sequence[str]) -> str:
    """Return a page's title without the name of its site before or behind it.

    What a heading `shown` on the page says is the title; else the site's own name tells.
    """
    title = fold(clean(title))
    headings = {_letters(heading) for heading in shown} - {""}
    names = {_letters(site), _letters(site.removeprefix("www.").rpartition(".")[0])} - {""}
    for separator in _SITE_SEPARATORS:
        for before, found, after in (title.rpartition(separator), title.partition(separator)):
            if found and (_letters(before) in headings or _letters(after) in names):
                return before
            if found and (_letters(after) in headings or _letters(before) in names):
                return after
    return title


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def title_at(title: str, url: str, site: str) -> str:
    """Return a title without the name of the site that it comes from: `| Acme`, from `acme.com`."""
    host = urlsplit(url).hostname or ""
    names = {_letters(name) for name in (site, host, *host.removeprefix("www.").split(".")[:-1])} - {""}
    for separator in _SITE_SEPARATORS:
        before, _, after = title.rpartition(separator)
        if before and _letters(after) in names:
            return before
    return title
