"""Which articles tell the same event? Measured on the events of ECB+.

    python -m benchmarks.stories FOLDER [--quiet FOLDER…] [--around]

ECB+ (A. Cybulska and P. Vossen, 2014) holds two look-alike events for each of its topics. Half of the
topics make one collection: the even ones, then the odd ones. The figure is B³ F1 (A. Bagga and
B. Baldwin, 1998); each peer's threshold is the best one for the other half. `--quiet` names
collections (read as `benchmarks.related` does) in which each article tells something of its own.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, table
from benchmarks.reading import read_labelled
from benchmarks.stories_peers import PEERS
from generator.analysis.analyse import analyse
from generator.corpus import stories
from generator.corpus.evidence import Collection
from generator.corpus.nearest import find_nearest
from generator.corpus.stories import find_stories
from generator.model import Analysis, Publish, Story
from generator.sources.discover import SourceFile
from generator.sources.outcome import Rules
from generator.sources.read import read_article

GOAL = 0.85
THRESHOLDS = tuple(step / 100 for step in range(2, 61))
RULES = Rules(publish=Publish.FULL, language="", corrections=(), max_bytes=5_000_000)


class Half(NamedTuple):
    """Articles and the events that they tell."""

    analyses: Sequence[Analysis]
    events: Sequence[str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quiet", type=Path, nargs="*", default=[])
    parser.add_argument("--around", action="store_true", help="show the figure with other thresholds too")
    asked = parser.parse_args()
    halves = read_halves(asked.folder)
    print(table(figures(halves)))
    for line in around(halves) if asked.around else ():
        print(line, flush=True)
    for folder in asked.quiet:
        analyses = [item.analysis for item in read_labelled(folder, lambda article: article)]
        started = time.process_time()
        found = stories_of(analyses)
        told = sum(len(story.tellings) for story in found)
        seconds = time.process_time() - started
        print(f"{folder.name}: {told} of {len(analyses)} articles in {len(found)} stories ({seconds:.1f} s)")


def figures(halves: Sequence[Half]) -> list[Figure]:
    """Return the figure of each half, with each peer's threshold from the other half."""
    made = []
    for at, (half, other) in enumerate((halves, halves[::-1])):
        peers = {name: tuned(peer, other, half) for name, peer in PEERS.items()}
        name = f"stories, B³ F1, {('even', 'odd')[at]} topics of ECB+"
        made.append(Figure(name, b_cubed(labels(half.analyses), half.events), peers, GOAL))
    return made


def around(halves: Sequence[Half]) -> Iterator[str]:
    """Yield how both figures change when one threshold does, and the others stay as they are."""
    for name, values in AROUND.items():
        now = getattr(stories, name)
        for value in values:
            setattr(stories, name, value)
            found = ", ".join(f"{b_cubed(labels(half.analyses), half.events):.3f}" for half in halves)
            yield f"{name} {value} (now {now}): {found}"
        setattr(stories, name, now)


AROUND: Mapping[str, Sequence[float]] = {
    "ALIKE": (0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18),
    "SHARE": (0.3, 0.5, 0.7),
    "OWN": (0.1, 0.25, 0.5),
    "FAINT": (0.02, 0.04, 0.06),
    "COPY": (0.4, 0.6, 0.8),
    "WINDOW": (2, 4, 8),
}
"""The thresholds of stories and what else they might be."""


def tuned(peer: Callable[[Sequence[Analysis], float], list[int]], other: Half, half: Half) -> float:
    """Return the peer's figure on `half` with the threshold that is best on `other`."""
    best = max(THRESHOLDS, key=lambda least: (b_cubed(peer(other.analyses, least), other.events), -least))
    return b_cubed(peer(half.analyses, best), half.events)


def b_cubed(found: Sequence[Hashable], told: Sequence[Hashable]) -> float:
    """Return the B³ F1 of two groupings of the same items, each given as a label for every item."""
    both, sizes, truth = Counter(zip(found, told, strict=True)), Counter(found), Counter(told)
    precision = sum(n * n / sizes[one] for (one, _), n in both.items()) / len(told)
    recall = sum(n * n / truth[other] for (_, other), n in both.items()) / len(told)
    return 2 * precision * recall / (precision + recall)


def labels(analyses: Sequence[Analysis]) -> list[str]:
    """Return for each article its story's id, or its own."""
    story = {one.article: told.id for told in stories_of(analyses) for one in told.tellings}
    return [story.get(one.article.id, one.article.id) for one in analyses]


def stories_of(analyses: Sequence[Analysis]) -> tuple[Story, ...]:
    """Return the stories of a collection."""
    collection = Collection(tuple(sorted(analyses, key=lambda one: one.article.id)))
    return find_stories(collection, find_nearest(collection))


def read_halves(folder: Path) -> list[Half]:
    """Read `items.jsonl` (topic, cluster, text: a sentence a line) as plain-text articles, in two halves."""
    lines = (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as scratch:
        analyses = [_analysis(item["text"], Path(scratch) / f"{at:04}.txt") for at, item in enumerate(items)]
    return [
        Half(
            [one for one, item in zip(analyses, items, strict=True) if int(item["topic"]) % 2 == half],
            [str(item["cluster"]) for item in items if int(item["topic"]) % 2 == half],
        )
        for half in (0, 1)
    ]


def _analysis(text: str, path: Path) -> Analysis:
    path.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    article = read_article(SourceFile(source=path.name, at=str(path)), RULES).article
    if article is None:
        raise ValueError(f"an item could not be read: {text[:60]}")
    return analyse(article, summary_sentences=3)


if __name__ == "__main__":
    main()
