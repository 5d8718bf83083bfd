"""Names of people, organisations, products and places, found by how the article writes them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.analysis.abbreviations import find_abbreviations
from generator.analysis.names import PROSE, Sighting, find_sightings
from generator.analysis.weighing import Scale, scale_of, weigh
from generator.gazetteer import (
    GIVEN_NAMES,
    NO_VERSIONS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    PLACES,
    PLATFORMS,
    known_kind,
)
from generator.keys import phrase_key, uninflected
from generator.model import Article, Phrase, Span, TopicKind
from generator.words import NOUNS_CAPITALISED, is_weak

LIMIT, PER = 30, 8
"""So many names of one article are kept, the weightiest, and one more for each so many blocks."""
LOOK = 40
"""So many characters before a name are read for what it is."""
_VERSION = re.compile(r"(?:[ ‑-](?!(?:19|20)\d\d$)(?:version |v)?|(?<=[^\s\d-]))\d[\d.]*[a-z]?$")
"""A number behind a name, but no year: `PyCon 2025` is an event."""
_SPEAKS = re.compile(
    r",? (?:has |had )?(?:said|says|announced|released|launched|argued|wrote|told|founded|plans|sued|hired)\b"
)
_BODY = (
    r"(?:company|companies|(?:firm|startup|start-up|carmaker|automaker|maker|manufacturer|charity|bank|retailer|"
    r"publisher|airline|broadcaster|newspaper|foundation|non-?profit|lab|employer|competitor|rival|subsidiary|bureau)s?|agency|agencies)"
)
_OFFICER = r"(?:CEO|CTO|CFO|founder|co-founder|chief executive|shareholder|investor|employee|engineer)s?"
_IS_BODY = re.compile(
    rf",? (?:\(?(?:is|was|are|as|remains|became|which is|like other|one of)\b)(?: [\w-]++){{0,6}}? {_BODY}\b"
    rf"|, (?:an?|the) (?:[\w'’-]++ ){{0,5}}?{_BODY}\b"
    rf"|[’']s (?:{_OFFICER}|headquarters|board|stock|share price|shares|revenue|profits?|factory|staff)\b"
)
_SCHOLAR = (
    r"(?:professors?|students?|faculty|lecturers?|postdocs?|researchers?|scientists?|department|departments|lab"
    r"|courses?|degree|PhD)"
)
_BEFORE_BODY = re.compile(
    rf"\b(?:(?:{_OFFICER}|chairman|head|president|director|board|shares|stock) (?:of|at)|{_SCHOLAR} at"
    rf"|(?:co-)?found(?:ing|ed)|join(?:ing|ed)|sued|acquir(?:ing|ed)|work(?:s|ed|ing)? (?:for|at)"
    rf"|{_BODY}) (?:the )?$"
)
_BEFORE_VENUE = re.compile(r"\b(?:on|via|over|through|formerly) $")
_BEFORE_PLACE = re.compile(r"\b(?:in|from|near|across|throughout|outside) (?:the )?$")
_BEFORE_REGION = re.compile(r", [A-Z]{2}(?=$|[,;.)\]]| [|–—-])")
"""`Kongsberg, NO` is a place."""
_BEFORE_USED = re.compile(r"\b(?:us(?:e|es|ed|ing)|with|via|install(?:s|ed|ing)?|run(?:s|ning)?) (?:the )?$")
_OWN_CAPITALS = re.compile(r"\w[^\W\d_]*[A-ZÀ-Þ]")
_TOOL = (
    r"(?:app|application|library|framework|platform|plugin|extension|package|toolkit|tool|database|"
    r"web ?site|web server|editor|compiler|linter|(?:programming|query) language|operating system)"
)
_IS_TOOL = re.compile(
    rf",? (?:\([^()]{{1,40}}\) )?(?:is|was|which is) (?:an?|the|our|my|your) (?:[\w-]++ ){{0,5}}?{_TOOL}\b"
    rf"|, (?:an?|our|my) (?:[\w’'-]++ ){{0,5}}?{_TOOL}\b| platform\b"
)
_SITE = re.compile(r"\w\.(?:gov|com|org|io|js|net|dev|ai|app|fm)$")
_TWO_WORDS = re.compile(r"[^\W\d_][^\W\dA-Z_]+ [^\W\d_][^\W\dA-Z_]+")
_NOT_PERSON = re.compile(r"[\d&/+#]")


class _Name(NamedTuple):
    key: str
    forms: Counter[str]
    spans: list[Span]
    person: bool
    long: str = ""
    """What the article explains it to stand for: whoever knows only that reads it."""


def find_entities(article: Article, sentences: Sequence[Span]) -> tuple[Phrase, ...]:
    """Return the names in an article, the weightiest first: some 30, more if it is long.

    A name is found by its capitals inside sentences, by its form (acronym, CamelCase, a version, a
    web site) or by a title before it; capitals of title-case headings count for nothing. A surname
    alone counts for the full name, an abbreviation for what it was said to stand for.
    """
    found = _by_key(article, find_sightings(article, sentences))
    names = _fold_short_names(_known_by_surname(found, article), article.language)
    names = [name for name in _fold_abbreviations(names, article) if not _is_venue(name, article)]
    scale = scale_of(article)
    most = LIMIT + len(article.blocks) // PER
    phrases = [
        Phrase(
            key=name.key,
            text=name.long or _best_form(_without_cases(name, article.language)),
            kind=_kind(name, article),
            weight=_weight(name, scale),
            spans=tuple(sorted(name.spans)),
        )
        for name in names
    ]
    return tuple(sorted(phrases, key=lambda phrase: (-phrase.weight, phrase.key))[:most])


def _without_cases(name: _Name, language: str) -> Mapping[str, int]:
    """Return the forms of a name, in German without those that a case makes: `der Deutschen Bahn`."""
    if language not in NOUNS_CAPITALISED:
        return name.forms
    return uninflected(name.forms, names=_is_person(name, language))


def _weight(name: _Name, scale: Scale) -> float:
    where = {span.block for span in name.spans}
    return weigh(len(name.spans), where, scale, titled=scale.titles(name.key))


def _is_venue(name: _Name, article: Article) -> bool:
    """Tell whether a name is only the place where something was said: `on Twitter`."""
    return _best_form(name.forms).casefold() in PLATFORMS and all(
        _ends_before(_BEFORE_VENUE, article, span) for span in name.spans
    )


def _ends_before(pattern: re.Pattern[str], article: Article, span: Span) -> bool:
    text = article.blocks[span.block].text
    return pattern.search(text, max(0, span.start - LOOK), span.start) is not None


def correct(text: str, corrections: Iterable[tuple[str, str]]) -> str:
    """Return a phrase as it should be written: each wrong form that stands in it as words is replaced."""
    for wrong, right in corrections:
        if wrong in text:
            text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", _literal(right), text)
    return text


def _literal(text: str) -> Callable[[re.Match[str]], str]:
    return lambda _: text


def _by_key(article: Article, sightings: Iterable[Sighting]) -> list[_Name]:
    names: dict[str, _Name] = {}
    for sighting in sightings:
        text = correct(sighting.text, article.corrections)
        key = phrase_key(text, article.language)
        if not key:
            continue
        name = names.get(key) or _Name(key, Counter(), [], person=False)
        name.forms[text] += 1
        name.spans.append(sighting.span)
        names[key] = name._replace(person=name.person or sighting.person)
    return list(names.values())


def _known_by_surname(names: Sequence[_Name], article: Article) -> list[_Name]:
    """Mark `Ada Merrow` as a person if `Merrow` stands alone after it and `Ada` never does."""
    alone = {name.key: min(name.spans) for name in names if " " not in name.key}
    ends = Counter(name.key.rpartition(" ")[2] for name in names if " " in name.key)

    def is_person(name: _Name) -> bool:
        text = _best_form(name.forms)
        # Where all nouns have capitals, two of them are no name yet: `hat die Regierung Proteste verboten`.
        if (
            article.language in NOUNS_CAPITALISED
            or not _TWO_WORDS.fullmatch(text)
            or not PLACES.isdisjoint((text.casefold(), text.split()[1].casefold()))
            or _is_of_a_place(text)
        ):
            return False
        first, last = (phrase_key(word, article.language) for word in text.split())
        introduced = last in alone and min(name.spans) < alone[last]
        return introduced and first not in alone and ends[last] == 1 and not _are_words(text, article)

    return [name._replace(person=name.person or is_person(name)) for name in names]


def _is_of_a_place(name: str) -> bool:
    """Tell whether a name begins as one of a place does, and no person's: `Manchester United`."""
    first = name.split(maxsplit=1)[0].casefold()
    return first in PLACES and first not in GIVEN_NAMES


