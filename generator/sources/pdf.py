"""PDF files: pypdf gives the text piece by piece; sizes and gaps tell headings and paragraphs."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from generator.errors import SourceError
from generator.model import Block, BlockKind, Document
from generator.sources.inline import folded
from generator.sources.optional import needed
from generator.text import clean, fold

_MOST_PAGES = 1_000
_HEADING = 1.12
"""Text this much larger than the body is a heading."""
_LONGEST_HEADING = 160
_GAP = 1.55
"""Lines parted by more than this many times their size are of two paragraphs."""
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\s{0,5}(?:page|seite|p\.)?\s{0,3}[-–—]?\s{0,3}\d{1,4}\s{0,3}(?:[-–—]|(?:of|/|von)\s\d{1,4})?\s{0,5}",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\. ?){4,}\s?[\divxlc]{1,6}$|^[ivxlc]{1,6}$")
"""A line of a table of contents, or a page number in Roman figures."""
_BULLET = re.compile(r"[•▪●◦‣∙·]\s{0,5}(?=\S)")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_FURNITURE_SHARE = 0.5
_FEW_PAGES = 3
_EDGE = 2
"""How many lines at the top and the bottom of a page may be its furniture."""


class Line(NamedTuple):
    """A line of a page."""

    text: str
    size: float
    """The height of most of its letters, in points."""
    x: float
    y: float
    """From the bottom of the page."""
    bold: bool
    page: int


class PdfReader:
    """Reads `.pdf` files."""

    media_type = "application/pdf"
    suffixes = (".pdf",)

    def read(self, data: bytes, source: str) -> Document:
        """Return the document; raises SourceError for a locked, damaged or scanned one, and without pypdf."""
        file = _opened(data)
        pages = [_page_lines(file, number) for number in range(min(len(file.pages), _MOST_PAGES))]
        lines = [line for page in _without_furniture(pages) for line in page]
        if not lines:
            raise SourceError("holds no text, only pictures: run it through a text recogniser (OCR) first")
        blocks = tuple(_blocks(lines))
        facts = _facts(file)
        return Document(
            source=source,
            media_type=self.media_type,
            title=_title(str(facts.pop("title", "")), blocks),
            blocks=blocks,
            metadata=facts,
        )


def _opened(data: bytes) -> Any:  # noqa: ANN401 - pypdf is an extra
    pypdf = needed("pypdf", "pdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        file = pypdf.PdfReader(io.BytesIO(data))
        locked = file.is_encrypted and not file.decrypt("")
        count = 0 if locked else len(file.pages)
    except _broken() as error:
        raise SourceError(f"cannot be read as PDF ({fold(str(error))[:200]}): save it again") from error
    if locked:
        raise SourceError("is locked with a password: save it without one")
    if count > _MOST_PAGES:
        raise SourceError(f"has {count:,} pages, more than {_MOST_PAGES:,}: split it")
    return file


def _broken() -> tuple[type[Exception], ...]:
    """Return what pypdf raises for files that are not as they should be."""
    errors = needed("pypdf.errors", "pdf")
    return (
        errors.PyPdfError,
        errors.DependencyError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        ArithmeticError,
        NotImplementedError,
        OSError,
    )


def _page_lines(file: Any, number: int) -> list[Line]:  # noqa: ANN401 - as above
    """Return the lines of a page in the order in which it gives them, which keeps columns apart."""
    pieces: list[tuple[str, float, float, float, bool]] = []

    def take(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:  # noqa: ANN401 - pypdf's own contract
        if text:
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            name = str(font.get("/BaseFont", "")) if font else ""
            pieces.append((text, size * scale, x, y, "bold" in name.lower()))

    try:
        file.pages[number].extract_text(visitor_text=take)
    except _broken():
        return []
    return list(_lines(pieces, number))


def _lines(pieces: Iterable[tuple[str, float, float, float, bool]], page: int) -> Iterator[Line]:
    """Yield lines: pieces up to a line end."""
    parts: list[tuple[str, float, float, float, bool]] = []
    for text, size, x, y, bold in pieces:
        before, *after = text.split("\n")
        parts.append((before, size, x, y, bold))
        for rest in after:
            yield from _line(parts, page)
            parts = [(rest, size, x, y, bold)]
    yield from _line(parts, page)


def _line(parts: Sequence[tuple[str, float, float, float, bool]], page: int) -> Iterator[Line]:
    text = fold(clean("".join(part[0] for part in parts)))
    telling = [part for part in parts if part[0].strip()]
    if text and telling:
        _, size, _, _, bold = max(telling, key=lambda part: len(part[0]))
        x, y = telling[0][2], telling[0][3]
        yield Line(text, round(size, 1), round(x, 1), round(y, 1), bold, page)


def _without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the pages without running heads, feet and page numbers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = max(_FEW_PAGES, len(pages) * _FURNITURE_SHARE)

    def is_furniture(line: Line, edges: Sequence[Line]) -> bool:
        if _LEADERS.search(line.text) and (line in edges or "." in line.text):
            return True
        key = _key(line)
        again = counts[key] >= (_FEW_PAGES if key != line.text else often)
        return line in edges and (again or _PAGE_NUMBER.fullmatch(line.text) is not None)

    return [[line for line in page if not is_furniture(line, _edges(page))] for page in pages]


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: Line) -> str:
    return _NUMBER.sub("0", line.text)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    body = _body_size(lines)
    gap = _usual_gap(lines)
    sizes = sorted({line.size for line in lines if line.size >= body * _HEADING}, reverse=True)
    for run in _runs(lines, body, gap):
        text = _joined([line.text for line in run])
        bullet = _BULLET.match(text)
        if _is_heading(run, text, body):
            place = sizes.index(run[0].size) if run[0].size in sizes else len(sizes)
            yield Block(kind=BlockKind.HEADING, text=text, level=min(2 + place, 6))
        elif bullet:
            yield Block(kind=BlockKind.ITEM, text=folded(text[bullet.end() :], ()).text, level=1)
        else:
            yield Block(kind=BlockKind.PARAGRAPH, text=text)


def _body_size(lines: Sequence[Line]) -> float:
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.size] += len(line.text)
    return max(counts, key=lambda size: (counts[size], -size))


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the distance of most neighbouring lines, in points."""
    gaps = Counter(
        round(above.y - below.y, 1)
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < above.y - below.y < 5 * max(above.size, 1)
    )
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 0.0


