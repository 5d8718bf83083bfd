"""Feeds as files: Atom (RFC 4287), JSON Feed 1.1, and OPML 2.0 for the list of them."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from generator.pages.feeds import Entry, Feed

_ATOM = ElementMaker(namespace="http://www.w3.org/2005/Atom", nsmap={None: "http://www.w3.org/2005/Atom"})
_OPML = ElementMaker()
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed) -> bytes:
    """Return a feed as Atom."""
    root = _ATOM.feed(
        {_XML_LANG: feed.language},
        _ATOM.id(feed.id),
        _ATOM.title(feed.title),
        *([_ATOM.subtitle(feed.subtitle)] if feed.subtitle else []),
        _ATOM.updated(_moment(feed.updated)),
        _ATOM.author(_ATOM.name(feed.site)),
        *(
            [_ATOM.link(rel="self", type="application/atom+xml", href=f"{feed.base}feed.xml")]
            if feed.entries
            else []
        ),
        _ATOM.link(rel="alternate", type="text/html", href=feed.base),
        _ATOM.generator("Digestpress"),
        *map(_atom_entry, feed.entries),
    )
    return _xml(root)


def _atom_entry(entry: Entry) -> etree._Element:
    return _ATOM.entry(
        {_XML_LANG: entry.language},
        _ATOM.id(entry.id),
        _ATOM.title(entry.title),
        _ATOM.updated(_moment(entry.published)),
        _ATOM.published(_moment(entry.published)),
        *(_ATOM.author(_ATOM.name(author)) for author in entry.authors),
        _ATOM.link(rel="alternate", type="text/html", href=entry.url),
        *([_ATOM.link(rel="via", href=entry.original)] if entry.original else []),
        *(_ATOM.category(term=id_, label=name) for id_, name in entry.topics),
        _ATOM.content(entry.content, type="html"),
    )


def json_feed(feed: Feed) -> bytes:
    """Return a feed as JSON Feed."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.base,
        "feed_url": f"{feed.base}feed.json" if feed.entries else "",
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [{"name": feed.site, "url": feed.base}],
    }
    items = {"items": [_json_item(entry) for entry in feed.entries]}
    return (json.dumps(_without_empty(data) | items, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.original,
            "title": entry.title,
            "content_html": entry.content,
            "date_published": _moment(entry.published),
            "date_modified": _moment(entry.published),
            "authors": [{"name": author} for author in entry.authors],
            "tags": [name for _, name in entry.topics],
            "language": entry.language,
        }
    )


def opml(title: str, feeds: Iterable[Feed]) -> bytes:
    """Return a list of feeds that every feed reader can take in at once."""
    outlines = (
        _OPML.outline(
            type="rss", text=feed.title, title=feed.title, xmlUrl=f"{feed.base}feed.xml", htmlUrl=feed.base
        )
        for feed in feeds
    )
    return _xml(_OPML.opml(_OPML.head(_OPML.title(title)), _OPML.body(*outlines), version="2.0"))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
