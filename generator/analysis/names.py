"""Sightings of names: runs of capitalised words that are names and not sentence starts or titles."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from generator.analysis.german import standing_bare
from generator.analysis.ranges import Ranges
from generator.analysis.word_roles import describes
from generator.gazetteer import (
    ABBREVIATED,
    ELECTED,
    GIVEN_NAMES,
    HONORIFICS,
    NEVER_ALONE,
    NEVER_NAMES,
    OFFICES,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PLACE_WORDS,
    PLACES,
    PRODUCTS,
)
from generator.model import Article, Block, BlockKind, MarkKind, Span
from generator.words import NOUNS_CAPITALISED, is_stop, is_weak

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.HEADING})
"""The blocks whose text is read for names and phrases."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĪĮĶŁĽĻŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽΆ-ΏΑ-ΫЁА-Я"
_INITIALS = rf"(?:[A-Z]\.){{2,}}|(?:Dr|Mrs?|Ms|Prof|St)\.(?= )|[{_UPPER}]\.(?= [{_UPPER}])"
_CAPITAL = rf"[{_UPPER}]\w*+(?>(?:[’'](?=[{_UPPER}])\w++|[.&+·‑-]\w++)*)(?:\+\+|#)?"
# Of such a noun `'s` is part of a name: `International Women's Day`; of a name it tells whose something is.
_OWNER = (
    r"(?:Women|Men|Children|People|Mother|Father|Parents?|Veterans?|Workers?|Players?|Students?|Patients?|Girls?"
    r"|Boys?|Farmers?|Nurses?|Teachers?|Writers?|Ladies|Valentine|Year)"
    rf"(?:[’']s|(?<=s)[’'])(?= [{_UPPER}])"
)
_WORD = rf"(?:{_INITIALS}|{_OWNER}|{_CAPITAL})"
_JOIN = r"(?>(?: (?:of|for|and|&|de|del|van|von|bin)(?: the)?)?) "
_DOMAIN = "gov|com|org|io|js|net|dev|ai|app|fm"
_SITE = rf"[a-z0-9]++(?:[.-][a-z0-9]++)*?\.(?:{_DOMAIN})\b"
_CAMEL = r"[a-z]{1,3}[A-Z]\w++"
_VERSION = r"(?: (?:version |v)?\d+(?:\.\d+|\.x\b)*(?:[^\W\d_]{1,5}\d{0,3})?\b)?"
_RUN = rf"(?P<run>{_WORD}(?>(?:{_JOIN}{_WORD})*){_VERSION})"
_NAME = re.compile(rf"(?<![\w.@/#-])(?:{_RUN}|(?P<other>{_SITE}|{_CAMEL}))")
# Most blocks have no such sites and words: then names are looked for at capitals alone, which is quicker.
_OTHER = re.compile(rf"[A-Z.](?:(?<=[a-z][A-Z])|(?<=\.)(?:{_DOMAIN})\b)")
_FIRST = re.compile(rf"[{_UPPER}](?<![\w.@/#-].)")
_FROM_CAPITAL = re.compile(_RUN)
_CAPITALISED = re.compile(rf"(?<![\w.@/#-]){_CAPITAL}")
_LOWER = re.compile(r"[a-zà-öø-ÿа-я](?<![\w.@/-].)[\w-]*+")
LOOK = 40
"""So many characters before a code are read for the place that it stands behind."""
_BROKEN_OFF = re.compile(r"$|[,;.)\]]| [|–—-]")
_PLACED = re.compile(rf"[{_UPPER}][^\W\d_]+$")
_LONG_WORD = re.compile(r"\w{4,}")
_STRONG = re.compile(rf"[{_UPPER}][{_UPPER}\d]|\w[a-zà-ÿ]+[{_UPPER}]|[{_UPPER}].*\d|[+#]$")
_CONNECTORS = frozenset("of for and & de del van von bin the".split())
_SHORT = 160
"""A block up to this many characters may be a title in title case."""
_SHOUT = 400
"""Characters; a longer run of capitals is not looked at."""
MOST = 100_000
"""So many runs of capitals are looked at, as many as a few novels have."""
_LONGEST_NAME = 7
"""Words; a longer run of capitals is a title or a shout."""
_OFFICE_OF = 4
"""Words in an office, what it is of, and a name of two words, less one."""
SURE = 2
"""A common word is a name where it has a capital inside sentences so often, and never stands without one."""


