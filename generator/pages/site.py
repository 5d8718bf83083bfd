"""What the pages are made from, and the lookups that every page needs."""

import posixpath
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from generator.config import Settings
from generator.history import NOTHING, History
from generator.model import Account, Analysis, Article, Corpus, Problem, Span, Story, Topic
from generator.pages.showing import Showing, showing


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A collection, how to publish it, and what the editor adds by hand."""

    corpus: Corpus
    settings: Settings
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A site with everything found once that several pages ask for."""

    site: Site
    topics: Mapping[str, Topic]
    """By id."""
    narrower: Mapping[str, tuple[Topic, ...]]
    """By the id of the broader topic, by name."""
    topics_of: Mapping[str, tuple[Topic, ...]]
    """By article id, the one that it says most about first."""
    showing: Mapping[str, Showing]
    """By article id: how much of it the site shows."""
    newest: tuple[Article, ...]
    """Every article, newest first, the undated last."""
    by_source: Mapping[str, str]
    """Source path → article id."""
    story_of: Mapping[str, Story]
    """By the id of each article that tells it."""

    @property
    def entries(self) -> tuple[Article, ...]:
        """Every article but those that tell a story after its first telling, newest first."""
        return tuple(one for one in self.newest if self._is_entry(one.id))

    @property
    def merged(self) -> tuple[tuple[str, str], ...]:
        """(id that was, id of the topic that stands for it now), sorted, where that one has a page."""
        redirects = sorted(self.site.corpus.redirects.items())
        return tuple((old, new) for old, new in redirects if new in self.topics and old not in self.topics)

    def _is_entry(self, article: str) -> bool:
        story = self.story_of.get(article)
        return story is None or story.id == article

    def analysis(self, article: str) -> Analysis:
        """Return the analysis of the article with that id."""
        return self.site.corpus.analyses[article]

    def article(self, article: str) -> Article:
        """Return the article with that id."""
        return self.site.corpus.analyses[article].article

    def linked(self, source: str, target: str) -> str:
        """Return the id of the article that a relative link in `source` leads to, or nothing."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        joined = posixpath.join(posixpath.dirname("/" + source), unquote(parts.path))
        return self.by_source.get(posixpath.normpath(joined).lstrip("/"), "")


def arrange(site: Site) -> Shelf:
    """Return the site with its lookups; linear in the size of the collection."""
    analyses = site.corpus.analyses
    quoted = _quoted(site.corpus)
    articles = [analysis.article for analysis in analyses.values()]
    return Shelf(
        site=site,
        topics={topic.id: topic for topic in site.corpus.topics},
        narrower=_narrower(site.corpus.topics),
        topics_of=_topics_of(site.corpus.topics),
        showing={
            article: showing(analysis, quoted.get(article, frozenset()), site.settings.excerpt_words)
            for article, analysis in analyses.items()
        },
        newest=tuple(sorted(articles, key=_newest_first)),
        by_source={article.source: article.id for article in articles},
        story_of={one.article: story for story in site.corpus.stories for one in story.tellings},
    )


def _newest_first(article: Article) -> tuple[int, str]:
    return (-article.published.toordinal() if article.published else 0, article.id)


def _narrower(topics: tuple[Topic, ...]) -> dict[str, tuple[Topic, ...]]:
    found: defaultdict[str, list[Topic]] = defaultdict(list)
    for topic in sorted(topics, key=lambda topic: (topic.name.casefold(), topic.id)):
        if topic.parent:
            found[topic.parent].append(topic)
    return {parent: tuple(children) for parent, children in found.items()}


def _topics_of(topics: tuple[Topic, ...]) -> dict[str, tuple[Topic, ...]]:
    found: defaultdict[str, list[tuple[float, str, Topic]]] = defaultdict(list)
    for topic in topics:
        for coverage in topic.coverage:
            found[coverage.article].append((-coverage.weight, topic.id, topic))
    return {
        article: tuple(t for _, _, t in sorted(rows, key=lambda row: row[:2]))
        for article, rows in found.items()
    }


def _quoted(corpus: Corpus) -> dict[str, frozenset[int]]:
    """Return, by article, the sentences that some page of the site quotes."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for article, sentence in _quotes(corpus):
        found[article].add(sentence)
    return {article: frozenset(sentences) for article, sentences in found.items()}


def _quotes(corpus: Corpus) -> Iterator[tuple[str, int]]:
    for article, analysis in corpus.analyses.items():
        yield from ((article, sentence) for sentence in analysis.summary)
    for topic in corpus.topics:
        yield from ((quote.article, quote.sentence) for quote in topic.summary)
        for coverage in topic.coverage:
            yield from ((coverage.article, sentence) for sentence in coverage.quotes)
    for story in corpus.stories:
        for telling in story.tellings:
            yield from ((telling.article, sentence) for sentence in telling.adds)
    for links in corpus.backlinks.values():
        for link in links:
            inside = sentences_in(corpus.analyses[link.article], link.span)
            yield from ((link.article, sentence) for sentence in inside)


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
