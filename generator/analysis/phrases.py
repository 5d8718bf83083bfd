"""Concepts: runs of words that name what an article speaks of, without being anybody's name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.analysis.entities import correct
from generator.analysis.names import PROSE, is_title_case
from generator.analysis.ranges import Ranges
from generator.analysis.weighing import Scale, scale_of, weigh
from generator.analysis.word_roles import BEFORE_VERB, Role, role_of
from generator.concepts import kin_of
from generator.model import Article, Block, MarkKind, Phrase, Span, TopicKind
from generator.words import Token, tokens

LIMIT, PER = 40, 8
"""So many concepts of one article are kept, the weightiest, and one more for each so many blocks."""
LONGEST = 4
"""Words in a phrase, at most."""
MARKED = 1.3
"""What emphasis, a link or a code mark on its whole does to a phrase's weight."""
LENGTHS = (0.0, 0.6, 1.0, 1.0, 0.9)
"""What its number of words does to a phrase's weight."""

_NONE = Ranges(())


class _Piece(NamedTuple):
    word: Role
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    words: int
    weak: int
    """How many of its words are weak."""
    spans: list[Span] = field(default_factory=list)
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
            names = taken.get(at, _NONE)
            marked = {(mark.start, mark.end) for mark in block.marks}
            for run in _runs(block, article.language):
                _add(found, run, _Place(at, names, marked))
            _add_code(found, block, at, article.language)
    return found


class _Place(NamedTuple):
    block: int
    names: Ranges
    marked: set[tuple[int, int]]


def _runs(block: Block, language: str) -> Iterator[list[_Piece]]:
    """Yield the runs of content words with nothing but single spaces between them."""
    run: list[_Piece] = []
    text = block.text
    code = Ranges((mark.start, mark.end) for mark in block.marks if mark.kind is MarkKind.CODE)
    before = ""
    end = -1
    for token in tokens(text):
        word = role_of(token.text, language)
        if run and not (token.start == end + 1 and text[end] == " "):
            yield run
            run = []
        if word.stop or _is_verb(token, before) or (code and code.hold(token.start)):
            if run:
                yield run
                run = []
        else:
            run.append(_Piece(word, token.text, token.start, token.end))
        before, end = token.text, token.end
    if run:
        yield run


def _is_verb(token: Token, before: str) -> bool:
    """Tell whether the word before makes this one a verb; a capital says otherwise."""
    return before in BEFORE_VERB and token.text[0].islower()


def _add(found: dict[str, _Found], run: Sequence[_Piece], place: _Place) -> None:
    for begin, first in enumerate(run):
        key = ""
        weak = 0
        for size, last in enumerate(run[begin : begin + LONGEST], 1):
            key = f"{key} {last.word.key}" if key else last.word.key
            weak += last.word.weak
            fits = first.word.alone if size == 1 else last.word.last
            if fits and not (place.names and _cuts(first.start, last.end, place.names)):
                one = found.get(key)
                if one is None:
                    one = found[key] = _Found(size, weak)
                one.spans.append(Span(block=place.block, start=first.start, end=last.end))
                one.marked = one.marked or (first.start, last.end) in place.marked


def _cuts(start: int, end: int, names: Ranges) -> bool:
    """Tell whether a range lies inside a name or cuts one in two."""
    return any(
        not (start <= low and high <= end and (start, end) != (low, high))
        for low, high in names.over(start, end)
    )


def _add_code(found: dict[str, _Found], block: Block, at: int, language: str) -> None:
    """Take inline code that is a word or two as the name of a tool."""
    for mark in block.marks:
        text = block.text[mark.start : mark.end]
        if mark.kind is not MarkKind.CODE or not _is_tool(text):
            continue
        key = " ".join(role_of(word, language).key for word in text.split())
        one = found.setdefault(key, _Found(len(text.split()), 0))
        one.spans.append(Span(block=at, start=mark.start, end=mark.end))
        one.marked = True


def _is_tool(text: str) -> bool:
    words = text.split()
    plain = text.replace(" ", "").replace("-", "")
    return 1 <= len(words) <= 2 and len(plain) > 2 and plain.isalpha() and not text.startswith("-")  # noqa: PLR2004


def _outside_longer(found: dict[str, _Found]) -> dict[str, float]:
    """Return, by key, how often each phrase stands where it is not part of a longer, repeated one."""
    inside: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    for key, one in found.items():
        if one.words == 1 or len(one.spans) == 1:
            continue
        for part in _parts(key):
            if part in found:
                inside[part] += len(one.spans)
                longer[part] += 1
    return {
        key: len(one.spans) - (inside[key] / longer[key] if key in longer else 0.0)
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
    titled = f" {key} " in scale.title
    if one.marked or titled or kin_of(key):
        return True
    count = len(one.spans)
    if one.weak == one.words:
        return count > 2  # noqa: PLR2004 - such words meet by chance
    if one.words > 1 and not one.weak:
        return True
    return count > 1 or one.spans[0].block in scale.headings


def _weight(key: str, one: _Found, free: float, scale: Scale) -> float:
    share = max(0.3, free / len(one.spans))
    size = LENGTHS[min(one.words, LONGEST)]
    return round(weigh(key, one.spans, scale) * share * size * (MARKED if one.marked else 1.0), 4)


def _phrase(
    article: Article, starts: AbstractSet[tuple[int, int]], one: _Found, named: tuple[str, float]
) -> Phrase:
    spans = tuple(sorted(set(one.spans)))
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
