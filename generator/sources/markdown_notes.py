"""The footnotes of Markdown, as Pandoc and PHP Markdown Extra write them: `[^1]`, and `[^1]: text`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.model import NOTE
from generator.sources.blocks import Builder

_LABEL = r"(?!\w-\w\])([\w.:-]{1,40})"
"""What a note is called; `[^a-z]` is a pattern of signs."""
_DEFINED = re.compile(rf" {{0,3}}\[\^{_LABEL}\]:[ \t]*(.*)")
_DEEPER = re.compile(r"(?: {2,4}|\t)(?=\S)")
"""What stands before the further paragraphs of a note."""
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ANOTHER = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|```|~~~|>|[-*+]\s|1[.)]\s|\||(?:[-*_] ?){3,}\s*$)")
"""What begins another block, also without an empty line before it."""
_REFERENCE = re.compile(
    r"(`+)[^`\n]{1,300}\1(?!`)"  # code says what it says
    rf"|(?<=\S) ?\[\^{_LABEL}\](?![:(])"
)
_LIKE_A_NOTE = re.compile(r"\d{1,4}|[^\W\d_]{3}\w{0,30}(?:-\w{1,30}){0,5}")
"""What is the mark of a footnote even where there is no note."""
_MOST_TICKS = 200
_OPEN, _CLOSE = "\ufffe", "\uffff"
"""Around the number of a note while its paragraph is read: no text has these."""
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Notes:
    """The notes of one text, and the numbers that they have."""

    def __init__(self, written: Mapping[str, str]) -> None:
        """Begin with the notes by label; those whose labels are numbers keep them."""
        self._written = written
        as_given = all(re.fullmatch("[1-9][0-9]{0,3}", label) for label in written)
        self._numbers = {label: int(label) for label in written} if as_given else {}

    def number(self, label: str) -> int:
        """Return the number of a note, which follows that of the one asked for before."""
        return self._numbers.setdefault(label, len(self._numbers) + 1)

    def placed(self, content: str) -> str:
        """Return running text in which the places of notes are marked, for `add_text`.

        The mark of a note that there is not is left out: sentences are quoted without marks.
        """
        if "[^" not in content or content.count("`") > _MOST_TICKS:
            return content
        return _REFERENCE.sub(self._place, content)

    def _place(self, found: re.Match[str]) -> str:
        label = found[2]
        if label in self._written:
            return f"{_OPEN}{self.number(label)}{_CLOSE}"
        return "" if label and _LIKE_A_NOTE.fullmatch(label) else found[0]

    def in_order(self) -> Iterator[tuple[int, str]]:
        """Yield number and text of each note by number."""
        found = {self.number(label): text for label, text in self._written.items()}
        return iter(sorted(found.items()))


def add_text(builder: Builder, text: str) -> None:
    """Add text; where the place of a note is marked, the word before it leads there."""
    if _OPEN not in text:
        builder.text(text)
        return
    said, *rest = _PLACE.split(text)
    builder.text(said)
    for number, after in zip(rest[::2], rest[1::2], strict=True):
        builder.link_last_word(f"{NOTE}{number}")
        builder.text(after)


def split_notes(text: str) -> tuple[str, Mapping[str, str]]:
    """Return a text, empty lines where its notes stood, and the notes by label; the first of two counts."""
    if "[^" not in text:
        return text, {}
    lines = text.split("\n")
    notes: dict[str, str] = {}
    fence = ""
    at = 0
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        found = None if fence else _DEFINED.match(lines[at])
        end = at + 1
        if opened and fence in {"", opened[1]}:
            fence = "" if fence else opened[1]
        elif found:
            end = _end(lines, at + 1)
            notes.setdefault(found[1], " ".join([found[2], *lines[at + 1 : end]]))
            lines[at:end] = [""] * (end - at)
        at = end
    return "\n".join(lines), notes


def _end(lines: Sequence[str], at: int) -> int:
    """Return where a note ends: before an empty line that no deeper one follows, or another block or note."""
    while at < len(lines) and not (_DEFINED.match(lines[at]) or _ANOTHER.match(lines[at])):
        if not lines[at].strip() and not (at + 1 < len(lines) and _DEEPER.match(lines[at + 1])):
            break
        at += 1
    return at
