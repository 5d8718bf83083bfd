"""Published topics: what is found of them where there is no room for others."""

from generator.concepts import kin_of
from generator.corpus.authors import Authors, authors_of
from generator.corpus.candidates import make_candidate
from generator.corpus.coverage import TAGGED, find_shares
from generator.corpus.editing import Known, Settled
from generator.corpus.evidence import Collection
from generator.corpus.found import Found
from generator.corpus.merging import find_groups
from generator.corpus.sheets import Subject
from generator.corpus.sights import Sights
from generator.corpus.tally import kind_of
from generator.model import TopicKind
from generator.text import headed


def find_published(collection: Collection, settled: Settled, sights: Sights) -> dict[str, Subject]:
    """Return the known topics that any article speaks of, or is told to be about, by id.

    They are what they would be if they were chosen among candidates.
    """
    owners = {key: known.id for known in settled.known.values() for key in known.keys}
    authors = authors_of(collection)
    groups = find_groups(collection, sights, authors.tags, owners)
    found = {}
    for id_, known in settled.known.items():
        subject = _subject(collection, sights, known, groups.get(id_, ()), authors)
        if subject is not None:
            found[id_] = subject
    return found


def _subject(
    collection: Collection, sights: Sights, known: Known, keys: tuple[str, ...], authors: Authors
) -> Subject | None:
    weights = sights.weights_of(keys)
    tags = [authors.tags[key] for key in keys if key in authors.tags]
    tagged = frozenset(at for tag in tags for at in tag.articles)
    if not len(weights.articles) and not tagged:
        return _unspoken(known) if known.ordered else None
    plain = known.name and not any(kin_of(key) for key in keys)
    candidate = None if plain else make_candidate(keys, sights, authors)
    return Subject(
        keys=tuple(sorted(keys)),
        name=candidate.name if candidate else "",
        kind=candidate.kind if candidate else kind_of(sights.votes_of(keys), author=authors.are_named(keys)),
        first=find_shares(collection, weights, tagged | known.ordered),
        tagged=tagged,
        asked=known.asked,
    )


def _unspoken(known: Known) -> Subject:
    return Subject(
        keys=known.keys,
        name=unspoken_name(known),
        kind=TopicKind.CONCEPT,
        first=Found.of(dict.fromkeys(known.ordered, TAGGED)),
        tagged=frozenset(),
        asked=known.asked,
    )


def unspoken_name(known: Known) -> str:
    """Return the name of a topic that no article names."""
    return known.name or headed(known.id)
