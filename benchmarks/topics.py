"""How well do topics meet the authors' own tags, which they have not seen?

    python -m benchmarks.topics FOLDER [--least 8] [--topics 100]

For each tag that stands on at least `--least` articles, the best F1 of any topic's articles against
the tag's; the figure is the mean.
"""

import argparse
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks.reading import Labelled, read_labelled
from generator.config import Editor, Settings
from generator.corpus.gather import gather
from generator.corpus.lock import Lock
from generator.model import Article


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--least", type=int, default=8)
    parser.add_argument("--topics", type=int, default=100)
    asked = parser.parse_args()
    items = read_labelled(asked.folder, _without_tags)
    started = time.process_time()
    settings = Settings(max_topics=asked.topics)
    gathered = gather([item.analysis for item in items], editor=Editor(), lock=Lock(), settings=settings)
    seconds = time.process_time() - started
    topics = {topic.name: {one.article for one in topic.coverage} for topic in gathered.corpus.topics}
    best = _best(items, topics, least=asked.least)
    for score, tag, topic in sorted(best):
        print(f"{score:.3f}  {tag}  ←  {topic}")
    mean = sum(score for score, _, _ in best) / len(best)
    print(f"{len(items)} articles, {len(topics)} topics, {len(best)} tags: ", end="")
    print(f"mean best F1 {mean:.3f} ({seconds:.1f} s)")


def _without_tags(article: Article) -> Article:
    return replace(article, tags=(), topics=())


def _best(
    items: Sequence[Labelled], topics: Mapping[str, set[str]], *, least: int
) -> list[tuple[float, str, str]]:
    counts = Counter(label for item in items for label in item.labels)
    best = []
    for label in sorted(label for label, count in counts.items() if count >= least):
        told = {item.analysis.article.id for item in items if label in item.labels}
        best.append(max((_f1(told, found), label, name) for name, found in topics.items()))
    return best


def _f1(told: set[str], found: set[str]) -> float:
    return 2 * len(told & found) / (len(told) + len(found))


if __name__ == "__main__":
    main()
