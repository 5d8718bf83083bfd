"""Candidates for topics: phrases and tags, merged where people mean one thing by them."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeVar

import numpy as np
from msgspec import Struct

from generator.concepts import common_name, find_kin, kin_of
from generator.corpus.evidence import FEW, Collection, Sight, forms_of
from generator.corpus.facts import KINDS
from generator.corpus.naming import can_name, choose_name, compounds_of, flat, is_general
from generator.corpus.sights import Sights
from generator.gazetteer import GIVEN_NAMES, ORGANISATION_WORDS, known_kind
from generator.keys import phrase_key
from generator.model import TopicKind
from generator.words import is_stop, is_weak

FOUND = "~"
"""Before the label of a candidate that is no known topic; no id begins so."""


class Tally(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """How articles write something, and as what, counted."""

    named: dict[str, int]
    """In how many places it is written in which form, where that is a name,"""
    plain: dict[str, int]
    """and where it is none."""
    votes: dict[TopicKind, int]
    """In how many places it is what kind of thing."""
    names: int
    """So many sights are of a name,"""
    others: int
    """and so many of none."""

    @classmethod
    def of(cls, sights: Sequence[Sight]) -> Self:
        """Return what some sights come to."""
        named = [sight for sight in sights if sight.named]
        plain = [sight for sight in sights if not sight.named]
        return cls(
            named=dict(forms_of(named)),
            plain=dict(forms_of(plain)),
            votes=dict(_votes(sights)),
            names=len(named),
            others=len(plain),
        )

    def with_(self, more: Self) -> Self:
        """Return what these sights and others come to."""
        return type(self)(
            named=_added(self.named, more.named),
            plain=_added(self.plain, more.plain),
            votes=_added(self.votes, more.votes),
            names=self.names + more.names,
            others=self.others + more.others,
        )

    @property
    def forms(self) -> Counter[str]:
        """In how many places it is written in which form."""
        return Counter(_added(self.named, self.plain))

    @property
    def is_named(self) -> bool:
        """Tell whether it is a name in most places."""
        return sum(self.named.values()) > sum(self.plain.values())


_Key = TypeVar("_Key")


def _added(some: Mapping[_Key, int], others: Mapping[_Key, int]) -> dict[_Key, int]:
    return {key: some.get(key, 0) + others.get(key, 0) for key in {**some, **others}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may become a topic, and everything that speaks for it."""

    keys: tuple[str, ...]
    """Sorted."""
    name: str
    kind: TopicKind
    tally: Tally
    saying: int
    """So many articles say it."""
    tagged: frozenset[int]
    """Articles whose own tags name it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A keyword that authors gave."""

    forms: Counter[str]
    articles: frozenset[int]


class Authors(NamedTuple):
    """What is known of those who wrote the articles, and by them."""

    tags: Mapping[str, Tag]
    """By key."""
    persons: frozenset[str]
    """Keys of their names, of two words or three."""

    def are_named(self, keys: Iterable[str]) -> bool:
        """Tell whether a key is the name of one of them."""
        return not self.persons.isdisjoint(keys)


def find_candidates(
    collection: Collection, sights: Sights, *, owners: Mapping[str, str], never: frozenset[str]
) -> Iterator[tuple[str, Candidate]]:
    """Yield the candidates with their labels, sorted by these.

    A label is the id of the topic that owns one of the keys, or `~` and a key. `owners` gives the ids
    of known topics by key. A candidate that `never` names is left out.
    """
    authors = authors_of(collection)
    for label, keys in wanted_groups(collection, sights, owners=owners, never=never):
        candidate = make_candidate(keys, sights, authors)
        if candidate is not None:
            yield label, candidate


