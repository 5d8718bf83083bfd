"""What is known of those who wrote the articles, and the tags that they gave."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.corpus.evidence import LARGE, SITE, Collection
from generator.gazetteer import ORGANISATION_WORDS
from generator.keys import phrase_key
from generator.model import Article
from generator.text import spaced
from generator.words import is_stop, is_weak

TRUSTED = 2
"""A tag on so many articles says how its topic is called."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A keyword that authors gave."""

    forms: Counter[str]
    articles: frozenset[int]


class Authors(NamedTuple):
    """What is known of those who wrote the articles, and by them."""

    tags: Mapping[str, Tag]
    """By key."""
    persons: frozenset[str]
    """Keys of their names, of two words or three."""
    hosts: frozenset[str] = frozenset()
    """Keys of whoever wrote so many of the articles that the site is theirs."""

    def are_named(self, keys: Iterable[str]) -> bool:
        """Tell whether a key is the name of one of them."""
        return not self.persons.isdisjoint(keys)


def tags_of(collection: Collection) -> dict[str, Tag]:
    """Return the authors' tags by key."""
    forms: dict[str, Counter[str]] = {}
    articles: dict[str, set[int]] = {}
    for at, article in enumerate(collection.heads):
        for tag in map(spaced, article.tags):
            key = phrase_key(tag, article.language)
            if key:
                forms.setdefault(key, Counter())[tag] += 1
                articles.setdefault(key, set()).add(at)
    return {key: Tag(forms[key], frozenset(articles[key])) for key in sorted(forms)}


def authors_of(collection: Collection) -> Authors:
    """Return what authors say, and those of them that are called as persons are."""
    names = {(author, head.language) for head in collection.heads for author in head.authors}
    persons = (phrase_key(name, language) for name, language in names if _is_of_a_person(name))
    return Authors(tags_of(collection), frozenset(persons), frozenset(_hosts(collection.heads)))


def _hosts(heads: Sequence[Article]) -> Iterator[str]:
    wrote = Counter(author for head in heads for author in set(head.authors))
    for author, articles in wrote.items() if len(heads) > LARGE else ():
        if articles >= SITE * len(heads):
            yield from (phrase_key(author, language) for language in {head.language for head in heads})


def _is_of_a_person(name: str) -> bool:
    words = name.split()
    return (
        _PERSONS.fullmatch(name) is not None
        and ORGANISATION_WORDS.isdisjoint((words[0].casefold(), words[-1].casefold()))
        and not any(is_weak(word, "en") or is_stop(word, "en") for word in words)
    )


_PERSONS = re.compile(r"(?:[^\W\d_a-z][\w.'’-]+ ){1,2}[^\W\d_a-z][\w.'’-]+")
"""Two or three words that do not begin with a small letter."""
