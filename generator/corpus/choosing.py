"""Choosing: which candidates become topics."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from generator.corpus.arrays import Floats, Ints, Lists
from generator.corpus.board import Board
from generator.corpus.candidates import Candidate
from generator.corpus.evidence import FEW
from generator.corpus.found import Found
from generator.model import TopicKind

ALIKE = 0.6
"""A candidate with this share of its passages in a topic that shares a word with it adds too little."""
SAME = 0.85
"""The same, for candidates that share no word with the topic."""
PART = 0.55
"""A candidate with at most this share of a topic's passages may stand as a part of it."""
PROOF = 3
"""Topics without a common word are the same only if so many articles say so."""
TWINS = 0.65
"""Two topics with this share of their articles in common are one topic twice."""
SPOKEN = 0.5
"""How much it counts that a topic's articles use its words: of two names for them, the one they say wins."""
MORE = 2.0
"""So many times the topics that are wanted are looked at closely."""
MANY, ENOUGH = 200, 3
"""In a collection of so many articles a new topic has at least so many of them."""
LEAST_GAIN = 0.25
"""Below this gain nothing is worth a page; in a small collection, where all topics share few passages,"""
LEAST_OF_FEW = 0.1
"""below this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A candidate with its coverage."""

    label: str
    keys: tuple[str, ...]
    """Sorted."""
    name: str
    kind: TopicKind
    tagged: frozenset[int]
    """Articles whose own tags name it."""
    saying: int
    """So many articles say it."""
    prior: float
    """How good a topic's name this is."""
    about: Found
    """The articles that are about it,"""
    places: Lists
    """and the passages of each that it covers; in a small collection the blocks, since passages are few."""

    @property
    def size(self) -> int:
        """In how many places it is spoken of."""
        return len(self.places.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A topic whose coverage is settled, before it is known whether there is room for it."""

    name: str
    about: Found
    size: int
    """In how many places it is spoken of."""
    prior: float
    spoken: float
    """The share of its articles that use its words, or are tagged with them."""


def topic_limit(articles: int, asked: int) -> int:
    """Return how many topics there may be: as asked, or 4 × √articles + 6, and for one article 10.

    The square root keeps a topic at some √n/4 articles on average: a collection four times as large
    gets twice the topics, and a list of topics can still be read when there are thousands of articles.
    """
    return asked or round(4 * sqrt(articles)) + 6


def least_of_page(articles: int) -> int:
    """Return how many articles a new topic has at least: fewer make no page worth a visit."""
    return ENOUGH if articles >= MANY else 1


def quality(candidate: Candidate, depths: Sequence[int]) -> float:
    """Return how good a topic's name this is, whatever it covers: about 0.2 to 2.

    `depths` tell in how many places each of the articles about it names it.
    """
    tags = len(candidate.tagged) / max(1, len(depths))
    depth = sum(depths) / max(1, len(depths))
    return _shape(candidate) * (1 + 2 * sqrt(tags)) * (0.6 + 0.4 * min(2.0, log(1 + depth)))


def _shape(candidate: Candidate) -> float:
    """Return how well a candidate's words can name a topic: names do, of other words two rather than one."""
    words = candidate.name.replace("-", " ").split()
    names, others = candidate.tally.names, candidate.tally.others
    share = 1.0 if candidate.kind is not TopicKind.CONCEPT else names / max(1, names + others)
    plain = (0.5, 1.2, 1.0, 0.7)[min(len(words), 4) - 1]
    return share + (1 - share) * plain


def choose(
    options: Mapping[str, Option], *, fixed: Iterable[str], limit: int
) -> tuple[list[str], dict[str, str]]:
    """Return the labels of the topics, fixed ones first, and which rejected candidate folds into which.

    Greedy: at each step the candidate that adds most, each article counting less the more it is
    covered (a submodular gain, so an old gain bounds the new one from above).
    """
    labels = sorted(options)
    sides = [options[label] for label in labels]
    board = _by_place(sides)
    priors = np.array([one.prior for one in sides])
    numbers = {label: at for at, label in enumerate(labels)}
    for label in fixed:
        if label in numbers:
            board.take(numbers[label])
    folded: dict[str, str] = {}
    heap = [
        (-gain, at) for at, gain in enumerate((priors * board.additions()).tolist()) if not board.is_taken(at)
    ]
    heapq.heapify(heap)
    least = _least_gain(sides)
    while heap and len(board.taken) < limit:
        _, at = heapq.heappop(heap)
        gain = sides[at].prior * board.addition(at)
        if gain < least:
            continue
        if heap and -gain > heap[0][0]:
            heapq.heappush(heap, (-gain, at))
            continue
        rival = _rival(sides, board, at)
        if rival is None:
            board.take(at)
        elif _contains(sides[at], sides[rival]):
            folded[labels[at]] = labels[rival]
    return [labels[at] for at in board.taken], folded


def _by_place(options: Sequence[Option]) -> Board:
    """Return options side by side, by the places that they cover."""
    _, articles, shares = _columns([one.about for one in options])
    many = np.concatenate([np.empty(0, np.int64), *(one.places.lengths for one in options)])
    places = np.concatenate([np.empty(0, np.int64), *(one.places.values for one in options)]) + 1
    owners = np.repeat(articles, many)
    width = np.zeros(1 + int(articles.max(initial=0)), np.int64)
    np.maximum.at(width, owners, places + 1)
    sizes = np.array([one.size for one in options], np.int64)
    places = (np.cumsum(width) - width)[owners] + places
    shares, many = np.repeat(shares, many), np.repeat(many, many)
    return Board(sizes, places, np.sqrt(shares) / np.sqrt(many), shares)


def _columns(found: Sequence[Found]) -> tuple[Ints, Ints, Floats]:
    """Return how many articles each has, and all of them, with their shares."""
    lengths = np.array([len(one.at) for one in found], np.int64)
    articles = np.concatenate([np.empty(0, np.int64), *(one.at for one in found)])
    return lengths, articles, np.concatenate([np.empty(0), *(one.shares for one in found)])


def _least_gain(options: Sequence[Option]) -> float:
    _, articles, _ = _columns([one.about for one in options])
    return LEAST_GAIN if np.count_nonzero(np.bincount(articles)) > FEW else LEAST_OF_FEW


def _rival(options: Sequence[Option], board: Board, at: int) -> int | None:
    """Return the topic that already covers most of what an option would, if one covers enough."""
    option = options[at]
    shared = board.shared(at)
    others = np.flatnonzero(shared >= max(1, ALIKE * option.size))
    words = _words(option)
    for other in others[np.argsort(-shared[others], kind="stable")].tolist():
        kin = not words.isdisjoint(_words(options[other]))
        near = option.size > PART * options[other].size
        same = len(option.about.at) >= PROOF and int(shared[other]) >= SAME * option.size
        if near and (same or kin):
            return int(other)
    return None


def _contains(narrow: Option, broad: Option) -> bool:
    return any(f" {b} " in f" {n} " for n in narrow.keys for b in broad.keys)


def _words(option: Option) -> frozenset[str]:
    return frozenset(word for key in option.keys for word in key.split())


def pick(claims: Mapping[str, Claim], *, fixed: Iterable[str], limit: int, least: int = 1) -> list[str]:
    """Return the labels of the topics to publish, of those whose coverage is settled; fixed ones first.

    Greedy by what each adds, each article counting less the more it is covered. Of two topics of
    nearly the same articles, or of one name, one is enough, and one that has lost all but a passage is
    none, nor one of fewer articles than `least`.
    """
    labels = sorted(claims)
    sides = [claims[label] for label in labels]
    lengths, articles, shares = _columns([one.about for one in sides])
    board = Board(lengths, articles, shares, shares)
    worth = np.array([one.prior * float(one.spoken**SPOKEN) for one in sides])
    numbers = {label: at for at, label in enumerate(labels)}
    for label in fixed:
        if label in numbers:
            board.take(numbers[label])
    heap = [
        (-addition, at)
        for at, addition in enumerate((worth * board.additions()).round(DIGITS).tolist())
        if not board.is_taken(at) and _is_worth_a_page(sides[at], least)
    ]
    heapq.heapify(heap)
    while heap and len(board.taken) < limit:
        _, at = heapq.heappop(heap)
        addition = float((worth[at] * board.addition(at)).round(DIGITS))
        if heap and -addition > heap[0][0]:
            heapq.heappush(heap, (-addition, at))
        elif not _has_twin(sides, board, at):
            board.take(at)
    return [labels[at] for at in board.taken]


DIGITS = 6
"""What topics add is compared to so many digits."""


def _is_worth_a_page(claim: Claim, least: int) -> bool:
    return claim.size > 1 and len(claim.about.at) >= least


def _has_twin(claims: Sequence[Claim], board: Board, at: int) -> bool:
    """Tell whether a topic of nearly the same articles, or of the same name, is taken."""
    both = board.shared(at)
    twins = (both >= PROOF) & (both > TWINS * (board.sizes + board.sizes[at] - both))
    return bool(twins.any()) or any(claims[at].name == claims[other].name for other in board.taken)
