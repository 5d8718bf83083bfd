"""Lists that stand within one line, as in `1. Boil the water. 2. Add the tea`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# It begins with the stop and looks back from it, first for the word that most stops end: so a line is
# searched fast.
_AFTER_SIGN = re.compile(
    r"[.)](?<![^\W\d]..)(?:(?<=[\s•⁃]\w.)|(?<=[\s•⁃]\d\d.)|(?<=^\w.)|(?<=^\d\d.))\)?\s{1,9}(?=\S)"
)
_LABEL = re.compile(r"(?P<bullet>[•⁃]\s?)?(?P<sign>[0-9]{1,2}|[a-z]|[A-Z](?=\)))(?P<form>\.\)|[.)])\s{1,9}$")
_LONGEST = 16
_SENTENCE_END = (".", "!", "?", ":", ";")


class _Label(NamedTuple):
    start: int
    number: int
    kind: str
    """Labels of one list are of one kind: digits or letters, and what follows them."""


def label_starts(line: str) -> list[int]:
    """Return where the items of lists within a line begin, in order; never 0.

    A list is two labels or more that count on by one. It begins with the line, after the end of a
    sentence, or after another list; bullets before its numbers tell it too. Initials are none:
    capitals count only with a bracket.
    """
    if ". " not in line and ") " not in line:
        return []
    return [start for start in _starts(line, list(_labels(line))) if start > 0]


def _labels(line: str) -> Iterator[_Label]:
    for stop in _AFTER_SIGN.finditer(line):
        before = max(0, stop.end() - _LONGEST)
        match = _LABEL.search(line[before : stop.end()])
        if match:
            sign = match["sign"]
            number = int(sign) if sign.isdigit() else ord(sign)
            kind = f"{'1' if sign.isdigit() else 'a' if sign.islower() else 'A'}{match['form']}"
            yield _Label(before + match.start(), number, kind + ("•" if match["bullet"] else ""))


def _starts(line: str, labels: list[_Label]) -> Iterator[int]:
    """Yield the places of the labels that stand in a list."""
    after_list = False
    place = 0
    while place < len(labels):
        end = place + 1
        while end < len(labels) and _counts_on(labels[end - 1], labels[end]):
            end += 1
        first = labels[place]
        before = line[max(0, first.start - _LONGEST) : first.start].rstrip()
        at_start = not before and first.start <= _LONGEST
        begins = at_start or before.endswith(_SENTENCE_END) or after_list or first.kind.endswith("•")
        after_list = end - place > 1 and begins
        if after_list:
            yield from (label.start for label in labels[place:end])
        place = end


def _counts_on(label: _Label, following: _Label) -> bool:
    return following.kind == label.kind and following.number == label.number + 1
