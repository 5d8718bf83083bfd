"""Alone: how well each sentence of an article stands by itself, kept in little space."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, groupby, repeat
from math import sqrt
from typing import Self

import numpy as np
from msgspec import Struct

from generator.corpus.ties import KNOWN, ties_of
from generator.corpus.weighing import numbers_of
from generator.model import Analysis, BlockKind
from generator.tokens import edges, words_in
from generator.unspaced import words_in_signs
from generator.words import stems_of

SHORTEST, LONGEST = 6, 50
"""Words in a sentence that can stand alone."""
FULL, ENOUGH = 28, 40
"""Between so many words a sentence is worth most; a shorter one says less, a longer one asks for patience."""
_LEANS = re.compile(
    r"[“\"'(]?(?:he|she|it|they|this|that|these|those|here|his|her|its|their|him|them|but|or|thus|"
    r"however|therefore|instead|moreover|furthermore|meanwhile|otherwise|nor|both|such|"
    r"similarly|likewise|consequently|hence|i|we|you|my|our|your|let's|i'm|i've|we're|we've|it's|that's|"
    r"for example|for instance|in addition|as a result|in other words|of course|the former|the latter|"
    r"to do so|to do this|if so|as such|what's more|looking ahead|because (?:i|we|you|that|this|there))\b",
    re.IGNORECASE,
)
_TRAILING = ("...", "…")
"""Whoever ends so has not ended."""
# What goes on from the sentence before, and yet says who does what.
_GOES_ON = re.compile(r"[“\"'(]?(?:also|still|yet|then|another|and|so)\b", re.IGNORECASE)
_SAYS = r"(?:said|says|told|added|adds|wrote|writes|explained|noted|argued|warned|asked|continued|recalled)"
# A quotation that ends with who says so: then it is known whom `I` and `our` mean.
_ATTRIBUTED = re.compile(
    r"[“\"‘'](?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our)\b.*[,?!][”\"’'] "
    rf"(?:{_SAYS} (?:the \w+ |\w+ ){{0,3}}[A-Z]|(?:[A-Z][\w.'’-]+ ){{1,4}}{_SAYS}\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|this|these|that)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|my)\b")
# Words that tie a sentence to the day or to the text that it stands in.
_TIED = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|ago"
    r"|(?:last|next|this) (?:\w+day|night|week|weekend|month|summer|autumn|fall|winter|spring|year|morning)"
    r"|(?:this|our|(?:the|our|an?) (?:first|second|next|last|previous|earlier|recent)|(?:yester|to)day['’]s)"
    r" (?:blog )?(?:post|article|series|part|section|blog|issue|episode)|in part (?:one|two|three))\b",
    re.IGNORECASE,
)
_TYING = re.compile(
    "day|night|tomorrow|ago|week|month|summer|autumn|fall|winter|spring|year|morning"
    "|post|article|series|part|section|blog|issue|episode",
    re.IGNORECASE,
)
"""One of these is in all that `_TIED` finds, and few sentences have one."""
# Where a sentence that does not name the topic begins so, it speaks of what another one names.
_UNTOLD = re.compile(
    r"(?:\S+ ){0,5}[\"“‘(]?(?:it|its|he|she|they|we|you|this|these|those|such|both|former|latter"
    r"|[Tt]he (?:others?|same|second|rest|new|old|larger|smaller|two|three|four))\b"
)
# A letter that is not small: a capital, or one of a script that has no capitals.
_STARTS = re.compile(r"[“\"'(\[«»„‘「『¡]*(?![a-zß-öø-ÿα-ωά-ώа-џ])[^\W_]|[a-z]+[A-Z.]")
_ENDS = re.compile(r"[.!…。！．।۔][”\"'’)\]»«“」』]*$")

Place = tuple[int, int, int]
"""A block, where something starts in it and where it ends."""


class Sentences(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The sentences of an article, column by column."""

    spans: bytes = b""
    """Block, start and end of each, one after another."""
    alone: bytes = b""
    """How well each stands alone, by the judgement of its article and by its form; 0 if not at all."""
    leaning: bytes = b""
    """For each that stands alone 1 if it speaks of what another one names, where it names no topic itself."""
    told: bytes = b""
    """For each 1 if it sums up the article."""
    counts: bytes = b""
    """Of how many words each is, of those that stand alone."""
    stems: bytes = b""
    """Their stems by number, one sentence after another."""

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        """Return the sentences of an article."""
        merits = analysis.merits or repeat(1.0)
        told = frozenset(analysis.summary)
        language = analysis.article.language
        alone: list[float] = []
        leaning: list[bool] = []
        stems: list[list[int]] = []
        for (text, words, kind), merit in zip(_said(analysis), merits, strict=False):
            fit = merit and kind is not BlockKind.QUOTE
            stands = standing(text, words, language) if fit else 0.0
            alone.append(sqrt(merit) * stands)
            leaning.append(stands > 0 and _UNTOLD.match(text) is not None)
            stems.append(sorted(set(numbers_of(filter(None, stems_of(words, language))))) if stands else [])
        spans = [(span.block, span.start, span.end) for span in analysis.sentences]
        return cls(
            spans=np.array(spans, "<u4").tobytes(),
            alone=np.array(alone, "<f8").tobytes(),
            leaning=bytes(leaning),
            told=bytes([at in told for at in range(len(spans))]),
            counts=np.array(list(map(len, stems)), "<u4").tobytes(),
            stems=np.array(list(chain.from_iterable(stems)), "<u4").tobytes(),
        )

    def all_spans(self) -> list[Place]:
        """Return where each stands."""
        numbers = memoryview(self.spans).cast("I").tolist()
        return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))


