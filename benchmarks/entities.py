"""How many of the things that people call salient are found: `python -m benchmarks.entities FOLDER`.

FOLDER is `gum_multigenre`, where people graded the entities of each text from 1 to 5 (J. Lin and
A. Zeldes, "GUMsley", 2024). Counted are those of grade 4 and 5 that are mentioned twice or more, times
left out. One is found if the words of its name, articles and inflections aside, are one of the text's
phrases or names word for word (exact), or share its end with one (head), in any form that the text
writes it in: `Musk` is a form of Elon Musk. Each form counts. The peer is the same number of the text's
weightiest one- to three-word runs by TF-IDF over all texts.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.figures import Figure, table
from benchmarks.summary_sets import read_items
from generator.analysis.analyse import analyse
from generator.config import Settings
from generator.corpus.gather import gather
from generator.corpus.lock import Lock
from generator.editor import Editor
from generator.keys import phrase_key
from generator.model import Analysis, Article

SALIENT, TWICE = 4, 2


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    print(table(figures(parser.parse_args().folder)))


def figures(folder: Path) -> list[Figure]:
    """Return the recall of salient entities by phrases and names, and by the topics of each text alone."""
    wanted = read_wanted(folder)
    articles = {item.articles[0].source: item.articles[0] for item in read_items(folder.parent, folder.name)}
    wanted = {source: keys for source, keys in wanted.items() if keys and source in articles}
    told, topics = {}, {}
    for source in wanted:
        analysis = analyse(articles[source], summary_sentences=3)
        told[source] = forms_of(analysis)
        corpus = gather([analysis], editor=Editor(), lock=Lock(), settings=Settings()).corpus
        topics[source] = {key for topic in corpus.topics for key in topic.keys}
    listed = by_tfidf([articles[source] for source in wanted], [len(told[source]) for source in wanted])
    peers = dict(zip(wanted, listed, strict=True))
    return [
        Figure(f"salient entities, {name}", recall(wanted, found, exact=exact), {"TF-IDF": beside})
        for name, found, exact, beside in (
            ("phrases and names, exact", told, True, recall(wanted, peers, exact=True)),
            ("phrases and names, head", told, False, recall(wanted, peers, exact=False)),
        )
    ] + [Figure("salient entities, topics of the text alone, head", recall(wanted, topics, exact=False), {})]


def forms_of(analysis: Analysis) -> set[str]:
    """Return the keys of the phrases and names of a text, and of every form it writes them in."""
    article = analysis.article
    written = (
        phrase_key(article.blocks[span.block].text[span.start : span.end], article.language)
        for phrase in (*analysis.phrases, *analysis.entities)
        for span in phrase.spans
    )
    return {phrase.key for phrase in (*analysis.phrases, *analysis.entities)}.union(written) - {""}


def read_wanted(folder: Path) -> dict[str, list[str]]:
    """Return the keys of the salient entities of each text."""
    lines = (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()
    return {item["id"]: _salient(item) for item in map(json.loads, lines)}


def _salient(item: Mapping[str, Any]) -> list[str]:
    names = [
        one["name"]
        for one in item["salient_entities"] or ()
        if one["score"] >= SALIENT and one["mentions"] >= TWICE and one["type"] != "time"
    ]
    return sorted({key for name in names if (key := phrase_key(name, "en"))})


def recall(wanted: Mapping[str, Sequence[str]], found: Mapping[str, Iterable[str]], *, exact: bool) -> float:
    """Return the share of the wanted keys that are found, over all texts."""
    hits = total = 0
    for source, keys in wanted.items():
        there = set(found[source])
        hits += sum(key in there or (not exact and _has_head(key, there)) for key in keys)
        total += len(keys)
    return hits / total


def _has_head(key: str, found: Iterable[str]) -> bool:
    return any(f" {key}".endswith(f" {one}") or f" {one}".endswith(f" {key}") for one in found)


def by_tfidf(articles: Sequence[Article], sizes: Sequence[int]) -> list[set[str]]:
    """Return the keys of the weightiest runs of words of each article, so many as asked."""
    texts = [" . ".join((article.title, *(block.text for block in article.blocks))) for article in articles]
    vectorizer = TfidfVectorizer(ngram_range=(1, 3), stop_words="english", sublinear_tf=True)
    weights = vectorizer.fit_transform(texts)
    names = vectorizer.get_feature_names_out()
    return [
        {
            phrase_key(names[at], "en")
            for at in weights[row].indices[(-weights[row].data).argsort(kind="stable")[:size]]
        }
        for row, size in enumerate(sizes)
    ]


if __name__ == "__main__":
    main()
