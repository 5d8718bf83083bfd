"""Bylines: authors given as ids (`ada-merrow`) are called by the name that an article writes for them.

One whom no article names is called by the id as a name is written, if it begins with a known given name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.corpus.facts import Facts
from generator.gazetteer import GIVEN_NAMES, ORGANISATION_WORDS, PLACE_WORDS
from generator.model import Article
from generator.words import is_weak

_ID = re.compile(r"[^\W\d_A-Z]+(?:-[^\W\d_A-Z]+)+")
"""A name in small letters with hyphens between its words."""


def names_of_authors(facts: Sequence[Facts]) -> dict[str, str]:
    """Return the names of the authors that are given as ids, as texts or other front matter write them.

    Whoever is never named so is called by the words of the id if these are a name for sure, and else by it.
    """
    ids = {author for one in facts for author in one.head.authors if _ID.fullmatch(author)}
    if not ids:
        return {}
    forms: dict[str, Counter[str]] = {}
    for name in _names(facts):
        id_ = name.casefold().replace(" ", "-")
        if id_ in ids and name.count(" ") == id_.count("-") and name.istitle():
            forms.setdefault(id_, Counter())[name] += 1
    told = {id_: min(some, key=lambda name: (-some[name], name)) for id_, some in forms.items()}
    return dict(sorted({**{id_: name for id_ in ids if (name := _spelt(id_))}, **told}.items()))


def _spelt(id_: str) -> str:
    """Return the name that an id spells, if one can tell: `ann-berg` and not `guest-author`."""
    first, *rest = id_.split("-")
    if first not in GIVEN_NAMES or len(rest) >= _MOST or any(not _is_of_name(word) for word in rest):
        return ""
    return " ".join(word if word in _SMALL else word.capitalize() for word in (first, *rest))


def _is_of_name(word: str) -> bool:
    whole = len(word) > 1 and not word.startswith("mc")
    return whole and not (is_weak(word, "en") or word in ORGANISATION_WORDS or word in PLACE_WORDS)


_MOST = 4
_SMALL = frozenset("van von de der den del di da du la le ten zu".split())
"""Words of names that are written small."""


def _names(facts: Iterable[Facts]) -> Iterator[str]:
    for one in facts:
        yield from one.names.texts.split("\n")[: one.names.entities]
        yield from one.head.authors


def with_names(article: Article, names: Mapping[str, str]) -> Article:
    """Return an article with its authors called by these names."""
    if names.keys().isdisjoint(article.authors):
        return article
    authors = dict.fromkeys(names.get(author, author) for author in article.authors)
    return replace(article, authors=tuple(authors))