def _are_words(name: str, article: Article) -> bool:
    """Tell whether the article writes a part of a name in lower case, too: `Writing Lab`, `the lab`."""
    small = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, name.casefold().split()))})(?!\w)")
    return any(small.search(block.text) for block in article.blocks if block.kind in PROSE)


def _fold_short_names(names: Sequence[_Name], language: str) -> list[_Name]:
    """Give the places of `Musk` to `Elon Musk`, where only one person of that name is spoken of."""
    full = [name for name in names if _is_person(name, language)]
    ends: dict[str, list[_Name]] = {}
    for name in full:
        words = _best_form(name.forms).split()
        for short in {words[0], words[-1]} if len(words) > 1 else set():
            ends.setdefault(phrase_key(short, language), []).append(name)
    kept = []
    for name in names:
        owners = ends.get(name.key, [])
        if len(owners) == 1 and name not in full:
            owners[0].spans.extend(name.spans)
        else:
            kept.append(name)
    return kept


def _is_person(name: _Name, language: str) -> bool:
    words = _best_form(name.forms).split()
    if not 1 < len(words) < 4 or _NOT_PERSON.search(" ".join(words)):  # noqa: PLR2004 - given name, initial, surname
        return False
    if words[-1].casefold() in ORGANISATION_WORDS | PLACE_WORDS or is_weak(words[-1], language):
        return False
    return name.person or (words[0].casefold() in GIVEN_NAMES and name.key not in PLACES)


