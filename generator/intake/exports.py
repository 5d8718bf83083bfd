"""Exports of read-later services, bookmark managers and browsers, whichever they are, as saved links.

One reader for each kind of file, not for each service: services come and go, and their exports are
lists of records under a few dozen names.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from generator.errors import SourceError
from generator.sources.archives import Archive
from generator.sources.dates import day_of
from generator.sources.encoding import decoded, decoded_page
from generator.sources.fields import parse_words
from generator.sources.html_blocks import Element, parse
from generator.sources.safe_xml import parse_xml
from generator.sources.tracking import untracked
from generator.text import clean, fold

_URL = ("url", "href", "uri", "article__url", "link", "given_url", "originalarticleurl", "loc")
_TITLE = ("title", "article__title", "name", "resolved_title", "given_title")
_TEXT = ("content", "content_html", "textcontent", "html", "htmlcontent", "content_text", "text")
_NOTE = ("extended", "description", "excerpt", "note", "selection", "article__excerpt", "summary")
_TAGS = ("tags", "tag", "labels", "document tags", "keywords", "taglist")
_SAVED = (
    "time_added", "added", "created_at", "createdat", "created", "time", "date_added", "dateadded",
    "add_date",     "saved_at", "savedat", "saved date", "timestamp", "posted",
)  # fmt: skip
_DAY = ("published_at", "publishedat", "date_published", "published", "published date")
_AUTHORS = ("published_by", "authors", "author")
_YES, _NO = frozenset(("1", "true", "yes")), frozenset(("0", "false", "no"))
_LEAST_TEXT = 40
"""Words that a record's text must have to be an article."""
_MOST_RECORDS = 200_000
_CHROME_EPOCH = 11_644_473_600
_LATEST = 7_258_118_400
"""The year 2200 in seconds: what lies after it is no time at all."""
_DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A link that somebody kept."""

    url: str
    title: str = ""
    html: str = ""
    """The article's text as HTML, where the export has it."""
    note: str = ""
    tags: tuple[str, ...] = ()
    authors: str = ""
    published: str = ""
    """The day on which the article was published, `2024-02-27`, or empty."""
    saved: str = ""
    """The day on which it was kept."""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a file of saved links holds."""

    links: tuple[Saved, ...]
    """Each address once, in the file's order."""
    records: int
    """Links found, those that are there twice or are no web address included."""
    repeated: int
    unusable: int
    """Bookmarklets, files and searches: what is no http(s) address."""
    feeds: tuple[tuple[str, str], ...] = ()
    """(title, address) of the feeds of an OPML file."""


def read_export(data: bytes, name: str) -> Export:
    """Return the links of an export. Raises SourceError for a file that is none."""
    if data[:2] == b"\x1f\x8b":
        data = _unzipped(data)
    if data[:4] == b"PK\x03\x04":
        return _gathered(_of_archive(Archive(data)))
    if not data.strip():
        raise SourceError("the file is empty: export again")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if start[:1] in {b"{", b"["}:
        return _gathered(_of_json(decoded(data)))
    if start.startswith(b"<") and not (b"<html" in start or b"netscape-bookmark" in start or b"<dl" in start):
        return _of_xml(data)
    if b"<a " in data.lower() or start.startswith(b"<"):
        return _gathered(_of_page(data))
    return _gathered(_of_table(decoded(data), name))


