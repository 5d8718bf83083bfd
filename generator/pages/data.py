"""`digest.json`: the site as data, for programs."""

import json
from typing import Any

from generator.model import Analysis, Coverage, Problem, Story, Topic
from generator.pages.showing import words
from generator.pages.site import Shelf
from generator.text import fold

VERSION = 1


def digest_json(shelf: Shelf) -> bytes:
    """Return the site as JSON: UTF-8, keys and ids sorted, every text verbatim, white space folded.

    `url` is relative to the file itself; `source` is the path below the articles folder,
    `source_url` the address of the original; anchors stand on the article's page.
    """
    corpus = shelf.site.corpus
    topics = sorted(corpus.topics, key=lambda topic: topic.id)
    parts = (
        ("articles", [_article(shelf, corpus.analyses[article]) for article in sorted(corpus.analyses)]),
        ("problems", [_problem(problem) for problem in sorted(shelf.site.problems)]),
        ("stories", [_story(shelf, story) for story in corpus.stories]),
        ("topics", [_topic(shelf, topic) for topic in topics]),
    )
    lists = "".join(f'"{name}": {_lines(entries)},\n' for name, entries in parts)
    return f'{{{lists}"version": {VERSION}}}\n'.encode()


def _lines(entries: list[dict[str, Any]]) -> str:
    """Return a list as JSON, each entry on a line of its own."""
    lines = (json.dumps(entry, ensure_ascii=False, sort_keys=True) for entry in entries)
    return "[" + ",".join(f"\n{line}" for line in lines) + "\n]"


def _article(shelf: Shelf, analysis: Analysis) -> dict[str, Any]:
    article = analysis.article
    related = shelf.site.corpus.related.get(article.id, ())
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
        "related": [
            {"id": one.article, "score": one.score, "because": list(one.because)} for one in related
        ],
    }  # fmt: skip


def _topic(shelf: Shelf, topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "name": topic.name,
        "kind": topic.kind.value,
        "url": f"topics/{topic.id}/",
        "parent": topic.parent,
        "articles": [_coverage(shelf, one) for one in topic.coverage],
        "summary": [
            {**_quote(shelf, quote.article, quote.sentence), "article": quote.article}
            for quote in topic.summary
        ],
        "related": list(topic.related),
    }


def _coverage(shelf: Shelf, coverage: Coverage) -> dict[str, Any]:
    passages = shelf.analysis(coverage.article).passages
    showing = shelf.showing[coverage.article]
    anchors = (showing.passage_anchor(passages[position]) for position in coverage.passages)
    return {"id": coverage.article, "anchors": [anchor for anchor in dict.fromkeys(anchors) if anchor]}


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
