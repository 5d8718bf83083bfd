"""Topics: named concepts, the passages that speak of them, and how they lie to one another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.config import Editor, Settings
from generator.corpus.candidates import (
    Candidate,
    find_candidates,
    make_candidate,
    nameable,
    short_forms,
    tags_of,
)
from generator.corpus.choosing import MORE, Option, choose, least_of_page, pick, quality, topic_limit
from generator.corpus.coverage import About, find_coverage
from generator.corpus.describing import Named, Order, describe
from generator.corpus.editing import Known, Settled, settle
from generator.corpus.evidence import FEW, LARGE, SITE, Collection, Reading, scan
from generator.corpus.lock import Lock
from generator.corpus.profile import SMALL, Profiler, Sharp, find_places, make_profiler, sharpen
from generator.corpus.sights import Sights, collect
from generator.corpus.vectors import Vectors
from generator.model import TopicKind
from generator.parallel import map_here
from generator.text import slugify

ROUNDS = 5
"""Choosing is repeated so often at most, until folding one topic into another changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a run is told about topics."""

    editor: Editor
    lock: Lock
    settings: Settings
    publish_new: bool
    """False: publish no topic that the lock does not know."""
    jobs: int = 1
    """How many processes may share the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Everything that topics are chosen from."""

    collection: Collection
    settled: Settled
    sights: Sights
    """By phrase key."""


def find_topics(
    collection: Collection, vectors: Vectors, orders: Orders
) -> tuple[tuple[Named, ...], Settled]:
    """Return the topics of a collection, sorted by id, and what the editor and the lock settled."""
    desk = _lay_out(collection, orders)
    chosen = _pick(_sharpen(desk, vectors, _choose(desk, orders), jobs=orders.jobs), desk, orders)
    order = Order(lock=orders.lock, sentences=orders.settings.topic_sentences, jobs=orders.jobs)
    return describe(collection, chosen, desk.settled, order), desk.settled


def _lay_out(collection: Collection, orders: Orders) -> _Desk:
    """Settle what is known; an editor may merge into a topic that is only about to be found."""
    settled = settle(collection, orders.editor, orders.lock, found={})
    desk = _Desk(collection=collection, settled=settled, sights=_sights(collection, settled))
    if not orders.editor.merge:
        return desk
    found = {slugify(one.name): one.keys for _, one in sorted(_candidates(desk), reverse=True, key=_label)}
    settled = settle(collection, orders.editor, orders.lock, found=found)
    return _Desk(collection=collection, settled=settled, sights=_sights(collection, settled))


def _sights(collection: Collection, settled: Settled) -> Sights:
    wanted = [key for known in settled.known.values() for key in known.keys]
    sights = collect(collection, [*wanted, *tags_of(collection)])
    asked = [key for known in settled.known.values() if known.asked for key in known.keys]
    for key, found in scan(collection, asked).items():
        sights.add(key, found)
    return sights


def _label(pair: tuple[str, Candidate]) -> str:
    return pair[0]


def _candidates(desk: _Desk) -> Iterator[tuple[str, Candidate]]:
    """Yield the candidates with their labels, also for topics that articles ask for and nobody names."""
    owners = {key: known.id for known in desk.settled.known.values() for key in known.keys}
    found = set()
    for label, candidate in find_candidates(
        desk.collection, desk.sights, owners=owners, never=desk.settled.never
    ):
        found.add(label)
        yield label, candidate
    silent = [known for known in desk.settled.known.values() if known.ordered and known.id not in found]
    yield from ((known.id, _unspoken(known)) for known in silent)


def _unspoken(known: Known) -> Candidate:
    name = known.name or known.id.replace("-", " ").capitalize()
    return Candidate(keys=known.keys, name=name, kind=TopicKind.CONCEPT, sights={}, tagged=frozenset())


def _options(desk: _Desk) -> dict[str, Option]:
    """Return what can be chosen, by label: every known topic, and the candidates fit for a page."""
    languages = [article.language for article in desk.collection.heads]
    language = max(sorted(set(languages)), key=languages.count, default="en")
    options = {}
    short = short_forms(desk.sights)
    for label, candidate in _candidates(desk):
        known = label in desk.settled.known
        if known or (nameable(candidate, language) and not short.issuperset(candidate.keys)):
            option = _option(desk, label, candidate)
            if known or _is_covered(desk.collection, option):
                options[label] = option
    return options


def _option(desk: _Desk, label: str, candidate: Candidate) -> Option:
    known = desk.settled.known.get(label)
    ordered = known.ordered if known else frozenset[int]()
    coverage = find_coverage(desk.collection, candidate, ordered=ordered)
    prior = quality(candidate, coverage)
    option = Option(label=label, candidate=candidate, coverage=(), prior=prior, places={})
    return _placed(desk.collection, option, coverage)


def _placed(collection: Collection, option: Option, coverage: tuple[About, ...]) -> Option:
    places = {about.article: _places(collection, about) for about in coverage}
    return replace(option, coverage=coverage, places=places)


def _places(collection: Collection, about: About) -> tuple[int, ...]:
    if len(collection.facts) > FEW or not about.spans:
        return about.passages
    return tuple(sorted({span.block for span in about.spans}))


def _is_covered(collection: Collection, option: Option) -> bool:
    """Tell whether there is enough about a candidate for a page, and not so much that it is the site."""
    articles = len(collection.facts)
    tagged = bool(option.candidate.tagged)
    if option.size < 2 and not tagged:  # noqa: PLR2004 - a single one is a remark
        return False
    if len(option.coverage) < 2 and articles > FEW and not _is_strong(option.coverage):  # noqa: PLR2004 - not shared
        return False
    return articles <= LARGE or len(option.candidate.sights) <= SITE * articles or tagged


STRONG = 3
"""A topic of one article only has so many passages, and is what the article is most about."""


def _is_strong(coverage: Sequence[About]) -> bool:
    return bool(coverage) and coverage[0].share == 1 and len(coverage[0].passages) >= STRONG


def _choose(desk: _Desk, orders: Orders) -> dict[str, Option | None]:
    """Return the topics by label: those known, with or without coverage, then those found."""
    options = _options(desk)
    known = [one.id for one in desk.settled.known.values() if _is_there(one, options, desk.settled, orders)]
    asleep = desk.settled.known.keys() - set(known)
    options = {label: option for label, option in options.items() if label not in asleep}
    chosen = [id_ for id_ in known if id_ in options]
    articles = len(desk.collection.facts)
    limit = topic_limit(articles, orders.settings.max_topics)
    room = orders.publish_new and len(chosen) < limit
    if articles >= SMALL:
        limit = round(MORE * limit)
    for _ in range(ROUNDS if room else 0):
        before = len(chosen)
        chosen, folded = choose(options, fixed=chosen, limit=limit)
        if not folded and len(chosen) == before:
            break
        options = _fold(desk, options, folded)
    return {**dict.fromkeys(known), **{label: options[label] for label in chosen}}


def _pick(chosen: Mapping[str, Option | None], desk: _Desk, orders: Orders) -> dict[str, Option | None]:
    """Return the topics to publish: all that are known, and the best of those found."""
    articles = len(desk.collection.facts)
    if articles < SMALL:
        return dict(chosen)
    found = {label: option for label, option in chosen.items() if option}
    fixed = [label for label in chosen if label in desk.settled.known]
    limit = topic_limit(articles, orders.settings.max_topics)
    labels = pick(found, fixed=fixed, limit=limit, least=least_of_page(articles))
    return {label: chosen[label] for label in dict.fromkeys([*fixed, *labels])}


def _is_there(known: Known, options: Mapping[str, Option], settled: Settled, orders: Orders) -> bool:
    """Tell whether a known topic has a page: an old one always, a new one if anything speaks of it."""
    if not known.asked and not settled.never.isdisjoint(known.keys):
        return False
    wanted = known.id in options or known.id in settled.redirects.values()
    return known.locked or (orders.publish_new and wanted)


def _fold(desk: _Desk, options: Mapping[str, Option], folded: Mapping[str, str]) -> dict[str, Option]:
    """Return the options with each folded one's keys given to the topic it folds into."""
    tags = tags_of(desk.collection)
    kept = {label: option for label, option in options.items() if label not in folded}
    for into in sorted(set(folded.values())):
        old = options[into].candidate
        keys = {
            *old.keys,
            *(k for label in folded if folded[label] == into for k in options[label].candidate.keys),
        }
        merged = make_candidate(sorted(keys), desk.sights, tags)
        if merged is not None:
            kept[into] = _option(desk, into, replace(merged, name=old.name, kind=old.kind))
    return kept


