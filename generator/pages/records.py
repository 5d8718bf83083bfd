"""What search knows of the pages: the words that they show, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from generator.model import Analysis, BlockKind, Findable, Line, Record, Topic
from generator.pages.cards import shown_title
from generator.pages.feeds import tags
from generator.pages.inline import corrected
from generator.pages.showing import runs
from generator.pages.site import Shelf, Site, arrange

ARTICLE = "article"
ARTICLES, TOPICS = "articles/", "topics/"


def records(site: Site) -> tuple[Record, ...]:
    """Return a record of every article and topic, sorted by path; linear in the size of the collection."""
    shelf = arrange(site)
    articles = (article_record(shelf, article) for article in shelf.heads)
    topics = (topic_record(shelf, topic) for topic in site.corpus.topics)
    return tuple(sorted((*articles, *topics), key=lambda record: record.path))


def findable_articles(shelf: Shelf, prints: Mapping[str, bytes]) -> tuple[Findable, ...]:
    """Return what search is to find of articles, sorted; `prints` are the hashes of the records, by path."""
    topics_of = _topics_of_all(shelf)
    return tuple(
        Findable(
            path=f"{ARTICLES}{id_}",
            kind=ARTICLE,
            published=one.published,
            topics=tuple(topics_of.get(id_, ())),
            print=prints[f"{ARTICLES}{id_}"],
        )
        for id_, one in sorted(shelf.heads.items())
    )


def findable_topics(shelf: Shelf, prints: Mapping[str, bytes]) -> tuple[Findable, ...]:
    """Return the same of topics."""
    return tuple(
        Findable(
            path=f"{TOPICS}{id_}",
            kind=one.kind.value,
            published=None,
            topics=(),
            print=prints[f"{TOPICS}{id_}"],
        )
        for id_, one in sorted(shelf.topics.items())
    )


def record_at(shelf: Shelf, path: str) -> Record:
    """Return the record of the article or the topic whose page has that path."""
    if path.startswith(ARTICLES):
        return article_record(shelf, path.removeprefix(ARTICLES))
    return topic_record(shelf, shelf.topics[path.removeprefix(TOPICS)])


def _topics_of_all(shelf: Shelf) -> Mapping[str, list[tuple[str, str]]]:
    """Return the same of every article as `tags`, found for all at once."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for topic in sorted(shelf.topics.values(), key=lambda topic: topic.id):
        tag = topic.id, topic.name
        for article in topic.coverage.articles:
            found[article].append(tag)
    return found


def _topics_of(shelf: Shelf, article: str) -> tuple[tuple[str, str], ...]:
    return tuple(tags(shelf, article))


def article_record(shelf: Shelf, id_: str) -> Record:
    """Return the record of an article."""
    analysis = shelf.analysis(id_)
    article = analysis.article
    topics, title = _topics_of(shelf, article.id), shown_title(article)
    lines = (*_shown_whole(shelf, analysis), *_quoted(shelf, analysis))
    return Record(
        path=f"{ARTICLES}{article.id}",
        title=title,
        kind=ARTICLE,
        published=article.published,
        topics=topics,
        names=tuple(_unsaid((name for _, name in topics), title, lines)),
        lines=lines,
    )


def _unsaid(names: Iterable[str], title: str, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the names that a page does not say anyway.

    Were all of them indexed, every article that comes to belong to another topic would be indexed again.
    """
    said = "\n".join((title, *("".join(text for text, _ in line.pieces) for line in lines))).casefold()
    return (name for name in names if name.casefold() not in said)


def _shown_whole(shelf: Shelf, analysis: Analysis) -> Iterator[Line]:
    showing = shelf.showing[analysis.article.id]
    key = _key_ranges(analysis)
    for position, block in enumerate(analysis.article.blocks[: showing.blocks]):
        cells = (cell.text for row in block.rows for cell in row)
        pieces = tuple(_pieces(block.text, key.get(position, []))) or ((" ".join(cells), False),)
        said = ((f"{block.speaker}: ", False),) if block.speaker else ()
        yield _line(analysis, showing.anchors[position], (*said, *pieces), block.kind is BlockKind.HEADING)


def _quoted(shelf: Shelf, analysis: Analysis) -> Iterator[Line]:
    showing = shelf.showing[analysis.article.id]
    summary = frozenset(analysis.summary)
    for group in showing.quoted:
        block = analysis.sentences[group[0]].block
        text = analysis.article.blocks[block].text
        pieces = tuple(
            (
                text[analysis.sentences[first].start : analysis.sentences[last].end] + " ",
                bool(summary & set(range(first, last + 1))),
            )
            for first, last in runs(analysis, group)
        )
        yield _line(analysis, showing.anchors[block], pieces, heading=False)


def _line(analysis: Analysis, anchor: str, pieces: tuple[tuple[str, bool], ...], heading: bool) -> Line:  # noqa: FBT001
    fixes = analysis.article.corrections
    return Line(
        anchor=anchor, pieces=tuple((corrected(text, fixes), key) for text, key in pieces), heading=heading
    )


def _key_ranges(analysis: Analysis) -> Mapping[int, list[tuple[int, int]]]:
    """Return, by block, the ranges of the summary's sentences."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for position in analysis.summary:
        span = analysis.sentences[position]
        found[span.block].append((span.start, span.end))
    return found


def _pieces(text: str, key: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    cuts = sorted({0, len(text), *(edge for span in key for edge in span)})
    begins = {start for start, _ in key}
    for start, end in pairwise(cuts):
        yield text[start:end], start in begins


def topic_record(shelf: Shelf, topic: Topic) -> Record:
    """Return the record of a topic."""
    lines = []
    for quote in topic.summary:
        analysis = shelf.analysis(quote.article)
        span = analysis.sentences[quote.sentence]
        text = analysis.article.blocks[span.block].text[span.start : span.end]
        lines.append(_line(analysis, "", ((text, False),), heading=False))
    return Record(
        path=f"{TOPICS}{topic.id}",
        title=topic.name,
        kind=topic.kind.value,
        published=None,
        topics=(),
        names=topic.aliases,
        lines=tuple(lines),
    )
