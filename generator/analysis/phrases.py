"""Concepts: runs of words that name what an article speaks of, without being anybody's name."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from heapq import heapify, heappop

from generator.analysis.candidates import LONGEST, Candidates, Place, find_candidates
from generator.analysis.entities import correct
from generator.analysis.names import is_title_case
from generator.analysis.ranges import Ranges
from generator.analysis.weighing import Scale, scale_of, weigh, weigh_once
from generator.analysis.word_roles import NOUN_FIRST, may_describe
from generator.concepts import kin_of
from generator.keys import phrase_key, uninflected
from generator.model import Article, Phrase, Span, TopicKind
from generator.words import NOUNS_CAPITALISED

LIMIT, PER = 40, 8
"""So many concepts of one article are kept, the weightiest, and one more for each so many blocks."""
MARKED = 1.3
"""What emphasis, a link or a code mark on its whole does to a phrase's weight."""
LENGTHS = (0.3, 0.6, 1.0, 1.0, 0.9)
"""What its number of words does to a phrase's weight; first, what being a general word alone does."""


def find_phrases(
    article: Article, sentences: Sequence[Span], entities: Sequence[Phrase]
) -> tuple[Phrase, ...]:
    """Return the concepts of an article, the weightiest first: some 40, more if it is long.

    A concept is a run of one to four content words that can be a noun phrase and is no part of a
    name. One that mostly stands inside a longer one counts for what it does outside (the C-value of
    K. Frantzi, S. Ananiadou and H. Mima, "Automatic recognition of multi-word terms", 2000).
    """
    found = find_candidates(article, _taken(entities))
    most = LIMIT + len(article.blocks) // PER
    weighed = _weightiest(article, found, {entity.key for entity in entities}, most)
    starts = {(sentence.block, sentence.start) for sentence in sentences}
    return tuple(_phrase(article, starts, found.places[key], (key, -weight)) for weight, key in weighed)


def _weightiest(
    article: Article, found: Candidates, names: AbstractSet[str], most: int
) -> Iterator[tuple[float, str]]:
    """Yield (minus its weight, key) of the first candidates that stand by themselves.

    Most candidates are said once and weigh little: only those that come first by weight are judged.
    """
    scale = scale_of(article)
    rest = list(_weighed(found, names, scale, len(article.blocks)))
    heapify(rest)
    while rest and most:
        weight, key = heappop(rest)
        if not _only_leads_to(found, key, names) and _is_concept(article, found, key, scale):
            yield weight, key
            most -= 1


def _taken(entities: Sequence[Phrase]) -> dict[int, Ranges]:
    taken: dict[int, list[tuple[int, int]]] = {}
    for entity in entities:
        for span in entity.spans:
            taken.setdefault(span.block, []).append((span.start, span.end))
    return {block: Ranges(ranges) for block, ranges in taken.items()}


def _weighed(
    found: Candidates, names: AbstractSet[str], scale: Scale, blocks: int
) -> Iterator[tuple[float, str]]:
    """Yield (minus its weight, key) of each candidate that is said outside of longer ones, too."""
    inside = _inside_longer(found)
    unusual = inside.keys() | found.marked
    usual = [_said_once(weigh_once(block, scale, titled=False)) for block in range(blocks)]
    title, unwanted = scale.title, names | _FURNITURE
    for key, places in found.places.items():
        if key in unwanted:
            continue
        block, _, _, words, weak = places[0]
        size = 0 if words == weak == 1 else words
        if len(places) == 1 and key not in title and key not in unusual:
            yield usual[block][size], key  # nearly all
            continue
        count = len(places)
        free = count - inside.get(key, 0.0)
        if free > 0:
            where = {place[0] for place in places}
            weight = weigh(count, where, scale, titled=scale.titles(key))
            marked = MARKED if key in found.marked else 1.0
            yield -_shaped(weight, max(0.3, free / count), size, marked), key


@lru_cache(maxsize=16)
def _said_once(weight: float) -> tuple[float, ...]:
    """Return minus the weight of an unmarked phrase that is said once, by its size."""
    return tuple([-_shaped(weight, 1.0, size, 1.0) for size in range(LONGEST + 1)])


