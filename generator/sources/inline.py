"""Running text with its marks: built piece by piece, folded with every offset kept right."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from generator.model import Mark, MarkKind, RichText
from generator.text import clean, fold

_WORD = re.compile(r"\S+")
_URL_SCHEMES = ("http://", "https://", "mailto:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_TARGET_MAX = 2000
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]{1,2000}", re.IGNORECASE)
_MOST_TRIMMED = 20
_LONGEST_WORD = 64
_PUNCTUATION = tuple(".,;:!?'’*_")
_OPENED = {")": "(", "]": "[", "}": "{"}
_EXPRESSION = re.compile(r"""\{\{-?\s{0,4}(?:["']([^"'\n{}]{1,500})["'])?[^{}\n]{0,200}\}\}""")
_NEW_WINDOW = re.compile(r"\s{0,3}\(opens in (?:a )?new (?:window|tab)\)", re.IGNORECASE)
"""What pages tell those who hear them read of a link."""


class Inline:
    """Collects pieces of text and the marks over them, then gives the folded RichText."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._open: list[tuple[MarkKind, int, str]] = []
        self._marks: list[Mark] = []

    def add(self, text: str) -> None:
        """Append text, cleaned."""
        if not (text.isascii() and text.isprintable()):
            text = clean(text)
        if "pens in " in text:
            text = _NEW_WINDOW.sub("", text)
        self._parts.append(text)
        self._length += len(text)

    def open(self, kind: MarkKind, target: str = "") -> None:
        """Begin a mark here."""
        self._open.append((kind, self._length, target))

    def close(self, kind: MarkKind) -> None:
        """End the innermost mark of that kind, and with it all that began inside it; or do nothing."""
        if all(entry[0] is not kind for entry in self._open):
            return
        while self._open:
            inner, start, target = self._open.pop()
            self._keep(inner, start, target)
            if inner is kind:
                return

    def link_last_word(self, target: str) -> None:
        """Lay a link over the last word so far, or over what of it is in no link yet."""
        start = self._length - len(self._last_word())
        for mark in reversed(self._marks):
            if mark.end <= start:
                break
            if mark.kind is MarkKind.LINK:
                start = mark.end
        if start < self._length and not any(kind is MarkKind.LINK for kind, _, _ in self._open):
            self._marks.append(Mark(kind=MarkKind.LINK, start=start, end=self._length, target=target))

    def _last_word(self) -> str:
        tail = ""
        for piece in reversed(self._parts):
            tail = piece[-_LONGEST_WORD:] + tail
            if len(tail) >= _LONGEST_WORD or len(tail.split(maxsplit=1)) > 1:
                break
        return "" if tail[-1:].isspace() else next(iter(tail.split()[-1:]), "")

    def result(self) -> RichText:
        """Return the text so far, folded, its marks moved with it; open marks end here."""
        while self._open:
            self._keep(*self._open.pop())
        return folded("".join(self._parts), self._marks)

    def _keep(self, kind: MarkKind, start: int, target: str) -> None:
        inside_link = kind is MarkKind.LINK and any(entry[0] is kind for entry in self._open)
        if start < self._length and not inside_link and (kind is not MarkKind.LINK or target):
            self._marks.append(Mark(kind=kind, start=start, end=self._length, target=target))


def folded(text: str, marks: Iterable[Mark]) -> RichText:
    """Return the text with white space folded and the marks moved with it.

    Text that only takes form NFC across the edge of a mark loses its marks, never a letter.
    """
    kept = list(marks)
    if not unicodedata.is_normalized("NFC", text):
        return RichText(text=fold(clean(text)))
    result = fold(text)
    if not kept:
        return RichText(text=result)
    if result != text and result != text.replace("\n", " "):
        kept = _moved(text, kept)
    return RichText(text=result, marks=ordered(_trimmed(mark, result) for mark in kept))