def wanted_groups(
    collection: Collection, sights: Sights, *, owners: Mapping[str, str], never: frozenset[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the labels and the keys of what may become candidates, sorted by the labels."""
    known = frozenset(owners.values())
    groups = find_groups(collection, sights, tags_of(collection), owners)
    for label, keys in sorted(groups.items()):
        if label in known or never.isdisjoint(keys):
            yield label, keys


def find_groups(
    collection: Collection, sights: Sights, tags: Mapping[str, Tag], owners: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the keys that mean one thing by their label; sorted."""
    groups = _merge(collection, sights, {*sights, *tags, *owners}, owners, tags)
    members: dict[str, list[str]] = {}
    for key in sorted(groups):
        members.setdefault(groups[key], []).append(key)
    return {label: tuple(keys) for label, keys in members.items()}


def tags_of(collection: Collection) -> dict[str, Tag]:
    """Return the authors' tags by key."""
    forms: dict[str, Counter[str]] = {}
    articles: dict[str, set[int]] = {}
    for at, article in enumerate(collection.heads):
        for tag in article.tags:
            key = phrase_key(tag, article.language)
            if key:
                forms.setdefault(key, Counter())[tag] += 1
                articles.setdefault(key, set()).add(at)
    return {key: Tag(forms[key], frozenset(articles[key])) for key in sorted(forms)}


def authors_of(collection: Collection) -> Authors:
    """Return what authors say, and those of them that are called as persons are."""
    names = {(author, head.language) for head in collection.heads for author in head.authors}
    persons = (phrase_key(name, language) for name, language in names if _is_of_a_person(name))
    return Authors(tags_of(collection), frozenset(persons))


def _is_of_a_person(name: str) -> bool:
    words = name.split()
    return (
        _PERSONS.fullmatch(name) is not None
        and ORGANISATION_WORDS.isdisjoint((words[0].casefold(), words[-1].casefold()))
        and not any(is_weak(word, "en") or is_stop(word, "en") for word in words)
    )


_PERSONS = re.compile(r"(?:[^\W\d_a-z][\w.'’-]+ ){1,2}[^\W\d_a-z][\w.'’-]+")
"""Two or three words that do not begin with a small letter."""


def make_candidate(
    keys: Sequence[str],
    sights: Mapping[str, Sequence[Sight]],
    authors: Authors,
) -> Candidate | None:
    """Return the candidate of these keys, or None if no article has anything of it."""
    everything = [sight for key in keys for sight in sights.get(key, ())]
    saying = len({sight.article for sight in everything})
    return candidate_of(keys, Tally.of(everything), saying, authors)


def candidate_of(keys: Sequence[str], tally: Tally, saying: int, authors: Authors) -> Candidate | None:
    """Return the same by what so many articles say of the keys."""
    own = [authors.tags[key] for key in keys if key in authors.tags]
    kind = kind_of(Counter(tally.votes), author=authors.are_named(keys))
    forms = _as_authors_say(tally, kind, own)
    if not forms:
        return None
    common = common_name(keys, tally.forms)
    return Candidate(
        keys=tuple(sorted(keys)),
        name=common or choose_name(compounds_of(forms) or forms, kind),
        kind=known_kind(common) or TopicKind.CONCEPT if common else kind,
        tally=tally,
        saying=saying,
        tagged=frozenset(at for tag in own for at in tag.articles),
    )


def _as_authors_say(tally: Tally, kind: TopicKind, tags: Sequence[Tag]) -> Counter[str]:
    """Return the forms that are written as the tag given most, and that tag's own where there are none."""
    forms = Counter(tally.named) if tally.named and kind is not TopicKind.CONCEPT else tally.forms
    most = max(tags, key=lambda tag: (len(tag.articles), sorted(tag.forms)), default=None)
    if most is None or (forms and len(most.articles) < TRUSTED):
        return forms
    told = {flat(form) for form in most.forms}
    written = Counter({form: count for form, count in forms.items() if flat(form) in told})
    if written or tally.names <= tally.others:
        return written or most.forms
    return Counter({_as_a_name(form): count for form, count in most.forms.items()})


def _as_a_name(form: str) -> str:
    """Return a tag of several words with the capitals of a name, where it has none."""
    words = form.split()
    if len(words) == 1 or not form.islower():
        return form
    return " ".join(word if is_stop(word, "en") else word[0].upper() + word[1:] for word in words)


TRUSTED = 2
"""A tag on so many articles says how its topic is called."""


def _votes(sights: Iterable[Sight]) -> Counter[TopicKind]:
    votes: Counter[TopicKind] = Counter()
    for sight in sights:
        votes[sight.phrase.kind] += len(sight.phrase.spans)
    return votes


def kind_of(votes: Counter[TopicKind], *, author: bool = False) -> TopicKind:
    """Return the kind that most of the evidence speaks for; where little does, a concept, or who writes."""
    kinds = [kind for kind in votes if kind is not TopicKind.CONCEPT]
    best = min(kinds, key=lambda kind: (-votes[kind], kind), default=TopicKind.CONCEPT)
    found = best if votes[best] * 3 >= votes.total() else TopicKind.CONCEPT
    return TopicKind.PERSON if author and found is TopicKind.CONCEPT else found


def _merge(
    collection: Collection,
    sights: Sights,
    keys: Iterable[str],
    owners: Mapping[str, str],
    tags: Mapping[str, Tag],
) -> dict[str, str]:
    """Return for each key the label of its group."""
    parents = {key: key for key in sorted(keys)}

    def root(key: str) -> str:
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    where = {key: sights.articles_of(key) for key in parents if kin_of(key)}
    links = [
        *_same_letters(parents),
        *_stands_for(collection, sights),
        *_padded(sights),
        *_as_tagged(sights, tags),
        *_in_other_tongues(collection, sights),
        *_of_a_country(sights, parents),
        *_of_the_house(sights, len(collection.facts)),
        *find_kin(where),
    ]
    for one, other in links:
        a, b = sorted((root(one), root(other)))
        if one not in owners and other not in owners:
            parents[b] = a
    labels: dict[str, str] = {}
    for one, other in links:
        for key, owned in ((one, other), (other, one)):
            if owned in owners and key not in owners:
                labels.setdefault(root(key), owners[owned])
    return {key: owners.get(key) or labels.get(root(key)) or FOUND + root(key) for key in parents}


def _same_letters(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pair keys that differ in their spaces only: `data set`, `dataset`."""
    first: dict[str, str] = {}
    for key in sorted(keys):
        squashed = key.replace(" ", "")
        if first.setdefault(squashed, key) != key:
            yield first[squashed], key


def _stands_for(collection: Collection, sights: Sights) -> Iterator[tuple[str, str]]:
    """Pair abbreviations and surnames with the one name that they stand for in the articles."""
    claims: dict[str, Counter[str]] = {}
    for facts in collection.facts:
        for short, key in facts.claims:
            if key in sights and short in sights:
                claims.setdefault(short, Counter())[key] += 1
    bearers = _bearers(collection)
    for short, names in sorted(claims.items()):
        (name, most), *others = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        if most < SURE * (bearers[short] - 1):  # several persons have that given name
            continue
        if not others or (most >= PROVEN and most >= SURE * others[0][1]):
            yield name, short


SURE = 4
"""A name that so many times the articles mean as the next one is who they all mean."""


def _padded(sights: Sights) -> Iterator[tuple[str, str]]:
    """Pair `Optimus` with `Optimus project`, and `Llama` with `Llama 2`: nothing telling is added.

    What a common word goes before tells more: `machine learning` is no `machine`.
    """
    for key in sights:
        words = key.split()
        for size in range(len(words) - 1, 0, -1):
            base = " ".join(words[:size])
            if base not in sights:
                continue
            added = sights.first_text(key).split()[size:]
            if size + len(added) == len(words) and _adds_nothing(added):
                plain = _PADDING.issuperset(added) and sights.is_named(base)
                if size > 1 or plain or sights.is_mostly_named(base):
                    yield base, key
                break


def _as_tagged(sights: Sights, tags: Mapping[str, Tag]) -> Iterator[tuple[str, str]]:
    """Pair the tag `acquisition services` with `acquisition`, which is no tag: authors call it so."""
    for key, tag in tags.items():
        words = max(tag.forms, key=lambda form: (tag.forms[form], form)).split()
        if len(tag.articles) < TRUSTED or len(words) != key.count(" ") + 1:
            continue
        base = key.rpartition(" ")[0]
        if base in sights and base not in tags and is_general(words[-1]):
            name = sights.first_text(base)
            if can_name(name, named=False, language="en"):
                yield key, base


def _in_other_tongues(collection: Collection, sights: Sights) -> Iterator[tuple[str, str]]:
    """Pair the keys of a name that is written alike in several languages, which take other endings off."""
    if len({head.language for head in collection.heads}) < 2:  # noqa: PLR2004 - several
        return
    first: dict[str, str] = {}
    for key in sights:
        named = sights.is_mostly_named(key)
        written = sights.first_text(key) if named or " " in key else ""
        if named or written[:1].isupper():
            text = written.casefold()
            if first.setdefault(text, key) != key:
                yield first[text], key


def _of_a_country(sights: Sights, keys: Container[str]) -> Iterator[tuple[str, str]]:
    """Pair `U.S. Forest Service` with `Forest Service`, unless that is also a common thing elsewhere."""
    for key in sights:
        first, _, base = key.partition(" ")
        if first not in _COUNTRIES or " " not in base or base not in keys:
            continue
        rare = base not in sights or len(sights.articles_of(base)) < len(sights.articles_of(key))
        if rare or sights.is_mostly_named(base):
            yield base, key


def _of_the_house(sights: Sights, articles: int) -> Iterator[tuple[str, str]]:
    """Pair `Acme Executive Council` with `Executive Council` where many of all name Acme: it is theirs."""
    least = HOUSE * articles if articles > FEW else articles + 1
    many = [key for key in sights if " " not in key and sights.how_many(key) >= least]
    house = {key for key in many if sights.is_mostly_named(key)}
    for key in sights if house else ():
        first, _, base = key.partition(" ")
        if first in house and base in sights and not is_general(sights.first_text(base)):
            kind = kind_of(sights.votes_of([base]))
            if kind in {TopicKind.CONCEPT, TopicKind.ORGANISATION}:
                yield base, key


HOUSE = 0.4
"""What is named in so many of the articles is whose they are."""


def _adds_nothing(words: Sequence[str]) -> bool:
    return all(
        word.replace(".", "").isdigit() or (word.islower() and (is_weak(word, "en") or word in _PADDING))
        for word in words
    )


def short_forms(sights: Sights) -> frozenset[str]:
    """Return the keys that only shorten a longer one: `debt`, where all articles say `technical debt`."""
    parts = ((part, key) for key in sights if " " in key for part in _parts(key) if part in sights)
    return frozenset(part for part, key in parts if _shortens(part, key, sights))


def is_anybody(candidate: Candidate) -> bool:
    """Tell whether a given name alone is all that is known of a person: nobody knows which *Ben* is meant."""
    lone = candidate.kind is TopicKind.PERSON and not any(" " in key for key in candidate.keys)
    return lone and candidate.name.casefold() in GIVEN_NAMES


def given_names(collection: Collection) -> frozenset[str]:
    """Return the keys that several persons' full names begin with: nobody knows which *Adam* is meant."""
    return frozenset(name for name, count in _bearers(collection).items() if count > 1)


def _bearers(collection: Collection) -> Counter[str]:
    """Return how many persons' full names begin with each key."""
    columns = collection.columns
    persons = np.flatnonzero(columns.named & (columns.kinds == KINDS.index(TopicKind.PERSON)))
    _, firsts = np.unique(columns.keys[persons], return_index=True)
    full = [key.split() for key in columns.listed(persons[firsts]) if " " in key]
    return Counter(words[0] for words in full)


def _shortens(part: str, key: str, sights: Sights) -> bool:
    """Tell whether a part says no more than the whole; but what is said of a name says no more than it."""
    articles = sights.how_many(part)
    if articles < PROVEN or sights.how_many(key) < WITHIN * articles:
        return False
    if len(sights.articles_of(part) & sights.articles_of(key)) < WITHIN * articles:
        return False
    return sights.is_mostly_named(key) or not sights.is_mostly_named(part)


def _parts(key: str) -> Iterator[str]:
    words = key.split()
    for size in range(1, len(words)):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


WITHIN = 0.75
"""A word with this share of its articles among those of a longer name says no more than that."""
_COUNTRIES = frozenset("u.s. us u.k. uk e.u. eu".split())
_PADDING = frozenset(
    """
    company companies platform platforms project technology technologies team teams blog site website
    staff affiliate affiliates
    """.split()
)
"""Words that add nothing to the name before them."""


def nameable(candidate: Candidate, language: str) -> bool:
    """Tell whether a candidate has a name fit for a page."""
    tally = candidate.tally
    known = " " in candidate.name and any(kin_of(key) for key in candidate.keys)
    # A common word (`Go`) is a name where several articles write it as one, and none otherwise.
    proven = candidate.saying >= PROVEN and not tally.others
    return known or can_name(candidate.name, named=tally.is_named, language="" if proven else language)


PROVEN = 3
"""Articles enough to prove that a common word is a name."""
