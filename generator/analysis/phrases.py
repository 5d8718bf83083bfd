"""Concepts: runs of words that name what an article speaks of, without being anybody's name."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from generator.analysis.entities import correct
from generator.analysis.names import PROSE, is_title_case
from generator.analysis.ranges import Ranges
from generator.analysis.weighing import Scale, scale_of, weigh
from generator.analysis.word_roles import BEFORE_VERB, Role, role_of, roles_of
from generator.concepts import kin_of
from generator.model import Article, Block, MarkKind, Phrase, Span, TopicKind
from generator.words import tokens

LIMIT, PER = 40, 8
"""So many concepts of one article are kept, the weightiest, and one more for each so many blocks."""
LONGEST = 4
"""Words in a phrase, at most."""
MARKED = 1.3
"""What emphasis, a link or a code mark on its whole does to a phrase's weight."""
LENGTHS = (0.0, 0.6, 1.0, 1.0, 0.9)
"""What its number of words does to a phrase's weight."""


class _Piece(NamedTuple):
    word: Role
    start: int
    end: int


_piece: Callable[[Iterable[object]], _Piece] = partial(tuple.__new__, _Piece)


@dataclass(slots=True)
class _Found:
    words: int
    weak: int
    """How many of its words are weak."""
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """(block, start, end) of each: few of them become spans in the end."""
    marked: bool = False


def find_phrases(
    article: Article, sentences: Sequence[Span], entities: Sequence[Phrase]
) -> tuple[Phrase, ...]:
    """Return the concepts of an article, the weightiest first: some 40, more if it is long.

    A concept is a run of one to four content words that can be a noun phrase and is no part of a
    name. One that mostly stands inside a longer one counts for what it does outside (the C-value of
    K. Frantzi, S. Ananiadou and H. Mima, "Automatic recognition of multi-word terms", 2000).
    """
    found = _candidates(article, _taken(entities))
    names = {entity.key for entity in entities}
    starts = {(sentence.block, sentence.start) for sentence in sentences}
    scale = scale_of(article)
    free = _outside_longer(found)
    weighed = [
        (_weight(key, one, free[key], scale), key)
        for key, one in found.items()
        if key not in names and free[key] > 0 and _stands(key, one, scale)
    ]
    most = LIMIT + len(article.blocks) // PER
    weighed.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(_phrase(article, starts, found[key], (key, weight)) for weight, key in weighed[:most])


def _taken(entities: Sequence[Phrase]) -> dict[int, Ranges]:
    taken: dict[int, list[tuple[int, int]]] = {}
    for entity in entities:
        for span in entity.spans:
            taken.setdefault(span.block, []).append((span.start, span.end))
    return {block: Ranges(ranges) for block, ranges in taken.items()}


def _candidates(article: Article, taken: dict[int, Ranges]) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for at, block in enumerate(article.blocks):
        if block.kind in PROSE:
            names = taken.get(at)
            marked = {(mark.start, mark.end) for mark in block.marks}
            for run in _runs(block, article.language):
                near = names if names and names.touch(run[0].start, run[-1].end) else None
                _add(found, run, _Place(at, near, marked))
            _add_code(found, block, at, article.language)
    return found


class _Place(NamedTuple):
    block: int
    names: Ranges | None
    """Where names stand, if any stands near."""
    marked: AbstractSet[tuple[int, int]]


def _runs(block: Block, language: str) -> Iterator[list[_Piece]]:
    """Yield the runs of content words with nothing but single spaces between them."""
    run: list[_Piece] = []
    text = block.text
    code = _code(block)
    roles = roles_of(language)
    before, last = "", -1
    for word, start, end in tokens(text):
        role = roles[word]
        # A capital says that a word is no verb, whatever stands before it.
        verb = before in BEFORE_VERB and word[0].islower()
        bound = role.stop or verb or (code is not None and code.hold(start))
        if run and (bound or start != last + 1 or text[last] != " "):
            yield run
            run = []
        if not bound:
            run.append(_piece((role, start, end)))
        before, last = word, end
    if run:
        yield run


def _code(block: Block) -> Ranges | None:
    code = [(mark.start, mark.end) for mark in block.marks if mark.kind is MarkKind.CODE]
    return Ranges(code) if code else None


