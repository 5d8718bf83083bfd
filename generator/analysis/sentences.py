"""Where the sentences of an article begin and end.

Lines, the labels of a list within a line, and times in a recording part a text first. sentencex finds the
ends in what is left, and this page mends what it gets wrong around initials, list numbers, quotes, brackets,
ellipses, note numbers and abbreviations that end a sentence. `python -m benchmarks.sentences CORPORA`
measures it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import sentencex

from generator.analysis.list_labels import label_starts
from generator.analysis.quotations import inside_quotations
from generator.analysis.shortened import ends_in_a_word, goes_on
from generator.model import Article, Block, BlockKind, Mark, MarkKind, Span
from generator.words import is_stop

_SPOKEN = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE))
_SOLID = frozenset((MarkKind.CODE, MarkKind.LINK))
_PIECE = 2_000
"""sentencex slows down with the square of some lengths, so a long text goes to it in pieces."""
_LONG = 350
"""A longer sentence has probably swallowed others inside its quotes or brackets."""
_STARTERS = {
    **dict.fromkeys(
        ("da", "no", "nb"),
        frozenset("de det den der du han hun hvad hvor hvem hvorfor jeg men og vi".split()),
    ),
}
"""Words that begin sentences, for languages whose function words are not known here."""

_TIME_MARK = re.compile(r"\[[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]\s+(?=\S)")
"""When something is said in a recording; it is no part of what is said."""
_DATELINE = re.compile(
    # `Norvik, May 3 (AP) -- The`, `(CNN)The`, `NORVIK -- The`; but not `NORVIK -- the`.
    r"(?:(?:[^\W\d_a-z]{2}[^()\n]{1,50} )?"
    r"(?:\((?:[A-Z]{2,6}|[A-Z]{2,6}/[A-Z]{2,6}|Reuters|Xinhua|Bloomberg"
    r"|(?:[A-Z][\w.]* ){1,3}(?:Health|News|Post|Reporter|Service|Times|Wire))\) ?(?:--|[—–_-]) "
    r"|\([A-Z][\w &-]{1,24}\)(?=\S)|/[\w -]{2,24}/ ?(?:--|[—–-]) )"
    r"|[^\W\d_a-z][^()\n]{1,50} \([A-Z]{2,8}\)(?=\S)"
    r"|(?:[^\W\d_a-z]{5,20}|[^\W\d_a-z]{3,20}(?: [^\W\d_a-z]{2,20}){1,3})(?:, [A-Z][\w.]{1,15}){0,2}"
    r" (?:--|_) )"
    r"(?=[\"“‘«'(]?[^\W\d_a-z])"
)
"""Where and by whom a report was sent; it is no part of what it says."""
_STRANGE = re.compile(
    "[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]"
)
"""White space other than a space, and lone surrogates."""
_PLAIN_BREAK = re.compile(r"[a-z]{5}[.!?] $")
"""A long word and a stop before a space: with a capital behind it there is no doubt that a sentence ends."""
_CLOSING = "\"'”’»)\\]"
_OPENING = "\"'“‘„«(\\["
_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_SHORT_LINE = re.compile(r"(?:^|\n)[^\s.]{1,2}$")
_BARE_LABEL = re.compile(r"[•⁃]?\s?[(\[]?(?:[0-9]{1,3}|[^\W\d_]|[ivxIVX]{1,4})(?:\.\)|[.)])")
_FOOTNOTES = re.compile(r"(?:\[[^\W_]{1,3}\]\s*)+")
_INITIAL = re.compile(rf"(?:^|[\s{_OPENING}])[^\W\d_a-z]\.$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[])(?:No|Nos|Nr|N[°º]|Art|Fig|Figs|Abb|Eq|Sec|Ch|Vol|p|pp|S|vs|cf|ca|approx|al|Inc|Ltd|Corp|Co)"
    r"\.$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b[ap]\.? ?m\.$", re.IGNORECASE)
_AFTER_HOUR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
    r"|[ECMP][SD]?T|GMT|UTC|BST|Eastern|Central|Pacific|Mountain)(?!\w)",
)
"""What tells more of an hour: at 5 p.m. Monday, at 8 a.m. ET."""
_MEASURE = re.compile(r"(?:^|\s)(?:tsp|tbsp|oz|lbs?|qt|pt|approx|incl|est|min|max)\.$", re.IGNORECASE)
_TITLED = re.compile(r"(?:^|[\s(\[.-])(?:Dipl|M?Mag(?:\.a)?|Ing|Univ|LHStv)\.$")
"""Titles before names, in German."""
# What ends no sentence before a small letter: an ellipsis, a dot of `1.2.` or `t.ex.`, an ended quotation.
_OPEN_END = re.compile(rf"(?:\.\.|…|[0-9]\.|\.[^\W\d_]{{1,3}}\.|[.!?…][{_CLOSING}])$")
_SPACED_ELLIPSIS = re.compile(r"(?:^|[^.\s]\s)\. \. \.$")
_GOES_ON = re.compile(r"[-–—]+\s?[^\W\d_]")
# Where a stop without a space after it ends nothing: an address, a number of a list, `Y!`, `openX.Y`.
_WITHIN = re.compile(
    r"(?:(?:www\.|https?:|@)\S{0,200}|(?:^|\s)(?:[0-9]{1,2}\.|[!?]|\w!)|(?<![^\s(])[a-z]+[A-Z]\w*\.)$"
)
_REST_OF_ADDRESS = re.compile(r"\w[\w-]{0,60}\.(?:com|org|net|gov|edu|io|dev)\b")
_REST_OF_NAME = re.compile(r"(?:JS|TS|NET|IO|AI)\b")
"""The second half of `Node.JS`."""
_WORD = re.compile(r"[^\W_]")
_FIRST_WORD = re.compile(rf"[\s{_OPENING}]{{0,9}}([^\W_]{{1,40}})")
_LONE_QUOTE = re.compile(rf"\s?[{_CLOSING}]+(?=\s|$)")
_OPENS_NEXT = re.compile(r"(?<=\s)[\"“„«‘'](?=[^\W_]|_)")
# The patterns below begin with the stop itself and look back from it: so a text is searched fast.
_LETTER = r"[^\W\d_]\."
_INITIALS = "|".join(rf"(?<=[\s(]{_LETTER * count})" for count in (2, 3, 4))
_ENDING = "|".join(rf"(?<=[\s(]{word}\.)" for word in "Inc Ltd Corp corp Co co Jr Sr etc".split())
# Abbreviations that end a sentence, as in: in the U.S. They met at 5 p.m. The firm was Acme Inc. It paid.
_AFTER_ABBREVIATION = re.compile(rf"\.(?:{_INITIALS}|{_ENDING})[{_CLOSING}]*\s+(?=[^\W\d_a-z])")
# An address or brackets end a sentence, as in: They run example.org. Tom Mills is its head.
_AFTER_ADDRESS = re.compile(
    r"\.(?:(?<=\w\.(?:com|org|net|gov|edu)\.)|(?<=\w\.(?:io|de|uk|eu|us)\.)|(?<=[^\W\d_]{2}\)\.))\s+(?=[^\W\d_a-z]\w)"
)
# A sentence in brackets, as in: They won. (Applause.) Then they sang.
_AROUND_BRACKETS = re.compile(
    rf"(?:(?<=\w\w)[.!?][{_CLOSING}]?\s+(?=\([^\W\d_a-z][^()]{{1,300}}[.!?]\)\s+[{_OPENING}]?[^\W\d_a-z])"
    rf"|(?:^|(?<=[.!?]\s)|(?<=[.!?][{_CLOSING}]\s))\([^()]{{1,300}}[.!?]\)\s+(?=[{_OPENING}]?[^\W\d_a-z]))"
)
_BRACKETED = (".)", "!)", "?)")
# The number of a note behind the stop, as in: This was known.12 Nobody said so.
_AFTER_NOTE = re.compile(
    r"[.!?](?=\d)(?:(?<=[^\W\d_][^\W\d_)].)|(?<=\w\).))\d{1,3}(?:[ ,]\d{1,3})*\s+(?=[^\W\d_a-z])"
)
# Words are left out before the next sentence: It was. ... Then it was not.
_BEFORE_ELLIPSIS = re.compile(r"\.(?<=\w\w\w\.)\s+(?=\.\.\.[^\W_]|\. \. \.\s)")
_PLAIN_END = re.compile(rf"[.!?](?<=\w\w\w.)[{_CLOSING}]*\s+(?=[{_OPENING}]?[^\W\d_a-z])")

_SHORT_END = re.compile(
    rf"(?<!\S)([^\W\d_]{{2,3}})[.!?][{_CLOSING}]*\s+(?=[{_OPENING}]?[^\W\d_a-z][^\W\d_]{{2}})"
)
"""A short word before a stop, as in `een voor me. Daarna`: it may be an abbreviation."""


def find_sentences(article: Article) -> tuple[Span, ...]:
    """Return every sentence of the article's paragraphs, items and quotes, in reading order.

    The edges are trimmed, none is empty, and those of a block cover all its words.
    """
    return tuple(
        Span(block=position, start=start, end=end)
        for position, block in enumerate(article.blocks)
        if block.kind in _SPOKEN
        for start, end in _with_whole_words(block, split(block.text, article.language))
    )


def _with_whole_words(block: Block, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block, none of which ends inside a link or code without spaces."""
    cut = {end for (_, end), (start, _) in pairwise(spans) if end == start}
    cut = {end for end in cut if any(_holds(block, mark, end) for mark in block.marks)}
    first = -1
    for start, end in spans:
        first = start if first < 0 else first
        if end not in cut:
            yield first, end
            first = -1


