"""Topics: named concepts, the passages that speak of them, and how they lie to one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.config import Editor, Settings
from generator.corpus.candidates import Candidate, Tag, find_candidates, make_candidate, nameable, tags_of
from generator.corpus.choosing import LARGE, SITE, Option, choose, quality, topic_limit
from generator.corpus.coverage import About, find_coverage
from generator.corpus.editing import Known, Settled, settle
from generator.corpus.evidence import FEW, Collection, Sight, collect
from generator.corpus.hierarchy import find_parents, find_related
from generator.corpus.lock import Lock
from generator.corpus.summary import best_sentences, summarise
from generator.keys import phrase_key
from generator.model import Coverage, Topic, TopicKind
from generator.text import slugify

ROUNDS = 5
"""Choosing is repeated so often at most, until folding one topic into another changes nothing."""
ALIASES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A topic, and where it is named."""

    topic: Topic
    coverage: tuple[About, ...]


def find_topics(
    collection: Collection, *, editor: Editor, lock: Lock, settings: Settings, publish_new: bool
) -> tuple[tuple[Named, ...], Settled]:
    """Return the topics of a collection, sorted by id, and what the editor and the lock settled."""
    first = settle(collection, editor, lock, found={})
    sights = collect(collection, [key for known in first.known.values() for key in known.keys])
    settled = first
    if editor.merge:
        settled = settle(collection, editor, lock, found=_ids(collection, sights, first))
    options = _options(collection, sights, settled)
    chosen = _choose(collection, options, settled, settings=settings, publish_new=publish_new, sights=sights)
    return _name(collection, chosen, settled, lock=lock, settings=settings), settled


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
    known = [id_ for id_, one in settled.known.items() if publish_new or one.locked]
    chosen: list[str] = [id_ for id_ in known if id_ in options]
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


def _name(
    collection: Collection,
    chosen: Mapping[str, Option | None],
    settled: Settled,
    *,
    lock: Lock,
    settings: Settings,
) -> tuple[Named, ...]:
    ids = _settle_ids(chosen, settled, lock)
    coverage = {ids[label]: (option.coverage if option else ()) for label, option in chosen.items()}
    keys = {ids[label]: _keys(option, settled.known.get(label)) for label, option in chosen.items()}
    kinds = {ids[label]: _kind(option, settled.known.get(label)) for label, option in chosen.items()}
    passages = {
        id_: frozenset((about.article, place) for about in found for place in about.passages)
        for id_, found in coverage.items()
    }
    told = {id_: known.parent for id_, known in settled.known.items() if known.parent in coverage and id_ in coverage}
    parents = find_parents(passages, keys, kinds, told)
    related = find_related(passages)
    named = []
    for label, option in chosen.items():
        id_ = ids[label]
        covered, summary = _say(collection, coverage[id_], sentences=settings.topic_sentences)
        known = settled.known.get(label)
        name = known.name if known and known.name else option.candidate.name if option else id_
        topic = Topic(
            id=id_,
            name=name,
            kind=kinds[id_],
            aliases=_aliases(collection, coverage[id_], name, known.aliases if known else ()),
            keys=keys[id_],
            parent=parents.get(id_, ""),
            coverage=covered,
            summary=summary,
            related=tuple(other for other in related[id_]),
        )
        named.append(Named(topic=topic, coverage=coverage[id_]))
    return tuple(sorted(named, key=lambda one: one.topic.id))


def _settle_ids(chosen: Iterable[str], settled: Settled, lock: Lock) -> dict[str, str]:
    raise NotImplementedError


def _keys(option: Option | None, known: Known | None) -> tuple[str, ...]:
    return tuple(sorted({*(option.candidate.keys if option else ()), *(known.keys if known else ())}))


def _kind(option: Option | None, known: Known | None) -> TopicKind:
    if known and known.kind:
        return known.kind
    return option.candidate.kind if option else TopicKind.CONCEPT


def _say(collection: Collection, coverage: Sequence[About], *, sentences: int) -> tuple[tuple[Coverage, ...], tuple]:  # type: ignore[type-arg]
    newest = sorted(coverage, key=lambda about: _age(collection, about))
    quotes = [(about, best_sentences(collection, about)) for about in newest]
    covered = tuple(
        Coverage(
            article=collection.analyses[about.article].article.id,
            passages=about.passages,
            quotes=found,
            weight=about.share,
        )
        for about, found in quotes
    )
    return covered, summarise(collection, quotes, sentences=sentences)


def _age(collection: Collection, about: About) -> tuple[int, int]:
    published = collection.analyses[about.article].article.published or date.min
    return -published.toordinal(), about.article


def _aliases(
    collection: Collection, coverage: Sequence[About], name: str, told: Sequence[str]
) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for about in coverage:
        article = collection.analyses[about.article].article
        own = phrase_key(name, article.language)
        for span in about.spans:
            text = article.blocks[span.block].text[span.start : span.end]
            if phrase_key(text, article.language) != own:
                counts[text] = counts.get(text, 0) + 1
    often = sorted(counts, key=lambda text: (-counts[text], text))
    seen: dict[str, str] = {}
    for text in (*told, *often):
        seen.setdefault(text.casefold(), text)
    return tuple(sorted(list(seen.values())[: ALIASES + len(told)]))
