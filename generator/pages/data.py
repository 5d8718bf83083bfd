"""`digest.json`: the site as data, for programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from generator.model import Analysis, Problem, Related, Story, Topic
from generator.packed import Buffer
from generator.pages.showing import words
from generator.pages.site import Shelf
from generator.text import fold

VERSION = 1


def digest_json(shelf: Shelf, articles: Iterable[Buffer], topics: Iterable[Buffer]) -> bytes:
    """Return the site as JSON: UTF-8, keys and ids sorted, every text verbatim, white space folded.

    `articles` and `topics` are the entries of each, by id. `url` is relative to the file itself; `source`
    is the path below the articles folder, `source_url` the address of the original; anchors stand on the
    article's page.
    """
    site = shelf.site
    parts: dict[bytes, Iterable[Buffer]] = {
        b"articles": articles,
        b"problems": (_line(_problem(problem)) for problem in sorted(site.problems)),
        b"stories": (_line(_story(shelf, story)) for story in site.corpus.stories),
        b"topics": topics,
    }
    lists = chain.from_iterable(_list(name, lines) for name, lines in parts.items())
    return b"".join((b"{", *lists, b'"version": %d}\n' % VERSION))


def _list(name: bytes, lines: Iterable[Buffer]) -> Iterator[Buffer]:
    """Yield the pieces of a list: all that is said is copied once, when they are put together."""
    yield b'"%b": [' % name
    yield from chain.from_iterable(zip(chain((b"\n",), repeat(b",\n")), lines, strict=False))
    yield b"\n],\n"


def article_entry(shelf: Shelf, article: str) -> bytes:
    """Return an article's entry in the data, a line without its end; what it is related to is left out."""
    return _line(_article(shelf, shelf.analysis(article)))


def with_related(entry: bytes, related: Iterable[Related]) -> bytes:
    """Return an entry that says what the article is related to, whatever it said of that before."""
    told = [{"id": one.article, "score": one.score, "because": list(one.because)} for one in related]
    before, after = entry.split(_RELATED, 1)
    _, rest = after.split(_AFTER, 1)
    return b"".join((before, _RELATED, _json(told).encode(), _AFTER, rest))


_RELATED, _AFTER = b'"related": ', b', "source": '
"""Stand before and after it in an entry; within a text the quotation marks would be escaped."""


Anchors = Callable[[str], Sequence[str]]
"""Returns the anchor of each passage of an article; it is empty where the page does not show the passage."""


def topic_entry(shelf: Shelf, topic: Topic, anchors: Anchors) -> bytes:
    """Return a topic's entry in the data. It names the passages of all articles, so it must read none."""
    return _line(_topic(shelf, topic, anchors))


def _line(entry: dict[str, Any]) -> bytes:
    return _json(entry).encode()


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _article(shelf: Shelf, analysis: Analysis) -> dict[str, Any]:
    article = analysis.article
    return {
        "id": article.id,
        "title": fold(article.title),
        "url": f"articles/{article.id}/",
        "source": article.source,
        "source_url": article.url,
        "published": article.published.isoformat() if article.published else "",
        "language": article.language,
        "words": sum(words(block) for block in article.blocks),
        "publish": article.publish.value,
        "summary": [_quote(shelf, article.id, sentence) for sentence in analysis.summary],
        "phrases": [phrase.text for phrase in analysis.phrases],
        "topics": [topic.id for topic in shelf.topics_of.get(article.id, ())],
        "related": None,
    }  # fmt: skip


def _topic(shelf: Shelf, topic: Topic, anchors: Anchors) -> dict[str, Any]:
    return {
        "id": topic.id,
        "name": topic.name,
        "kind": topic.kind.value,
        "url": f"topics/{topic.id}/",
        "parent": topic.parent,
        "articles": [
            {"id": id_, "anchors": _named(anchors(id_), passages)}
            for id_, passages in zip(topic.coverage.articles, topic.coverage.passages, strict=True)
        ],
        "summary": [
            {**_quote(shelf, quote.article, quote.sentence), "article": quote.article}
            for quote in topic.summary
        ],
        "related": list(topic.related),
    }


def _named(anchors: Sequence[str], passages: Iterable[int]) -> list[str]:
    """Return the anchors of some passages, each once; one that is not shown has none."""
    return list(filter(None, dict.fromkeys(map(anchors.__getitem__, passages))))


def _story(shelf: Shelf, story: Story) -> dict[str, Any]:
    tellings = (
        {"article": one.article, "adds": [_quote(shelf, one.article, sentence) for sentence in one.adds]}
        for one in story.tellings
    )
    return {"id": story.id, "tellings": list(tellings)}


def _quote(shelf: Shelf, article: str, sentence: int) -> dict[str, str]:
    analysis = shelf.analysis(article)
    span = analysis.sentences[sentence]
    text = analysis.article.blocks[span.block].text[span.start : span.end]
    return {"text": fold(text), "anchor": shelf.showing[article].anchor(span.block)}


def _problem(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "message": problem.message, "severity": problem.severity.value}
