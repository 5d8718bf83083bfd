"""How many of the authors' own links does the list of related articles find?

    python -m benchmarks.related FOLDER [--first 10]

The links are taken out of the text before it is read. The figure is the share of links whose target
is among the first related articles of the article that holds them.
"""

import argparse
import time
from pathlib import Path

from msgspec.structs import replace

from benchmarks.reading import read_labelled
from generator.corpus.evidence import Collection
from generator.corpus.related import find_related
from generator.corpus.vectors import find_vectors
from generator.model import Article, MarkKind


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=10)
    asked = parser.parse_args()
    items = read_labelled(asked.folder, _without_links)
    ids = {item.name: item.analysis.article.id for item in items}
    started = time.process_time()
    analyses = sorted((item.analysis for item in items), key=lambda analysis: analysis.article.id)
    collection = Collection(tuple(analyses))
    related = find_related(collection, find_vectors(collection), limit=asked.first)
    seconds = time.process_time() - started
    links = [(ids[item.name], ids[link]) for item in items for link in item.links if link in ids]
    found = sum(any(one.article == there for one in related[here]) for here, there in links)
    print(f"{len(items)} articles: {found} of {len(links)} links in the first {asked.first}: ", end="")
    print(f"{found / max(1, len(links)):.3f} ({seconds:.1f} s)")


def _without_links(article: Article) -> Article:
    blocks = (
        replace(block, marks=tuple(mark for mark in block.marks if mark.kind is not MarkKind.LINK))
        for block in article.blocks
    )
    return replace(article, blocks=tuple(blocks))


if __name__ == "__main__":
    main()
