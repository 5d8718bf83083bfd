"""What the pages are made from, and the lookups that every page needs."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from generator.config import Settings
from generator.destinations import Destinations
from generator.history import NOTHING, History
from generator.model import Account, Analysis, Article, Corpus, Problem, Publish, Span, Story, Topic
from generator.pages.showing import Showing, showing
from generator.wording import Wording, english


class Site(Struct, frozen=True, kw_only=True):
    """A collection, how to publish it, and what the editor adds by hand."""

    corpus: Corpus
    settings: Settings
    heads: Mapping[str, Article] = field(default_factory=dict)
    """Every article by id, its blocks left out or not; if empty, they are taken from the analyses."""
    summaries: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By id: the summaries of articles that are not what the article alone would give."""
    problems: tuple[Problem, ...] = ()
    """Sorted."""
    intro: str = ""
    """The editor's own Markdown for the home page; trusted, and put there as it is."""
    history: History = NOTHING
    """What changed, and what was published before."""
    accounts: tuple[Account, ...] = ()
    """Of every public input, for the page of sources."""
    retired: tuple[str, ...] = ()
    """The ids of topics that were published once and have neither a page nor another topic to lead to."""
    wording: Wording = field(default_factory=english)
    """The words around the articles."""


class Quoted(Struct, frozen=True, kw_only=True):
    """What pages quote of an article beyond its own summary."""

    sentences: tuple[int, ...]
    """Positions, sorted."""
    spans: tuple[Span, ...]
    """Where it links to others, sorted: the sentences in them are quoted."""


class Shelf(Struct, frozen=True, kw_only=True):
    """A site with everything found once that several pages ask for."""

    site: Site
    topics: Mapping[str, Topic]
    """By id."""
    narrower: Mapping[str, tuple[Topic, ...]]
    """By the id of the broader topic, by name."""
    topics_of: Mapping[str, tuple[Topic, ...]]
    """By article id: first those that it names, the one that most of its passages speak of first."""
    heads: Mapping[str, Article]
    """By id; their blocks may be left out."""
    quoted: Mapping[str, Quoted]
    """By the id of each article that is not shown whole: what other pages quote of it."""
    showing: Mapping[str, Showing]
    """By article id: how much of it the site shows. Found when it is asked for."""
    newest: tuple[Article, ...]
    """Every article, newest first, the undated last."""
    destinations: Destinations
    """Which article a link leads to."""
    story_of: Mapping[str, Story]
    """By the id of each article that tells it."""
    redirected: Mapping[str, tuple[str, ...]]
    """By the id of a topic: the ids of former topics that lead to it, sorted."""

    @property
    def entries(self) -> tuple[Article, ...]:
        """Every article but those that tell a story after its first telling, newest first."""
        return tuple(one for one in self.newest if self._is_entry(one.id))

    @property
    def merged(self) -> tuple[tuple[str, str], ...]:
        """(id that was, id of the topic that stands for it now), sorted, where that one has a page."""
        return tuple(sorted((old, new) for new, olds in self.redirected.items() for old in olds))

    def _is_entry(self, article: str) -> bool:
        story = self.story_of.get(article)
        return story is None or story.id == article

    def analysis(self, article: str) -> Analysis:
        """Return the analysis of the article with that id."""
        return self.site.corpus.analyses[article]

    def article(self, article: str) -> Article:
        """Return the article with that id; its blocks may be left out, only an analysis has them for sure."""
        return self.heads[article]

    def linked(self, source: str, target: str) -> str:
        """Return the id of the article that a relative link in `source` leads to, or nothing."""
        return self.destinations.find_relative(target, source)


def arrange(site: Site) -> Shelf:
    """Return the site with its lookups; linear in the size of the collection, and no analysis is read."""
    heads = site.heads or {id_: analysis.article for id_, analysis in site.corpus.analyses.items()}
    quoted = _quoted(site.corpus, heads)
    return Shelf(
        site=site,
        topics={topic.id: topic for topic in site.corpus.topics},
        narrower=_narrower(site.corpus.topics),
        topics_of=_topics_of(site.corpus.topics),
        heads=heads,
        quoted=quoted,
        showing=_Showings(site, quoted),
        newest=tuple(sorted(heads.values(), key=_newest_first)),
        destinations=Destinations(heads.values()),
        story_of={one.article: story for story in site.corpus.stories for one in story.tellings},
        redirected=_redirected(site.corpus),
    )