def _add(found: dict[str, _Found], run: Sequence[_Piece], place: _Place) -> None:
    block, names, marked = place
    for begin, (first, start, _) in enumerate(run):
        key = ""
        weak = 0
        for size, (last, _, end) in enumerate(run[begin : begin + LONGEST], 1):
            key = f"{key} {last.key}" if key else last.key
            weak += last.weak
            fits = first.alone if size == 1 else last.last
            if fits and not (names is not None and _cuts(start, end, names)):
                one = found.get(key)
                if one is None:
                    one = found[key] = _Found(size, weak)
                one.places.append((block, start, end))
                if (start, end) in marked:
                    one.marked = True


def _cuts(start: int, end: int, names: Ranges) -> bool:
    """Tell whether a range lies inside a name or cuts one in two."""
    for low, high in names.over(
        start, end
    ):  # asked for every candidate: a generator would cost as much again
        if not (start <= low and high <= end and (start, end) != (low, high)):
            return True
    return False


def _add_code(found: dict[str, _Found], block: Block, at: int, language: str) -> None:
    """Take inline code that is a word or two as the name of a tool."""
    for mark in block.marks:
        text = block.text[mark.start : mark.end]
        if mark.kind is not MarkKind.CODE or not _is_tool(text):
            continue
        key = " ".join(role_of(word, language).key for word in text.split())
        one = found.setdefault(key, _Found(len(text.split()), 0))
        one.places.append((at, mark.start, mark.end))
        one.marked = True


def _is_tool(text: str) -> bool:
    words = text.split()
    plain = text.replace(" ", "").replace("-", "")
    return 1 <= len(words) <= 2 and len(plain) > 1 and plain.isalpha() and not text.startswith("-")  # noqa: PLR2004


def _outside_longer(found: dict[str, _Found]) -> dict[str, float]:
    """Return, by key, how often each phrase stands where it is not part of a longer, repeated one."""
    inside: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    for key, one in found.items():
        if one.words == 1 or len(one.places) == 1:
            continue
        for part in _parts(key):
            if part in found:
                inside[part] += len(one.places)
                longer[part] += 1
    return {
        key: len(one.places) - (inside[key] / longer[key] if key in longer else 0.0)
        for key, one in found.items()
    }


def _parts(key: str) -> set[str]:
    words = key.split()
    return {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if end - start < len(words)
    }


def _stands(key: str, one: _Found, scale: Scale) -> bool:
    """Tell whether a phrase is said with weight enough for the words that it is made of."""
    if one.marked or f" {key} " in scale.title:
        return True
    count = len(one.places)
    if one.weak == one.words:
        enough = count > 2  # noqa: PLR2004 - such words meet by chance
    elif one.words > 1 and not one.weak:
        enough = True
    else:
        enough = count > 1 or one.places[0][0] in scale.headings
    return enough or kin_of(key) is not None


def _weight(key: str, one: _Found, free: float, scale: Scale) -> float:
    share = max(0.3, free / len(one.places))
    size = LENGTHS[min(one.words, LONGEST)]
    weight = weigh(key, [block for block, _, _ in one.places], scale)
    return round(weight * share * size * (MARKED if one.marked else 1.0), 4)


def _phrase(
    article: Article, starts: AbstractSet[tuple[int, int]], one: _Found, named: tuple[str, float]
) -> Phrase:
    spans = tuple([Span(block=at, start=start, end=end) for at, start, end in sorted(set(one.places))])
    text = _written(article, spans, starts)
    return Phrase(key=named[0], text=text, kind=TopicKind.CONCEPT, weight=named[1], spans=spans)


def _written(article: Article, spans: Sequence[Span], starts: AbstractSet[tuple[int, int]]) -> str:
    """Return the form written most; in a title and at a sentence's start it hardly counts."""
    forms: Counter[str] = Counter()
    for span in spans:
        block = article.blocks[span.block].text
        begins = span.start == 0 or (span.block, span.start) in starts
        forms[block[span.start : span.end]] += 1 if begins or is_title_case(block) else 100
    best = min(forms, key=lambda form: (-forms[form], len(form), form))
    return correct(best, article.corrections)
