"""Selecting: which topics to publish, of those known and those that could be."""

from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import KW_ONLY, dataclass, field
from itertools import chain
from typing import NamedTuple, Self

import numpy as np

from generator.config import Settings
from generator.corpus.authors import authors_of
from generator.corpus.candidates import (
    Candidate,
    find_candidates,
    given_names,
    said_of_names,
    said_of_somebody,
    short_forms,
)
from generator.corpus.choosing import MORE, Claim, Option, choose, least_of_page, pick, topic_limit
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import FEW, LARGE, SITE, Collection
from generator.corpus.found import flags_of
from generator.corpus.lock import Lock
from generator.corpus.merging import wanted_groups
from generator.corpus.options import Group, Judge
from generator.corpus.profile import SMALL
from generator.corpus.published import find_published, unspoken_name
from generator.corpus.sharpening import Sharpener
from generator.corpus.sheets import Subject
from generator.corpus.sights import Sights
from generator.corpus.tally import Tally
from generator.editor import Editor
from generator.memory import Memory
from generator.model import TopicKind

ROUNDS = 5
"""Choosing is repeated so often at most, until folding one topic into another changes nothing."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a run is told about topics."""

    editor: Editor
    lock: Lock
    settings: Settings
    _: KW_ONLY
    publish_new: bool
    """False: publish no topic that the lock does not know."""
    jobs: int = 1
    """How many processes may share the work."""
    memory: Memory = field(default_factory=Memory)
    """What was worked out before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that topics are chosen from."""

    collection: Collection
    settled: Settled
    sights: Sights
    """By phrase key."""


def find_all(desk: Desk) -> Iterator[tuple[str, Candidate]]:
    """Yield the candidates with their labels, also for topics that articles ask for and nobody names."""
    found = set()
    for label, candidate in find_candidates(
        desk.collection, desk.sights, owners=_owners(desk), never=desk.settled.never
    ):
        found.add(label)
        yield label, candidate
    silent = [known for known in desk.settled.known.values() if known.ordered and known.id not in found]
    yield from ((known.id, _unspoken(known)) for known in silent)


def _owners(desk: Desk) -> dict[str, str]:
    """Return the ids of the known topics by key."""
    return {key: known.id for known in desk.settled.known.values() for key in known.keys}


def _unspoken(known: Known) -> Candidate:
    kind = TopicKind.CONCEPT
    return Candidate(
        keys=known.keys,
        name=unspoken_name(known),
        kind=kind,
        tally=Tally.of(()),
        saying=0,
        tagged=frozenset(),
    )


def _options(desk: Desk, judge: Judge) -> dict[str, Option]:
    """Return what can be chosen, by label: every known topic, and the candidates fit for a page."""
    vague = _Vague.of(desk)
    options = {
        option.label: option
        for option in judge.options(_groups(desk), desk.sights)
        if option.label in desk.settled.known
        or (
            not vague.holds(option)
            and not _is_the_site(desk.collection, option.name)
            and _is_covered(desk.collection, option)
        )
    }
    for known in desk.settled.known.values():
        if known.ordered and known.id not in options:
            options[known.id] = judge.unspoken(_unspoken(known), _group(known.id, known.keys, desk))
    return options


class _Vague(NamedTuple):
    """Keys that name nothing of their own."""

    short: Mapping[str, str]
    """They shorten longer ones, these."""
    given: frozenset[str]
    """Given names of several people."""
    said: frozenset[str]
    """They say no more than the name that they begin with, or are whose the site is."""
    somebody: frozenset[str]
    """The same, and given names of one who is better known by the full name."""

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Look for them."""
        authors = authors_of(desk.collection)
        short = short_forms(desk.sights, authors.tags)
        said = said_of_names(desk.sights) | authors.hosts
        somebody = said_of_somebody(desk.collection, desk.sights)
        return cls(short, given_names(desk.collection), said, said | somebody)

    def holds(self, option: Option) -> bool:
        """Tell whether an option is called by such keys only; a tag may name something all the same."""
        person = option.kind is TopicKind.PERSON
        short = {key for key in option.keys if self._is_short(key, option) or (person and key in self.given)}
        if _are_of(option.keys, short):
            return True
        called = person or option.kind is TopicKind.CONCEPT
        return not option.tagged and (self.somebody if called else self.said).issuperset(option.keys)

    def _is_short(self, key: str, option: Option) -> bool:
        return key in self.short and self.short[key] not in option.keys


def _are_of(keys: Sequence[str], some: AbstractSet[str]) -> bool:
    """Tell whether all keys are of some, or begin with one that is, which they add nothing to."""
    bases = tuple([f"{key} " for key in keys if key in some])
    return bool(bases) and all(key in some or key.startswith(bases) for key in keys)


def _groups(desk: Desk) -> Iterator[Group]:
    """Yield what may become candidates."""
    for label, keys in wanted_groups(
        desk.collection, desk.sights, owners=_owners(desk), never=desk.settled.never
    ):
        yield _group(label, keys, desk)


def _group(label: str, keys: tuple[str, ...], desk: Desk) -> Group:
    known = desk.settled.known.get(label)
    return Group(label, keys, known is not None, known.ordered if known else frozenset())


def _is_the_site(collection: Collection, name: str) -> bool:
    """Tell whether a name is the address of the articles' own site."""
    host = name.casefold().removeprefix("www.")
    return "." in host[1:-1] and " " not in host and host in collection.hosts