_NO_NAMES = ORGANISATION_WORDS | OFFICES | NEVER_NAMES | NEVER_ALONE
"""Words that are no name alone, capital or not."""


_KNOWN = GIVEN_NAMES | ORGANISATIONS | PLACES | PRODUCTS


class Sighting(NamedTuple):
    """One place where a name stands."""

    text: str
    span: Span
    person: bool
    """A title such as Dr or Senator stands before it."""


class _Word(NamedTuple):
    text: str
    start: int
    folded: str


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How the article writes its words."""

    lower: Counter[str]
    """Those of the capitalised words that stand in lower case too, by how often they do."""
    inside: Counter[str]
    """Capitalised words inside sentences, casefolded."""
    names: frozenset[str]
    """Where nouns have capitals, too: what is written as names are, casefolded."""
    language: str


class _Run(NamedTuple):
    words: tuple[_Word, ...]
    block: int
    start: bool
    """A capital here is no evidence: a sentence or a quotation begins."""
    titled: bool
    """It stands in a title in title case, where capitals are no evidence either."""


def find_sightings(article: Article, sentences: Sequence[Span]) -> list[Sighting]:
    """Return every place where a name stands, in order."""
    runs = list(islice(_runs(article, sentences), MOST))
    evidence = _weigh_evidence(article, runs)
    found = [[] if run.titled else list(_names_in(run, evidence)) for run in runs]
    known = frozenset(sighting.text for sightings in found for sighting in sightings)
    return [
        sighting
        for run, sightings in zip(runs, found, strict=True)
        for sighting in (sightings or _known_in(run, known))
    ]


def _runs(article: Article, sentences: Sequence[Span]) -> Iterator[_Run]:
    starts: dict[int, list[int]] = {}
    for sentence in sentences:
        starts.setdefault(sentence.block, []).append(sentence.start)
    for at, block in enumerate(article.blocks):
        if block.kind in PROSE:
            yield from _runs_of(block, at, starts.get(at, [0]), article.language)


def _runs_of(block: Block, at: int, starts: Sequence[int], language: str) -> Iterator[_Run]:
    text = block.text
    titled = is_title_case(text)
    closed = _closed(block) if block.marks else _NOWHERE
    for match in _matches(text):
        if _is_idle(match[0], language):
            continue
        start = match.start()
        if (
            closed.hold(start)
            or match.end() - start > _SHOUT
            or _is_region(match, text)
            or _is_host(match, text)
        ):
            continue
        words = _split(match[0], start)
        yield _Run(words, at, _begins(text, start, starts), titled and match["run"] is not None)


def _is_idle(run: str, language: str) -> bool:
    """Tell whether a run is a function word alone with a capital, as sentences begin: it is no name, ever."""
    return " " not in run and is_stop(run, language) and (len(run) == 1 or not run.isupper())


_NOWHERE = Ranges(())


def _closed(block: Block) -> Ranges:
    """Return where capitals are those of code or of the title of something, and not of a name."""
    text = block.text
    return Ranges(
        (mark.start, mark.end)
        for mark in block.marks
        if mark.kind is MarkKind.CODE or is_title_case(text[mark.start : mark.end])
    )


def _matches(text: str) -> Iterator[re.Match[str]]:
    if _OTHER.search(text):
        yield from _NAME.finditer(text)
        return
    end = 0
    for first in _FIRST.finditer(text):
        match = _FROM_CAPITAL.match(text, first.start()) if first.start() >= end else None
        if match:
            end = match.end()
            yield match


def _is_region(match: re.Match[str], text: str) -> bool:
    """Tell whether two capitals end an address: `Brno, CZ`."""
    start = match.start()
    if len(match[0]) != 2 or not match[0].isupper() or text[start - 2 : start] != ", ":  # noqa: PLR2004 - letters of a code
        return False
    ends = _BROKEN_OFF.match(text, match.end()) is not None
    return ends and _PLACED.search(text, max(0, start - LOOK), start - 2) is not None


def _is_host(match: re.Match[str], text: str) -> bool:
    """Tell whether a site is part of an address: `us @ norvik.org`, `us [at] norvik.org`, `norvik.org/a`."""
    if match["run"] is not None:
        return False
    written_to = _AT.search(text, max(0, match.start() - LOOK), match.start()) is not None
    return written_to or _PATH.match(text, match.end()) is not None


_PATH = re.compile(r"/\w")
_AT = re.compile(r"(?:@|[(\[{]at[)\]}]) ?$", re.IGNORECASE)


def is_title_case(text: str) -> bool:
    """Tell whether most longer words of a short text are capitalised, so that capitals say nothing."""
    if len(text) > _SHORT or text.endswith("."):
        return False
    words = _LONG_WORD.findall(text)[1:]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _split(run: str, start: int) -> tuple[_Word, ...]:
    words = []
    for text in run.split(" "):
        words.append(_Word(text, start, text.casefold()))
        start += len(text) + 1
    return tuple(words)


def _begins(text: str, start: int, starts: Sequence[int]) -> bool:
    place = bisect_right(starts, start) - 1
    begin = starts[place] if place >= 0 else 0
    if start - begin <= 6 and not any(c.isalnum() for c in text[begin:start]):  # noqa: PLR2004 - quotes, dashes
        return True
    return text[start - 1] in "“\"‘'([•" or text[start - 2 : start] in {": ", "• ", "— ", "– "}


def _weigh_evidence(article: Article, runs: Sequence[_Run]) -> _Evidence:
    prose = "\n".join(block.text for block in article.blocks if block.kind in PROSE)
    asked = {word.folded for run in runs for word in run.words}
    asked.update([word.rstrip(".") for word in asked])
    lower = Counter(filter(asked.__contains__, _LOWER.findall(prose)))
    inside = Counter(
        [word.folded for run in runs if not run.titled for word in run.words[1 if run.start else 0 :]]
    )
    inside.update(_capitals_of_title(article.title))
    names = _names_among_nouns(prose, runs) if article.language in NOUNS_CAPITALISED else frozenset()
    return _Evidence(lower, inside, names, article.language)


def _names_among_nouns(prose: str, runs: Sequence[_Run]) -> frozenset[str]:
    """Return what is written as names are, where nouns have capitals, too: surnames, and what stands bare."""
    surnames = (run.words[-1] for run in runs if len(run.words) > 1 and run.words[-2].folded in GIVEN_NAMES)
    return frozenset(word.folded for word in surnames) | standing_bare(prose)


def _capitals_of_title(title: str) -> Iterator[str]:
    """Yield the capitalised words of a title written as a sentence, but the first."""
    rest = title.partition(" ")[2]
    words = _LONG_WORD.findall(rest)
    if sum(word.islower() for word in words) > len(words) / 2:
        yield from (match[0].casefold() for match in _CAPITALISED.finditer(rest))


def _names_in(run: _Run, evidence: _Evidence) -> Iterator[Sighting]:
    for words, first in _parts(run.words, evidence.language):
        trimmed, person = _trim(words, doubtful=run.start and first, evidence=evidence)
        if trimmed and _is_name(trimmed, evidence):
            text = " ".join(word.text for word in trimmed)
            yield Sighting(text, _span(run.block, trimmed), person)


def _known_in(run: _Run, known: frozenset[str]) -> Iterator[Sighting]:
    """Find the names of the text in a title, where capitals alone prove nothing; the longest win."""
    at = 0
    while at < len(run.words):
        for end in range(min(len(run.words), at + _LONGEST_NAME), at, -1):
            words = run.words[at:end]
            text = " ".join(word.text for word in words)
            if text in known or (run.titled and len(words) == 1 and _is_acronym(text)):
                yield Sighting(text, _span(run.block, words), person=False)
                at = end - 1
                break
        at += 1


def _is_acronym(text: str) -> bool:
    strong = _STRONG.search(text) is not None and len(text) <= 5  # noqa: PLR2004 - longer ones may be shouts
    return strong and text.casefold() not in NEVER_NAMES


def _span(block: int, words: Sequence[_Word]) -> Span:
    return Span(block=block, start=words[0].start, end=words[-1].start + len(words[-1].text))


def _parts(words: tuple[_Word, ...], language: str) -> Iterator[tuple[tuple[_Word, ...], bool]]:
    """Yield the parts of a run and whether each is the first; one organisation's name is not cut."""
    if len(words) == 1:
        yield words, True
        return
    folded = [word.folded for word in words]
    whole = bool({folded[0], folded[-1]} & ORGANISATION_WORDS) and len(words) > 3  # noqa: PLR2004 - A and B
    first = True
    begin = 0
    for at, word in enumerate(folded):
        acronym = word == "of" and at > 0 and words[at - 1].text.isupper()
        # German writes every noun with a capital: `Mauer von Norvik` is no name, `Anna von Norvik` is.
        noun = word == "von" and language == "de" and at > 0 and folded[at - 1] not in GIVEN_NAMES
        apart = word == "and" and whole and _are_two(folded, begin, at)
        if acronym or noun or apart or (word in {"and", "for"} and not whole):
            yield words[begin:at], first
            begin, first = at + 1, False
    yield words[begin:], first


