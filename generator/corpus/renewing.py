"""Renewing: the nearest articles of each, worked out anew only where a change can have changed them.

The result is that of working everything out from nothing. An article's row depends on the terms of all
articles only by way of its products with each, which are whole numbers and the same from both sides:
so what a changed article is to the others follows from its own row, and a row is worked out anew only if
it lost some and nobody knows who comes next.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from generator.corpus.arrays import Flags, Floats, Ints, Numbers, end_so, endings_of, mixed, sums
from generator.corpus.closeness import (
    COMPARED,
    Bags,
    Index,
    Row,
    Space,
    compare,
    find_near,
    make_index,
    rounded,
)
from generator.corpus.rarity import Rarity
from generator.corpus.remembered import Old
from generator.corpus.terms import Text

MANY = 4
"""If more than one in so many articles changed, everything is worked out anew."""


class Task(NamedTuple):
    """What the nearest articles are found in."""

    bags: Bags
    rarity: Rarity
    text: Callable[[int], Text]
    jobs: int

    def space(self, index: Index, squares: Floats) -> Space:
        """Return what articles are compared in."""
        return Space(index, rounded(squares), self.text)


class Found(NamedTuple):
    """The nearest articles of each."""

    squares: Floats
    """The square of the length of each article's vector."""
    starts: Ints
    """Where the row of each article starts, and where the last one ends."""
    row: Row
    """All rows, one after another."""
    same: Flags | None = None
    """Which rows are those remembered, if anything was."""


def renewed(task: Task, old: Old) -> Found | None:
    """Return the nearest articles of each, or None if too many changed for this to be worth it."""
    changed = _reweighed(task, old)
    if changed is None or _many(changed):
        return None
    kept = np.flatnonzero(old.origin >= 0)
    before = np.zeros(len(task.bags))
    before[kept] = old.squares[old.origin[kept]]
    squares = np.where(changed, 0.0, before + _shifts(task, old))
    changed |= rounded(squares) != rounded(before)
    if _many(changed):
        return None
    anew = np.flatnonzero(changed)
    index = _index_of(task, anew)
    squares[anew] = index.lengths()[anew]
    space = task.space(index, squares)
    others = _now(old, changed)
    merged = _merged(space, old, others, changed)
    again = [at for at, row in merged.items() if row is None]
    rows = {at: row for at, row in merged.items() if row}
    rows |= zip(anew.tolist(), find_near(space, anew.tolist(), jobs=task.jobs), strict=True)
    space = task.space(_index_of(task, np.array(again, np.int64)), squares)
    rows |= zip(again, find_near(space, again, jobs=task.jobs), strict=True)
    return Found(squares, *_put_together(old, others, rows))


def _many(changed: Flags) -> bool:
    return int(np.count_nonzero(changed)) * MANY > len(changed)


def _index_of(task: Task, articles: Ints) -> Index:
    """Return an index of all articles, of the terms that some of them say and that tell who is close."""
    said = [task.bags.row(at).terms for at in articles.tolist()]
    terms = np.concatenate([NO_NUMBERS, *said])
    return make_index(task.bags, task.rarity, endings_of(terms[task.rarity.near(terms) > 0]))


class _Said(NamedTuple):
    """Who says some terms."""

    owners: Ints
    terms: Ints
    """By their places among the terms asked for."""
    much: Ints


NO_NUMBERS = np.empty(0, np.uint32)
_NOBODY = np.empty(0, np.int64)


def _who_says(bags: Bags, terms: Numbers) -> _Said:
    """Return which articles say some terms, which are sorted."""
    if not len(terms):
        return _Said(_NOBODY, _NOBODY, _NOBODY)
    likely = np.flatnonzero(end_so(bags.terms, endings_of(terms)))
    places = np.searchsorted(terms, bags.terms[likely])
    places[places == len(terms)] = 0
    exact = terms[places] == bags.terms[likely]
    likely, places = likely[exact], places[exact]
    return _Said(np.searchsorted(bags.starts, likely, side="right") - 1, places, bags.said[likely])


def _reweighed(task: Task, old: Old) -> Flags | None:
    """Return which articles came, or changed, or say a term that is no longer as rare; None: all."""
    if task.rarity.unknown != old.rarity.unknown:
        return None
    changed = old.origin < 0
    keys = np.union1d(task.rarity.keys, old.rarity.keys)
    keys = keys[task.rarity.near(keys) != old.rarity.near(keys)]
    changed[_who_says(task.bags, keys).owners] = True
    return changed


def _shifts(task: Task, old: Old) -> Floats:
    """Return how much the squares of lengths grow, as a term counts if several articles say it."""
    gone = [old.bags.row(at).terms for at in np.flatnonzero(old.place < 0).tolist()]
    come = [task.bags.row(at).terms for at in np.flatnonzero(old.origin < 0).tolist()]
    left, joined = (np.concatenate([NO_NUMBERS, *several]) for several in (gone, come))
    terms = np.union1d(left, joined)
    said = _who_says(task.bags, terms)
    stayed = old.origin[said.owners] >= 0
    owners, places, much = said.owners[stayed], said.terms[stayed], said.much[stayed]
    stay = np.bincount(places, minlength=len(terms))
    was, now = (stay + _counts(terms, some) > 1 for some in (left, joined))
    turn = (now.astype(np.int64) - was)[places] * (stay == 1)[places]
    squares = task.rarity.near(terms)[places].astype(np.float64) ** 2 * much.astype(np.float64) ** 2
    return sums(owners, turn * squares, len(task.bags))