def _runs(lines: Sequence[Line], body: float, gap: float) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph or heading."""
    run: list[Line] = []
    for line in lines:
        if run and _begins(line, run, body, gap):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _begins(line: Line, run: Sequence[Line], body: float, gap: float) -> bool:
    """Tell whether a line begins something new after those of a run."""
    above = run[-1]
    if line.size != above.size and max(line.size, above.size) >= body * _HEADING:
        return True
    if _BULLET.match(line.text) or line.bold != above.bold:
        return True
    ended = above.text.endswith((".", "!", "?", ":", "”", '"', "。"))
    distance = above.y - line.y
    if line.page != above.page or distance <= 0:  # the next page, or the next column
        return ended
    if gap and distance > _GAP * gap:
        return True
    return ended and line.x > min(one.x for one in run[1:] or run) + body / 2


def _is_heading(run: Sequence[Line], text: str, body: float) -> bool:
    if len(text) > _LONGEST_HEADING or not any(c.isalpha() for c in text):
        return False
    large = run[0].size >= body * _HEADING
    return large or (all(line.bold for line in run) and not text.endswith((".", ",", ";")))


def _joined(lines: Sequence[str]) -> str:
    """Return the lines as one text; a word that was divided at a line's end is whole again."""
    text = ""
    for line in lines:
        divided = text.endswith(("-", "\u2010")) and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if divided else f"{text} {line}" if text else line
    return fold(clean(text))


def _title(given: str, blocks: Sequence[Block]) -> str:
    """Return the first of the largest headings if the file's own title is none that a person gave."""
    if " " in given and not given.lower().endswith((".doc", ".docx", ".pdf", ".tex", ".indd")):
        return given
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    return min(headings, key=lambda block: block.level).text if headings else ""


def _facts(file: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    try:
        info = dict(file.metadata or {})
        found = {key: fold(clean(str(info.get(f"/{name}") or ""))) for key, name in _INFO.items()}
    except _broken():
        return {}
    day = _DATE.match(found.pop("date"))
    dated: dict[str, object] = {"date": "-".join(day.groups())} if day else {}
    return {**dated, **{key: value for key, value in found.items() if value}}


_INFO = {"title": "Title", "authors": "Author", "tags": "Keywords", "date": "CreationDate"}
