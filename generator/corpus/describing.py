"""Describing: what a topic's page will say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.corpus.choosing import Option
from generator.corpus.coverage import About
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import Collection
from generator.corpus.hierarchy import find_parents, find_related
from generator.corpus.lock import Lock
from generator.corpus.summary import best_sentences, summarise
from generator.keys import phrase_key
from generator.model import Coverage, Mark, MarkKind, Quote, Span, Topic, TopicKind
from generator.text import slugify

ALIASES = 8
"""So many other forms of a topic's name are kept, beside the editor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A topic, and where it is named."""

    topic: Topic
    coverage: tuple[About, ...]


def describe(
    collection: Collection,
    chosen: Mapping[str, Option | None],
    settled: Settled,
    *,
    lock: Lock,
    sentences: int,
) -> tuple[Named, ...]:
    """Return the topics chosen, sorted by id, each under its id and name, with its place among the others."""
    ids = _settle_ids(chosen, settled, lock)
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
    named = []
    for label, option in chosen.items():
        id_ = ids[label]
        covered, summary = _say(collection, coverage[id_], sentences)
        known = settled.known.get(label)
        name = known.name if known and known.name else _new_name(collection, option) if option else id_
        topic = Topic(
            id=id_,
            name=name,
            kind=kinds[id_],
            aliases=_aliases(collection, coverage[id_], name, known.aliases if known else ()),
            keys=keys[id_],
            parent=parents.get(id_, ""),
            coverage=covered,
            summary=summary,
            related=related[id_],
        )
        named.append(Named(topic=topic, coverage=coverage[id_]))
    return tuple(sorted(named, key=lambda one: one.topic.id))


def _new_name(collection: Collection, option: Option) -> str:
    """Return a candidate's name; one that is mostly written as code begins as it does there."""
    name = option.candidate.name
    forms = [
        (block.text[span.start : span.end], any(_is_code(mark, span) for mark in block.marks))
        for about in option.coverage
        for span in about.spans
        for block in [collection.analyses[about.article].article.blocks[span.block]]
    ]
    plain = name[0].lower() + name[1:]
    small = sum(text == plain for text, _ in forms)
    return plain if small * 2 > len(forms) and sum(code for _, code in forms) * 3 > len(forms) else name


def _is_code(mark: Mark, span: Span) -> bool:
    return mark.kind is MarkKind.CODE and mark.start <= span.start and span.end <= mark.end


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


def _say(
    collection: Collection, coverage: Sequence[About], sentences: int
) -> tuple[tuple[Coverage, ...], tuple[Quote, ...]]:
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
    return covered, summarise(collection, newest, sentences=sentences)


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