def _fold_abbreviations(names: Sequence[_Name], article: Article) -> list[_Name]:
    """Make one name of `Full Self-Driving (FSD)`: both forms, under the key of the long one."""
    by_key = {name.key: name for name in names}
    for long, short in find_abbreviations(article):
        key, short_key = phrase_key(long, article.language), phrase_key(short, article.language)
        if not key or key == short_key or short_key not in by_key:
            continue
        places = by_key[key].spans if key in by_key else list(_places(long, article))
        if not places:  # it only ends another word: `OP_VERIFY_ALL`
            continue
        short_name = by_key.pop(short_key)
        known = by_key.pop(key, None)
        forms = short_name.forms + (known.forms if known else Counter({long: len(places)}))
        spelt = _best_form({form: count for form, count in forms.items() if form not in short_name.forms})
        by_key[key] = _Name(key, forms, [*places, *short_name.spans], person=False, long=spelt)
    return list(by_key.values())


def _places(text: str, article: Article) -> Iterator[Span]:
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)
    for at, block in enumerate(article.blocks):
        if block.kind in PROSE:
            for match in pattern.finditer(block.text):
                yield Span(block=at, start=match.start(), end=match.end())


def _best_form(forms: Mapping[str, int]) -> str:
    return min(forms, key=lambda form: (-forms[form], -len(form), form))


def _kind(name: _Name, article: Article) -> TopicKind:
    text = _best_form(name.forms)
    words = text.split()
    known = known_kind(text)
    named_so = len(words) > 1 and words[-1].casefold() in PLACE_WORDS
    if known is TopicKind.PLACE or named_so or (article.language == "de" and _STREET.search(text)):
        return TopicKind.PLACE
    show = words[-1] == "Party" and not known and not _has_article(name, article)
    language = article.language
    if (_is_body(words, language) and not show) or (
        text.isupper() and any(_is_body(form.split(), language) for form in name.forms)
    ):
        return TopicKind.ORGANISATION
    short = len(words) == 1 and text.isupper()  # `AMY` is what it stands for
    called = name.person or text.casefold() in GIVEN_NAMES or _is_somebody(name, article)
    if (called and not short) or _is_person(name, language):
        return TopicKind.PERSON
    if known is TopicKind.ORGANISATION:
        return known
    versioned = _VERSION.search(text) and text.casefold() not in NO_VERSIONS
    made = len(words) > 1 and known_kind(words[0]) is TopicKind.PRODUCT
    if versioned or _is_written_small(text) or _SITE.search(text) or known or made:
        return TopicKind.PRODUCT
    return _kind_by_use(name, article)


