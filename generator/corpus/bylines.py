"""Bylines: authors given as ids (`ada-merrow`) are called by the name that an article writes for them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from generator.corpus.facts import Facts
from generator.model import Article

_ID = re.compile(r"[^\W\d_A-Z]+(?:-[^\W\d_A-Z]+)+")
"""A name in small letters with hyphens between its words."""


def names_of_authors(facts: Sequence[Facts]) -> dict[str, str]:
    """Return the names of the authors that are given as ids, as texts or other front matter write them.

    Whoever is never named so keeps the id: no name is made up.
    """
    ids = {author for one in facts for author in one.head.authors if _ID.fullmatch(author)}
    if not ids:
        return {}
    forms: dict[str, Counter[str]] = {}
    for name in _names(facts):
        id_ = name.casefold().replace(" ", "-")
        if id_ in ids and name.count(" ") == id_.count("-") and name.istitle():
            forms.setdefault(id_, Counter())[name] += 1
    return {id_: min(some, key=lambda name: (-some[name], name)) for id_, some in sorted(forms.items())}


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