def _sharpen(
    desk: _Desk, vectors: Vectors, chosen: Mapping[str, Option | None], *, jobs: int
) -> dict[str, Option | None]:
    options = {label: option for label, option in chosen.items() if option}
    profiler = make_profiler(
        desk.collection, vectors, [key for one in options.values() for key in one.candidate.keys]
    )
    at = {article.id: place for place, article in enumerate(desk.collection.heads)}

    def sharpened(label: str) -> Sharp:
        option = options[label]
        known = desk.settled.known.get(label)
        before = frozenset(at[id_] for id_ in known.articles if id_ in at) if known else frozenset[int]()
        return sharpen(profiler, option.candidate, option.coverage, before=before)

    sharp = dict(zip(options, map_here(sharpened, list(options), jobs=jobs), strict=True))
    coverage = _located(profiler, options, sharp, jobs=jobs)
    return {
        label: _placed(desk.collection, option, coverage[label]) if option else None
        for label, option in chosen.items()
    }


def _located(
    profiler: Profiler, options: Mapping[str, Option], sharp: Mapping[str, Sharp], *, jobs: int
) -> dict[str, tuple[About, ...]]:
    """Return the coverage of topics, looked for article by article, as each may have to be fetched."""
    known = {label: {about.article: about for about in options[label].coverage} for label in options}
    missing: dict[int, list[str]] = {}
    for label in options:
        for at in sharp[label].shares.keys() - known[label].keys():
            missing.setdefault(at, []).append(label)

    def located(at: int) -> list[About]:
        reading = Reading(profiler.collection, at)
        return [
            find_places(profiler, reading, options[label].candidate, sharp[label]) for label in missing[at]
        ]

    articles = sorted(missing)
    found: dict[str, dict[int, About]] = {label: {} for label in options}
    for at, abouts in zip(articles, map_here(located, articles, jobs=jobs), strict=True):
        for label, about in zip(missing[at], abouts, strict=True):
            found[label][at] = about
    return {
        label: tuple(
            replace(known[label][at], share=share) if at in known[label] else found[label][at]
            for at, share in sharp[label].shares.items()
        )
        or options[label].coverage
        for label in options
    }
