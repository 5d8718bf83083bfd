"""Alone: how well each sentence of an article stands by itself, kept in little space."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import sqrt
from typing import Self

import numpy as np
from msgspec import Struct

from generator.corpus.weighing import number_of
from generator.model import Analysis, BlockKind
from generator.unspaced import words_in_signs
from generator.words import content_stems

SHORTEST, LONGEST = 6, 50
"""Words in a sentence that can stand alone."""
FULL, ENOUGH = 28, 40
"""Between so many words a sentence is worth most; a shorter one says less, a longer one asks for patience."""
_LEANS = re.compile(
    r"[“\"'(]?(?:he|she|it|they|this|that|these|those|there|here|his|her|its|their|him|them|but|and|so|or|also|then|thus|"
    r"however|therefore|instead|moreover|furthermore|meanwhile|otherwise|still|yet|nor|both|such|another|"
    r"similarly|likewise|consequently|hence|i|we|you|my|our|your|let's|i'm|i've|we're|we've|it's|that's|"
    r"for example|for instance|in addition|as a result|in other words|of course|the former|the latter|"
    r"to do so|to do this|if so|as such|what's more|looking ahead)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|this|these|that)\b", re.IGNORECASE)
# Words that tie a sentence to the day or to the text that it stands in.
_TIED = re.compile(
    r"\b(?:(?i:today|tonight|yesterday|tomorrow|ago"
    r"|(?:last|next|this) (?:\w+day|night|week|weekend|month|summer|autumn|fall|winter|spring|year|morning)"
    r"|(?:this|our|(?:the|our|an?) (?:first|second|next|last|previous|earlier|recent)|(?:yester|to)day['’]s)"
    r" (?:blog )?(?:post|article|series|part|section|blog|issue|episode)|in part (?:one|two|three))"
    r"|I|I['’]m|I['’]ve|my)\b"
)
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
    """For each 1 if it speaks of what another one names, where it does not name a topic itself."""
    told: bytes = b""
    """For each 1 if it sums up the article."""
    counts: bytes = b""
    """Of how many words each is, of those that stand alone."""
    stems: bytes = b""
    """Their stems by number, one sentence after another."""

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        """Return the sentences of an article."""
        texts = [_text(analysis, at) for at in range(len(analysis.sentences))]
        alone = [_judged(analysis, at, text) for at, text in enumerate(texts)]
        language = analysis.article.language
        stems = [
            sorted(set(map(number_of, content_stems(text, language)))) if much else []
            for text, much in zip(texts, alone, strict=True)
        ]
        told = frozenset(analysis.summary)
        spans = [(span.block, span.start, span.end) for span in analysis.sentences]
        return cls(
            spans=np.array(spans, "<u4").tobytes(),
            alone=np.array(alone, "<f8").tobytes(),
            leaning=bytes([bool(_UNTOLD.match(text)) for text in texts]),
            told=bytes([at in told for at in range(len(texts))]),
            counts=np.array(list(map(len, stems)), "<u4").tobytes(),
            stems=np.array([number for some in stems for number in some], "<u4").tobytes(),
        )

    def all_spans(self) -> list[Place]:
        """Return where each stands."""
        numbers = memoryview(self.spans).cast("I").tolist()
        return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))

    def all_stems(self) -> Iterator[frozenset[int]]:
        """Yield the stems of each, by number."""
        numbers = memoryview(self.stems).cast("I").tolist()
        end = 0
        for count in memoryview(self.counts).cast("I").tolist():
            end += count
            yield frozenset(numbers[end - count : end])


def _text(analysis: Analysis, at: int) -> str:
    span = analysis.sentences[at]
    return analysis.article.blocks[span.block].text[span.start : span.end]


def _judged(analysis: Analysis, at: int, text: str) -> float:
    merit = analysis.merits[at] if analysis.merits else 1.0
    if not merit or analysis.article.blocks[analysis.sentences[at].block].kind is BlockKind.QUOTE:
        return 0.0
    return sqrt(merit) * standing(text)


@lru_cache(maxsize=1 << 16)
def standing(text: str) -> float:
    """Return how well a sentence stands alone: 0 for a fragment, a question or an unresolved start."""
    words = text.count(" ") + 1 + words_in_signs(text)
    if not SHORTEST <= words <= LONGEST or not _ENDS.search(text) or not _STARTS.match(text):
        return 0.0
    if _LEANS.match(text) or text.count('"') % 2 or text.count("(") != text.count(")"):
        return 0.0
    length = min(1.0, words / FULL, ENOUGH / words)
    return length * (0.8 if _PRONOUN.search(text) else 1.0) * (0.7 if _TIED.search(text) else 1.0)
