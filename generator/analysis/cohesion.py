"""Where a talk changes its topic: valleys of lexical cohesion.

After M. A. Hearst, "TextTiling: segmenting text into multi-paragraph subtopic passages" (1997): two
windows slide over the text, and where the words before a gap are least like those after it, deeper
than at the peaks on both sides, the topic changes. Her blocks are counted in words; ours in whole
turns of speech, so that nobody is cut short. Cohesion is not smoothed: `python -m benchmarks.talks`
finds more changes so.
"""

import math
from collections import Counter, deque
from collections.abc import Sequence

WINDOW = 15
"""Units on each side of a gap that are compared."""


def topic_changes(units: Sequence[Sequence[str]], window: int = WINDOW) -> list[float]:
    """Return how much the topic changes at each gap between units of stems: the depth of the valley.

    One less than there are units; 0 where cohesion does not fall. Time is linear in the stems.
    """
    return _depths(_cohesions(units, window))


def _cohesions(units: Sequence[Sequence[str]], window: int) -> list[float]:
    """Return for each gap the cosine of the counted words of the units before and after it."""
    counts = [Counter(unit) for unit in units]
    before: deque[Counter[str]] = deque()
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for count in counts[:window]:
        right.update(count)
    found = []
    for place in range(len(counts) - 1):
        _move(counts[place], out_of=right, into=left)
        before.append(counts[place])
        if place + window < len(counts):
            right.update(counts[place + window])
        if len(before) > window:
            _move(before.popleft(), out_of=left)
        found.append(_cosine(left, right))
    return found


def _move(words: Counter[str], *, out_of: Counter[str], into: Counter[str] | None = None) -> None:
    for word, count in words.items():
        out_of[word] -= count
        if not out_of[word]:
            del out_of[word]
        if into is not None:
            into[word] += count


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    small, large = sorted((left, right), key=len)
    shared = sum(count * large[word] for word, count in small.items() if word in large)
    if not shared:
        return 0.0
    lengths = math.prod(sum(count * count for count in side.values()) for side in (left, right))
    return shared / math.sqrt(lengths)


def _depths(values: list[float]) -> list[float]:
    """Return how far each value lies below the peaks that rise from it on both sides, added up."""
    to_left = _peaks(values)
    to_right = _peaks(values[::-1])[::-1]
    return [
        round(before + after - 2 * value, 6)
        for before, after, value in zip(to_left, to_right, values, strict=True)
    ]


def _peaks(values: list[float]) -> list[float]:
    """Return for each value the top that the values before it climb to without a fall."""
    tops: list[float] = []
    for at, value in enumerate(values):
        climbs = at > 0 and values[at - 1] >= value
        tops.append(tops[-1] if climbs else value)
    return tops
