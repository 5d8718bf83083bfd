"""Candidates: what may be a concept, and every place in the article where it is said."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import NamedTuple

from generator.analysis.names import PROSE
from generator.analysis.ranges import Ranges
from generator.analysis.runs import Run, Words, find_runs
from generator.analysis.word_roles import NOUN_FIRST, VERBS_OR_NOUNS, Role, role_of
from generator.model import Article, Block, MarkKind
from generator.unspaced import LANGUAGES, SIGNS_IN_WORD, repeated_phrases

LONGEST = 4
"""Words in a phrase, at most."""
MANY = 200_000
"""So many places of one article are held at most, as many as a few novels have."""
_OFTEN = 10_000
"""Where there are more, so many places of one phrase are enough."""

Place = tuple[int, int, int, int, int]
"""Where a candidate stands (block, start, end), of how many words, and how many of them are weak."""


class Candidates(NamedTuple):
    """What may be concepts, by key."""

    places: dict[str, list[Place]]
    """Where each stands, in order; few of them become spans in the end."""
    marked: set[str]
    """Those that are emphasised, linked or set as code somewhere, as a whole."""
    standing: set[str]
    """Words that stand somewhere as nouns do, and not to describe another."""


class _Text(NamedTuple):
    """A block as its runs need it."""

    block: int
    words: Words
    names: Ranges
    marks: AbstractSet[tuple[int, int]]


def find_candidates(article: Article, names: Mapping[int, Ranges]) -> Candidates:
    """Return the runs of one to four content words that can be noun phrases and cut no name.

    `names` are the places of names by block. Of a text that holds very many places, those of the phrases
    that it says least are forgotten on the way.
    """
    found = Candidates(defaultdict(list), set(), set())
    room = MANY
    for at, block in enumerate(article.blocks):
        if block.kind in PROSE:
            named = names.get(at, _NOWHERE)
            words, runs = find_runs(block, article.language, named)
            text = _Text(at, words, named, {(mark.start, mark.end) for mark in block.marks})
            _add_runs(found, runs, text, article.language)
            if block.marks:
                _add_code(found, block, at, article.language)
            room -= LONGEST * len(words.texts)
            if room < 0:
                room = MANY - _thin(found)
    if article.language in LANGUAGES:
        _add_repeated(found, article)
    return found


def _thin(found: Candidates) -> int:
    """Forget the phrases said least if more than half of the room is taken; return how many are held."""
    places = found.places
    if sum(map(len, places.values())) > MANY // 2:
        for key in places:
            del places[key][_OFTEN:]
        often = sorted(places, key=lambda key: -len(places[key]))
        held = list(accumulate(len(places[key]) for key in often))
        for key in often[bisect_right(held, MANY // 2) :]:
            del places[key]
        found.marked.intersection_update(places)
    return sum(map(len, places.values()))


def _add_repeated(found: Candidates, article: Article) -> None:
    prose = ((at, block) for at, block in enumerate(article.blocks) if block.kind in PROSE)
    for key, places in repeated_phrases(article, prose):
        _, start, end = places[0]
        words = min(LONGEST, -(-(end - start) // SIGNS_IN_WORD))
        found.places[key] = [(*place, words, 0) for place in places[:_OFTEN]]


_NOWHERE = Ranges(())


def _add_runs(found: Candidates, runs: Sequence[Run], text: _Text, language: str) -> None:
    """Note all that can be a noun phrase in runs of words; half of the runs are a single word."""
    places = found.places
    before_noun = _BEFORE_NOUN if language == "en" else frozenset()
    at, (words, starts, ends, known), _, _ = text
    roles = known.roles
    head = 0 if language in NOUN_FIRST else -1
    verbs = VERBS_OR_NOUNS.get(language)
    for first, last, near in runs:
        if _tells_nouns(words, first, last, head) and not (verbs and _may_be_verb(words, first, verbs)):
            found.standing.add(roles[first if head == 0 else last - 1].key)
        if near or last - first > 1:
            _add(found, roles[first:last], (first, last, near), text)
        elif (role := roles[first]).alone:
            places[role.key].append((at, starts[first], ends[first], 1, role.weak))
        elif role.weak and first and words[first - 1] in before_noun and words[first] not in _EMPTY:
            places[role.key].append((at, starts[first], ends[first], 1, 1))


def _tells_nouns(words: Sequence[str], first: int, last: int, head: int) -> bool:
    """Tell whether a run of words has a noun for sure: `visual and oral` has none, nor has `is visual`."""
    if last - first == 1 and first and words[first - 1] in _BEFORE_ADJECTIVE:
        return False
    return head == 0 or last == len(words) or words[last] not in _BETWEEN_ADJECTIVES


def _may_be_verb(words: Sequence[str], at: int, verbs: re.Pattern[str]) -> bool:
    """Tell whether a word ends as verbs do and nothing before it says that it is a noun: `pour ajouter`."""
    return verbs.search(words[at]) is not None and not (at and words[at - 1].casefold() in _BEFORE_SUCH_NOUN)


_BEFORE_SUCH_NOUN = frozenset(
    """
    un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
    chaque
    el una los del al este esta estos estas mi mis su sus nuestro nuestra cada
    il lo uno dei degli dal dallo nel nello sul sullo questo questa quel mio mia suo sua nostro nostra ogni
    o um uma do no ao este esta esse meu minha seu sua nosso nossa
    """.split()
)
"""What stands before nouns and never before infinitives, as *le* and *la* do: `pour le modifier`."""
_BEFORE_ADJECTIVE = frozenset(
    """
    is are was were be been being as very more most so too less quite both
    es son está están era eran fue ser muy más tan menos como
    est sont était étaient être très plus aussi si moins comme
    è sono era erano essere molto più così meno come
    é são está estão foi muito mais tão
    """.split()
)
_BETWEEN_ADJECTIVES = frozenset("and or".split())
_BEFORE_NOUN = frozenset("the a an this that these those his her its our their my your The A An".split())
"""Where a general word stands by itself after one of these, it is a noun."""
_EMPTY = frozenset(
    "lot lots way ways day days time times thing things kind kinds sort bit part parts same".split()
)
"""Nouns that are never what a text is about."""


def _add(found: Candidates, roles: Sequence[Role], run: Run, text: _Text) -> None:
    """Note each part of a run of words with these roles."""
    places = found.places
    at, (_, starts, ends, _), _, _ = text
    place, _, near = run
    for begin in range(len(roles)):
        start = starts[place + begin]
        key, weak = "", 0
        for size, last in enumerate(roles[begin : begin + LONGEST], 1):
            key = f"{key} {last.key}" if key else last.key
            weak += last.weak
            if last.last if size > 1 else last.alone:
                end = ends[place + begin + size - 1]
                if not near or _is_free(found, key, (start, end), text):
                    places[key].append((at, start, end, size, weak))


def _is_free(found: Candidates, key: str, place: tuple[int, int], text: _Text) -> bool:
    """Tell whether a place lies inside no name and cuts none in two; note whether it is marked."""
    start, end = place
    for low, high in text.names.over(start, end):
        if not (start <= low and high <= end and (start, end) != (low, high)):
            return False
    if place in text.marks:
        found.marked.add(key)
    return True


def _add_code(found: Candidates, block: Block, at: int, language: str) -> None:
    """Take inline code that is a word or two as the name of a tool."""
    for mark in block.marks:
        text = block.text[mark.start : mark.end]
        if mark.kind is MarkKind.CODE and _is_tool(text):
            words = text.split()
            key = " ".join(role_of(word, language).key for word in words)
            found.places[key].append((at, mark.start, mark.end, len(words), 0))
            found.marked.add(key)


def _is_tool(text: str) -> bool:
    words = text.split()
    plain = text.replace(" ", "").replace("-", "")
    return 1 <= len(words) <= 2 and len(plain) > 1 and plain.isalpha() and not text.startswith("-")  # noqa: PLR2004
