"""Feeds: RSS, Atom and RDF through feedparser, JSON Feed by ourselves, as one list of entries."""

import calendar
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.errors import SourceError
from generator.intake.exports import day_from, is_web_address
from generator.sources.encoding import decoded
from generator.sources.fields import parse_words
from generator.sources.html_blocks import parse
from generator.text import clean, fold

KINDS = frozenset(
    (
        "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml "
        "application/json application/feed+json text/html text/plain "
        "application/x-rss+xml application/octet-stream"
    ).split()
)
"""Media types under which servers send feeds."""
_MOST_ENTRIES = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Times are counted from here: Windows knows none before it."""
_FULL_TEXT = 120
"""Words from which on an entry holds its article and not only its beginning."""
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError, OverflowError)
"""What feedparser raises for feeds that no program should send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed."""

    key: str
    """What tells it from others, whatever changes in it: a hash of its identifier."""
    url: str
    """Its web address, or empty."""
    title: str
    html: str
    """Its text, as full as the feed has it."""
    published: str
    """The day, `2024-02-27`, or empty."""
    authors: str
    tags: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether the feed has the article's text, not only its beginning."""
        return len(words_of(self.html).split()) >= _FULL_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """What a feed holds, in its own order."""

    title: str
    language: str
    entries: tuple[Entry, ...]


def read_feed(data: bytes, *, url: str = "", content_type: str = "") -> ReadFeed:
    """Return what a feed from an address holds. Raises SourceError for what is no feed."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in {b"{", b"["}:
        return _json_feed(data)
    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    parsed = _parsed(data, headers)
    if not parsed.get("version") and not parsed.entries:
        raise SourceError("is no feed: look for the address of its feed on the page")
    return ReadFeed(
        title=_words(parsed.feed.get("title")),
        language=_words(parsed.feed.get("language"))[:2].lower(),
        entries=tuple(_entry(entry) for entry in parsed.entries[:_MOST_ENTRIES]),
    )


def _parsed(data: bytes, headers: Mapping[str, str]) -> Any:  # noqa: ANN401 - feedparser has no types
    import feedparser  # noqa: PLC0415 - a quarter of a second that only feeds need

    try:
        return feedparser.parse(
            io.BytesIO(data), response_headers=dict(headers), sanitize_html=False, resolve_relative_uris=True
        )
    except _BROKEN as error:
        raise SourceError(f"is no feed that can be read ({fold(str(error))[:120]})") from error


def _entry(entry: Any) -> Entry:  # noqa: ANN401 - as above
    url = _words(entry.get("link"))
    texts = [str(one.get("value") or "") for one in entry.get("content") or () if isinstance(one, Mapping)]
    html = max([*texts, str(entry.get("summary") or "")], key=len)
    title = _words(words_of(str(entry.get("title") or "")))
    authors = [_words(one.get("name")) for one in entry.get("authors") or () if isinstance(one, Mapping)]
    named = "; ".join(name for name in authors if name) or _words(entry.get("author"))
    tags = [_words(tag.get("term")) for tag in entry.get("tags") or () if isinstance(tag, Mapping)]
    return Entry(
        key=_key(_words(entry.get("id")) or url or title + html),
        url=url if is_web_address(url) else "",
        title=title,
        html=html,
        published=_published(entry),
        authors=named,
        tags=parse_words(tags),
    )


def _published(entry: Any) -> str:  # noqa: ANN401 - as above
    """Return the day as the feed writes it, whatever its time zone; else as feedparser reads it."""
    for name in ("published", "updated"):
        if day := day_from(_words(entry.get(name))) or _day(entry.get(f"{name}_parsed")):
            return day
    return ""


def _day(parts: Any) -> str:  # noqa: ANN401 - a time tuple or nothing
    try:
        return (_EPOCH + timedelta(seconds=calendar.timegm(parts))).date().isoformat() if parts else ""
    except (ValueError, OverflowError, OSError, TypeError):
        return ""


def _json_feed(data: bytes) -> ReadFeed:
    try:
        found = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"is no JSON Feed ({str(error)[:100]})") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise SourceError("is no JSON Feed: it has no list of items")
    return ReadFeed(
        title=_words(found.get("title")),
        language=_words(found.get("language"))[:2].lower(),
        entries=tuple(_json_entries(items[:_MOST_ENTRIES])),
    )


def _json_entries(items: list[Any]) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, dict):
            url = _words(item.get("url")) or _words(item.get("external_url"))
            text = str(item.get("content_html") or item.get("content_text") or item.get("summary") or "")
            authors = item.get("authors") or [item.get("author")]
            names = [_words(one.get("name")) for one in authors if isinstance(one, dict)]
            yield Entry(
                key=_key(_words(item.get("id")) or url or text),
                url=url if is_web_address(url) else "",
                title=_words(item.get("title")),
                html=text,
                published=day_from(_words(item.get("date_published"))),
                authors="; ".join(filter(None, names)),
                tags=parse_words([t for t in item.get("tags") or () if isinstance(t, str)]),
            )


def words_of(html: str) -> str:
    """Return the words of a piece of HTML."""
    if "<" not in html and "&" not in html:
        return html
    try:
        root = parse(f"<div>{html}</div>")
    except SourceError:
        return ""
    return "" if root is None else " ".join(root.itertext())


def _words(value: object) -> str:
    return fold(clean(str(value))) if isinstance(value, str | int | float) else ""


def _key(identifier: str) -> str:
    return hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
