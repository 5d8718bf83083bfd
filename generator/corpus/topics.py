"""Topics: named concepts, the passages that speak of them, and how they lie to one another."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace

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
from generator.corpus.describing import Named, describe
from generator.corpus.editing import Known, Settled, settle
from generator.corpus.evidence import FEW, LARGE, SITE, Collection, scan
from generator.corpus.lock import Lock
from generator.corpus.profile import SMALL, Sharp, make_profiler, sharpen
from generator.corpus.published import find_published, unspoken_name
from generator.corpus.sheets import Sheet, Subject, Work, make_sheets
from generator.corpus.sights import Sights, collect
from generator.corpus.vectors import Vectors
from generator.memory import Memory
from generator.model import TopicKind
from generator.parallel import map_here
from generator.text import slugify

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
    chosen = _subjects(desk, vectors, orders)
    subjects = {label: subject for label, subject in chosen.items() if subject}
    work = Work(orders.settings.topic_sentences, orders.jobs, orders.memory)
    sheets = make_sheets(collection, desk.sights, subjects, work)
    described = {label: (subject, sheets.get(label, Sheet())) for label, subject in chosen.items()}
    return describe(collection, described, desk.settled, lock=orders.lock), desk.settled


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
    kind = TopicKind.CONCEPT
    return Candidate(keys=known.keys, name=unspoken_name(known), kind=kind, sights={}, tagged=frozenset())


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


def _subjects(desk: _Desk, vectors: Vectors, orders: Orders) -> dict[str, Subject | None]:
    """Return the topics to publish by label, None for those that no article speaks of any more.

    Where as many are known as there may be, no others are looked for.
    """
    limit = topic_limit(len(desk.collection.facts), orders.settings.max_topics)
    if len(desk.collection.facts) >= SMALL and (len(desk.settled.known) >= limit or not orders.publish_new):
        found = find_published(desk.collection, desk.settled, desk.sights)
        there = _those_there(found, desk.settled, orders)
        if sum(id_ in found for id_ in there) >= limit or not orders.publish_new:
            return _sharpen(desk, vectors, {id_: found.get(id_) for id_ in there}, jobs=orders.jobs)
    chosen = _choose(desk, orders)
    subjects = {label: _subject(desk, label, option) for label, option in chosen.items()}
    return _pick(_sharpen(desk, vectors, subjects, jobs=orders.jobs), chosen, desk, orders)


def _subject(desk: _Desk, label: str, option: Option | None) -> Subject | None:
    if option is None:
        return None
    candidate, known = option.candidate, desk.settled.known.get(label)
    return Subject(
        keys=candidate.keys,
        name=candidate.name,
        kind=candidate.kind,
        first={about.article: about.share for about in option.coverage},
        tagged=candidate.tagged,
        asked=known.asked if known else False,
    )


def _choose(desk: _Desk, orders: Orders) -> dict[str, Option | None]:
    """Return the topics by label: those known, with or without coverage, then those found."""
    options = _options(desk)
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
        options = _fold(desk, options, folded)
    return {**dict.fromkeys(known), **{label: options[label] for label in chosen}}


def _pick(
    subjects: Mapping[str, Subject | None], chosen: Mapping[str, Option | None], desk: _Desk, orders: Orders
) -> dict[str, Subject | None]:
    """Return the topics to publish: all that are known, and the best of those found."""
    articles = len(desk.collection.facts)
    if articles < SMALL:
        return dict(subjects)
    found = {
        label: _placed(desk.collection, option, _covered(option, subject))
        for label, option in chosen.items()
        if option and (subject := subjects[label])
    }
    fixed = [label for label in subjects if label in desk.settled.known]
    limit = topic_limit(articles, orders.settings.max_topics)
    labels = pick(found, fixed=fixed, limit=limit, least=least_of_page(articles))
    return {label: subjects[label] for label in dict.fromkeys([*fixed, *labels])}


def _covered(option: Option, subject: Subject) -> tuple[About, ...]:
    """Return a sharpened topic's coverage, before anybody looks where articles new to it speak of it."""
    known = {about.article: about for about in option.coverage}
    return tuple(
        replace(known[at], share=share)
        if at in known
        else About(article=at, share=share, passages=(0,), spans=())
        for at, share in subject.shares.items()
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
    desk: _Desk, vectors: Vectors, subjects: Mapping[str, Subject | None], *, jobs: int
) -> dict[str, Subject | None]:
    found = {label: subject for label, subject in subjects.items() if subject}
    profiler = make_profiler(desk.collection, vectors, [key for one in found.values() for key in one.keys])
    at = {article.id: place for place, article in enumerate(desk.collection.heads)}

    def sharpened(label: str) -> Sharp:
        known = desk.settled.known.get(label)
        before = frozenset(at[id_] for id_ in known.articles if id_ in at) if known else frozenset[int]()
        return sharpen(profiler, found[label], found[label].first, before=before)

    vectors.prepare()  # else every copy of this process would
    sharp = dict(zip(found, map_here(sharpened, list(found), jobs=jobs), strict=True))
    return {label: one and replace(one, sharp=sharp[label]) for label, one in subjects.items()}