class _Showings(dict[str, Showing]):
    """How much of each article the site shows, found when it is first asked for."""

    def __init__(self, site: Site, quoted: Mapping[str, Quoted]) -> None:
        super().__init__()
        self._site = site
        self._quoted = quoted

    def __missing__(self, article: str) -> Showing:
        analysis = self._site.corpus.analyses[article]
        others = self._quoted.get(article, _UNQUOTED)
        linking = (position for span in others.spans for position in sentences_in(analysis, span))
        quoted = frozenset((*analysis.summary, *others.sentences, *linking))
        found = self[article] = showing(analysis, quoted, self._site.settings.excerpt_words)
        return found


_UNQUOTED = Quoted(sentences=(), spans=())


def _newest_first(article: Article) -> tuple[int, str]:
    return (-article.published.toordinal() if article.published else 0, article.id)


def _narrower(topics: tuple[Topic, ...]) -> dict[str, tuple[Topic, ...]]:
    found: defaultdict[str, list[Topic]] = defaultdict(list)
    for topic in sorted(topics, key=lambda topic: (topic.name.casefold(), topic.id)):
        if topic.parent:
            found[topic.parent].append(topic)
    return {parent: tuple(children) for parent, children in found.items()}


def _redirected(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    there = {topic.id for topic in corpus.topics}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in sorted(corpus.redirects.items()):
        if new in there and old not in there:
            found[new].append(old)
    return {new: tuple(olds) for new, olds in found.items()}


def _topics_of(topics: tuple[Topic, ...]) -> dict[str, tuple[Topic, ...]]:
    """Return the topics of each article in an order that its own text decides.

    Weights would not do: each depends on all articles of its topic, so that one more of them would put
    the topics of many in another order, and all the pages that show it would have to be made again. So do
    the passages of a topic that an article does not name, where other words tell of it: those stand last.
    """
    by_id = sorted(topics, key=lambda topic: topic.id)
    found: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, topic in enumerate(by_id):
        it = topic.coverage
        told = zip(it.articles, it.passages.lengths(), it.passages.firsts(), it.quotes.lengths(), strict=True)
        for article, passages, first, quotes in told:
            found[article].append((-passages, first, number) if quotes else (0, 0, number))
    return {article: tuple([by_id[row[2]] for row in sorted(rows)]) for article, rows in found.items()}


def _quoted(corpus: Corpus, heads: Mapping[str, Article]) -> dict[str, Quoted]:
    """Return what pages quote of each article whose own page does not show it whole."""
    partly = {id_ for id_, article in heads.items() if article.publish is not Publish.FULL}
    if not partly:
        return {}
    sentences: defaultdict[str, set[int]] = defaultdict(set)
    for article, positions in _quotes(corpus):
        if article in partly:
            sentences[article].update(positions)
    spans: defaultdict[str, set[Span]] = defaultdict(set)
    for link in (link for links in corpus.backlinks.values() for link in links):
        if link.article in partly:
            spans[link.article].add(link.span)
    return {
        article: Quoted(sentences=tuple(sorted(sentences[article])), spans=tuple(sorted(spans[article])))
        for article in sorted(sentences.keys() | spans.keys())
    }


def _quotes(corpus: Corpus) -> Iterator[tuple[str, tuple[int, ...]]]:
    for topic in corpus.topics:
        yield from ((quote.article, (quote.sentence,)) for quote in topic.summary)
        yield from zip(topic.coverage.articles, topic.coverage.quotes, strict=True)
    for story in corpus.stories:
        yield from ((telling.article, telling.adds) for telling in story.tellings)


def sentences_in(analysis: Analysis, span: Span) -> tuple[int, ...]:
    """Return the positions of the sentences that lie in the span."""
    first = bisect_left(analysis.sentences, Span(block=span.block, start=0, end=0))
    found = []
    for position in range(first, len(analysis.sentences)):
        sentence = analysis.sentences[position]
        if sentence.block != span.block or sentence.start >= span.end:
            break
        if sentence.end > span.start:
            found.append(position)
    return tuple(found)
