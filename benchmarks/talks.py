"""Whether the passages of long talks begin where people say the topic changes.

python -m benchmarks.talks DIR   (DIR is transcripts_qmsum: meetings whose topics people marked)

A change counts as found if a passage begins within 25 words of it. The peer cuts evenly, as
articles are cut that are no talks.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, table
from generator.analysis.passages import SECTION_WORDS, find_passages
from generator.model import Article, Block, BlockKind, Publish
from generator.sources.speakers import label_speakers
from generator.sources.split import split_long
from generator.words import content_stems

NEAR = 25


class Talk(NamedTuple):
    """A meeting: the paragraphs of its turns, and the words before each change of topic."""

    blocks: tuple[Block, ...]
    changes: tuple[int, ...]


def talks(folder: Path) -> Iterator[Talk]:
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        said = [Block(kind=BlockKind.PARAGRAPH, text=" ".join(t.split())) for t in item["text"].split("\n\n")]
        turns = label_speakers(said)
        if len(turns) != len(said):
            continue  # a label without words was lent to the next turn: the marks would not fit
        before = [0, *accumulate(map(words, turns))]
        starts = {int(first) for topic in item["topics"] for first, _ in topic["spans"]} - {0}
        changes = tuple(before[start] for start in sorted(starts) if start < len(turns))
        yield Talk(tuple(split_long(turns)), changes)


def words(block: Block) -> int:
    return block.text.count(" ") + 1


def starts_of(talk: Talk) -> list[int]:
    article = Article(
        id="talk", title="", blocks=talk.blocks, language="en", published=None, authors=(), url="", site="",
        source="talk.txt", publish=Publish.FULL,
    )  # fmt: skip
    stems = [content_stems(block.text, "en") for block in talk.blocks]
    before = [0, *accumulate(map(words, talk.blocks))]
    return [before[passage.first] for passage in find_passages(article, stems)]


def evenly(talk: Talk, count: int) -> list[int]:
    """Return as many starts as ours, at the turns that are nearest to even shares."""
    before = [0, *accumulate(map(words, talk.blocks))]
    total = before[-1]
    shares = range(0, total, -(-total // count))
    return [nearest(before, share) for share in shares]


def nearest(places: Sequence[int], share: int) -> int:
    return min(places, key=lambda place: abs(place - share))


def found(starts: Sequence[int], talk: Talk) -> int:
    return sum(any(abs(start - change) <= NEAR for start in starts[1:]) for change in talk.changes)


def main(folder: Path) -> None:
    ours = even = total = readable = passages = 0
    for talk in talks(folder):
        starts = starts_of(talk)
        ours += found(starts, talk)
        even += found(evenly(talk, len(starts)), talk)
        total += len(talk.changes)
        sizes = [b - a for a, b in zip(starts, [*starts[1:], sum(map(words, talk.blocks))], strict=True)]
        passages += len(sizes)
        readable += sum(size <= SECTION_WORDS for size in sizes)
    figures = [
        Figure(
            f"changes of topic at which a passage of a talk begins, of {total:,}",
            ours / total,
            {"as many even cuts": even / total},
        ),
        Figure(f"passages of at most {SECTION_WORDS} words, of {passages:,}", readable / passages, {}),
    ]
    print(table(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
