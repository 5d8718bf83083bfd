"""Who says what: labels such as `Jane Doe:` at the start of paragraphs, where they recur."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from generator.model import Block, BlockKind, MarkKind, RichText
from generator.sources.inline import part

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?[\])]?"
_NAME = r"[^\W\d_][\w.'’\-]{0,24}(?:,? [\w.'’&\-/#()]{1,24}){0,5}"
_LABEL = re.compile(
    rf"(?:{_TIME}\s{{0,2}}(?:[-–—]\s?)?)?(?P<name>{_NAME}?)(?:\s{{0,2}}{_TIME}\s{{0,2}}:?|\s?:)"
    rf"(?:\s{{0,2}}{_TIME}(?=\s|$))?(?:\s+|$)"
)
_LONGEST = 160
_SHARE = 0.25
_MOST = 0.6
_NEVER = frozenset(
    (
        "note notes update updates edit tip tips hint warning caution important example examples e.g. "
        "i.e. summary "
        "source sources tags title date author url link links photo image picture credit caption "
        "figure table video "
        "audio step steps chapter part section read see also p.s. ps disclaimer correction editor's "
        "pros cons "
        "todo faq re cc from to subject sent references bibliography ingredients location time where when"
    ).split()
)


class Label(NamedTuple):
    """A speaker's label at the start of a text."""

    name: str
    end: int
    """Where the words themselves begin."""


def find_label(text: str) -> Label | None:
    """Return the label that a paragraph begins with, or None; whether it names a speaker is not decided."""
    match = _LABEL.match(text[:_LONGEST])
    if match is None:
        return None
    name = " ".join(match["name"].split())
    words = [word for word in re.split(r"[ ,/]+", name) if word[:1].isalpha()]
    if not words or words[0].casefold() in _NEVER or not all(_is_name(word) for word in words):
        return None
    return Label(name, match.end())


def _is_name(word: str) -> bool:
    return not word[0].islower() or word in {
        "de",
        "der",
        "di",
        "da",
        "la",
        "le",
        "van",
        "von",
        "and",
        "del",
        "dos",
    }


def recurring(labels: Iterable[Label | None], paragraphs: int) -> frozenset[str]:
    """Return the names that are speakers.

    There are two at least, most labels recur, and a quarter of the paragraphs bear one; or, be it
    one name or a short exchange, most paragraphs bear one.
    """
    counts = Counter(label.name for label in labels if label)
    total = counts.total()
    talk = _most_recur(counts) and total >= _SHARE * paragraphs
    return frozenset(counts) if total > 1 and (talk or total >= _MOST * paragraphs) else frozenset()


def _most_recur(labels: Counter[str]) -> bool:
    again = sum(count for count in labels.values() if count > 1)
    return len(labels) > 1 and again >= labels.total() / 2


def label_speakers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with `speaker` set and its label taken off the text, where labels recur.

    A paragraph that is only a label lends its name to the next paragraph. A bold label within a paragraph
    begins another: in Markdown lines make one paragraph where none between them is blank.
    """
    blocks = _in_turns(blocks)
    places = [place for place, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    labels = {place: find_label(blocks[place].text) for place in places}
    names = recurring(labels.values(), len(places))
    if not names:
        return tuple(blocks)
    result: list[Block] = []
    lent = ""
    for place, block in enumerate(blocks):
        label = labels.get(place)
        named = label is not None and label.name in names
        if label and named and label.end >= len(block.text) and _unlabelled(labels, place + 1, names):
            lent = label.name
            continue
        result.append(_without_label(block, label) if label and named else replace(block, speaker=lent))
        lent = ""
    return tuple(result)


def _in_turns(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, their paragraphs parted before bold labels that name speakers."""
    starts = {place: _bold_labels(block) for place, block in enumerate(blocks) if block.marks}
    labels = [find_label(blocks[place].text[start:]) for place, found in starts.items() for start in found]
    if not any(map(any, starts.values())) or not _most_recur(Counter(one.name for one in labels if one)):
        return blocks
    return tuple(
        replace(block, text=turn.text, marks=turn.marks)
        for place, block in enumerate(blocks)
        for start, end in pairwise(sorted({0, *starts.get(place, ()), len(block.text)}))
        for turn in [part(RichText(text=block.text, marks=block.marks), start, end)]
    )


def _bold_labels(block: Block) -> list[int]:
    """Return where bold labels begin in a paragraph."""
    if block.kind is not BlockKind.PARAGRAPH:
        return []
    bold = [mark for mark in block.marks if mark.kind is MarkKind.STRONG]
    labels = ((mark, find_label(block.text[mark.start : mark.end].rstrip(":") + ": ")) for mark in bold)
    return [mark.start for mark, label in labels if label and ":" in block.text[mark.end - 1 : mark.end + 1]]


def _unlabelled(labels: Mapping[int, Label | None], place: int, names: frozenset[str]) -> bool:
    label = labels.get(place)
    return place in labels and (label is None or label.name not in names)


def _without_label(block: Block, label: Label) -> Block:
    rest = part(RichText(text=block.text, marks=block.marks), label.end, len(block.text))
    if not rest.text:
        return block
    return replace(block, text=rest.text, marks=rest.marks, speaker=label.name)
