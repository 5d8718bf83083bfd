"""Words as every stage sees them: stems, function words, the language of a text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Protocol

from Stemmer import Stemmer as PyStemmer

from generator.tokens import words_in


class Stemmer(Protocol):
    """What a Snowball stemmer promises."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the name is snowballstemmer's
        """Return the stem of a word in lower case."""


NOUNS_CAPITALISED = frozenset({"de"})
"""Languages in which a capital tells a noun, and no name."""
_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
_LONGEST_WORD = 64
"""Longer runs of letters are no words; stemming them would only cost time."""

# Plurals that Snowball keeps apart from their singular.
_IRREGULAR = {
    "analyses": "analysis",
    "children": "child",
    "criteria": "criterion",
    "crises": "crisis",
    "diagnoses": "diagnosis",
    "feet": "foot",
    "geese": "goose",
    "halves": "half",
    "hypotheses": "hypothesis",
    "knives": "knife",
    "leaves": "leaf",
    "lives": "life",
    "men": "man",
    "mice": "mouse",
    "phenomena": "phenomenon",
    "selves": "self",
    "shelves": "shelf",
    "teeth": "tooth",
    "theses": "thesis",
    "thieves": "thief",
    "wives": "wife",
    "wolves": "wolf",
    "women": "woman",
}

_VOCALIC = frozenset(("es", "it", "pt"))
"""Languages whose own plurals have a vowel before their `s`, or have none."""
_LOAN_PLURAL = re.compile(r"\w\w(?:[bcdfghkmrtwy]|[^aeiou]l|[^e]n|(?<!tt)p)s$")
"""What other plurals end in: `frameworks`, `arrays`; but Portuguese `imagens` is one of `imagem`."""


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """Return the Snowball stem of a word, case-folded; a language without a stemmer keeps the word.

    In English some words are kept apart that Snowball takes for one.

    Source: M. F. Porter, Snowball (https://snowballstem.org).
    """
    folded = word.casefold().replace("’", "'")
    stemmer = _stemmer(language)
    if stemmer is None or len(folded) > _LONGEST_WORD:
        return folded
    if language == "en":
        apart = _apart()
        if folded in apart:
            return apart[folded]
        folded = _IRREGULAR.get(folded, folded)
    elif language in _VOCALIC and _LOAN_PLURAL.search(folded):
        folded = folded[:-1]
    elif language == "pt" and folded.endswith("ens") and folded != "tokens":
        folded = folded[:-2] + "m"
    return stemmer.stemWord(folded)


@cache
def _stemmer(language: str) -> Stemmer | None:
    """Return Snowball in C, without its own memory: `stem` remembers."""
    return PyStemmer(_SNOWBALL[language], 0) if language in _SNOWBALL else None


@lru_cache(maxsize=1 << 16)
def is_stop(word: str, language: str) -> bool:
    """Tell whether a word is a function word, which says nothing by itself."""
    return word.casefold().replace("’", "'") in _listed("stopwords", language)


def stop_words(language: str) -> tuple[str, ...]:
    """Return the function words of a language, sorted; none for a language without a list."""
    return tuple(sorted(_listed("stopwords", language)))


@lru_cache(maxsize=1 << 16)
def is_weak(word: str, language: str) -> bool:
    """Tell whether a word is too general to name anything alone: `thing`, `important`, `tenemos`."""
    folded = word.casefold().replace("’", "'")
    return folded in _listed("weak", language) or stem(folded, language) in _verbs(language)


def is_abbreviation(word: str, language: str) -> bool:
    """Tell whether a word of a language other than English, without its stop, is an abbreviation."""
    return word.casefold() in _listed("abbreviations", language)


@cache
def _verbs(language: str) -> frozenset[str]:
    """Return the stems of verbs that name nothing, in whatever form."""
    return frozenset(stem(word, language) for word in _listed("verbs", language))


@lru_cache(maxsize=1 << 16)
def is_too_general(word: str, language: str) -> bool:
    """Tell whether a noun that is not English says too little for a page: `Projekt`, `fichiers`."""
    return stem(word, language) in _general(language)


@cache
def _general(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _listed("general", language))


