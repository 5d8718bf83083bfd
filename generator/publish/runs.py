"""The words of a segment in runs, one file for each: cut where the words say, not where counting ends.

Were a run full when so many places are counted, one more place would move all cuts after it, and every file
would be another. So a run that is too long is cut before the word of it whose hash is the least, and its
halves in the same way: a change leaves the cuts around it where they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from zlib import crc32


def runs(sizes: Mapping[str, int], *, most: int) -> Iterator[Sequence[str]]:
    """Yield the words in runs of `most` places or fewer, in their order; a word with more is one alone.

    Which word stands in which run depends on the words and their sizes alone.
    """
    words = sorted(sizes)
    hashes = [crc32(word.encode()) for word in words]
    before = list(accumulate((sizes[word] for word in words), initial=0))
    begin = 0
    for at in [*(at for at, word in enumerate(words) if sizes[word] >= most), len(words)]:
        yield from (words[first:last] for first, last in _cut(begin, at, hashes, before, most))
        if at < len(words):
            yield words[at : at + 1]
        begin = at + 1


def _cut(
    begin: int, end: int, hashes: Sequence[int], before: Sequence[int], most: int
) -> Iterator[tuple[int, int]]:
    waiting = [(begin, end)] if begin < end else []
    while waiting:
        first, last = waiting.pop()
        if last - first == 1 or before[last] - before[first] <= most:
            yield first, last
            continue
        inside = hashes[first + 1 : last]
        cut = first + 1 + inside.index(min(inside))
        waiting += [(cut, last), (first, cut)]
