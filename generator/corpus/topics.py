"""Topics: named concepts, the passages that speak of them, and how they lie to one another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.corpus.acquainted import meet
from generator.corpus.authors import tags_of
from generator.corpus.candidates import Candidate
from generator.corpus.describing import Named, describe, keys_of_topic, kind_of_topic, settle_ids
from generator.corpus.editing import Settled, settle
from generator.corpus.evidence import Collection, scan
from generator.corpus.linked import linked_pairs, with_linked
from generator.corpus.lock import Lock, LockEntry, publish
from generator.corpus.options import Judge
from generator.corpus.resembling import Resemblance
from generator.corpus.resharpening import Recollection, Space
from generator.corpus.reweighing import weigh
from generator.corpus.selecting import Desk, Orders, find_all, select
from generator.corpus.sharpening import Sharpener, Subjects
from generator.corpus.sheets import Sheet, Subject, Work, make_sheets
from generator.corpus.sights import Sights, collect, least_articles
from generator.text import slugify

ROUNDS = 20
"""Topics are chosen so often at most; two or three times is the rule, as each brings a topic or a word."""


def find_topics(collection: Collection, orders: Orders) -> tuple[tuple[Named, ...], Settled]:
    """Return the topics of a collection, sorted by id, and what the editor and the lock settled.

    They are chosen again with those chosen as known, until that brings no other topics and no other
    words for them: the next gathering, which knows them by the lock, begins where this one ended.
    """
    desk, subjects, fresh = _choose(collection, orders)
    found = {id_: subject for id_, subject in subjects.items() if subject}
    work = Work(orders.settings.topic_sentences, orders.jobs, orders.memory)
    sheets = make_sheets(collection, desk.sights, found, work)
    described = {id_: (subject, sheets.get(id_, Sheet())) for id_, subject in subjects.items()}
    return describe(collection, described, desk.settled, fresh=fresh), desk.settled


def _choose(
    collection: Collection, orders: Orders
) -> tuple[Desk, Mapping[str, Subject | None], Mapping[str, str]]:
    """Return what topics were chosen from, the topics by id, and the names of the new ones.

    What they are sharpened by takes much memory, and is not held any longer.
    """
    sharpener, judge = _sharpener(collection, orders), Judge(collection, orders.memory)
    fresh: dict[str, str] = {}
    subjects: dict[str, Subject | None] = {}
    desk = _lay_out(collection, orders)
    for _ in range(ROUNDS):
        subjects, fresh = _with_ids(select(desk, sharpener, judge, orders), desk.settled, orders, fresh)
        lock = publish(orders.lock, _entries(subjects, desk), desk.settled.redirects)
        if _words_of(lock) == _words_of(orders.lock):
            break
        orders = replace(orders, lock=lock)
        desk = _lay_out(collection, orders, desk)
    sharpener.keep()
    judge.keep()
    return desk, subjects, fresh


def _sharpener(collection: Collection, orders: Orders) -> Sharpener:
    marks = collection.all_marks
    vectors, since = weigh(collection, orders.memory)
    neighbours = with_linked(meet(vectors, marks, orders.memory), linked_pairs(collection))
    before = Recollection(Space(vectors, neighbours, marks), since, orders.memory)
    there = frozenset(article for entry in orders.lock.entries for article in entry.articles)
    resemblance = Resemblance(vectors, marks, since, orders.memory)
    return Sharpener(collection, vectors, neighbours, orders.jobs, there, before, resemblance)


def _with_ids(
    chosen: Subjects, settled: Settled, orders: Orders, fresh: Mapping[str, str]
) -> tuple[dict[str, Subject | None], dict[str, str]]:
    """Return the topics by id, and the names of those that had none before this gathering."""
    ids = settle_ids(chosen, settled, orders.lock)
    nameless = {
        ids[label]: one.name or ids[label]
        for label, one in chosen.items()
        if one and not (label in settled.known and settled.known[label].name)
    }
    return {ids[label]: one for label, one in chosen.items()}, {**nameless, **fresh}


def _entries(subjects: Subjects, desk: Desk) -> Iterator[LockEntry]:
    """Yield what the lock is to remember of topics."""
    ids = [article.id for article in desk.collection.heads]
    for id_, subject in subjects.items():
        known = desk.settled.known.get(id_)
        yield LockEntry(
            id=id_,
            name=(known and known.name) or (subject and subject.name) or id_,
            kind=kind_of_topic(subject, known),
            keys=keys_of_topic(subject, known),
            articles=tuple(map(ids.__getitem__, subject.about.at.tolist())) if subject else (),
        )


def _words_of(lock: Lock) -> dict[str, tuple[tuple[str, ...], str]]:
    return {entry.id: (entry.keys, entry.into) for entry in lock.entries}


def _lay_out(collection: Collection, orders: Orders, before: Desk | None = None) -> Desk:
    """Settle what is known; an editor may merge into a topic that is only about to be found."""
    settled = settle(collection, orders.editor, orders.lock, found={})
    desk = Desk(collection=collection, settled=settled, sights=_sights(collection, settled, before))
    if not orders.editor.merge:
        return desk
    found = {slugify(one.name): one.keys for _, one in sorted(find_all(desk), reverse=True, key=_label)}
    settled = settle(collection, orders.editor, orders.lock, found=found)
    return Desk(collection=collection, settled=settled, sights=_sights(collection, settled, desk))


def _sights(collection: Collection, settled: Settled, before: Desk | None) -> Sights:
    """Return the sights of all that may be a topic; those of `before` where nothing is missing there."""
    wanted = {key for known in settled.known.values() for key in known.keys}
    asked = _asked(settled)
    if before and _asked(before.settled) == asked and _holds(before, wanted):
        return before.sights
    sights = collect(collection, [*wanted, *tags_of(collection)])
    for key, found in scan(collection, asked).items():
        sights.add(key, found)
    return sights


def _asked(settled: Settled) -> frozenset[str]:
    """Return the keys that are looked for beyond what the articles list."""
    return frozenset(key for known in settled.known.values() if known.asked for key in known.keys)


def _holds(desk: Desk, wanted: Iterable[str]) -> bool:
    """Tell whether no sight of some keys was left out because too few articles speak of them."""
    least = least_articles(len(desk.collection.facts))
    there = {key for known in desk.settled.known.values() for key in known.keys}
    return all(key in there or len(desk.sights.articles_of(key)) >= least for key in wanted)


def _label(pair: tuple[str, Candidate]) -> str:
    return pair[0]
