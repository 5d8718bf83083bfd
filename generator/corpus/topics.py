"""Topics: named concepts, the passages that speak of them, and how they lie to one another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.config import Editor, Settings
from generator.corpus.candidates import Candidate, Tag, find_candidates, make_candidate, nameable, tags_of
from generator.corpus.choosing import LARGE, SITE, Option, choose, quality, topic_limit
from generator.corpus.coverage import About, find_coverage
from generator.corpus.describing import Named, describe
from generator.corpus.editing import Known, Settled, settle
from generator.corpus.evidence import FEW, Collection, Sight, collect, scan
from generator.corpus.lock import Lock
from generator.model import TopicKind
from generator.text import slugify

ROUNDS = 5
"""Choosing is repeated so often at most, until folding one topic into another changes nothing."""


def find_topics(
    collection: Collection, *, editor: Editor, lock: Lock, settings: Settings, publish_new: bool
) -> tuple[tuple[Named, ...], Settled]:
    """Return the topics of a collection, sorted by id, and what the editor and the lock settled."""
    first = settle(collection, editor, lock, found={})
    wanted = [key for known in first.known.values() for key in known.keys]
    sights = collect(collection, [*wanted, *tags_of(collection)])
    for key, found in scan(collection, [key for one in first.known.values() if one.asked for key in one.keys]).items():
        sights[key] = [*sights.get(key, ()), *found]
    settled = first
    if editor.merge:
        settled = settle(collection, editor, lock, found=_ids(collection, sights, first))
    options = _options(collection, sights, settled)
    chosen = _choose(collection, options, settled, settings=settings, publish_new=publish_new, sights=sights)
    return describe(collection, chosen, settled, lock=lock, sentences=settings.topic_sentences), settled


def _ids(
    collection: Collection, sights: Mapping[str, Sequence[Sight]], settled: Settled
) -> dict[str, tuple[str, ...]]:
    candidates = find_candidates(collection, sights, owners=_owners(settled), never=settled.never)
    return {slugify(candidate.name): candidate.keys for _, candidate in sorted(candidates.items(), reverse=True)}


def _owners(settled: Settled) -> dict[str, str]:
    return {key: known.id for known in settled.known.values() for key in known.keys}


def _options(
    collection: Collection, sights: Mapping[str, Sequence[Sight]], settled: Settled
) -> dict[str, Option]:
    candidates = find_candidates(collection, sights, owners=_owners(settled), never=settled.never)
    languages = [analysis.article.language for analysis in collection.analyses]
    language = max(sorted(set(languages)), key=languages.count, default="en")
    for known in settled.known.values():
        if known.ordered and known.id not in candidates:
            candidates[known.id] = _unspoken(known)
    options = {}
    for label, candidate in candidates.items():
        known = settled.known.get(label)
        if known is None and not nameable(candidate, language):
            continue
        coverage = find_coverage(collection, candidate, ordered=known.ordered if known else frozenset())
        if known is not None or _is_covered(collection, candidate, coverage):
            prior = quality(candidate, coverage)
            options[label] = Option(label=label, candidate=candidate, coverage=coverage, prior=prior)
    return options


def _unspoken(known: Known) -> Candidate:
    """Return the candidate for a topic that articles ask for and nobody names."""
    name = known.name or known.id.replace("-", " ").capitalize()
    return Candidate(keys=known.keys, name=name, kind=TopicKind.CONCEPT, sights={}, tagged=frozenset())


def _is_covered(collection: Collection, candidate: Candidate, coverage: Sequence[About]) -> bool:
    """Tell whether there is enough about a candidate for a page, and not so much that it is the site."""
    articles = len(collection.analyses)
    if sum(len(about.passages) for about in coverage) < 2 and not candidate.tagged:  # noqa: PLR2004 - one is a remark
        return False
    if len(coverage) < 2 and articles > FEW:  # noqa: PLR2004 - one article needs no topic
        return False
    return articles <= LARGE or len(candidate.sights) <= SITE * articles or bool(candidate.tagged)


def _choose(
    collection: Collection,
    options: dict[str, Option],
    settled: Settled,
    *,
    settings: Settings,
    publish_new: bool,
    sights: Mapping[str, Sequence[Sight]],
) -> dict[str, Option | None]:
    """Return the topics by label: those known, with or without coverage, then those found."""
    known = [id_ for id_, one in settled.known.items() if _is_there(one, options, settled, publish_new=publish_new)]
    chosen = [id_ for id_ in known if id_ in options]
    if publish_new:
        limit = topic_limit(len(collection.analyses), settings.max_topics)
        tags = tags_of(collection)
        for _ in range(ROUNDS):
            before = len(chosen)
            chosen, folded = choose(options, fixed=chosen, limit=limit)
            if not folded and len(chosen) == before:
                break
            _fold(collection, options, folded, sights=sights, tags=tags, settled=settled)
    return {**dict.fromkeys(known), **{label: options[label] for label in chosen}}


def _is_there(known: Known, options: Mapping[str, Option], settled: Settled, *, publish_new: bool) -> bool:
    """Tell whether a known topic has a page: an old one always, a new one if anything speaks of it."""
    if not known.asked and not settled.never.isdisjoint(known.keys):
        return False
    return known.locked or (publish_new and (known.id in options or known.id in settled.redirects.values()))


def _fold(
    collection: Collection,
    options: dict[str, Option],
    folded: Mapping[str, str],
    *,
    sights: Mapping[str, Sequence[Sight]],
    tags: Mapping[str, Tag],
    settled: Settled,
) -> None:
    gone: dict[str, list[str]] = {}
    for label, into in folded.items():
        gone.setdefault(into, []).append(label)
    for into, labels in sorted(gone.items()):
        keys = {key for label in (into, *labels) for key in options[label].candidate.keys}
        merged = make_candidate(sorted(keys), sights, tags)
        if merged is None:
            continue
        old = options[into].candidate
        candidate = replace(merged, name=old.name, kind=old.kind)
        known = settled.known.get(into)
        coverage = find_coverage(collection, candidate, ordered=known.ordered if known else frozenset())
        options[into] = replace(options[into], candidate=candidate, coverage=coverage)
        for label in labels:
            del options[label]
