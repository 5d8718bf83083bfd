"""Describing: what a topic's page will say of it."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generator.corpus.arrays import Ints, Lists, newest, order_of
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import FEW, Collection
from generator.corpus.found import NONE, Found
from generator.corpus.hierarchy import Overlaps, find_parents, find_related
from generator.corpus.lock import Lock
from generator.corpus.naming import nouns_of
from generator.corpus.sheets import Sheet, Subject
from generator.keys import phrase_key
from generator.model import Covered, Topic, TopicKind
from generator.text import slugify

ALIASES = 8
"""So many other forms of a topic's name are kept, beside the editor's."""


Described = Mapping[str, tuple[Subject | None, Sheet]]
"""By id: a topic, unless no article speaks of it, and what they say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A topic, and what its articles say of it."""

    topic: Topic
    articles: Ints
    """The positions of those about it, in order."""
    sheet: Sheet


def describe(
    collection: Collection, chosen: Described, settled: Settled, *, fresh: Mapping[str, str]
) -> tuple[Named, ...]:
    """Return the topics chosen, sorted by id, each with its name and its place among the others.

    `fresh` names those that had no name before this gathering.
    """
    known = {id_: settled.known.get(id_) for id_ in chosen}
    sheets = {id_: sheet for id_, (_, sheet) in chosen.items()}
    subjects = {id_: subject for id_, (subject, _) in chosen.items()}
    keys = {id_: keys_of_topic(subject, known[id_]) for id_, subject in subjects.items()}
    kinds = {id_: kind_of_topic(subject, known[id_]) for id_, subject in subjects.items()}
    about = {id_: subject.about if subject else NONE for id_, subject in subjects.items()}
    articles = {id_: found.at for id_, found in about.items()}
    few = len(collection.facts) <= FEW
    overlaps = Overlaps.of({id_: _places(sheet, articles[id_], few=few) for id_, sheet in sheets.items()})
    parents = find_parents(overlaps, keys, kinds, _told(settled, sheets))
    related = find_related(overlaps)
    named = []
    for (id_, sheet), covered in zip(sheets.items(), _covered(sheets, about, collection), strict=True):
        own = fresh.get(id_, "")
        name = _name(id_, own, known[id_], sheet if kinds[id_] is TopicKind.CONCEPT else None)
        topic = Topic(
            id=id_,
            name=name,
            kind=kinds[id_],
            aliases=_aliases(sheet, name, known[id_]),
            keys=keys[id_],
            parent=parents.get(id_, ""),
            coverage=covered,
            summary=sheet.summary,
            related=related[id_],
        )
        named.append(Named(topic=topic, articles=articles[id_], sheet=sheet))
    return tuple(sorted(named, key=lambda one: one.topic.id))


def _told(settled: Settled, there: Container[str]) -> dict[str, str]:
    """Return the editor's word on what is part of what."""
    known = settled.known.items()
    return {id_: one.parent for id_, one in known if one.parent in there and id_ in there}


def _places(sheet: Sheet, articles: Ints, *, few: bool) -> Ints:
    """Return where a topic is spoken of; in a small collection by blocks, since passages are few."""
    there = Lists.unpacked(sheet.passages)
    if few:
        blocks = [tuple(set(spans[::3])) for spans in sheet.spans]
        there = Lists.of([some or passages for some, passages in zip(blocks, sheet.passages, strict=True)])
    return np.repeat(articles, there.lengths) << 32 | there.values


def _name(id_: str, fresh: str, known: Known | None, sheet: Sheet | None) -> str:
    """Return a topic's name; a new one that the sheet has mostly as code begins as it does there."""
    if not fresh:
        return known.name if known and known.name else id_
    if sheet is None:
        return fresh
    plain = fresh[0].lower() + fresh[1:]
    times = sum(form.times for form in sheet.forms)
    small = sum(form.times for form in sheet.forms if form.text == plain)
    code = sum(form.code for form in sheet.forms)
    return plain if small * 2 > times and code * 3 > times else fresh


def settle_ids(chosen: Mapping[str, Subject | None], settled: Settled, lock: Lock) -> dict[str, str]:
    """Return the id of each topic by label; a new topic never takes an id that was ever used."""
    taken = {*(entry.id for entry in lock.entries), *settled.known, *settled.redirects}
    ids = {}
    for label, subject in chosen.items():
        if label in settled.known or subject is None:
            ids[label] = label
            continue
        slug = slugify(subject.name)
        number = 1
        while (id_ := slug if number == 1 else slugify(f"{slug}-{number}")) in taken:
            number += 1
        taken.add(id_)
        ids[label] = id_
    return ids


def keys_of_topic(subject: Subject | None, known: Known | None) -> tuple[str, ...]:
    """Return the keys of a topic: those found, and those it had."""
    return tuple(sorted({*(subject.keys if subject else ()), *(known.keys if known else ())}))


def kind_of_topic(subject: Subject | None, known: Known | None) -> TopicKind:
    """Return the editor's kind; else what the articles say, and where they say nothing, what it was."""
    found = subject.kind if subject else TopicKind.CONCEPT
    if known and known.kind and (known.asked or found is TopicKind.CONCEPT):
        return known.kind
    return found


def _covered(
    sheets: Mapping[str, Sheet], about: Mapping[str, Found], collection: Collection
) -> Iterator[Covered]:
    """Yield for each topic what each of its articles says, the newest article first."""
    articles = np.concatenate([NONE.at, *(found.at for found in about.values())])
    shares = np.concatenate([NONE.shares, *(found.shares for found in about.values())])
    bounds = np.cumsum([0, *(len(found.at) for found in about.values())])
    order = newest(collection.days[articles])
    owners = np.repeat(np.arange(len(about)), np.diff(bounds))
    order = order[order_of(owners[order])]
    ids = [collection.heads[at].id for at in articles[order].tolist()]
    passages = Lists.of_all([sheet.passages for sheet in sheets.values()]).take(order)
    quotes = Lists.of_all([sheet.quotes for sheet in sheets.values()]).take(order)
    columns = passages.packed_in(bounds), quotes.packed_in(bounds), pairwise(bounds.tolist())
    shares = shares[order]
    for said, quoted, (first, last) in zip(*columns, strict=True):
        yield Covered(
            articles=tuple(ids[first:last]),
            passages=said,
            quotes=quoted,
            weights=shares[first:last].tobytes(),
        )


def _aliases(sheet: Sheet, name: str, known: Known | None) -> tuple[str, ...]:
    told = known.aliases if known else ()
    forms: dict[str, Counter[str]] = {}
    for form in sheet.forms:
        key = phrase_key(form.text, form.language)
        if key != phrase_key(name, form.language):
            forms.setdefault(key, Counter())[form.text] += form.times
    counts: Counter[str] = Counter()
    for some in forms.values():
        counts.update(nouns_of(some) or some)  # nobody means transformation services by `transform`
    often = sorted(counts, key=lambda text: (-counts[text], text))
    seen: dict[str, str] = {}
    for text in (*told, *often):
        seen.setdefault(text.casefold(), text)
    return tuple(sorted(list(seen.values())[: ALIASES + len(told)]))
