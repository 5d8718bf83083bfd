"""Candidates for topics: phrases and tags that mean one thing, and everything that speaks for it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.concepts import common_name, kin_of
from generator.corpus.authors import TRUSTED, Authors, Tag, authors_of
from generator.corpus.evidence import Collection, Sight
from generator.corpus.merging import PROVEN, bearers_of, full_names, wanted_groups
from generator.corpus.naming import (
    can_name,
    choose_name,
    compounds_of,
    flat,
    is_general,
    without_participles,
    without_verbs,
)
from generator.corpus.sights import Sights
from generator.corpus.tally import Tally, kind_of
from generator.gazetteer import GIVEN_NAMES, known_kind
from generator.model import TopicKind
from generator.words import is_stop


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
    kind = _as_written(kind_of(Counter(tally.votes), author=authors.are_named(keys)), tally)
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


def _as_written(kind: TopicKind, tally: Tally) -> TopicKind:
    """Return a kind, but none that has names of its own for what is written small: it is a concept."""
    if kind not in _NAMED or any(known_kind(form) for form in tally.named):
        return kind
    names = {form.casefold() for form in tally.named}
    small = sum(count for form, count in tally.plain.items() if form in names)
    return TopicKind.CONCEPT if small > SMALL * sum(tally.forms.values()) else kind


_NAMED = frozenset({TopicKind.PERSON, TopicKind.ORGANISATION, TopicKind.PLACE})
SMALL = 0.25
"""What more than so many of the places write small is nobody's name."""


def _as_authors_say(tally: Tally, kind: TopicKind, tags: Sequence[Tag]) -> Counter[str]:
    """Return the forms that are written as the tag given most, and that tag's own where there are none."""
    named = tally.named and kind is not TopicKind.CONCEPT
    forms = Counter(tally.named) if named else without_verbs(tally.forms)
    most = max(tags, key=lambda tag: (len(tag.articles), sorted(tag.forms)), default=None)
    if most is None or (forms and len(most.articles) < TRUSTED):
        return forms
    told = {flat(form) for form in without_participles(most.forms | forms)} & set(map(flat, most.forms))
    if not told:
        return Counter(without_participles(forms))
    if kind is TopicKind.PERSON and (full := _in_full(forms, told)):
        return full
    letters = set(map(_letters, told))
    written = Counter({form: count for form, count in forms.items() if _letters(form) in letters})
    if written or tally.names <= tally.others:
        return written or most.forms
    return Counter({_as_a_name(form): count for form, count in most.forms.items()})


def _letters(form: str) -> str:
    """Return a form without its spaces: a tag (`NewZealand`) may leave them out."""
    return flat(form).replace(" ", "")


def _in_full(forms: Mapping[str, int], told: AbstractSet[str]) -> Counter[str]:
    """Return the full names of a person whose surname is a tag: `Ada Merrow` for `merrow`."""
    return Counter({form: count for form, count in forms.items() if told & set(flat(form).split()[1:])})


def _as_a_name(form: str) -> str:
    """Return a tag of several words with the capitals of a name, where it has none."""
    words = form.split()
    if len(words) == 1 or not form.islower():
        return form
    return " ".join(word if is_stop(word, "en") else word[0].upper() + word[1:] for word in words)


def short_forms(sights: Sights, tags: Mapping[str, Tag]) -> Mapping[str, str]:
    """Return the keys that only shorten a longer one, and that: `debt`, where all say `technical debt`.

    A tag says it, too.
    """
    parts = ((part, key) for key in sights if " " in key for part in _parts(key) if part in sights)
    return {part: key for part, key in parts if _shortens(part, key, sights, tags)}


def said_of_names(sights: Sights) -> frozenset[str]:
    """Return the keys of a name and one general noun, as `SQL query`: no more is said there than of `SQL`."""
    return frozenset(key for key in sights if " " in key and _is_said_of_a_name(key, sights))


def _is_said_of_a_name(key: str, sights: Sights) -> bool:
    base = key.rpartition(" ")[0]
    if base not in sights or not sights.is_mostly_named(base) or sights.how_many(base) < sights.how_many(key):
        return False
    noun = sights.first_text(key).rpartition(" ")[2]
    return noun.islower() and is_general(noun) and can_name(sights.first_text(base), named=True, language="")


def is_anybody(candidate: Candidate) -> bool:
    """Tell whether all that is known of a person is a given name, or one and a letter: any *Ben*, *Ben K*."""
    called = candidate.kind is TopicKind.PERSON or (
        candidate.kind is TopicKind.CONCEPT and all(form[:1].isupper() for form in candidate.tally.forms)
    )
    if not called or any(" " in form and not _HALF.fullmatch(form) for form in candidate.tally.named):
        return False
    half = candidate.kind is TopicKind.PERSON and _HALF.fullmatch(candidate.name) is not None
    return half or candidate.name.casefold() in GIVEN_NAMES


_HALF = re.compile(r"\w+ (?:[^\W\d_a-z](?<!X)|\d)")
"""A given name and the first letter of the rest, or a number; `Malcolm X` is whole."""


def given_names(collection: Collection) -> frozenset[str]:
    """Return the keys that several persons' full names begin with: nobody knows which *Adam* is meant."""
    return frozenset(name for name, count in bearers_of(collection).items() if count > 1)


def said_of_somebody(collection: Collection, sights: Sights) -> frozenset[str]:
    """Return the given names of those whom most articles call in full: `Norva`, of `Norva Merrow`."""
    known = ((key.partition(" ")[0], key) for key in full_names(collection) if key in sights)
    return frozenset(
        first
        for first, key in known
        if first in sights
        and sights.how_many(key) >= BETTER * sights.how_many(first)
        and sights.is_mostly_named(first)
    )


BETTER = 2
"""Somebody whose full name stands in so many times the articles is better known by that."""


def _shortens(part: str, key: str, sights: Sights, tags: Mapping[str, Tag]) -> bool:
    """Tell whether a part says no more than the whole; but what is said of a name says no more than it."""
    articles = sights.how_many(part)
    whole = tags[key].articles if key in tags else frozenset()
    if articles < PROVEN or sights.how_many(key) + len(whole) < WITHIN * articles:
        return False
    if len(sights.articles_of(part) & (sights.articles_of(key) | whole)) < WITHIN * articles:
        return False
    return sights.is_mostly_named(key) or not sights.is_mostly_named(part)


def _parts(key: str) -> Iterator[str]:
    words = key.split()
    for size in range(1, len(words)):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


WITHIN = 0.75
"""A word with this share of its articles among those of a longer name says no more than that."""


def nameable(candidate: Candidate, language: str) -> bool:
    """Tell whether a candidate has a name fit for a page."""
    tally = candidate.tally
    known = " " in candidate.name and any(kin_of(key) for key in candidate.keys)
    # A common word (`Go`) is a name where several articles write it as one, and none otherwise.
    proven = candidate.saying >= PROVEN and not tally.others
    return known or can_name(candidate.name, named=tally.is_named, language="" if proven else language)