def _holds(block: Block, mark: Mark, place: int) -> bool:
    """Tell whether a mark goes over a place and is one word: `graphlib.TopologicalSorter`."""
    inside = mark.kind in _SOLID and mark.start < place < mark.end
    return inside and " " not in block.text[mark.start : mark.end]


def split(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) of each sentence of a text, edges trimmed.

    A language that sentencex does not know is split by its general rules.
    """
    spans = []
    for first, last in _runs(text):
        starts = first
        for end in _mended(text[first:last], language):
            sentence = text[starts : first + end]
            if bare := sentence.strip():
                start = starts + len(sentence) - len(sentence.lstrip())
                spans.append((start, start + len(bare)))
            starts = first + end
    return tuple(spans)


def is_dateline(text: str, end: int) -> bool:
    """Tell whether a text up to there only says where and by whom it was sent."""
    found = _DATELINE.match(text)
    return found is not None and len(found[0].rstrip()) == end


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of a text, and the items of a list within a line."""
    start = 0
    found = _LINE_END.finditer(text) if "\n" in text else ()
    ends = [match.end() for match in found if not _is_wrapped(text, match)]
    for end in (*ends, len(text)):
        mark = _TIME_MARK.match(text, start, end) or _DATELINE.match(text, start, end)
        first = [mark.end()] if mark else []
        places = [start, *first, *(start + place for place in label_starts(text[start:end])), end]
        yield from pairwise(places)
        start = end


