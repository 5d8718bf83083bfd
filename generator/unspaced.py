"""Chinese and Japanese, which write no spaces: what stands for words there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from generator.keys import phrase_key
from generator.model import Article, Block
from generator.tokens import SINGLE

LANGUAGES = frozenset({"ja", "zh"})
_LONGEST = 12
"""Signs in a phrase, at most."""
_MOST = 50_000
"""Signs of an article that are looked at."""
_LEAST = 2
"""Places, and signs or borders on each side."""
# Signs that bound phrases: what they mean is in the grammar. In Japanese all of hiragana does.
_RUNS = {
    "zh": re.compile(
        r"[^\W\da-zA-Z的了是在和与也都就不这那我你他她它们为而及或被把将从到对其之吗呢吧很个每各并但因如则于以某]{2,}"
    ),
    "ja": re.compile("[\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff々]{2,}"),
}

_SIGN = re.compile(f"[々\u30a1-\u30fa\u30fc{SINGLE}]")
SIGNS_IN_WORD = 2
"""So many signs make about one word."""

Where = tuple[int, int, int]
"""Block, start, end."""


def words_in_signs(text: str) -> int:
    """Return how many words the signs of a text make, about: two of them one."""
    return 0 if text.isascii() else len(_SIGN.findall(text)) // SIGNS_IN_WORD


def spaced(text: str) -> str:
    """Return a text with spaces around each sign, for programs that find words by their spaces."""
    return text if text.isascii() else _SIGN.sub(r" \g<0> ", text)


def repeated_phrases(
    article: Article, blocks: Iterable[tuple[int, Block]]
) -> Iterator[tuple[str, list[Where]]]:
    """Yield the key and the places, in some blocks, of each phrase that an article repeats, with its title.

    A string of signs counts as a phrase if at least two signs or borders stand before it, and as many
    after it, where the article says it (the accessor variety of H. Feng, K. Chen, X. Deng and W. Zheng,
    "Accessor variety criteria for Chinese word extraction", 2004): a part of a longer phrase is none.
    Of a text as long as a novel only the beginning is looked at.
    """
    runs = list(_runs_of(article, blocks))
    counts = Counter(string for run in runs for string, _ in _strings(run))
    places: defaultdict[str, list[Where]] = defaultdict(list)
    around: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for number, run in enumerate(runs):
        for string, at in _strings(run):
            if counts[string] >= _LEAST:
                end = at + len(string)
                around[string][0].add(run.text[at - 1] if at else f"{number} begins")
                around[string][1].add(run.text[end] if end < len(run.text) else f"{number} ends")
                if run.block >= 0:
                    places[string].append((run.block, run.start + at, run.start + end))
    for string, found in places.items():
        if min(map(len, around[string])) >= _LEAST:
            yield phrase_key(string, article.language), found


class _Run(NamedTuple):
    """Signs that nothing bounds."""

    block: int
    """The position of its block; less than 0 in the title."""
    start: int
    text: str


def _runs_of(article: Article, blocks: Iterable[tuple[int, Block]]) -> Iterator[_Run]:
    room = _MOST
    for at, text in chain([(-1, article.title)], ((at, block.text) for at, block in blocks)):
        for run in _RUNS[article.language].finditer(text):
            room -= len(run[0])
            if room < 0:
                return
            yield _Run(at, run.start(), run[0])


def _strings(run: _Run) -> Iterator[tuple[str, int]]:
    """Yield every string of two signs or more in a run, and where it starts there."""
    for start in range(len(run.text) - 1):
        for end in range(start + 2, min(start + _LONGEST, len(run.text)) + 1):
            yield run.text[start:end], start


def shared_strings(text: str, others: str, language: str) -> list[str]:
    """Return the longest strings of two signs or more that stand in a text and in others, in order."""
    found = []
    for run in _RUNS[language].finditer(text):
        start, last = run.span()
        while start + 1 < last:
            end = start + 1
            while end < last and text[start : end + 1] in others:
                end += 1
            if end - start > 1:
                found.append(text[start:end])
                start = end
            else:
                start += 1
    return found
