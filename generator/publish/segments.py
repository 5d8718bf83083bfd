"""The search index in parts: which record lies in which, and what each is made from.

An index of everything would have to be made anew for every new article. So the records are dealt
into segments by a hash of their path: a new article changes one segment, the others stay as they
are, and which record lies where depends on nothing but the collection as it is now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from msgspec import Struct, msgpack

from generator.model import Findable, Line, Record
from generator.unspaced import spaced

FULL = 640
"""Records of a segment at most, on average. `python -m benchmarks.search` shows what it weighs: a fuller
segment takes longer to make again, more of them are more for the reader to fetch."""
_ROOM = 4_096
"""Numbers that the pages of a segment share: with more, two rarely want the same, but all weigh more."""
_SUMMARY_WEIGHT = 2
_UNDATED = "undated"
_TOPIC = "topic"
_APART = frozenset({"article", "page"})


class Segment(Struct, frozen=True, kw_only=True):
    """A part of the index, before it is made."""

    key: str
    """A hash of everything that it is made from; topics of articles, which change often, lie elsewhere."""
    slot: str
    """Its place among all segments: what lies in it changes, its place does not."""
    pages: tuple[Findable, ...]
    """Sorted by `page_path`."""


def segments(pages: Iterable[Findable], *, made_by: str) -> tuple[Segment, ...]:
    """Return the parts of the index, sorted by key; `made_by` names what makes them and how.

    Topics change with every article that speaks of them, and pages of the editor's own are known only once
    the site is built: both lie in segments of their own.
    """
    groups: defaultdict[str, list[Findable]] = defaultdict(list)
    for page in pages:
        groups[page.kind if page.kind in _APART else _TOPIC].append(page)
    dealt = (part for group, some in sorted(groups.items()) for part in _dealt(some, group))
    return tuple(
        sorted((_segment(slot, some, made_by) for slot, some in dealt), key=lambda segment: segment.key)
    )


def _dealt(pages: list[Findable], group: str) -> Iterator[tuple[str, list[Findable]]]:
    count = 1
    while len(pages) > count * FULL:
        count *= 2
    parts: defaultdict[int, list[Findable]] = defaultdict(list)
    for page in pages:
        parts[int.from_bytes(sha256(page.path.encode()).digest()[:4], "big") % count].append(page)
    return ((f"{group}-{count}-{number}", part) for number, part in sorted(parts.items()))


def _segment(slot: str, pages: list[Findable], made_by: str) -> Segment:
    ordered = sorted(pages, key=page_path)
    made_from = msgpack.encode([made_by, [(page_path(page), page.print) for page in ordered]])
    return Segment(key=sha256(made_from).hexdigest()[:20], slot=slot, pages=tuple(ordered))


def numbers(paths: Iterable[str]) -> dict[str, int]:
    """Return by what number each page of a segment is known: its path says it, whatever else lies there.

    Of several pages to which one number falls, in the order of their paths, each takes the next that is free.
    """
    ordered = sorted(paths)
    room = max(_ROOM, 4 * len(ordered))
    found: dict[str, int] = {}
    taken: set[int] = set()
    for path in ordered:
        number = int.from_bytes(sha256(path.encode()).digest()[4:8], "big") % room
        while number in taken:
            number = (number + 1) % room
        taken.add(number)
        found[path] = number
    return found


def page_path(page: Findable | Record) -> str:
    """Return the path that the index gives back for a hit: date, kind, and the page itself."""
    return f"{page.published or _UNDATED}/{page.kind}/{page.path}.html"


def page_html(record: Record) -> str:
    """Return the record as the plainest HTML that Pagefind reads: no navigation, nothing unshown.

    Title and other names are searched with a weight of their own and stay out of excerpts; a
    page without a text has its title for one, since Pagefind leaves out pages without words.
    Pagefind's words are parted by spaces, so signs of Chinese and Japanese get some.
    """
    meta = (
        f"<h1 data-pagefind-ignore data-pagefind-meta=title>{_shown(record.title)}</h1>",
        _named("names", record.names),
    )
    text = "".join(map(_line, record.lines)) or f"<p>{_shown(record.title)}</p>"
    body = "".join((*meta, text))
    return f"<!doctype html><html><body data-pagefind-body>{body}</body></html>\n"


def _named(field: str, names: Iterable[str]) -> str:
    listed = _shown(", ".join(names))
    return f"<p data-pagefind-ignore data-pagefind-meta={field}>{listed}</p>" if listed else ""


def _line(line: Line) -> str:
    if line.heading:
        text = "".join(text for text, _ in line.pieces)
        return f'<h2 id="{escape(line.anchor)}">{_shown(text)}</h2>'
    anchor = f'<a id="{escape(line.anchor)}"></a>' if line.anchor else ""
    return f"<p>{anchor}{''.join(_piece(text, key=key) for text, key in line.pieces)}</p>"


def _piece(text: str, *, key: bool) -> str:
    return f"<span data-pagefind-weight={_SUMMARY_WEIGHT}>{_shown(text)}</span>" if key else _shown(text)


def _shown(text: str) -> str:
    return escape(spaced(text))
