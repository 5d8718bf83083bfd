"""Which phrases and tags mean one thing, and so are one candidate."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import numpy as np

from generator.concepts import find_kin, kin_of
from generator.corpus.authors import TRUSTED, Tag, tags_of
from generator.corpus.evidence import FEW, Collection
from generator.corpus.facts import KINDS
from generator.corpus.naming import can_name, flat, is_general
from generator.corpus.sights import Sights
from generator.corpus.tally import kind_of
from generator.gazetteer import known_kind
from generator.model import TopicKind
from generator.words import is_weak

FOUND = "~"
"""Before the label of a candidate that is no known topic; no id begins so."""
PROVEN = 3
"""Articles enough to prove that a common word is a name."""


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

    where = {key: sights.articles_of(key) for key in parents if _is_known(key, sights)}
    links = [
        *_same_letters(parents),
        *_stands_for(collection, sights),
        *_same_initials(sights),
        *_padded(sights),
        *_as_tagged(sights, tags),
        *_in_other_tongues(collection, sights),
        *_tagged_alike(tags),
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


def _is_known(key: str, sights: Sights) -> bool:
    """Tell whether a key is a known name of something; that of a place must be a place's here, too."""
    concept = kin_of(key)
    if concept is None or not concept.place:
        return concept is not None
    return kind_of(sights.votes_of([key])) is TopicKind.PLACE


def _same_letters(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pair keys that differ in their spaces and dots only: `data set`, `dataset`; `usa.gov`, `usagov`."""
    first: dict[str, str] = {}
    for key in sorted(keys):
        letters = key.replace(" ", "")
        squashed = letters.replace(".", "") if len(letters) > INITIALS else letters
        if first.setdefault(squashed, key) != key:
            yield first[squashed], key


def _stands_for(collection: Collection, sights: Sights) -> Iterator[tuple[str, str]]:
    """Pair abbreviations and surnames with the one name that they stand for in the articles."""
    claims: dict[str, Counter[str]] = {}
    for facts in collection.facts:
        for short, key in facts.claims:
            if key in sights and short in sights:
                claims.setdefault(short, Counter())[key] += 1
    bearers = bearers_of(collection)
    for short, names in sorted(claims.items()):
        (name, most), *others = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        if most < SURE * (bearers[short] - 1):  # several persons have that given name
            continue
        # Most articles may mean anybody by a given name, and anything by a common word of the name.
        common = f" {short} " in f" {name} " and not sights.is_mostly_named(short)
        if (bearers[short] or common) and 2 * most < sights.how_many(short):
            continue
        if not others or (most >= PROVEN and most >= SURE * others[0][1]):
            yield name, short


def _same_initials(sights: Sights) -> Iterator[tuple[str, str]]:
    """Pair `VS Code` with the one name that it shortens at its beginning, `Visual Studio Code`."""
    likely = (key for key in sights if _SHORTENED.fullmatch(key))
    short = {key for key in likely if sights.first_text(key).partition(" ")[0].isupper()}
    longer: dict[str, list[str]] = {}
    for key in sights if short else ():
        words = key.split()
        for size in range(2, len(words)):
            initials = " ".join(["".join(word[0] for word in words[:size]), *words[size:]])
            if initials in short and sights.is_mostly_named(key):
                longer.setdefault(initials, []).append(key)
    for key, names in sorted(longer.items()):
        if len(names) == 1:
            yield names[0], key


_SHORTENED = re.compile(r"[^\W\d_]{2,4} [^\W\d_].*")
INITIALS = 4
"""In so short a key dots tell something: `u.s.` is not `us`."""
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
    """Pair the tag `acquisition services` with `acquisition`, which is no tag: authors call it so.

    A name is no such tag: `Mill Court` is one of many mills.
    """
    for key, tag in tags.items():
        if key in sights and sights.is_mostly_named(key):
            continue
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
        borrowed = not named and " " not in key and len(key) >= BORROWED
        written = sights.first_text(key) if named or borrowed or " " in key else ""
        if named or borrowed or written[:1].isupper():
            text = written.casefold()
            if first.setdefault(text, key) != key:
                yield first[text], key


BORROWED = 7
"""A word of so many letters that several languages write alike, such as `performance`, means one thing."""


def _tagged_alike(tags: Mapping[str, Tag]) -> Iterator[tuple[str, str]]:
    """Pair the keys of one tag that stands above articles of several languages."""
    first: dict[str, str] = {}
    for key, tag in tags.items():
        for form in sorted(tag.forms):
            text = flat(form)
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
    named = [key for key in many if sights.is_mostly_named(key)]
    # What everybody uses is nobody's house: a `GitHub issue` is no issue of theirs.
    house = {key for key in named if known_kind(sights.first_text(key)) is not TopicKind.PRODUCT}
    for key in sights if house else ():
        first, _, base = key.partition(" ")
        if (
            base in sights
            and first in house
            and base not in _PADDING
            and not is_general(sights.first_text(base))
        ):
            kind = kind_of(sights.votes_of([base]))
            if kind in {TopicKind.CONCEPT, TopicKind.ORGANISATION}:
                yield base, key


HOUSE = 0.4
"""What is named in so many of the articles is whose they are."""


def _adds_nothing(words: Sequence[str]) -> bool:
    """Tell whether words behind a name are a version, or say nothing; `BIP 340` is one of many papers."""
    return all(
        (word.replace(".", "").isdigit() and not _PAPER.fullmatch(word))
        or (word.islower() and (is_weak(word, "en") or word in _PADDING))
        for word in words
    )


_PAPER = re.compile(r"(?!(?:19|20)\d\d)\d{3,}")
"""The number of a paper, a flight or a section, and no year: nothing has so many versions."""


def bearers_of(collection: Collection) -> Counter[str]:
    """Return how many persons' full names begin with each key."""
    return Counter(key.partition(" ")[0] for key in full_names(collection))


def full_names(collection: Collection) -> list[str]:
    """Return the keys of the full names of persons."""
    columns = collection.columns
    persons = np.flatnonzero(columns.named & (columns.kinds == KINDS.index(TopicKind.PERSON)))
    _, firsts = np.unique(columns.keys[persons], return_index=True)
    return [key for key in columns.listed(persons[firsts]) if " " in key]


_COUNTRIES = frozenset("u.s. us u.k. uk e.u. eu".split())
_PADDING = frozenset(
    """
    company companies platform platforms project technology technologies team teams blog site website
    staff affiliate affiliates
    """.split()
)
"""Words that add nothing to the name before them."""