@lru_cache(maxsize=1 << 14)
def _shaped(weight: float, share: float, words: int, marked: float) -> float:
    return round(weight * share * LENGTHS[min(words, LONGEST)] * marked, 4)


def _is_concept(article: Article, found: Candidates, key: str, scale: Scale) -> bool:
    """Tell whether a candidate names something by itself."""
    places = found.places[key]
    _, _, _, words, weak = places[0]
    if not _ends_in_noun(article, found, key, places[0]):
        return False
    sure = not words == weak == 1 and ((words > 1 and not weak) or key in found.marked or scale.titles(key))
    return sure or _stands(key, places, scale)


def _only_leads_to(found: Candidates, key: str, names: AbstractSet[str]) -> bool:
    """Tell whether a phrase is a general word before a name, of which it says nothing: `use Dovetail`."""
    _, _, _, words, weak = found.places[key][0]
    return 0 < weak < words and key.partition(" ")[2] in names


def _ends_in_noun(article: Article, found: Candidates, key: str, place: Place) -> bool:
    """Tell whether a phrase ends in what stands somewhere as nouns do: `fetal` always describes another."""
    block, _, end, words, _ = place
    if words > 1 and article.language in NOUN_FIRST:
        return True
    stem = key.rpartition(" ")[2]
    if stem in found.standing:
        return True
    word = article.blocks[block].text[:end].rpartition(" ")[2]
    return not may_describe(word, article.language)


def _stands(key: str, places: Sequence[Place], scale: Scale) -> bool:
    """Tell whether a phrase is said with weight enough for the weak words that it is made of."""
    block, _, _, words, weak = places[0]
    if weak == words and key.rpartition(" ")[2] in _EMPTY:
        return False
    least = 3 if weak == words else 2  # weak words alone meet by chance
    enough = len(places) >= least or (weak < words and block in scale.headings)
    known = kin_of(key)
    return enough or (known is not None and not known.place)  # a place is a name, and `amber` is not Amberes


_EMPTY = frozenset("bit bunch coupl deal gui kind lot part sort stuff thing way".split())
"""Keys of nouns that name nothing behind a general word: `little bit`, `big deal`."""


_FURNITURE = frozenset(
    phrase_key(text, "en")
    for text in (
        "image copyright, image caption, image source, image credit, photo credit, file photo, media caption,"
        "story continues, report abuse, related story, years ago, months ago, weeks ago, days ago,"
        "million years, hundred years, recent years, long time"
    ).split(",")
)
"""What pages say beside their pictures and between paragraphs, and times that mean no time."""


def _inside_longer(found: Candidates) -> Mapping[str, float]:
    """Return, by key, how often on average the longer, repeated phrases are said that hold it."""
    inside: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    for key, places in found.places.items():
        if len(places) > 1 and places[0][3] > 1:
            for part in _parts(key):
                if part in found.places:
                    inside[part] += len(places)
                    longer[part] += 1
    return {key: inside[key] / longer[key] for key in inside}


def _parts(key: str) -> set[str]:
    words = key.split()
    return {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if end - start < len(words)
    }


def _phrase(
    article: Article, starts: AbstractSet[tuple[int, int]], places: Sequence[Place], named: tuple[str, float]
) -> Phrase:
    spans = tuple([Span(block=at, start=start, end=end) for at, start, end, _, _ in sorted(set(places))])
    text = correct(_written(article, spans, starts), article.corrections)
    return Phrase(key=named[0], text=text, kind=TopicKind.CONCEPT, weight=named[1], spans=spans)


def _written(article: Article, spans: Sequence[Span], starts: AbstractSet[tuple[int, int]]) -> str:
    """Return the form written most; in a title and at a sentence's start it hardly counts."""
    texts = [article.blocks[span.block].text for span in spans]
    forms = [text[span.start : span.end] for text, span in zip(texts, spans, strict=True)]
    if len(set(forms)) == 1:
        return forms[0]
    counts: Counter[str] = Counter()
    for text, form, span in zip(texts, forms, spans, strict=True):
        begins = span.start == 0 or (span.block, span.start) in starts
        counts[form] += 1 if begins or is_title_case(text) else 100
    plain = uninflected(counts, names=False) if article.language in NOUNS_CAPITALISED else counts
    return min(plain, key=lambda form: (-plain[form], len(form), form))
