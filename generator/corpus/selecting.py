"""Selecting: which topics to publish, of those known and those that could be."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace

from msgspec import structs

from generator.config import Settings
from generator.corpus.candidates import (
    Candidate,
    find_candidates,
    given_names,
    is_anybody,
    make_candidate,
    nameable,
    short_forms,
    tags_of,
)
from generator.corpus.choosing import MORE, Option, choose, least_of_page, pick, quality, topic_limit
from generator.corpus.coverage import About, find_coverage
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import FEW, LARGE, SITE, Collection, sentence_at
from generator.corpus.found import Found
from generator.corpus.lock import Lock
from generator.corpus.profile import SMALL
from generator.corpus.published import find_published, unspoken_name
from generator.corpus.sharpening import Sharpener
from generator.corpus.sheets import Subject
from generator.corpus.sights import Sights
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


def _options(desk: Desk) -> dict[str, Option]:
    """Return what can be chosen, by label: every known topic, and the candidates fit for a page."""
    languages = [article.language for article in desk.collection.heads]
    language = max(sorted(set(languages)), key=languages.count, default="en")
    options = {}
    short, given = short_forms(desk.sights), given_names(desk.collection)
    for label, candidate in find_all(desk):
        known = label in desk.settled.known
        vague = short | given if candidate.kind is TopicKind.PERSON else short
        able = nameable(candidate, language) and not vague.issuperset(candidate.keys)
        able &= bool(candidate.tagged) or len(languages) <= FEW or not is_anybody(candidate)
        if known or (able and not _is_the_site(desk.collection, candidate.name)):
            option = _option(desk, label, candidate)
            if known or _is_covered(desk.collection, option):
                options[label] = option
    return options


def _is_the_site(collection: Collection, name: str) -> bool:
    """Tell whether a name is the address of the articles' own site."""
    host = name.casefold().removeprefix("www.")
    return "." in host[1:-1] and " " not in host and host in collection.hosts


def _option(desk: Desk, label: str, candidate: Candidate) -> Option:
    known = desk.settled.known.get(label)
    ordered = known.ordered if known else frozenset[int]()
    coverage = find_coverage(desk.collection, candidate, ordered=ordered)
    prior = quality(candidate, coverage)
    if len(desk.collection.facts) > FEW:  # where each is named is found again for those chosen
        coverage = tuple([structs.replace(about, spans=()) for about in coverage])
        candidate = replace(candidate, sights=dict.fromkeys(candidate.sights, ()))
    option = Option(label=label, candidate=candidate, coverage=(), prior=prior, places={})
    return _placed(desk.collection, option, coverage)


def _placed(collection: Collection, option: Option, coverage: tuple[About, ...]) -> Option:
    places = {about.article: _places(collection, about) for about in coverage}
    return replace(option, coverage=coverage, places=places)


def _places(collection: Collection, about: About) -> tuple[int, ...]:
    if len(collection.facts) > FEW or not about.spans:
        return about.passages
    if len(collection.facts[about.article].passage_of) > FLAT:
        return tuple(sorted({span.block for span in about.spans}))
    sentences = collection.sentences(about.article).spans
    return tuple(sorted({sentence_at(sentences, span) for span in about.spans}))


FLAT = 1
"""An article of one block has its places in its sentences."""


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


def select(desk: Desk, sharpener: Sharpener, orders: Orders) -> dict[str, Subject | None]:
    """Return the topics to publish by label, None for those that no article speaks of any more.

    Where as many are known as there may be, no others are looked for.
    """
    limit = topic_limit(len(desk.collection.facts), orders.settings.max_topics)
    if len(desk.collection.facts) >= SMALL and (len(desk.settled.known) >= limit or not orders.publish_new):
        found = find_published(desk.collection, desk.settled, desk.sights)
        there = _those_there(found, desk.settled, orders)
        if sum(id_ in found for id_ in there) >= limit or not orders.publish_new:
            return sharpener.sharpened({id_: found.get(id_) for id_ in there}, desk.settled.known)
    chosen = _choose(desk, orders)
    subjects = {label: _subject(desk, label, option) for label, option in chosen.items()}
    return _pick(sharpener.sharpened(subjects, desk.settled.known), chosen, desk, orders)


def _subject(desk: Desk, label: str, option: Option | None) -> Subject | None:
    if option is None:
        return None
    candidate, known = option.candidate, desk.settled.known.get(label)
    return Subject(
        keys=candidate.keys,
        name=candidate.name,
        kind=candidate.kind,
        first=Found.of({about.article: about.share for about in option.coverage}),
        tagged=candidate.tagged,
        asked=known.asked if known else False,
    )


def _choose(desk: Desk, orders: Orders) -> dict[str, Option | None]:
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
    subjects: Mapping[str, Subject | None], chosen: Mapping[str, Option | None], desk: Desk, orders: Orders
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
        structs.replace(known[at], share=share)
        if at in known
        else About(article=at, share=share, passages=(0,), spans=())
        for at, share in subject.about.by_article().items()
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


def _fold(desk: Desk, options: Mapping[str, Option], folded: Mapping[str, str]) -> dict[str, Option]:
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