def _unzipped(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        try:
            content = file.read(100_000_001)
        except (OSError, EOFError) as error:
            raise SourceError(f"cannot be unpacked ({error}): export again") from error
    if len(content) > 100_000_000:  # noqa: PLR2004 - as the line above
        raise SourceError("unpacks to more than 100 MB: it is no export")
    return content


def _gathered(found: Iterator[Saved]) -> Export:
    kept: dict[str, Saved] = {}
    records = unusable = 0
    for link in found:
        records += 1
        if records > _MOST_RECORDS:
            raise SourceError(f"holds more than {_MOST_RECORDS:,} links: split it")
        if not is_web_address(link.url):
            unusable += 1
        else:
            key = untracked(link.url) or link.url
            kept[key] = _together(kept.get(key, link), link)
    return Export(
        links=tuple(kept.values()),
        records=records,
        repeated=records - unusable - len(kept),
        unusable=unusable,
    )


def _together(first: Saved, again: Saved) -> Saved:
    """Return a link that is there twice: the one with its text, private if either is."""
    chosen = again if again.html and not first.html else first
    return replace(chosen, private=first.private or again.private)


def is_web_address(url: str) -> bool:
    """Tell whether this is a full http or https address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, url))


def _of_json(text: str, archive: Archive | None = None) -> Iterator[Saved]:
    """Yield a link for each record with an address, however deep the lists and folders are that hold it.

    In an archive the text of a record lies in the file that its `slug` names.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"its JSON cannot be read ({str(error)[:100]}): export again") from error
    waiting: list[tuple[object, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        record = _lower(value) if isinstance(value, dict) else {}
        if _first(record, _URL):
            page = f"content/{record.get('slug')}.html"
            inside = archive.read(page) if archive and page in archive else b""
            yield _saved({**record, **({"html": decoded_page(inside)} if inside else {})})
        elif isinstance(value, dict | list) and depth < _DEEPEST:
            inner = list(value.values()) if isinstance(value, dict) else value
            waiting += ((one, depth + 1) for one in reversed(inner))


def _lower(record: Mapping[object, object]) -> dict[str, object]:
    """Return a record with its keys in lower case; what lies under `content` stands beside them."""
    found = {str(key).lower(): value for key, value in record.items()}
    inner = found.get("content")
    if isinstance(inner, dict):
        found = {**{str(key).lower(): value for key, value in inner.items()}, **found, "content": None}
        found["content"] = inner.get("htmlContent") or inner.get("text")
    return found


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> str:
    """Return the first value there is, as text."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _saved(record: Mapping[str, object]) -> Saved:
    title, note = _first(record, _TITLE), _first(record, _NOTE)
    if not title:  # Pinboard calls the title a description
        title, note = _first(record, ("description",)), _first(record, ("extended",))
    text = _first(record, _TEXT)
    return Saved(
        url=_first(record, _URL),
        title=fold(clean(title)),
        html=text if len(text.split()) >= _LEAST_TEXT else "",
        note=fold(clean(note))[:2000],
        tags=_tags(next((record[name] for name in _TAGS if record.get(name)), "")),
        authors=_authors(next((record[name] for name in _AUTHORS if record.get(name)), "")),
        published=day_from(_first(record, _DAY)),
        saved=day_from(_first(record, _SAVED)),
        private=_word(record.get("private")) in _YES or _word(record.get("shared")) in _NO,
    )


def _word(value: object) -> str:
    """Return a word such as `yes`, also of JSON's true and false."""
    return str(value).strip().lower()


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        separator = next((sign for sign in ("|", ",", ";") if sign in value), " ")
        value = value.split(separator)
    items = value if isinstance(value, list) else []
    names = [_first(_lower(one), _TITLE) if isinstance(one, dict) else one for one in items]
    return parse_words([name for name in names if isinstance(name, str) and name.strip()])


def _authors(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name", "")
    items = value if isinstance(value, list) else [value]
    names = [_first(_lower(one), _TITLE) if isinstance(one, dict) else one for one in items]
    return "; ".join(fold(clean(name)) for name in names if isinstance(name, str) and name.strip())


def day_from(value: str) -> str:
    """Return the day of a time as exports write it: text, or seconds to microseconds since 1970 or 1601."""
    if re.fullmatch(r"\d{9,17}(?:\.\d{1,9})?", value):
        number = float(value)
        while number > 1e11:  # noqa: PLR2004 - milliseconds, microseconds
            number /= 1000
        seconds = number - _CHROME_EPOCH if number > _CHROME_EPOCH else number
        return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds < _LATEST else ""
    day = day_of(value) or day_of(value[:10])
    return day.isoformat() if day else ""


def _of_table(text: str, name: str) -> Iterator[Saved]:
    """Yield the links of a CSV table whose first line names its columns."""
    sample = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=sample.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    try:
        columns = {(column or "").strip().lower() for column in rows.fieldnames or ()}
        if not columns & set(_URL):
            raise SourceError(
                f"is no export that is known here: {name} has no column such as `url`. "
                "Known are CSV, JSON, HTML, "
                "OPML and zip files of read-later services, bookmark managers and browsers"
            )
        for row in rows:
            yield _saved({str(key or "").strip().lower(): value for key, value in row.items()})
    except csv.Error as error:
        raise SourceError(
            f"line {rows.line_num}: the table cannot be read ({error}): export again"
        ) from error


def _of_page(data: bytes) -> Iterator[Saved]:
    """Yield the links of a bookmark file: every one in a list, with the words that follow it."""
    root = parse(decoded_page(data))
    for link in () if root is None else root.iter("a"):
        facts: dict[str, object] = {str(key).lower(): str(value) for key, value in link.attrib.items()}
        if facts.get("href"):
            facts["title"] = fold(clean("".join(link.itertext())))
            facts["description"] = _words_after(link)
            yield _saved(facts)


def _words_after(link: Element) -> str:
    """Return the description that follows a bookmark."""
    entry = link.getparent() if link.getparent() is not None else link
    following = entry.getnext() if entry.tag == "dt" else link.getnext()
    return fold("".join(following.itertext())) if following is not None and following.tag == "dd" else ""


def _of_xml(data: bytes) -> Export:
    """Return the feeds of an OPML file, else the links of a site map or of Pinboard's XML."""
    root = parse_xml(data)
    outlines = [one for one in root.iter("{*}outline") if _attribute(one, "xmlurl")]
    if outlines or str(root.tag).lower() == "opml":
        feeds = {
            _attribute(one, "xmlurl"): _attribute(one, "title") or _attribute(one, "text") for one in outlines
        }
        listed = tuple((fold(clean(title)), url) for url, title in feeds.items() if is_web_address(url))
        return Export(
            links=(), records=len(outlines), repeated=len(outlines) - len(feeds),
            unusable=len(feeds) - len(listed), feeds=listed,
        )  # fmt: skip
    posts = [_saved({str(k).lower(): str(v) for k, v in post.attrib.items()}) for post in root.iter("post")]
    places = [Saved(url=fold(place.text or "")) for place in root.iter("{*}loc")]
    if not posts and not places:
        raise SourceError("is no export that is known here: its XML holds no feeds, posts or places")
    return _gathered(iter([*posts, *places]))


def _attribute(element: Element, name: str) -> str:
    return next((str(value).strip() for key, value in element.attrib.items() if str(key).lower() == name), "")


def _of_archive(archive: Archive) -> Iterator[Saved]:
    """Yield the links of a zip of lists, and of Omnivore's, the text that stands in a file for each."""
    lists = [name for name in archive.names() if name.lower().endswith((".json", ".csv"))]
    if not lists:
        raise SourceError("holds no list of links (.json or .csv): it is no export that is known here")
    for name in lists:
        if name.lower().endswith(".csv"):
            yield from _of_table(decoded(archive.read(name)), name)
        else:
            yield from _of_json(decoded(archive.read(name)), archive)
