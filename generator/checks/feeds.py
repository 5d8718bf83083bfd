"""Every feed can be read by a feed reader."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from lxml import etree

from generator.model import Problem

_ATOM = "{http://www.w3.org/2005/Atom}"


def check_feeds(feeds: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem for every fault of the feeds, given by path: Atom (RFC 4287) or JSON Feed 1.1."""
    for path, data in sorted(feeds.items()):
        check = _json_faults if path.endswith(".json") else _atom_faults
        for fault in check(data):
            yield Problem(
                where=path,
                message=f"{fault}; build the site anew; if it stays, report it as a fault of digest",
            )


def _atom_faults(data: bytes) -> Iterator[str]:
    try:
        feed = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield f"it is not well-formed XML ({error})"
        return
    if feed.tag != f"{_ATOM}feed":
        yield "it is no Atom feed"
        return
    entries = feed.findall(f"{_ATOM}entry")
    for name, element in (
        ("the feed", feed),
        *((f"entry {at}", entry) for at, entry in enumerate(entries, 1)),
    ):
        for part in ("id", "title", "updated"):
            if not (element.findtext(f"{_ATOM}{part}") or "").strip():
                yield f"{name} has no {part}"
        if not _is_time(element.findtext(f"{_ATOM}updated") or ""):
            yield f"{name} was updated at no time"
    yield from _twice([entry.findtext(f"{_ATOM}id") or "" for entry in entries])


def _json_faults(data: bytes) -> Iterator[str]:
    try:
        feed: Any = json.loads(data)
    except ValueError as error:
        yield f"it is not JSON ({error})"
        return
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(
        "https://jsonfeed.org/version/"
    ):
        yield "it is no JSON Feed"
        return
    if not feed.get("title"):
        yield "the feed has no title"
    items = feed.get("items")
    if not isinstance(items, list):
        yield "the feed has no items"
        return
    for at, item in enumerate(items, 1):
        if not item.get("id"):
            yield f"item {at} has no id"
        if not ("content_html" in item or "content_text" in item):
            yield f"item {at} has no content"
        for part in ("date_published", "date_modified"):
            if part in item and not _is_time(str(item[part])):
                yield f"item {at} has the {part} {item[part]!r}"
    yield from _twice([str(item.get("id")) for item in items])


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _twice(ids: list[str]) -> Iterator[str]:
    for id_ in sorted(one for one, times in Counter(ids).items() if times > 1):
        yield f"two entries have the id {id_!r}"