def _are_two(folded: Sequence[str], begin: int, at: int) -> bool:
    """Tell whether `and` joins two names, each of which is whole: `the White House and the Mill Council`."""
    before = " ".join(folded[begin:at])
    body = at - begin > 1 and folded[at - 1] in ORGANISATION_WORDS and folded[-1] in ORGANISATION_WORDS
    return body or folded[at + 1 : at + 2] == ["the"] or before in ORGANISATIONS


def _trim(words: tuple[_Word, ...], *, doubtful: bool, evidence: _Evidence) -> tuple[tuple[_Word, ...], bool]:
    person = False
    while words:
        first = words[0].folded.rstrip(".")
        title = _is_title(words, first)
        if not (title or _is_opener(words, first, doubtful=doubtful, evidence=evidence)):
            break
        person = person or (title and len(words) > 1)
        # What somebody is head of is no part of the name: `Secretary of State Ada Merrow`.
        of = title and len(words) > _OFFICE_OF and words[1].text == "of"
        words, doubtful = words[3 if of else 1 :], doubtful and title
    while words and _is_closer(words[-1].folded.rstrip("."), evidence.language):
        words = words[:-1]
    return words, person and len(words) < 4  # noqa: PLR2004 - no person's name is longer


def _is_title(words: tuple[_Word, ...], first: str) -> bool:
    """Tell whether the first word only comes before a name: in `Justice Department` it is part of it."""
    last = words[-1].folded
    if first not in ABBREVIATED and (
        last in ORGANISATION_WORDS or (last in PLACE_WORDS and len(words) > 2)  # noqa: PLR2004 - Judge Park
    ):
        return False
    if len(words) == 2 and first in ELECTED:  # noqa: PLR2004 - Senator Lee
        return last not in GIVEN_NAMES | PLACE_WORDS | PLACES and not is_weak(last, "en") and last.isalpha()
    return first in HONORIFICS or (first in OFFICES and len(words) > 2)  # noqa: PLR2004 - Senator Ann Lee


