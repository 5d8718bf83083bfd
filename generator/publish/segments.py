"""The search index in parts: which record lies in which, and what each is made from.

An index of everything would have to be made anew for every new article. So the records are dealt
into segments by a hash of their path: a new article changes one segment, the others stay as they
are, and which record lies where depends on nothing but the collection as it is now.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from generator.model import Line, Record

FULL = 640
"""Records of a segment at most, on average. `python -m benchmarks.search` shows what it weighs: a fuller
segment takes longer to make again, more of them are more for the reader to fetch."""
_SUMMARY_WEIGHT = 2
_UNDATED = "undated"
_ARTICLE, _OWN = "article", "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of the index, before it is made."""

    key: str
    """A hash of everything that it is made from."""
    pages: tuple[tuple[str, str], ...]
    """(path, HTML) of each record, sorted by path; the path tells date, kind and page."""
    topics: tuple[tuple[str, ...], ...]
    """The ids of the topics of each."""


def segments(records: Iterable[Record], *, made_by: str) -> tuple[Segment, ...]:
    """Return the parts of the index, sorted by key; `made_by` names what makes them and how.

    Topics change with every article that speaks of them, and pages of the editor's own are known only once
    the site is built: both lie in segments of their own.
    """
    groups: defaultdict[int, list[Record]] = defaultdict(list)
    for record in records:
        groups[{_ARTICLE: 0, _OWN: 1}.get(record.kind, 2)].append(record)
    dealt = (part for _, group in sorted(groups.items()) for part in _dealt(group))
    return tuple(sorted((_segment(part, made_by) for part in dealt), key=lambda segment: segment.key))


def _dealt(records: list[Record]) -> Iterator[list[Record]]:
    count = 1
    while len(records) > count * FULL:
        count *= 2
    parts: defaultdict[int, list[Record]] = defaultdict(list)
    for record in records:
        parts[int.from_bytes(sha256(record.path.encode()).digest()[:4], "big") % count].append(record)
    return (part for _, part in sorted(parts.items()))


def _segment(records: list[Record], made_by: str) -> Segment:
    ordered = sorted(records, key=page_path)
    pages = tuple((page_path(record), page_html(record)) for record in ordered)
    topics = tuple(tuple(topic for topic, _ in record.topics) for record in ordered)
    made_from = json.dumps([made_by, pages, topics], ensure_ascii=False)
    return Segment(key=sha256(made_from.encode()).hexdigest()[:20], pages=pages, topics=topics)


def page_path(record: Record) -> str:
    """Return the path that the index gives back for a hit: date, kind, and the page itself."""
    return f"{record.published or _UNDATED}/{record.kind}/{record.path}.html"


def page_html(record: Record) -> str:
    """Return the record as the plainest HTML that Pagefind reads: no navigation, nothing unshown.

    Title, topics and other names are searched with a weight of their own and stay out of excerpts; a
    page without a text has its title for one, since Pagefind leaves out pages without words.
    """
    meta = (
        f"<h1 data-pagefind-ignore data-pagefind-meta=title>{escape(record.title)}</h1>",
        _named("topics", [name for _, name in record.topics]),
        _named("names", record.names),
    )
    text = "".join(map(_line, record.lines)) or f"<p>{escape(record.title)}</p>"
    body = "".join((*meta, text))
    return f"<!doctype html><html><body data-pagefind-body>{body}</body></html>\n"


def _named(field: str, names: Iterable[str]) -> str:
    listed = escape(", ".join(names))
    return f"<p data-pagefind-ignore data-pagefind-meta={field}>{listed}</p>" if listed else ""


def _line(line: Line) -> str:
    if line.heading:
        text = "".join(text for text, _ in line.pieces)
        return f'<h2 id="{escape(line.anchor)}">{escape(text)}</h2>'
    anchor = f'<a id="{escape(line.anchor)}"></a>' if line.anchor else ""
    return f"<p>{anchor}{''.join(_piece(text, key=key) for text, key in line.pieces)}</p>"


def _piece(text: str, *, key: bool) -> str:
    return f"<span data-pagefind-weight={_SUMMARY_WEIGHT}>{escape(text)}</span>" if key else escape(text)
