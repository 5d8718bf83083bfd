"""Misspellings: names that differ from a commoner one by a slip of the hand or of the ear."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from jellyfish import damerau_levenshtein_distance, metaphone

from generator.gazetteer import GIVEN_NAMES, known_kind
from generator.keys import phrase_key
from generator.model import Analysis, Quote, Span

LONG_ENOUGH = 5
"""A name of one word has at least so many letters: short names differ by one letter without being slips."""
CLIPPED = 2
"""So many letters can be missing at the end of a word of a longer name: `El Musk`."""
UNLIKE = 3
"""Words that sound alike differ in at most so many letters."""
CROWD = 200
"""A group of more likenesses than this is no sign of a slip and is passed over."""
SURER = 4
"""A name is held to be right if it stands more often than the other; a single word, this many times."""

_ENDING = re.compile(r"(?<=\w{4})(?:a?ns?|a?s|i|a)$")
"""What parts a country from its people, and one from many: `Korea`, `Koreans`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelling:
    """A name that is likely a slip for another one."""

    wrong: str
    right: str
    why: str
    """In words: `sounds alike`, `one letter apart`, `cut short`."""
    times: tuple[int, int]
    """How often the wrong and the right one stand in the articles."""
    seen: Quote
    """The first sentence that has the wrong one."""


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    words: tuple[str, ...]
    """Case folded and without accents."""
    keys: frozenset[str]
    times: int
    seen: Quote


def find_misspellings(analyses: Collection[Analysis]) -> tuple[Misspelling, ...]:
    """Return the likely misspellings of names across all articles, the surest first, each of them once.

    A name and its inflections are never taken for slips of each other, nor is a single word that is known
    as a name, is part of a longer one, or is written small anywhere: it is a word of its own. The
    distance is that of F. J. Damerau, "A technique for computer detection and correction of spelling
    errors" (1964), the sound L. Philips' Metaphone, "Hanging on the Metaphone" (1990). Only names that
    share a word or a likeness are compared, so the time grows with the number of names.
    """
    names = _names(analyses)
    pairs = {
        (a, b) for group in _groups(names) for a, b in combinations(sorted(group), 2) if len(group) <= CROWD
    }
    found = _without_words(
        [slip for a, b in sorted(pairs) if (slip := _slip(names[a], names[b]))], names, analyses
    )
    surest = sorted(found, key=lambda slip: (slip.times[0] / slip.times[1], slip.wrong, slip.right))
    once: dict[str, Misspelling] = {}
    for slip in surest:
        once.setdefault(slip.wrong, slip)
    return tuple(once.values())


def _without_words(
    found: Sequence[Misspelling], names: Sequence[_Name], analyses: Iterable[Analysis]
) -> list[Misspelling]:
    """Return the slips but those of a single word that stands elsewhere as a word of its own."""
    single = {slip.wrong.casefold() for slip in found if " " not in slip.wrong}
    if not single:
        return list(found)
    own = single & (
        GIVEN_NAMES | {word for name in names if len(name.words) > 1 for word in name.text.casefold().split()}
    )
    own |= {word for word in single if known_kind(word)}
    small = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(single)))})\b")
    for analysis in analyses:
        for block in analysis.article.blocks:
            own.update(small.findall(block.text))
    return [slip for slip in found if slip.wrong.casefold() not in own]


def _names(analyses: Iterable[Analysis]) -> list[_Name]:
    places: dict[str, list[Quote]] = defaultdict(list)
    keys: dict[str, set[str]] = defaultdict(set)
    for analysis in analyses:
        blocks = analysis.article.blocks
        for entity in analysis.entities:
            for span in entity.spans:
                text = blocks[span.block].text[span.start : span.end]
                if any(wrong in text for wrong, _ in analysis.article.corrections):
                    continue
                places[text].append(Quote(article=analysis.article.id, sentence=_sentence(analysis, span)))
                keys[text].add(phrase_key(text, analysis.article.language))
    return [
        _Name(text, words, frozenset(keys[text]), len(places[text]), min(places[text]))
        for text in sorted(places)
        if (words := _words(text)) and (len(words) > 1 or len(words[0]) >= LONG_ENOUGH)
    ]


def _sentence(analysis: Analysis, span: Span) -> int:
    return next(
        (
            at
            for at, one in enumerate(analysis.sentences)
            if one.block == span.block and one.start <= span.start < one.end
        ),
        -1,
    )


def _words(text: str) -> tuple[str, ...]:
    """Return the plain words of a name, or nothing if it has digits or anything else odd."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = plain.casefold().split()
    return tuple(words) if all(word.isalpha() for word in words) else ()


def _groups(names: Sequence[_Name]) -> Iterable[set[int]]:
    """Group the names that agree but for one word, and there share a likeness."""
    groups: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for at, name in enumerate(names):
        for place, word in enumerate(name.words):
            others = (*name.words[:place], "", *name.words[place + 1 :])
            for likeness in _likenesses(word):
                groups[*others, likeness].add(at)
    return groups.values()


def _likenesses(word: str) -> Iterator[str]:
    """Yield what a word has in common with its slips: its sound, and itself less one letter or its end."""
    yield "=" + _sound(word)
    yield word
    yield word[:-CLIPPED]
    for at in range(min(len(word), 24)):
        yield word[:at] + word[at + 1 :]


def _slip(one: _Name, other: _Name) -> Misspelling | None:
    if one.keys & other.keys:
        return None
    wrong, right = sorted((one, other), key=lambda name: (name.times, name.text))
    why = _why(wrong, right)
    if not why or wrong.times == right.times:
        return None
    if len(wrong.words) == 1 and wrong.times * SURER > right.times:
        return None
    times = (wrong.times, right.times)
    return Misspelling(wrong=wrong.text, right=right.text, why=why, times=times, seen=wrong.seen)


def _why(wrong: _Name, right: _Name) -> str:
    """Say in what the one word that differs is like the other; empty if it is not."""
    differing = [(a, b) for a, b in zip(wrong.words, right.words, strict=True) if a != b]
    if len(differing) != 1:
        return ""
    (a, b), alone = differing[0], len(wrong.words) == 1
    if _ENDING.sub("", a) == _ENDING.sub("", b):
        return ""
    if alone and (a[0] != b[0] or a.startswith(b) or b.startswith(a)):
        return ""
    apart = damerau_levenshtein_distance(a, b)
    if _sound(a) == _sound(b) and apart <= min(UNLIKE - alone, len(b) // (2 + alone)):
        return "sounds alike"
    if b.startswith(a) and len(b) - len(a) <= CLIPPED:
        return "cut short"
    return (
        "one letter apart" if apart == 1 and a[0] == b[0] and min(len(a), len(b)) >= LONG_ENOUGH - 1 else ""
    )


def _sound(word: str) -> str:
    """Return how a word sounds in English, or the word itself if it has no such sound."""
    return metaphone(word) or word