def _is_opener(words: tuple[_Word, ...], first: str, *, doubtful: bool, evidence: _Evidence) -> bool:
    """Tell whether the first word only begins the sentence, or never begins a name."""
    word = words[0].text
    if first in _CONNECTORS or is_stop(word, evidence.language):
        return not (word.isupper() and len(word) > 2) or first in NEVER_NAMES  # noqa: PLR2004 - IT, OR, US
    if first in NEVER_NAMES:
        return True
    if not doubtful or _STRONG.search(word):
        return False
    if evidence.inside[first]:
        return evidence.lower[first] > evidence.inside[first]
    return bool(evidence.lower[first]) or is_weak(word, evidence.language) or len(words) == 1


def _is_closer(last: str, language: str) -> bool:
    return last in _CONNECTORS or last in NEVER_NAMES or (is_stop(last, language) and len(last) > 2)  # noqa: PLR2004 - IT


def _is_name(words: tuple[_Word, ...], evidence: _Evidence) -> bool:
    if len(words) > _LONGEST_NAME:
        return False
    folded = [word.folded for word in words]
    if any(is_stop(word, evidence.language) and word not in _CONNECTORS for word in folded[:-1]):
        return False
    if len(words) == 1:
        return _is_single_name(words[0].text, folded[0], evidence)
    numbers = evidence.language in NOUNS_CAPITALISED  # `Jahres 2021` is no name, `Version 2` may be one
    return not all(
        is_weak(word, evidence.language) or word in NEVER_NAMES or (numbers and word.isdigit())
        for word in folded
    )


def _is_single_name(word: str, folded: str, evidence: _Evidence) -> bool:
    if len(word) < 2 or word.isdigit() or folded in _NO_NAMES:  # noqa: PLR2004 - I, X
        return False
    if "-" in word and evidence.language == "en" and describes(folded):
        return False
    if word[0].islower() or _STRONG.search(word):
        return True
    weak = is_weak(word, evidence.language)
    if evidence.language in NOUNS_CAPITALISED and (
        weak or not (folded in _KNOWN or folded in evidence.names)
    ):
        return False
    if weak:
        return evidence.inside[folded] >= SURE and not evidence.lower[folded]
    return evidence.lower[folded] <= 2 * evidence.inside[folded]