def _is_covered(collection: Collection, option: Option) -> bool:
    """Tell whether there is enough about a candidate for a page, and not so much that it is the site."""
    articles = len(collection.facts)
    if option.size < 2 and not option.tagged:  # noqa: PLR2004 - a single one is a remark
        return False
    if len(option.about.at) < 2 and articles > FEW and not _is_strong(option):  # noqa: PLR2004 - not shared
        return False
    return articles <= LARGE or option.saying <= SITE * articles or bool(option.tagged)


STRONG = 3
"""A topic of one article only has so many passages, and is what the article is most about."""


def _is_strong(option: Option) -> bool:
    return (
        bool(option.about) and float(option.about.shares[0]) == 1 and int(option.places.lengths[0]) >= STRONG
    )


def select(desk: Desk, sharpener: Sharpener, judge: Judge, orders: Orders) -> dict[str, Subject | None]:
    """Return the topics to publish by label, None for those that no article speaks of any more.

    Where as many are known as there may be, no others are looked for.
    """
    limit = topic_limit(len(desk.collection.facts), orders.settings.max_topics)
    if len(desk.collection.facts) >= SMALL and (len(desk.settled.known) >= limit or not orders.publish_new):
        found = find_published(desk.collection, desk.settled, desk.sights)
        there = _those_there(found, desk.settled, orders)
        if sum(id_ in found for id_ in there) >= limit or not orders.publish_new:
            sharp = sharpener.sharpened({id_: found.get(id_) for id_ in there}, desk.settled.known)
            return sharpener.with_alike(sharp, desk.settled.known)
    chosen = _choose(desk, judge, orders)
    subjects = {label: _subject(desk, label, option) for label, option in chosen.items()}
    picked = _pick(sharpener.sharpened(subjects, desk.settled.known), chosen, desk, orders)
    return sharpener.with_alike(picked, desk.settled.known)


def _subject(desk: Desk, label: str, option: Option | None) -> Subject | None:
    if option is None:
        return None
    known = desk.settled.known.get(label)
    return Subject(
        keys=option.keys,
        name=option.name,
        kind=option.kind,
        first=option.about,
        tagged=option.tagged,
        asked=known.asked if known else False,
    )


def _choose(desk: Desk, judge: Judge, orders: Orders) -> dict[str, Option | None]:
    """Return the topics by label: those known, with or without coverage, then those found."""
    options = _options(desk, judge)
    known = _those_there(options, desk.settled, orders)
    asleep = desk.settled.known.keys() - set(known)
    options = {label: option for label, option in options.items() if label not in asleep}
    chosen = [id_ for id_ in known if id_ in options]
    articles = len(desk.collection.facts)
    limit = topic_limit(articles, orders.settings.max_topics)
    if articles >= SMALL:
        limit = round(MORE * limit)
    for _ in range(ROUNDS if orders.publish_new else 0):
        before = len(chosen)
        chosen, folded = choose(options, fixed=chosen, limit=limit)
        if not folded and len(chosen) == before:
            break
        options = _fold(desk, judge, options, folded)
    return {**dict.fromkeys(known), **{label: options[label] for label in chosen}}


def _pick(
    subjects: Mapping[str, Subject | None], chosen: Mapping[str, Option | None], desk: Desk, orders: Orders
) -> dict[str, Subject | None]:
    """Return the topics to publish: all that are known, and the best of those found."""
    articles = len(desk.collection.facts)
    if articles < SMALL:
        return dict(subjects)
    claims = {
        label: _claim(desk, option, subject)
        for label, option in chosen.items()
        if option and (subject := subjects[label])
    }
    fixed = [label for label in subjects if label in desk.settled.known]
    limit = topic_limit(articles, orders.settings.max_topics)
    labels = pick(claims, fixed=fixed, limit=limit, least=least_of_page(articles))
    return {label: subjects[label] for label in dict.fromkeys([*fixed, *labels])}


def _claim(desk: Desk, option: Option, subject: Subject) -> Claim:
    """Return what a sharpened topic has, before anybody looks where articles new to it speak of it."""
    about = subject.sharp.core or subject.first
    places = np.ones(len(desk.collection.facts), np.int64)
    places[option.about.at] = option.places.lengths
    own = flags_of(desk.sights.weights_of(option.keys).articles, len(places))
    own[list(option.tagged)] = True
    spoken = int(np.count_nonzero(own[about.at])) / max(1, len(about.at))
    return Claim(
        name=option.name,
        about=about,
        size=int(places[about.at].sum()),
        prior=option.prior,
        spoken=spoken,
    )


def _those_there(found: Container[str], settled: Settled, orders: Orders) -> list[str]:
    """Return the ids of the known topics that have a page."""
    return [one.id for one in settled.known.values() if _is_there(one, found, settled, orders)]


def _is_there(known: Known, found: Container[str], settled: Settled, orders: Orders) -> bool:
    """Tell whether a known topic has a page: an old one always, a new one if anything speaks of it."""
    if not known.asked and not settled.never.isdisjoint(known.keys):
        return False
    wanted = known.id in found or known.id in settled.redirects.values()
    return known.locked or (orders.publish_new and wanted)


def _fold(
    desk: Desk, judge: Judge, options: Mapping[str, Option], folded: Mapping[str, str]
) -> dict[str, Option]:
    """Return the options with each folded one's keys given to the topic it folds into."""
    kept = {label: option for label, option in options.items() if label not in folded}
    wider = []
    for into in sorted(set(folded.values())):
        old = options[into]
        more = (options[label].keys for label in folded if folded[label] == into)
        keys = tuple(sorted({*old.keys, *chain.from_iterable(more)}))
        wider.append(_group(into, keys, desk)._replace(known=True, called=(old.name, old.kind)))
    kept |= {option.label: option for option in judge.options(wider, desk.sights)}
    return kept