def _trimmed(mark: Mark, text: str) -> Mark:
    """Return the mark without the space at its edges."""
    start = mark.start + (text[mark.start : mark.start + 1] == " ")
    end = mark.end - (mark.end > start and text[mark.end - 1] == " ")
    return mark if (start, end) == (mark.start, mark.end) else replace(mark, start=start, end=end)


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in the model's order, each once, none empty."""
    unique = {mark for mark in marks if mark.start < mark.end}
    return tuple(sorted(unique, key=lambda m: (m.start, -m.end, m.kind, m.target)))


def _moved(text: str, marks: list[Mark]) -> list[Mark]:
    starts, ends, places = _words(text)

    def moved(mark: Mark) -> Mark:
        first = bisect_right(ends, mark.start)
        last = bisect_left(starts, mark.end) - 1
        if first > last:
            return Mark(kind=mark.kind, start=0, end=0)
        start = places[first] + max(0, mark.start - starts[first])
        end = places[last] + min(mark.end, ends[last]) - starts[last]
        return Mark(kind=mark.kind, start=start, end=end, target=mark.target)

    return [moved(mark) for mark in marks]


def _words(text: str) -> tuple[list[int], list[int], list[int]]:
    starts, ends, places = [], [], []
    place = 0
    for match in _WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        places.append(place)
        place += match.end() - match.start() + 1
    return starts, ends, places


def part(rich: RichText, start: int, end: int) -> RichText:
    """Return `text[start:end]` without white space at its edges, with the marks that lie in it."""
    piece = rich.text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    end = start + len(piece)
    marks = (
        Mark(
            kind=mark.kind,
            start=max(mark.start, start) - start,
            end=min(mark.end, end) - start,
            target=mark.target,
        )
        for mark in rich.marks
        if mark.start < end and mark.end > start
    )
    return RichText(text=piece, marks=ordered(marks))


def safe_target(address: str) -> str:
    """Return an http, https or mailto address or a relative path as given, or empty for all others.

    A template expression at its beginning stands for the path it quotes, or for nothing.
    """
    address = clean(address).strip()
    if address.startswith("{{") and (match := _EXPRESSION.match(address[:_TARGET_MAX])):
        address = (match[1] or "") + address[match.end() :]
    if len(address) > _TARGET_MAX or len(address.split(maxsplit=1)) > 1:
        return ""
    if address.lower().startswith(_URL_SCHEMES):
        return address
    return "" if _SCHEME.match(address) or "\\" in address[:2] else address


def with_bare_links(rich: RichText) -> RichText:
    """Return the text with a link over each bare http(s) address that stands in no link and no code."""
    if "://" not in rich.text:
        return rich
    taken = [m for m in rich.marks if m.kind in {MarkKind.LINK, MarkKind.CODE}]
    found = [mark for mark in _bare_links(rich.text) if mark.target]
    free = [mark for mark in found if not _overlaps(mark, taken)]
    return RichText(text=rich.text, marks=ordered([*rich.marks, *free]))


def _bare_links(text: str) -> Iterator[Mark]:
    for match in _ADDRESS.finditer(text):
        address = trimmed(match[0])
        if len(address) > len("https://"):
            end = match.start() + len(address)
            yield Mark(kind=MarkKind.LINK, start=match.start(), end=end, target=safe_target(address))


def _overlaps(mark: Mark, taken: Sequence[Mark]) -> bool:
    """Tell whether a mark overlaps one of the marks, which are sorted and do not nest."""
    place = bisect_left(taken, mark.end, key=lambda one: one.start) - 1
    return place >= 0 and taken[place].end > mark.start


def trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence it ends."""
    for _ in range(_MOST_TRIMMED):
        unopened = address[-1:] in _OPENED and address.count(address[-1:]) > address.count(
            _OPENED[address[-1:]]
        )
        if not unopened and address[-1:] not in _PUNCTUATION:
            break
        address = address[:-1]
    return address
