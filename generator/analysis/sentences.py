"""Where the sentences of an article begin and end.

sentencex finds the ends; this page mends what it gets wrong around initials, list numbers, quotes,
brackets and abbreviations that end a sentence.
"""

import re
from collections.abc import Iterator

import sentencex

from generator.model import Article, BlockKind, Span
from generator.words import is_stop

_SPOKEN = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE))
_PIECE = 2_000
"""sentencex slows down with the square of some lengths, so a long text goes to it in pieces."""
_LONG = 250
"""A longer sentence has probably swallowed others inside its quotes or brackets."""

_STRANGE = re.compile(r"[^\S ]|[\ud800-\udfff]")
_CLOSING = "\"'”’»)\\]"
_OPENING = "\"'“‘„«(\\["
_BARE_LABEL = re.compile(r"[(\[]?(?:[0-9]{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)]")
_FOOTNOTES = re.compile(r"(?:\[[^\W_]{1,3}\]\s*)+")
_INITIAL = re.compile(rf"(?:^|[\s{_OPENING}])[^\W\d_a-z]\.$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:No|Nos|Nr|N[°º]|Art|Fig|Figs|Abb|Eq|Sec|Ch|Vol|p|pp|S|vs|cf|ca|approx|al|Inc|Ltd|Corp|Co)"
    r"\.$",
    re.IGNORECASE,
)
# What ends no sentence before a small letter: an ellipsis, a dot of `1.2.` or `t.ex.`, an ended quotation.
_OPEN_END = re.compile(rf"(?:\.\.|…|[0-9]\.|\.[^\W\d_]{{1,3}}\.|[.!?…][{_CLOSING}])$")
_WORD = re.compile(r"[^\W_]")
_FIRST_WORD = re.compile(rf"[\s{_OPENING}]{{0,9}}([^\W_]{{1,40}})")
_MISSED = (
    # Abbreviations that end a sentence, as in: in the U.S. They met at 5 p.m. The firm was Acme Inc. It paid.
    re.compile(
        rf"(?<=[\s(])(?:(?:[^\W\d_]\.){{2,4}}|(?:Inc|Ltd|Corp|Co|Jr|Sr|etc)\.)[{_CLOSING}]*\s+(?=[^\W\d_a-z])"
    ),
    # A sentence in brackets, as in: They won. (Applause.) Then they sang.
    re.compile(rf"(?:^|[.!?][{_CLOSING}]?\s)\([^()]{{1,300}}[.!?]\)\s+(?=[{_OPENING}]?[^\W\d_a-z])"),
)
_PLAIN_END = re.compile(rf"(?<=\w\w\w)[.!?][{_CLOSING}]*\s+(?=[{_OPENING}]?[^\W\d_a-z])")


def find_sentences(article: Article) -> tuple[Span, ...]:
    """Return every sentence of the article's paragraphs, items and quotes, in reading order.

    The edges are trimmed, none is empty, and those of a block cover all its words.
    """
    return tuple(
        Span(block=position, start=start, end=end)
        for position, block in enumerate(article.blocks)
        if block.kind in _SPOKEN
        for start, end in split(block.text, article.language)
    )


def split(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each sentence of a text, edges trimmed.

    A language that sentencex does not know is split by its general rules.
    """
    starts = 0
    spans = []
    for end in _mended(text, language):
        sentence = text[starts:end]
        if bare := sentence.strip():
            start = starts + len(sentence) - len(sentence.lstrip())
            spans.append((start, start + len(bare)))
        starts = end
    return tuple(spans)


def _mended(text: str, language: str) -> Iterator[int]:
    """Yield where sentences end: sentencex's ends, some of them dropped and some added."""
    ends = list(_raw_ends(text, language))
    start = 0
    for position, end in enumerate(ends):
        following = ends[position + 1] if position + 1 < len(ends) else end
        if following > end and _belong_together(text, (start, end), following, language):
            continue
        yield from (start + missed for missed in _missed_ends(text[start:end], language))
        yield end
        start = end


def _raw_ends(text: str, language: str) -> Iterator[int]:
    for start, piece in _pieces(text):
        # sentencex 1.0 fails on wide white space and lone surrogates: it sees each as a plain space.
        for boundary in sentencex.get_sentence_boundaries(language, _STRANGE.sub(" ", piece)):
            yield start + int(boundary["end_index"])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces that end where a sentence or else a word does."""
    start = 0
    while len(text) - start > _PIECE:
        limit = start + _PIECE
        after = max(text.rfind(". ", start, limit), text.rfind("? ", start, limit)) + 2
        if after <= start + 2:
            after = text.rfind(" ", start, limit) + 1
        end = after if after > start else limit
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _belong_together(text: str, left: tuple[int, int], following: int, language: str) -> bool:
    """Tell whether sentencex has cut one sentence in two: `left` and `text[left[1]:following]`."""
    start, end = left
    right = text[end:following].strip()
    if not _WORD.search(right) or _FOOTNOTES.fullmatch(right):
        return True
    if not _WORD.search(text, max(start, end - _PIECE), end):
        return True
    tail = text[max(start, end - 16) : end].strip()
    if end - start < len(tail) + 4 and _BARE_LABEL.fullmatch(tail):
        return True
    if right[0].islower():
        return bool(_OPEN_END.search(tail))
    if _INITIAL.search(tail):
        return not _function_word_at(right, 0, language)
    return bool(_ABBREVIATED.search(tail)) and not right[0].isalpha()


def _missed_ends(sentence: str, language: str) -> list[int]:
    """Return where sentences end inside what sentencex takes for one."""
    abbreviated, bracketed = _MISSED
    ends: set[int] = set()
    if "." in sentence[:-2]:
        places = (match.end() for match in abbreviated.finditer(sentence))
        ends |= {place for place in places if _function_word_at(sentence, place, language)}
    if ")" in sentence[:-2]:
        ends |= {match.end() for match in bracketed.finditer(sentence)}
    if len(sentence) > _LONG:
        ends |= {m.end() for m in _PLAIN_END.finditer(sentence)}
    return sorted(ends)


def _function_word_at(text: str, position: int, language: str) -> bool:
    first = _FIRST_WORD.match(text, position)
    return first is not None and is_stop(first[1], language)
