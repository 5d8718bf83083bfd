"""What is to be seen in each sentence, found once for every stage that chooses among them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby, pairwise
from operator import or_

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.known import FAR_ONE, NUMBER_ONE, SAID_ONE, read
from generator.analysis.quotations import begun_in_speech
from generator.analysis.refusals import PRAISE, Look, Standing, look_at, praises, standing
from generator.analysis.sponsored import sponsored
from generator.model import Article, Block, BlockKind, MarkKind, Span
from generator.tokens import edges
from generator.words import content_stems

SAME_AS_TITLE = 0.8
"""With this share of their words in common, a sentence is the title once more."""
_QUOTED = re.compile('["“”„«»]')
_OF_THE_TITLE = re.compile(
    r"This (?:is (?:an?|the) ((?:[^\s,;:]+ ){0,5}?[^\s,;:]+)(?= (?:of|in|that|which|for|with)\b|[,.](?:\s|$))"
    r"|(?!is\b)(\w+) )"
)
"""How a sentence begins that speaks of its article or of what the title names."""


class Sentence(Struct, frozen=True, gc=False):
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
    title = frozenset(content_stems(article.title, article.language))
    paid = sponsored(article.blocks)
    heads = [at for at, block in enumerate(article.blocks) if block.kind is BlockKind.HEADING]
    seen = tuple(
        _without_title(sentence, title, article.blocks[at].text)
        for at, spans in groupby(sentences, key=lambda span: span.block)
        for sentence in _in_block(
            article,
            tuple(spans),
            paid=at in paid,
            section=heads[bisect_right(heads, at) - 1] if heads and heads[0] < at else -1,
        )
    )
    return _begun(seen, article, title) if title else seen


def _begun(seen: tuple[Sentence, ...], article: Article, title: frozenset[str]) -> tuple[Sentence, ...]:
    """Let the first sentence that can stand speak of what the title names: `This is a release …`."""
    top = next((at for at, one in enumerate(seen) if one.standing is not Standing.NEVER), len(seen))
    if top == len(seen) or seen[top].standing is not Standing.AFTER_THE_ONE_BEFORE:
        return seen
    span = seen[top].span
    found = _OF_THE_TITLE.match(article.blocks[span.block].text, span.start, span.end)
    if found is None or title.isdisjoint(content_stems(found[1] or found[2], article.language)):
        return seen
    return (*seen[:top], replace(seen[top], standing=Standing.UNDER_ITS_TITLE), *seen[top + 1 :])


def _without_title(sentence: Sentence, title: frozenset[str], text: str) -> Sentence:
    """Refuse a sentence that is the article's title once more, without a stop, after its beginning."""
    own = sentence.stems
    same = title and len(own & title) >= SAME_AS_TITLE * max(len(own), len(title))
    if same and sentence.span.block and text[sentence.span.end - 1].isalnum():
        return replace(sentence, standing=Standing.NEVER)
    return sentence


def _in_block(article: Article, spans: Sequence[Span], *, section: int, paid: bool) -> Iterator[Sentence]:
    """Yield the sentences of one block; its words are found once and handed out."""
    block = article.blocks[spans[0].block]
    item = block.kind is BlockKind.ITEM
    refused = paid or _is_caption(article.blocks, spans[0].block) or _is_buttons(block)
    around = look_at(block.text)
    known = read(block.text, article.language)
    cued = any(known.cues)
    spoken = begun_in_speech(block.text, [span.start for span in spans[1:]]) if around.quoted else ()
    cuts = [0, *_cuts(block.text, spans), len(known.folded)]
    for (first, last), span in zip(pairwise(cuts), spans, strict=True):
        text = block.text[span.start : span.end]
        words = known.folded[first:last]
        own = tuple(filter(None, known.said[first:last]))
        mark = sum(known.marks[first:last])
        cues = reduce(or_, known.cues[first:last], 0) if cued else 0
        stands = (
            Standing.NEVER
            if refused
            else standing(
                text,
                words,
                language=article.language,
                item=item,
                look=Look(cues, around.signed, around.quoted),
            )
        )
        yield Sentence(
            span=span,
            section=section,
            opens=span is spans[0],
            item=item,
            quoted=around.quoted and _QUOTED.search(text) is not None,
            words=last - first,
            stems=frozenset(own),
            pairs=frozenset(pairwise(own)),
            number=mark >= NUMBER_ONE,
            near=mark % FAR_ONE,
            far=mark // FAR_ONE % (SAID_ONE // FAR_ONE),
            said=bool(mark // SAID_ONE % (NUMBER_ONE // SAID_ONE)),
            links=first < last and known.links[first],
            standing=max(stands, Standing.AFTER_THE_ONE_BEFORE) if span.start in spoken else stands,
            praises=bool(cues & PRAISE) and praises(words),
        )


def _is_caption(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a block is a caption: below a picture, and emphasised from its beginning to its end."""
    if not at or blocks[at - 1].kind is not BlockKind.IMAGE:
        return False
    marks = [mark for mark in blocks[at].marks if mark.kind is MarkKind.EMPHASIS]
    return sum(mark.end - mark.start for mark in marks) >= len(blocks[at].text) - len(marks)


def _is_buttons(block: Block) -> bool:
    """Tell whether a block is nothing but several links: `Read paper View code`."""
    links = [mark for mark in block.marks if mark.kind is MarkKind.LINK]
    if len(links) < 2:  # noqa: PLR2004 - one may be a sentence that leads somewhere
        return False
    return sum(mark.end - mark.start for mark in links) >= len(block.text.rstrip(".")) - 3 * len(links)


def _cuts(text: str, spans: Sequence[Span]) -> list[int]:
    """Return the first word of each sentence of a text but the first."""
    if len(spans) == 1:
        return []
    starts = edges(text)[::2]
    return [bisect_left(starts, span.start) for span in spans[1:]]