def _is_wrapped(text: str, line_end: re.Match[str]) -> bool:
    """Tell whether a line only goes on in the next: it ends in a space, or holds hardly a word."""
    before, after = (
        text[max(0, line_end.start() - 4) : line_end.start()],
        text[line_end.end() : line_end.end() + 1],
    )
    if line_end[0].count("\n") > 1 or not after:
        return False
    spaced = line_end[0] == " \n" and before[-1:] not in ".!?:;" and (after.isalpha() or after == "(")
    return spaced or after in ".,;" or _SHORT_LINE.search(before) is not None


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
    end = 0
    for start, piece in _pieces(text):
        # sentencex 1.0 fails on wide white space and lone surrogates: it sees each as a plain space.
        for boundary in sentencex.get_sentence_boundaries(language, _STRANGE.sub(" ", piece)):
            end = max(end, _at_quotes(text, start + int(boundary["end_index"])))
            yield end


def _at_quotes(text: str, end: int) -> int:
    """Return an end moved behind a quote that closes there, or before one that opens the next sentence."""
    if match := _LONE_QUOTE.match(text, end):
        return match.end()
    return end - 1 if end < len(text) and _OPENS_NEXT.match(text, end - 1) else end


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
    if text[end].isupper() and _PLAIN_BREAK.search(text, max(start, end - 7), end):
        return False
    right = text[end:following].strip()
    if not _WORD.search(right) or _FOOTNOTES.fullmatch(right):
        return True
    if text[end - 2 : end] == " ." and text[end].isupper():
        return True  # `.NET`
    tail = text[max(start, end - 16) : end].strip()
    label = end - start < len(tail) + 4 and _BARE_LABEL.fullmatch(tail) is not None
    return (
        label
        or not _WORD.search(text, max(start, end - _PIECE), end)
        or _is_inside_a_word(text, end)
        or _reads_on(tail, right, language)
    )


