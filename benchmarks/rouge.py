"""How many words and word pairs two texts share, fast enough to learn from: ROUGE-1 and ROUGE-2."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from rouge_score.tokenizers import DefaultTokenizer

PAIRS = 0.1
"""How much ROUGE-2 counts beside ROUGE-1 in what is learnt."""


class Judge:
    """The sentences of a text beside a reference: how good is a summary made of some of them?

    The same counts as the package rouge-score with stemming, but for pairs across sentences.
    """

    def __init__(self, sentences: Sequence[str], reference: str, tokenizer: DefaultTokenizer) -> None:
        written = [tokenizer.tokenize(sentence) for sentence in sentences]
        wanted = tokenizer.tokenize(reference)
        self._lengths = np.array([len(words) for words in written])
        self._length = len(wanted)
        self._words = _counts(written, wanted)
        pairs = [list(pairwise(words)) for words in written]
        self._pairs = _counts(pairs, list(pairwise(wanted)))

    def value(self, rest: Sequence[int], candidates: Sequence[int]) -> np.ndarray:
        """Return the score of `rest` together with each candidate in turn."""
        held, others = np.array(candidates, int), np.array(rest, int)
        lengths = self._lengths[held] + self._lengths[others].sum()
        words = _shared(*self._words, held, others)
        pairs = _shared(*self._pairs, held, others)
        most = max(1, self._length - 1)
        following = 2 * pairs / (np.maximum(lengths - 1, 0) + most)
        value: np.ndarray = 2 * words / (lengths + self._length) + PAIRS * following
        return value


def _counts(written: Sequence[Sequence[object]], wanted: Sequence[object]) -> tuple[np.ndarray, np.ndarray]:
    """Return how often each sentence, and the reference, holds each different part of the reference."""
    reference = Counter(wanted)
    columns = {part: at for at, part in enumerate(reference)}
    counts = np.zeros((len(written), len(columns)), np.int16)
    for row, parts in zip(counts, written, strict=True):
        for part in parts:
            if part in columns:
                row[columns[part]] += 1
    return counts, np.array(list(reference.values()), np.int16)


def _shared(counts: np.ndarray, wanted: np.ndarray, held: np.ndarray, others: np.ndarray) -> np.ndarray:
    together = counts[held] + counts[others].sum(axis=0, dtype=np.int16)
    shared: np.ndarray = np.minimum(together, wanted).sum(axis=1)
    return shared
