"""How many of the authors' own links does the list of related articles find?

    python -m benchmarks.related FOLDER… [--first 10]

The links are taken out of the text before it is read; the words that were linked stay. The figure is
the share of links whose target is among the first related articles of the article that holds them.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from benchmarks.figures import Figure, table
from benchmarks.reading import read_labelled
from benchmarks.related_peers import PEERS
from generator.corpus.evidence import Collection
from generator.corpus.nearest import find_nearest
from generator.corpus.related import Weights, find_related
from generator.model import Article, MarkKind

GOALS = {"blog_18f": 0.76, "blog_til": 0.82}


class Linked(NamedTuple):
    """A collection and the links in it, as positions of articles."""

    name: str
    collection: Collection
    links: Sequence[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--first", type=int, default=10)
    asked = parser.parse_args()
    figures = []
    for folder in asked.folders:
        linked = read_linked(folder)
        started = time.process_time()
        ours = ranking(linked, Weights(), asked.first)
        spent = 1000 * (time.process_time() - started) / max(1, len(linked.collection.analyses))
        neutral = ranking(linked, Weights(later=0.0), asked.first)
        print(
            f"{linked.name}: {len(linked.collection.analyses)} articles, {len(linked.links)} links, ", end=""
        )
        print(f"{spent:.1f} ms an article; earlier and later alike: {found(linked, neutral):.3f}")
        figures.append(figure(linked, ours, asked.first))
    print(table(figures))


def figure(linked: Linked, ours: Mapping[int, Sequence[int]], first: int) -> Figure:
    """Return the share of links found, by us and by each peer."""
    peers = {name: found(linked, peer(linked.collection.analyses, first)) for name, peer in PEERS.items()}
    name = f"authors' links in the first {first}, {linked.name}"
    return Figure(name, found(linked, ours), peers, GOALS.get(linked.name))


def read_linked(folder: Path) -> Linked:
    """Read a labelled collection without its links."""
    items = read_labelled(folder, _without_links)
    analyses = tuple(sorted((item.analysis for item in items), key=lambda one: one.article.id))
    positions = {one.article.id: at for at, one in enumerate(analyses)}
    at = {item.name: positions[item.analysis.article.id] for item in items}
    links = [(at[item.name], at[link]) for item in items for link in item.links if link in at]
    return Linked(folder.name, Collection(analyses), links)


def ranking(linked: Linked, weights: Weights, first: int) -> dict[int, list[int]]:
    """Return the first related articles of each, as positions."""
    nearest = find_nearest(linked.collection)
    related = find_related(linked.collection, nearest, limit=first, weights=weights)
    positions = {one.article.id: at for at, one in enumerate(linked.collection.analyses)}
    return {positions[id_]: [positions[one.article] for one in several] for id_, several in related.items()}


def found(linked: Linked, related: Mapping[int, Sequence[int]]) -> float:
    """Return the share of links whose target is among the related."""
    return sum(there in related[here] for here, there in linked.links) / max(1, len(linked.links))


def _without_links(article: Article) -> Article:
    blocks = (
        replace(block, marks=tuple(mark for mark in block.marks if mark.kind is not MarkKind.LINK))
        for block in article.blocks
    )
    return replace(article, blocks=tuple(blocks))


if __name__ == "__main__":
    main()