@cache
def _listed(kind: str, language: str) -> frozenset[str]:
    """Return the words of `data/<kind>/<language>.txt`; empty where there is no such list."""
    words = {word.casefold() for line in listed_lines(kind, language) for word in line.split()}
    return frozenset(
        words | {joined + word for joined in _JOINED.get((kind, language), ()) for word in words}
    )


_JOINED = {
    ("stopwords", "ar"): ("و",),
    ("weak", "ar"): ("و", "ال", "وال", "ب", "بال", "ل", "لل"),
    ("stopwords", "he"): ("ו", "ש", "וש", "כש"),
    ("weak", "he"): ("ה", "ו", "ש", "ב", "ל", "מ", "כ", "וה", "שה", "וב", "ול"),
}
"""Words of a letter or two (and, the, that, in, to) which these languages write together with the next."""


@cache
def _apart() -> Mapping[str, str]:
    """Return the stem of each English word that Snowball takes for a form of another."""
    return {form: line.split()[0] for line in listed_lines("apart", "en") for form in line.split()}


def listed_lines(kind: str, language: str) -> list[str]:
    """Return the lines of `data/<kind>/<language>.txt` but for comments; none where there is no such list."""
    path = resources.files("generator") / "data" / kind / f"{language}.txt"
    if language not in _LISTED or not path.is_file():
        return []
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


_LISTED = (
    "ar",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "fi",
    "fr",
    "he",
    "hi",
    "hu",
    "it",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sv",
    "tr",
)

