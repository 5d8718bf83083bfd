"""Instalments: episodes, issues and parts of one series, which are alike and tell no one event."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

SERIES = 3
"""So many titles that are the same up to a number make a series, where no word such as `episode` does."""
_LABELLED = re.compile(
    r"\b(episodes?|ep|parts?|pt|teil|folge|partie|épisode|parte|episodio|deel|aflevering|avsnitt"
    r"|issue|edition|ausgabe|volume|vol|chapter|kapitel|lesson|lektion|season|week|day)\b[.:]? ?(?:#|№)?"
    r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]+)\b"
    r"|\b(no|nr|number|numéro|número|numero)\b[.:]? ?(\d+)\b"
    r"|(#|№) ?(\d+)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:meet|interview with|interview mit|gespräch mit|entretien avec|entrevista con|intervista a)"
    r" [^:,;(|–—]{0,60}?([^\W\d_]+)(?=$| ?[:,;(|–—])",
    re.IGNORECASE,
)
"""Whom a title introduces, by the surname: each of a series another one."""
_NUMBERED = re.compile(r".*?[^\W\d_].*?\d+(?=$|[)\]]?(?:$| ?[:–—|,(\[]| - |\. ))")
"""A title up to the number that ends it, or its name: `Water Hour 12` of `Water Hour 12: Eels`."""
_VARYING = re.compile(
    r"\d+|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
"""What varies from one instalment to the next."""
_NUMBER_IN_WORDS = re.compile(r"[^\W\d_].*\d|\d.*[^\W\d_]")
"""A title of a number alone names no series."""


class Instalments:
    """Which articles are instalments of one series, by the titles of a collection."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles

    def among(self, articles: Iterable[int]) -> bool:
        """Tell whether two of some articles, by position, are different instalments of one series."""
        numbers: dict[str, str] = {}
        for title in sorted({self._titles[at] for at in articles}):
            for series, number in (*_labelled(title), *self._numbered(title)):
                if numbers.setdefault(series, number) != number:
                    return True
        return False

    def _numbered(self, title: str) -> Iterator[tuple[str, str]]:
        for named in _named(title):
            series = _VARYING.sub("0", named)
            if self._spread[series] >= SERIES:
                yield series, named

    @cached_property
    def _spread(self) -> Counter[str]:
        """How many titles name each series; asked for when a title may be of one."""
        return Counter(_VARYING.sub("0", named) for title in self._titles for named in _named(title))


def _labelled(title: str) -> Iterator[tuple[str, str]]:
    """Yield what a title counts, and the number: `("part", "2")`; or that it introduces whom."""
    for match in _LABELLED.finditer(title):
        label, number = filter(None, match.groups())
        yield label.casefold(), _IN_DIGITS.get(number.casefold(), number.casefold())
    for match in _INTRODUCES.finditer(title):
        yield "", match[1].casefold()


_WORDS = "one two three four five six seven eight nine ten".split()
_ROMAN = "i ii iii iv v vi vii viii ix x".split()
_IN_DIGITS = {word: str(at) for words in (_WORDS, _ROMAN) for at, word in enumerate(words, 1)}


def _named(title: str) -> set[str]:
    """Return how a title names its series, with a number: by its beginning, or as a whole."""
    match = _NUMBERED.match(title)
    whole = title.casefold()
    return {match[0].casefold() if match else whole, whole} if _NUMBER_IN_WORDS.search(title) else set()
