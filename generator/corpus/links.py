"""Links within the collection: topics where they are named, and articles that link to one another."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from generator.destinations import Destinations, host_of
from generator.model import Analysis, Article, Backlink, Block, BlockKind, Mark, MarkKind, Mention, Span

LINKED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
"""Where links to topics may stand."""


def find_mentions(analysis: Analysis, named: Mapping[str, Sequence[Span]]) -> tuple[Mention, ...]:
    """Return the first place in each section where each topic is named, in reading order.

    `named` gives every place by topic id. The longest name wins; headings, quotations, code and
    links stay as they are.
    """
    found = [
        (span, topic) for topic in sorted(named) for span in named[topic] if is_free(analysis.article, span)
    ]
    found.sort(key=lambda pair: (pair[0].block, pair[0].start, -pair[0].end, pair[1]))
    heads = [at for at, block in enumerate(analysis.article.blocks) if block.kind is BlockKind.HEADING]
    seen: set[tuple[int, str]] = set()
    mentions: list[Mention] = []
    block, end = -1, 0
    for span, topic in found:
        if span.block == block and span.start < end:
            continue
        block, end = span.block, span.end
        place = (bisect_right(heads, span.block), topic)
        if place not in seen:
            seen.add(place)
            mentions.append(Mention(span=span, topic=topic))
    return tuple(mentions)


def is_free(article: Article, span: Span) -> bool:
    """Tell whether a link may stand at a place."""
    block = article.blocks[span.block]
    return block.kind in LINKED and not any(_blocks(mark, span) for mark in block.marks)


def _blocks(mark: Mark, span: Span) -> bool:
    if mark.start >= span.end or span.start >= mark.end:
        return False
    within = mark.start <= span.start and span.end <= mark.end
    around = span.start <= mark.start and mark.end <= span.end
    return mark.kind in {MarkKind.LINK, MarkKind.CODE} or not (within or around)


class Leading(Struct, frozen=True, array_like=True, gc=False):
    """A link in an article, wherever it leads."""

    target: str
    span: Span
    """The sentence, or else the whole block, that holds it."""


class HandMade(NamedTuple):
    """A link from one article to another that its author made."""

    origin: str
    target: str
    span: Span
    """The sentence, or else the whole block, that holds it."""


def find_leading(analysis: Analysis) -> tuple[Leading, ...]:
    """Return every link of an article, in order."""
    return tuple(
        Leading(mark.target, _sentence(analysis, at, mark, block))
        for at, block in enumerate(analysis.article.blocks)
        for mark in block.marks
        if mark.kind is MarkKind.LINK and mark.target
    )


def find_hand_made(articles: Sequence[tuple[Article, Sequence[Leading]]]) -> tuple[HandMade, ...]:
    """Return the links between articles of the collection, sorted; one from each article to another.

    Given are the articles and the links of each; their blocks are not asked for.
    """
    if not any(links for _, links in articles):
        return ()
    destinations = Destinations([article for article, _ in articles])
    found: dict[tuple[str, str], HandMade] = {}
    for article, links in articles:
        for link in links:
            target = destinations.find(link.target, article.source)
            if target and target != article.id:
                found.setdefault((article.id, target), HandMade(article.id, target, link.span))
    return tuple(found[pair] for pair in sorted(found))


def find_hosts(articles: Sequence[tuple[Article, Sequence[Leading]]]) -> frozenset[str]:
    """Return the hosts, without `www.`, where links find articles of the collection: their own site."""
    destinations = Destinations([article for article, _ in articles])
    targets = sorted({link.target for _, links in articles for link in links if "://" in link.target})
    return frozenset(host_of(target) for target in targets if destinations.find_at(target))


def backlinks(links: Iterable[HandMade]) -> dict[str, tuple[Backlink, ...]]:
    """Return by the id of the article linked to, sorted by the linking article's id."""
    found: dict[str, list[Backlink]] = {}
    for link in sorted(links):
        found.setdefault(link.target, []).append(Backlink(article=link.origin, span=link.span))
    return {target: tuple(found[target]) for target in sorted(found)}


def _sentence(analysis: Analysis, at: int, mark: Mark, block: Block) -> Span:
    place = bisect_right(analysis.sentences, Span(block=at, start=mark.start, end=1 << 60)) - 1
    if place >= 0:
        sentence = analysis.sentences[place]
        if sentence.block == at and mark.end <= sentence.end:
            return sentence
    return Span(block=at, start=0, end=len(block.text))