_SAMPLE = 5_000
_DOUBT = 0.5
"""So many function words of a short text more than English ones another language has to have."""
_MANY, _TIMES = 20, 3
"""A text is in another language than somebody said if it has three times as many words of it, and 20 more."""
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("kk", re.compile("[әғқңұӘҒҚҢҰ]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ur", re.compile("[ٹڈڑںے]")),
    ("fa", re.compile("[پچژگیک]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
)
_TELLING = {
    language: frozenset(words.split())
    for language, words in {
        "ca": "de la que i el en a les els per amb un una és del dels al com aquest aquesta aquests són també"
        " més però no es seva seu ha han molt quan perquè",
        "et": "ja on ei see et kui ka oma aga või ning mis mida kes nii siis veel tema olid oli seda",
        "eu": "eta da du ez dira bat izan zen dute hau baina edo ere dela oso zuen dituzte baino bere hori",
        "gl": "de que e a o en un unha do da os as non para con por se é máis como dos das pola polo tamén"
        " foi ao na no ten son pero",
        "hr": "je i u na se da za su od koji koja koje što kao ali nije bi biti ili iz ima sve samo još te",
        "id": "yang dan di dengan untuk tidak ini itu dari pada adalah akan dalam juga ke oleh atau sebagai"
        " karena bisa kita saya mereka sudah ada para lebih",
        "lt": "ir yra kad tai su iš į ne kaip bet buvo už nuo arba jei kuris kurie savo dar tik jo",
        "lv": "un ir ka ar no uz par kas bet tas kā vai arī lai pie tika bija šo kur viņš tā",
        "sk": "a sa v na je že s sú aj ako alebo ktoré ktorý ktorá bol bola nie pre čo však tiež od za",
        "sl": "je in v na za se so da ki ter tudi pri z ne lahko kot pa bi od po ali iz ni več bil",
        "vi": "và của là có không được cho với các những một trong này đã khi người để từ về như",
    }.items()
}
"""Words that tell other languages, of which no more is known."""
_SURER = 1.25
"""So many times as many words of one of these a text has as of any language that is known better."""
_ASCII = re.compile("[\x00-\x7f]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def detect_language(*texts: str, told: str = "", most: int = _SAMPLE) -> str:
    """Return the two-letter code of the language of some texts, by their script and their function words.

    Only so many characters count, from the first on; `en` where nothing tells. What somebody `told` is
    believed unless the text has many more function words of another language.
    """
    sample = list(_first(texts, most))
    script = _by_script("\n".join(sample))
    if script or (told and told not in _LISTED):
        return told or script
    counts = _words_that_tell(sample)
    scores = _by_function_words(counts)
    best = max(sorted(scores), key=lambda language: scores[language])
    if not told and (other := _by_telling_words(counts, _SURER * scores[best])):
        return other
    doubtful = scores[best] > _MANY + _TIMES * scores.get(told, 0.0)
    return told if told and not doubtful else best


def _first(texts: Iterable[str], room: int) -> Iterator[str]:
    """Yield the texts up to so many characters, one more between two of them; the last is cut."""
    for text in texts:
        if room <= 0:
            return
        yield text[:room]
        room -= len(text) + 1


def _by_script(sample: str) -> str:
    strange = len(sample) - len(sample.encode("ascii", "ignore"))
    if strange * 3 <= sum(map(sample.count, "aeiou")):
        return ""  # too few for any other script
    latin = len(_LATIN.findall(sample))
    others = _ASCII.sub("", sample)
    for language, letters in _SCRIPTS:
        if len(letters.findall(others)) * 3 > latin:
            return language
    return ""


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Return by function word the languages that have it."""
    owners: dict[str, tuple[str, ...]] = {}
    for language in _LISTED:
        for word in _listed("stopwords", language):
            owners[word] = (*owners.get(word, ()), language)
    return owners


@cache
def _tellers() -> dict[str, tuple[str, ...]]:
    """Return by word that tells another language the languages that it tells."""
    tellers: dict[str, tuple[str, ...]] = {}
    for language, words in _TELLING.items():
        for word in words:
            tellers[word] = (*tellers.get(word, ()), language)
    return tellers


class _WordsThatTell(dict[str, str]):
    """A word in small letters if it tells any language, by the word as it is met; else empty."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        folded = word.casefold().replace("’", "'")
        found = self[word] = folded if folded in _owners() or folded in _tellers() else ""
        return found


_known_to_tell = _WordsThatTell()


def _words_that_tell(sample: Iterable[str]) -> Mapping[str, int]:
    """Return how often each word is said that tells any language."""
    words = chain.from_iterable(map(words_in, sample))
    counts = Counter(map(_known_to_tell.__getitem__, words))
    del counts[""]
    return counts


def _by_function_words(counts: Mapping[str, int]) -> dict[str, float]:
    """Return by language how many function words of it a text has; one of several counts for each in part."""
    scores: dict[str, float] = {}
    for word, count in counts.items():
        owners = _owners().get(word, ())
        for language in owners:
            scores[language] = scores.get(language, 0.0) + count / len(owners)
    scores["en"] = scores.get("en", 0.0) + _DOUBT
    return scores


def _by_telling_words(counts: Mapping[str, int], least: float) -> str:
    """Return the language that is told by words alone and has more than the `least` of them, if any has.

    A word that better known languages have too counts in part, as it does for them.
    """
    scores: dict[str, float] = {}
    for word, count in counts.items():
        for language in _tellers().get(word, ()):
            share = count / max(1, len(_owners().get(word, ())))
            scores[language] = scores.get(language, 0.0) + share
    best = max(sorted(scores), key=lambda language: scores[language], default="")
    return best if best and scores[best] > max(least, _FEW_WORDS) else ""


_FEW_WORDS = 3
"""So few of them tell nothing."""


def content_stems(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a text's content words in order: no function words, no single digits."""
    return tuple(filter(None, stems_by_word(text, language)))


def stems_by_word(text: str, language: str) -> Iterable[str]:
    """Return the stem of each word of a text in order, empty for what is no content word."""
    return stems_of(words_in(text), language)


def stems_of(words: Iterable[str], language: str) -> Iterable[str]:
    """Return the stem of each of some words, empty for what is no content word."""
    known = _content(language)
    if len(known) > _MOST_WORDS:
        known.clear()
    return map(known.__getitem__, words)


_MOST_WORDS = 1 << 16


class _Content(dict[str, str]):
    """The stem of every word met in a language, empty for what is no content word."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> str:
        idle = is_stop(word, self._language) or (len(word) == 1 and word.isdecimal())
        found = self[word] = "" if idle else stem(word, self._language)
        return found


@cache
def _content(language: str) -> _Content:
    return _Content(language)
