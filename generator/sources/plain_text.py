"""Plain text as people write and paste it: title, date line, unmarked headings, lists, quotes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.model import Block, BlockKind, Document
from generator.sources.credits import read_credit
from generator.sources.encoding import decoded
from generator.sources.front_matter import split_header
from generator.sources.headings import is_heading, is_title, may_be_heading
from generator.sources.plain_layout import Piece, lay_out, stands_alone
from generator.sources.speakers import find_label
from generator.text import fold

_MOST_CREDITS = 6
_MOST_TITLE_LINES = 3
_TITLE_MAX = 200
_MOST_IN_A_ROW = 2
_PARAGRAPH_WORDS = 12


class PlainTextReader:
    """Reads `.txt` files."""

    media_type = "text/plain"
    suffixes = (".txt", ".text")

    def read(self, data: bytes, source: str) -> Document:
        """Return the document; raises SourceError for what is no text and for a header without end."""
        split = split_header(decoded(data))
        lines = split.body.split("\n")
        title, facts, rest = _head(lines)
        blocks = plain_blocks("\n".join(lines[rest:]))
        heading = (Block(kind=BlockKind.HEADING, text=title, level=2),) if title else ()
        return Document(
            source=source,
            media_type=self.media_type,
            title=title,
            blocks=(*heading, *blocks),
            metadata={**facts, **split.metadata},
        )


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text that has no title and no credit lines."""
    return tuple(_blocks(_with_headings(lay_out(text))))


def _head(lines: Sequence[str]) -> tuple[str, dict[str, object], int]:
    """Return the title, what the credit lines say, and the position of the line after them."""
    before, start = _credits(lines, 0)
    run = _run(lines, start)
    title, used = _title(run)
    if not title or not any(line.strip() for line in lines[start + used :]):
        return "", before, start
    found, rest = _credits(lines, start + used)
    if not any(line.strip() for line in lines[rest:]):
        return "", {}, 0
    return title, {**found, **before}, rest


def _run(lines: Sequence[str], start: int) -> list[str]:
    run: list[str] = []
    for line in lines[start:]:
        if not line.strip():
            break
        run.append(line.strip())
    return run


def _credits(lines: Sequence[str], start: int) -> tuple[dict[str, object], int]:
    """Return what the credit lines from `start` on say, and the position of the first other line."""
    found: dict[str, object] = {}
    place = start
    for _ in range(_MOST_CREDITS):
        while place < len(lines) and not lines[place].strip():
            place += 1
        credit = read_credit(lines[place]) if place < len(lines) else None
        if credit is None:
            break
        found = {**credit, **found}
        place += 1
    return found, place


def _title(run: Sequence[str]) -> tuple[str, int]:
    """Return the title at the beginning of a run of lines, and how many lines it takes."""
    if not run or run[0][:1] in "-*•>–—" or _is_talk(run):
        return "", 0
    first = run[0].lstrip("#").strip() if run[0].startswith("#") else run[0]
    underlined = len(run) > 1 and len(run[1]) > 2 and not run[1].strip("=-")  # noqa: PLR2004 - a rule
    if underlined:
        return (fold(first), 2) if is_title(first) else ("", 0)
    if not is_title(first):
        return "", 0
    if stands_alone(run) or read_credit(run[1]) is not None or run[0].startswith("#"):
        return fold(first), 1
    whole = fold(" ".join(run))
    wrapped = len(run) <= _MOST_TITLE_LINES and len(whole) <= _TITLE_MAX and is_title(whole)
    return (whole, len(run)) if wrapped and not whole.endswith((".", "!")) else ("", 0)


def _is_talk(run: Sequence[str]) -> bool:
    """Tell whether a label at the top begins a talk; a title may have a colon too."""
    label = find_label(run[0])
    return label is not None and (
        label.end >= len(run[0]) or len(run[0]) > _TITLE_MAX or run[0].endswith((".", "!"))
    )


def _with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with those that read as headings made so."""
    names = _names(pieces)
    certain = [_stands_out(pieces, place, names) for place in range(len(pieces))]
    result = [
        _as_heading(piece) if certain[place] or _leads_on(pieces, place) else piece
        for place, piece in enumerate(pieces)
    ]
    return _without_verse(pieces, result)


def _names(pieces: Sequence[Piece]) -> frozenset[str]:
    """Return the labels that more than one paragraph begins with."""
    counts = Counter(label.name for piece in pieces if (label := find_label(piece.text[:200])))
    return frozenset(name for name, count in counts.items() if count > 1)


def _stands_out(pieces: Sequence[Piece], place: int, names: frozenset[str]) -> bool:
    piece = pieces[place]
    if not piece.alone or place + 1 == len(pieces):
        return False
    if piece.kind is BlockKind.ITEM:
        company = {pieces[near].kind for near in (place - 1, place + 1) if near >= 0}
        return piece.number > 0 and BlockKind.ITEM not in company and is_heading(_raw(piece))
    if piece.kind is not BlockKind.PARAGRAPH or not is_heading(piece.text):
        return False
    label = find_label(piece.text)
    return label is None or (label.end < len(piece.text) and label.name not in names)


def _leads_on(pieces: Sequence[Piece], place: int) -> bool:
    """Tell whether a line in sentence case stands between whole paragraphs as a heading does."""
    piece = pieces[place]
    if not piece.alone or piece.kind is not BlockKind.PARAGRAPH or not may_be_heading(piece.text):
        return False
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    before = pieces[place - 1] if place else None
    if after is None or not (after.kind is BlockKind.ITEM or _is_prose(after)):
        return False
    return before is None or before.kind is not BlockKind.PARAGRAPH or _is_prose(before)


def _is_prose(piece: Piece) -> bool:
    """Tell whether a piece is a whole paragraph: a dozen words, or what a speaker says, be it short."""
    text = piece.text
    if piece.kind is not BlockKind.PARAGRAPH or not text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…")):
        return False
    return (
        len(text.split(maxsplit=_PARAGRAPH_WORDS)) >= _PARAGRAPH_WORDS or find_label(text[:200]) is not None
    )


def _as_heading(piece: Piece) -> Piece:
    text = _raw(piece) if piece.kind is BlockKind.ITEM else piece.text
    return replace(piece, kind=BlockKind.HEADING, lines=(text,), level=2, number=0)


def _raw(piece: Piece) -> str:
    return f"{piece.marker} {piece.text}"


def _without_verse(pieces: Sequence[Piece], found: list[Piece]) -> list[Piece]:
    """Return the pieces with long rows of headings taken back: they are verse, names or an address."""
    result = list(found)
    row: list[int] = []
    for place, piece in enumerate(found):
        if piece.kind is BlockKind.HEADING:
            row.append(place)
            continue
        _take_back(row, pieces, result)
        row = []
    _take_back(row, pieces, result)
    return result


def _take_back(row: Sequence[int], pieces: Sequence[Piece], result: list[Piece]) -> None:
    unmarked = [place for place in row if pieces[place].kind is not BlockKind.HEADING]
    if len(unmarked) > _MOST_IN_A_ROW:
        for place in unmarked:
            result[place] = pieces[place]


def _blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    for piece in pieces:
        text = fold(piece.text)
        yield Block(
            kind=piece.kind,
            text=text,
            level=piece.level,
            number=piece.number,
        )