def _reads_on(tail: str, right: str, language: str) -> bool:
    """Tell whether a sentence that seems to end in `tail` goes on as `right`."""
    hour = _HOUR.search(tail) and _AFTER_HOUR.match(right)
    if hour or _SPACED_ELLIPSIS.search(tail) or _abbreviates(tail, right, language):
        return True
    if language == "de" and _TITLED.search(tail):
        return not _function_word_at(right, 0, language)
    if right[0].islower() or _GOES_ON.match(right):
        return (
            bool(_OPEN_END.search(tail) or _MEASURE.search(tail))
            or tail[-1] == "!"
            or (tail[-1] == "?" and right[0] in "-–—")
        )
    if _INITIAL.search(tail):
        return not _function_word_at(right, 0, language)
    return bool(_ABBREVIATED.search(tail)) and not right[0].isalpha()


def _abbreviates(left: str, right: str, language: str) -> bool:
    """Tell whether a sentence seems to end in an abbreviation of its language, or in a number of an order."""
    if language == "en" or not right:
        return False
    tail = left[-16:].rstrip()
    return goes_on(tail, right, language) or (
        language == "de" and tail[-2:-1].isdigit() and _is_in_order(tail, right)
    )


def _is_in_order(tail: str, right: str) -> bool:
    """Tell whether a number is that of a day, or of one after others, in German: `der 30. Kongress`."""
    counted = _ORDINAL.search(tail) and right[0].isupper() and not _function_word_at(right, 0, "de")
    return bool(counted) or _MONTH.match(right) is not None


_ORDINAL = re.compile(r"\b(?:de[rsmn]|die|das|[iav]m|zu[mr]|vom|beim|ihr\w*|unser\w*|sein\w*) \d{1,3}\.$")


_MONTH = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)


def _is_inside_a_word(text: str, end: int) -> bool:
    """Tell whether an end lies in an address or a name such as `www.example.Org` or `Y!X`."""
    if text[end - 1].isspace() or not text[end : end + 1].isalnum():
        return False
    rest = _REST_OF_ADDRESS.match(text, end) or _REST_OF_NAME.match(text, end)
    within = rest or _WITHIN.search(text, max(0, end - 200), end)
    return within is not None


def _missed_ends(sentence: str, language: str) -> list[int]:
    """Return where sentences end inside what sentencex takes for one."""
    stops = sentence.count(".") + sentence.count("!") + sentence.count("?")
    if stops == 0 or (stops == 1 and sentence.rstrip().endswith((".", "!", "?"))):
        return []
    ends: set[int] = set()
    if ". " in sentence[:-2]:
        places = [match.end() for match in _AFTER_ABBREVIATION.finditer(sentence)]
        ends |= {place for place in places if _function_word_at(sentence, place, language)}
        ends |= {match.end() for match in _BEFORE_ELLIPSIS.finditer(sentence)}
        ends |= {match.end() for match in _AFTER_ADDRESS.finditer(sentence)}
    ends |= {match.end() for match in _AFTER_NOTE.finditer(sentence)}
    if ")" in sentence and any(end in sentence for end in _BRACKETED):
        ends |= {match.end() for match in _AROUND_BRACKETS.finditer(sentence)}
    if language != "en":
        ends |= {place.end() for place in _SHORT_END.finditer(sentence) if ends_in_a_word(place[1], language)}
    plain = [match.end() for match in _PLAIN_END.finditer(sentence)]
    if plain and len(sentence) <= _LONG:
        quoted = inside_quotations(sentence, plain)
        plain = [at for at in plain if at not in quoted and _function_word_at(sentence, at, language)]
        plain = [at for at in plain if not _abbreviates(sentence[:at], sentence[at:], language)]
    return sorted(ends | set(plain))


def _function_word_at(text: str, position: int, language: str) -> bool:
    first = _FIRST_WORD.match(text, position)
    if first is None:
        return False
    return is_stop(first[1], language) or first[1].lower() in _STARTERS.get(language, ())
