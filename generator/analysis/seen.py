"""What is to be seen in each sentence, found once for every stage that chooses among them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from generator.analysis.lexicon import FAR, LINKING, NEAR, SAID
from generator.analysis.refusals import Standing, praises, standing
from generator.model import Article, BlockKind, Span
from generator.tokens import tokens
from generator.words import is_stop, stem

_QUOTED = re.compile('["“”„«»]')


class Sentence(NamedTuple):
    """What the choice looks at."""

    span: Span
    section: int
    """Position of the heading above, or -1."""
    opens: bool
    """It is the first of its paragraph."""
    item: bool
    quoted: bool
    """It holds quotation marks."""
    words: int
    stems: frozenset[str]
    """Of its content words."""
    pairs: frozenset[tuple[str, str]]
    """Neighbours among the content words."""
    number: bool
    near: int
    far: int
    said: bool
    links: bool
    """Its first word joins it to the sentence before."""
    standing: Standing
    praises: bool


def see(article: Article, sentences: Sequence[Span]) -> tuple[Sentence, ...]:
    """Return what is to be seen in each sentence, in their order."""
    heads = [at for at, block in enumerate(article.blocks) if block.kind is BlockKind.HEADING]
    return tuple(
        sentence
        for at, spans in groupby(sentences, key=lambda span: span.block)
        for sentence in _in_block(
            article,
            tuple(spans),
            section=heads[bisect_right(heads, at) - 1] if heads and heads[0] < at else -1,
        )
    )


def _in_block(article: Article, spans: Sequence[Span], *, section: int) -> Iterator[Sentence]:
    """Yield the sentences of one block; its words are found once and handed out."""
    block = article.blocks[spans[0].block]
    item = block.kind is BlockKind.ITEM
    known = _words_of(article.language)
    found = tokens(block.text)
    starts = [token.start for token in found]
    edges = [0, *(bisect_left(starts, span.start) for span in spans[1:]), len(found)]
    for place, span in enumerate(spans):
        text = block.text[span.start : span.end]
        words = [known[word] for word, _, _ in found[edges[place] : edges[place + 1]]]
        said = [word.folded for word in words]
        stems = [word.stem for word in words if word.stem]
        marks = sum([word.marks for word in words])
        yield Sentence(
            span=span,
            section=section,
            opens=place == 0,
            item=item,
            quoted=_QUOTED.search(text) is not None,
            words=len(words),
            stems=frozenset(stems),
            pairs=frozenset(pairwise(stems)),
            number=bool(marks // _NUMBER),
            near=marks % _FAR,
            far=marks // _FAR % (_SAID // _FAR),
            said=bool(marks // _SAID % (_NUMBER // _SAID)),
            links=bool(words) and words[0].links,
            standing=standing(text, said, language=article.language, item=item),
            praises=praises(said),
        )


_FAR, _SAID, _NUMBER = 1 << 32, 1 << 64, 1 << 96
"""What a word adds to the marks of its sentence: one sum counts four kinds of words."""


class _Word(NamedTuple):
    folded: str
    stem: str
    """Of a content word; nothing of a function word or a plain number."""
    marks: int
    links: bool


class _Words(dict[str, _Word]):
    """What is known of every word met in a language, by the word as it is written."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> _Word:
        if len(self) > _MOST:
            self.clear()
        folded, language = word.casefold(), self._language
        idle = folded.isdecimal() or is_stop(folded, language)
        marks = (
            (folded in NEAR.get(language, ()))
            + _FAR * (folded in FAR.get(language, ()))
            + _SAID * (folded in SAID.get(language, ()))
            + _NUMBER * word[0].isdecimal()
        )
        links = folded in LINKING.get(language, ())
        found = self[word] = _Word(folded, "" if idle else stem(folded, language), marks, links)
        return found


_MOST = 1 << 16


@cache
def _words_of(language: str) -> _Words:
    return _Words(language)