def _counts(terms: Numbers, some: Numbers) -> Ints:
    return np.bincount(np.searchsorted(terms, some), minlength=len(terms))


def _put_together(old: Old, others: Ints, rows: Mapping[int, Row]) -> tuple[Ints, Row, Flags]:
    """Return where rows start, all of them, and which are the old ones."""
    anew = np.array(sorted(rows), np.int64)
    made = [rows[at] for at in anew.tolist()]
    lengths = np.array([len(row.others) for row in made], np.int64)
    starts, inside = mixed(old.rows, old.origin, anew, lengths)
    before = old.row._replace(others=others.astype(np.int32))
    both = Row._make(map(np.concatenate, zip(before, *made, strict=True)))
    same = np.ones(len(old.origin), np.bool_)
    same[anew] = False
    return starts, _taken(both, inside), same


def _now(old: Old, changed: Flags) -> Ints:
    """Return the position of each article in the old rows; -1 for those that changed or went."""
    others = old.place[old.row.others]
    others[(others >= 0) & changed[others]] = -1
    return others


def _part(old: Old, others: Ints, origin: int) -> Row:
    part = slice(old.rows[origin], old.rows[origin + 1])
    _, scores, passages, blocks = old.row
    return Row(others[part].astype(np.int32), scores[part], passages[part], blocks[part])


def _merged(space: Space, old: Old, others: Ints, changed: Flags) -> dict[int, Row | None]:
    """Return the rows of unchanged articles that lost or won some; None for those to work out anew."""
    owners = np.repeat(np.arange(len(old.rows) - 1), np.diff(old.rows))
    lost = old.place[np.unique(owners[others < 0])]
    won = _won(space, _floors(old), changed)
    touched = {*won, *lost[lost >= 0].tolist()}
    return {
        at: _merge(space, at, _part(old, others, int(old.origin[at])), won.get(at, []))
        for at in sorted(touched)
        if not changed[at]
    }


def _floors(old: Old) -> Ints:
    """Return for each article the lowest score in its old row, or 1 if there was room for more."""
    floors = np.ones(len(old.origin), np.int64)
    full = np.flatnonzero(np.diff(old.rows) == COMPARED)
    full = full[old.place[full] >= 0]
    if len(full):
        scores = old.row.scores[old.rows[full][:, None] + np.arange(COMPARED)]
        floors[old.place[full]] = scores.min(axis=1)
    return floors


def _won(space: Space, floors: Ints, changed: Flags) -> dict[int, list[tuple[int, int]]]:
    """Return by article the changed ones that may be among its nearest, and their scores."""
    won: dict[int, list[tuple[int, int]]] = {}
    for one in np.flatnonzero(changed).tolist():
        scores = space.scores_of(one)
        for at in np.flatnonzero((scores >= floors) & ~changed).tolist():
            won.setdefault(at, []).append((one, int(scores[at])))
    return won


def _merge(space: Space, at: int, before: Row, coming: Sequence[tuple[int, int]]) -> Row | None:
    """Return a row with those coming, without those that went (-1); None if others may come next."""
    stay = np.flatnonzero(before.others >= 0)
    new = np.array(coming, np.int32).reshape(-1, 2)
    others = np.concatenate((before.others[stay], new[:, 0]))
    scores = np.concatenate((before.scores[stay], new[:, 1]))
    best = np.lexsort((others, np.negative(scores)))[:COMPARED]
    if len(before.others) == COMPARED and not _sure(before, others[best], scores[best]):
        return None
    kept, won = np.sort(best[best < len(stay)]), np.sort(best[best >= len(stay)])
    return _joined(_taken(before, stay[kept]), compare(space, at, others[won], scores[won]))


def _taken(row: Row, wanted: Ints) -> Row:
    return Row(row.others[wanted], row.scores[wanted], row.passages[wanted], row.blocks[wanted])


def _joined(one: Row, other: Row) -> Row:
    both = Row(
        np.concatenate((one.others, other.others)),
        np.concatenate((one.scores, other.scores)),
        np.concatenate((one.passages, other.passages)),
        np.concatenate((one.blocks, other.blocks)),
    )
    return _taken(both, np.argsort(both.others))


def _sure(before: Row, others: Ints, scores: Ints) -> bool:
    """Tell whether nobody outside of these can be closer: a full row's last bounds all that it left out."""
    if len(others) < COMPARED:
        return False
    floor = before.scores.min()
    last = before.others[np.flatnonzero(before.scores == floor)[-1]]
    return bool(scores[-1] > floor or (scores[-1] == floor and others[-1] <= last))
