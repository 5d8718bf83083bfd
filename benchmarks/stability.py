"""What becomes of published topics when a tenth more articles come?

    python -m benchmarks.stability FOLDER [--splits 3]

Topics are found in nine articles of ten, then in all of them: with the lock of the first time,
without it, and by the peers, whose topics are matched by the articles they share. Figures are the
share of the assignments of articles to topics that are still there, and of the topics that keep
their id, name and address.
"""

import argparse
import importlib.util
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, table
from benchmarks.reading import read_labelled
from benchmarks.topics import articles_of, without_tags
from generator.config import Settings
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock
from generator.editor import Editor
from generator.model import Analysis

NEW = 10
"""One article in so many comes later."""
Sets = Sequence[frozenset[str]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--splits", type=int, default=3)
    asked = parser.parse_args()
    analyses = [item.analysis for item in read_labelled(asked.folder, without_tags)]
    print(table(_figures(asked.folder.name, analyses, asked.splits)))


def _figures(name: str, analyses: Sequence[Analysis], splits: int) -> list[Figure]:
    ways: dict[str, list[float]] = {}
    named: list[float] = []
    for split in range(splits):
        old = [one for at, one in enumerate(analyses) if at % NEW != split]
        before = _gather(old, Lock())
        after, anew = _gather(analyses, before.lock), _gather(analyses, Lock())
        named.append(_same_names(before, after))
        ways.setdefault("with the lock", []).append(_kept_by_id(before, after))
        ways.setdefault("without the lock", []).append(_kept(_sets(before), _sets(anew)))
        for peer, find in _peers():
            ways.setdefault(peer, []).append(_kept(find(old), find(analyses)))
    means = {way: sum(values) / len(values) for way, values in ways.items()}
    ours = means.pop("with the lock")
    return [
        Figure(f"a tenth more articles, {name}: assignments kept", ours, means, 0.97),
        Figure(f"a tenth more articles, {name}: ids, names and addresses kept", min(named), {}, 1.0),
    ]


def _gather(analyses: Sequence[Analysis], lock: Lock) -> Gathered:
    return gather(analyses, editor=Editor(), lock=lock, settings=Settings())


def _sets(found: Gathered) -> Sets:
    return [articles_of(topic) for topic in found.corpus.topics]


def _same_names(before: Gathered, after: Gathered) -> float:
    names = {topic.id: topic.name for topic in after.corpus.topics}
    same = [names.get(topic.id) == topic.name for topic in before.corpus.topics]
    return sum(same) / len(same)


def _kept_by_id(before: Gathered, after: Gathered) -> float:
    now = {topic.id: articles_of(topic) for topic in after.corpus.topics}
    told = [(topic.id, article) for topic in before.corpus.topics for article in articles_of(topic)]
    return sum(article in now[id_] for id_, article in told) / len(told)


def _kept(before: Sets, after: Sets) -> float:
    """Return the share of assignments kept when each topic goes on as the one that holds most of it."""
    held = [max((len(one & other) / len(one | other), len(one & other)) for other in after) for one in before]
    return sum(count for _, count in held) / sum(len(one) for one in before)


def _peers() -> list[tuple[str, Callable[[Sequence[Analysis]], Sets]]]:
    if not importlib.util.find_spec("umap"):
        return []
    from benchmarks.topic_peers import SHARES, bertopic, nmf, text_of  # noqa: PLC0415 - a peer that may be missing

    def by_id(find: Callable[[Sequence[str]], list[frozenset[int]]]) -> Callable[[Sequence[Analysis]], Sets]:
        def sets(analyses: Sequence[Analysis]) -> Sets:
            found = find([text_of(one.article) for one in analyses])
            return [frozenset(analyses[at].article.id for at in one) for one in found]

        return sets

    factored = [(f"NMF run again, share {share}", by_id(partial(nmf, share=share))) for share in SHARES]
    return [*factored, ("BERTopic's steps run again", by_id(bertopic))]


if __name__ == "__main__":
    main()
