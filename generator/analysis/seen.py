"""What is to be seen in each sentence, found once for every stage that chooses among them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from generator.analysis.lexicon import FAR, LINKING, NEAR, SAID
from generator.analysis.refusals import Standing, praises, standing
from generator.model import Article, BlockKind, Span
from generator.words import is_stop, stem, tokens

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
    starts = [span.start for span in spans]
    words: list[list[str]] = [[] for _ in spans]
    for word, start, _ in tokens(block.text):
        words[max(0, bisect_right(starts, start) - 1)].append(word)
    for place, (span, written) in enumerate(zip(spans, words, strict=True)):
        text = block.text[span.start : span.end]
        item = block.kind is BlockKind.ITEM
        yield _sentence(text, written, article.language, item=item)._replace(
            span=span, section=section, opens=place == 0
        )


def _sentence(text: str, written: Sequence[str], language: str, *, item: bool) -> Sentence:
    said = [word.casefold() for word in written]
    contents = [known for word in said if (known := _content(word, language))]
    return Sentence(
        span=_NOWHERE,
        section=-1,
        opens=False,
        item=item,
        quoted=_QUOTED.search(text) is not None,
        words=len(said),
        stems=frozenset(contents),
        pairs=frozenset(pairwise(contents)),
        number=any(form[0].isdecimal() for form in written),
        near=_count(said, NEAR, language),
        far=_count(said, FAR, language),
        said=_count(said, SAID, language) > 0,
        links=_count(said[:1], LINKING, language) > 0,
        standing=standing(text, said, language=language, item=item),
        praises=praises(said),
    )


_NOWHERE = Span(block=0, start=0, end=0)


@lru_cache(maxsize=1 << 17)
def _content(word: str, language: str) -> str:
    """Return the stem of a word; nothing of a function word or a plain number."""
    return "" if word.isdecimal() or is_stop(word, language) else stem(word, language)


def _count(words: Sequence[str], lists: Mapping[str, frozenset[str]], language: str) -> int:
    listed = lists.get(language)
    if not listed or listed.isdisjoint(words):
        return 0
    return sum(word in listed for word in words)