def _said(analysis: Analysis) -> Iterator[tuple[str, Sequence[str], BlockKind]]:
    """Yield each sentence, its words, and what block it is of, whose words are found once and handed out."""
    for at, spans in groupby(analysis.sentences, key=lambda span: span.block):
        block = analysis.article.blocks[at]
        words, starts = words_in(block.text), edges(block.text)[::2]
        for span in spans:
            own = words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            yield block.text[span.start : span.end], own, block.kind


_PLAIN, _SPEAKER, _POINTING, _TIE, _POINTING_TIE = ".itpb"
"""What a word is: none of these, whoever writes, a pronoun, such as may tie a sentence, or both of these."""


class _Signs(dict[str, str]):
    """The sign of every word met."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST:
            self.clear()
        points, ties = _PRONOUN.search(word), _TYING.search(word)
        sign = (_POINTING_TIE if ties else _POINTING) if points else _TIE if ties else _PLAIN
        found = self[word] = _SPEAKER if _OWN.search(word) else sign
        return found


_MOST = 1 << 16
_signs = _Signs()


def standing(text: str, words: Iterable[str], language: str = "en") -> float:
    """Return how well a sentence of those words stands alone: 0 for a fragment, a question, an open start."""
    count = text.count(" ") + 1 + words_in_signs(text)
    if not SHORTEST <= count <= LONGEST or not _ENDS.search(text) or not _STARTS.match(text):
        return 0.0
    if (
        (_LEANS.match(text) and not _ATTRIBUTED.match(text))
        or text.count('"') % 2
        or text.count("(") != text.count(")")
    ):
        return 0.0
    length = min(1.0, count / FULL, ENOUGH / count) * (0.5 if text.endswith(_TRAILING) else 1.0)
    if language in KNOWN:
        return length * 0.7 ** ties_of(text, language)
    signs = set(map(_signs.__getitem__, words))
    points = _POINTING in signs or _POINTING_TIE in signs
    goes_on = _GOES_ON.match(text) is not None
    return length * (0.8 if points else 1.0) * 0.7 ** (_is_tied(text, signs) + goes_on)


def _is_tied(text: str, signs: AbstractSet[str]) -> bool:
    """Tell whether a sentence speaks of its day, of its text or of whoever writes it."""
    if _SPEAKER in signs:
        return True
    return (_TIE in signs or _POINTING_TIE in signs) and _TIED.search(text) is not None