def _is_written_small(text: str) -> bool:
    """Tell whether a name begins with a small letter on purpose: `iPhone`, but not `code of conduct`."""
    return text[0].islower() and not (" " in text and text.islower())


def _is_somebody(name: _Name, article: Article) -> bool:
    """Tell whether a name of two words is used as a person's: `Ada Merrow, who`; `thanks to Ada M., who`."""
    if not all(_TWO_WORDS.fullmatch(form) or _HALF.fullmatch(form) for form in name.forms):
        return False
    cue = _GOES_ON if _HALF.fullmatch(_best_form(name.forms)) else _WHO
    return any(cue.match(article.blocks[span.block].text, span.end) for span in name.spans)


_HALF = re.compile(r"[^\W\d_]+ [^\W\d_a-z]")
_GOES_ON = re.compile(r"\.(?:[,;:)’'\]]| (?:and\b|[a-z(&]))")
"""Behind a letter that stands for a surname; at a sentence's end it may count something: `vitamin C.`"""
_WHO = re.compile(r",? who(?:se)?\b")
_STREET = re.compile(r"(?:straße|strasse|platz|gasse|allee|ufer)(?: \d+ ?\w?)?$")
"""How the names of German streets end."""


def _is_body(words: Sequence[str], language: str) -> bool:
    """Tell whether a name begins or ends as those of organisations do: no `Lab Meeting`, no `Mill fund`."""
    if len(words) < 2:  # noqa: PLR2004 - `Council` is any
        return False
    begins = words[0].casefold() in ORGANISATION_WORDS and (language != "en" or words[1] in {"of", "for"})
    last = words[-1]
    return begins or (last[0].isupper() and last.casefold().rstrip(".") in ORGANISATION_WORDS)


def _has_article(name: _Name, article: Article) -> bool:
    """Tell whether `the` stands before a name here and there: `the Mill Party`; `Mill Party` is a show."""
    return 3 * sum(_ends_before(_ARTICLE, article, span) for span in name.spans) >= len(name.spans)


_ARTICLE = re.compile(r"\bthe $", re.IGNORECASE)


def _kind_by_use(name: _Name, article: Article) -> TopicKind:
    acts = places = 0
    for span in name.spans:
        text = article.blocks[span.block].text
        acts += any(cue.match(text, span.end) for cue in (_SPEAKS, _IS_BODY))
        acts += _ends_before(_BEFORE_BODY, article, span)
        places += _ends_before(_BEFORE_PLACE, article, span)
        places += 2 * (_BEFORE_REGION.match(text, span.end) is not None)
    if acts * 4 >= len(name.spans) and acts:
        return TopicKind.ORGANISATION
    if places * 3 >= len(name.spans) and places > 1 and not _is_used(name, article):
        return TopicKind.PLACE
    return TopicKind.PRODUCT if _is_told_a_tool(name, article) else TopicKind.CONCEPT


def _is_used(name: _Name, article: Article) -> bool:
    """Tell whether a name is no place's, whatever is in it: `in CSS`, `in BerthDB`, `using Berth`."""
    form = _best_form(name.forms)
    return _OWN_CAPITALS.search(form) is not None or any(
        _ends_before(_BEFORE_USED, article, span) for span in name.spans
    )


def _is_told_a_tool(name: _Name, article: Article) -> bool:
    """Tell whether the article says that something is a tool: `Berth is a small library`."""
    if name.long or _best_form(name.forms).islower():
        return False
    return any(_IS_TOOL.match(article.blocks[span.block].text, span.end) for span in name.spans)
