"""How well do topics meet the authors' own tags, which they have not seen?

    python -m benchmarks.topics FOLDER [--least 8] [--topics 100] [--each]

For each tag that stands on at least `--least` articles, the best F1 of any topic's articles against
the tag's; the figure is the mean. Tags and orders are taken from the articles before anything reads
them; only the last figure is of a build that reads the tags, as every build does. Peers, where the
dependency group `bench` is installed, read the same articles in the same run. The very last figure is
no peer's: a classifier that is taught each tag on four fifths of the articles and asked for the fifth.
"""

import argparse
import importlib.util
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks.figures import Figure, table
from benchmarks.reading import Labelled, read_labelled
from generator.config import Settings
from generator.corpus.gather import gather
from generator.corpus.lock import Lock
from generator.editor import Editor
from generator.model import Article, Topic

GOALS = {"blog_18f": 0.55, "blog_til": 0.65}
Articles = Mapping[str, frozenset[str]]
"""By a topic's or a tag's name: the ids of its articles."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--least", type=int, default=8)
    parser.add_argument("--topics", type=int, default=100)
    parser.add_argument("--each", action="store_true", help="show each tag and the topic nearest to it")
    asked = parser.parse_args()
    items = read_labelled(asked.folder, without_tags)
    tags = tags_of(items, least=asked.least)
    topics = _topics(items, most=asked.topics)
    for tag in sorted(tags) if asked.each else ():
        name = max(topics, key=lambda name: (_f1(tags[tag], topics[name]), name))
        print(f"{_f1(tags[tag], topics[name]):.3f}  {tag}  ←  {name}")
    told = told_figure(asked.folder, tags, most=asked.topics)
    taught = taught_figure(asked.folder.name, items, tags)
    print(table([*figures(asked.folder.name, items, tags, topics), *told, *taught]))


def told_figure(folder: Path, tags: Articles, *, most: int) -> Iterator[Figure]:
    """Yield the figure of a build as it is, which reads the authors' tags, if there are any; no peer does."""
    items = read_labelled(folder, lambda article: article)
    if any(item.analysis.article.tags for item in items):
        found = mean_best(tags, sorted(tags), _topics(items, most=most))
        name = f"topics, {len(tags)} tags of {folder.name} that the build reads, mean best F1"
        yield Figure(name, found, {}, GOALS.get(folder.name))


def figures(name: str, items: Sequence[Labelled], tags: Articles, topics: Articles) -> list[Figure]:
    """Return the figure for all tags, and for each half of them: tuned on one, it must hold on the other."""
    found = dict(_peers(items))
    halves = {"": sorted(tags), ", odd tags": sorted(tags)[::2], ", even tags": sorted(tags)[1::2]}
    return [
        Figure(
            f"topics, {len(names)} tags of {name}{half}, mean best F1",
            mean_best(tags, names, topics),
            {peer: mean_best(tags, names, sets) for peer, sets in found.items()},
            None if half else GOALS.get(name),
        )
        for half, names in halves.items()
    ]


def taught_figure(name: str, items: Sequence[Labelled], tags: Articles) -> Iterator[Figure]:
    """Yield how near to the tags one comes who is taught by them: what can be asked of who never saw them."""
    if importlib.util.find_spec("umap"):
        from benchmarks.topic_peers import taught, text_of  # noqa: PLC0415 - a peer that may be missing

        ids = [item.analysis.article.id for item in items]
        told = [[id_ in tags[tag] for id_ in ids] for tag in sorted(tags)]
        found = taught([text_of(item.analysis.article) for item in items], told)
        sets = [frozenset(ids[at] for at in one) for one in found]
        mean = sum(_f1(tags[tag], one) for tag, one in zip(sorted(tags), sets, strict=True)) / len(tags)
        yield Figure(f"a classifier that four fifths of the tags of {name} taught, mean F1", mean, {})


def without_tags(article: Article) -> Article:
    """Return an article without what its authors said of its topics."""
    return replace(article, tags=(), topics=())


def tags_of(items: Sequence[Labelled], *, least: int) -> Articles:
    """Return the articles of each tag that stands on so many."""
    counts = Counter(label for item in items for label in item.labels)
    return {
        label: frozenset(item.analysis.article.id for item in items if label in item.labels)
        for label in sorted(counts)
        if counts[label] >= least
    }


def mean_best(tags: Articles, names: Sequence[str], topics: Articles) -> float:
    """Return the mean over some tags of the best F1 that any topic reaches."""
    return sum(max(_f1(tags[name], found) for found in topics.values()) for name in names) / len(names)


def _topics(items: Sequence[Labelled], *, most: int) -> Articles:
    settings = Settings(max_topics=most)
    gathered = gather([item.analysis for item in items], editor=Editor(), lock=Lock(), settings=settings)
    return {f"{topic.name} ({topic.id})": articles_of(topic) for topic in gathered.corpus.topics}


def articles_of(topic: Topic) -> frozenset[str]:
    """Return the ids of the articles about a topic."""
    return frozenset(one.article for one in topic.coverage)


def _peers(items: Sequence[Labelled]) -> Iterator[tuple[str, Articles]]:
    if not importlib.util.find_spec("umap"):
        return
    from benchmarks.topic_peers import SHARES, bertopic, nmf, text_of  # noqa: PLC0415 - a peer that may be missing

    texts = [text_of(item.analysis.article) for item in items]
    factored = ((f"NMF from a share of {share} on", nmf(texts, share=share)) for share in SHARES)
    for name, sets in (*factored, ("BERTopic's steps", bertopic(texts))):
        yield (
            name,
            {str(at): frozenset(items[i].analysis.article.id for i in one) for at, one in enumerate(sets)},
        )


def _f1(told: frozenset[str], found: frozenset[str]) -> float:
    return 2 * len(told & found) / (len(told) + len(found))


if __name__ == "__main__":
    main()
