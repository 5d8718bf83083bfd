"""Describing: what a topic's page will say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.corpus.choosing import Option
from generator.corpus.coverage import About
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import Collection
from generator.corpus.hierarchy import find_parents, find_related
from generator.corpus.lock import Lock
from generator.corpus.pieces import Piece, read_pieces
from generator.corpus.summary import summarise
from generator.keys import phrase_key
from generator.model import Coverage, Quote, Topic, TopicKind
from generator.parallel import map_here
from generator.text import slugify

ALIASES = 8
"""So many other forms of a topic's name are kept, beside the editor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A topic, and where it is named."""

    topic: Topic
    coverage: tuple[About, ...]


class Order(NamedTuple):
    """How topics are to be described."""

    lock: Lock
    sentences: int
    """Of a summary, at most."""
    jobs: int = 1


def describe(
    collection: Collection, chosen: Mapping[str, Option | None], settled: Settled, order: Order
) -> tuple[Named, ...]:
    """Return the topics chosen, sorted by id, each under its id and name, with its place among the others."""
    ids = _settle_ids(chosen, settled, order.lock)
    coverage = {ids[label]: (option.coverage if option else ()) for label, option in chosen.items()}
    keys = {ids[label]: _keys(option, settled.known.get(label)) for label, option in chosen.items()}
    kinds = {ids[label]: _kind(option, settled.known.get(label)) for label, option in chosen.items()}
    places = {ids[label]: option.everywhere if option else frozenset() for label, option in chosen.items()}
    told = {
        id_: known.parent
        for id_, known in settled.known.items()
        if known.parent in coverage and id_ in coverage
    }
    parents = find_parents(places, keys, kinds, told)
    related = find_related(places)
    said = _say_all(collection, coverage, order)
    named = []
    for label, option in chosen.items():
        id_ = ids[label]
        known = settled.known.get(label)
        pieces = said[id_].pieces
        name = known.name if known and known.name else _new_name(option, pieces) if option else id_
        topic = Topic(
            id=id_,
            name=name,
            kind=kinds[id_],
            aliases=_aliases(collection, pieces, name, known.aliases if known else ()),
            keys=keys[id_],
            parent=parents.get(id_, ""),
            coverage=_covered(collection, coverage[id_], pieces),
            summary=said[id_].summary,
            related=related[id_],
        )
        named.append(Named(topic=topic, coverage=coverage[id_]))
    return tuple(sorted(named, key=lambda one: one.topic.id))


class _Said(NamedTuple):
    """What the articles say of a topic."""

    pieces: Mapping[int, Piece]
    summary: tuple[Quote, ...]


def _say_all(
    collection: Collection, coverage: Mapping[str, tuple[About, ...]], order: Order
) -> dict[str, _Said]:
    pieces = read_pieces(collection, coverage, jobs=order.jobs)

    def summary(id_: str) -> tuple[Quote, ...]:
        newest = _newest_first(collection, coverage[id_])
        return summarise(collection, newest, sentences=order.sentences)

    summaries = map_here(summary, list(coverage), jobs=order.jobs)
    return {id_: _Said(pieces[id_], told) for id_, told in zip(coverage, summaries, strict=True)}


def _new_name(option: Option, pieces: Mapping[int, Piece]) -> str:
    """Return a candidate's name; one that is mostly written as code begins as it does there."""
    name = option.candidate.name
    forms = [form for about in option.coverage for form in pieces[about.article].forms]
    plain = name[0].lower() + name[1:]
    small = sum(text == plain for text, _ in forms)
    return plain if small * 2 > len(forms) and sum(code for _, code in forms) * 3 > len(forms) else name


def _settle_ids(chosen: Mapping[str, Option | None], settled: Settled, lock: Lock) -> dict[str, str]:
    """Return the id of each topic by label; a new topic never takes an id that was ever used."""
    taken = {*(entry.id for entry in lock.entries), *settled.known, *settled.redirects}
    ids = {}
    for label, option in chosen.items():
        if label in settled.known or option is None:
            ids[label] = label
            continue
        slug = slugify(option.candidate.name)
        number = 1
        while (id_ := slug if number == 1 else slugify(f"{slug}-{number}")) in taken:
            number += 1
        taken.add(id_)
        ids[label] = id_
    return ids


def _keys(option: Option | None, known: Known | None) -> tuple[str, ...]:
    return tuple(sorted({*(option.candidate.keys if option else ()), *(known.keys if known else ())}))


def _kind(option: Option | None, known: Known | None) -> TopicKind:
    """Return the editor's kind; else what the articles say, and where they say nothing, what it was."""
    found = option.candidate.kind if option else TopicKind.CONCEPT
    if known and known.kind and (known.asked or found is TopicKind.CONCEPT):
        return known.kind
    return found


def _covered(
    collection: Collection, coverage: Sequence[About], pieces: Mapping[int, Piece]
) -> tuple[Coverage, ...]:
    return tuple(
        Coverage(
            article=collection.heads[about.article].id,
            passages=about.passages,
            quotes=pieces[about.article].quotes,
            weight=about.share,
        )
        for about in _newest_first(collection, coverage)
    )


def _newest_first(collection: Collection, coverage: Sequence[About]) -> list[About]:
    return sorted(coverage, key=lambda about: _age(collection, about))


def _age(collection: Collection, about: About) -> tuple[int, int]:
    published = collection.heads[about.article].published or date.min
    return -published.toordinal(), about.article


def _aliases(
    collection: Collection, pieces: Mapping[int, Piece], name: str, told: Sequence[str]
) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for at, piece in pieces.items():
        language = collection.heads[at].language
        own = phrase_key(name, language)
        for text, _ in piece.forms:
            if phrase_key(text, language) != own:
                counts[text] = counts.get(text, 0) + 1
    often = sorted(counts, key=lambda text: (-counts[text], text))
    seen: dict[str, str] = {}
    for text in (*told, *often):
        seen.setdefault(text.casefold(), text)
    return tuple(sorted(list(seen.values())[: ALIASES + len(told)]))
