"""Concepts known beforehand: different names for one thing, where everyone knows them to be one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from generator.keys import phrase_key

OWN = 3
"""A part of a concept that so many articles speak of stands by itself."""
_VERSION = re.compile(r"(?: version| v)? \d[\d.]*$")


class Concept(NamedTuple):
    """One thing, and how it is called."""

    name: str
    keys: tuple[str, ...]
    """Of its names, the first one's first."""
    parts: tuple[str, ...] = ()
    """Keys of narrower things that join it while they are rare."""
    place: bool = False
    """It is a place, by its names in several languages."""


def kin_of(key: str) -> Concept | None:
    """Return the concept that a phrase key names, with or without a version after it."""
    numbered = key[-1:].isdigit() or key.endswith(".")
    return _by_key().get(_VERSION.sub("", key) if numbered else key)


def find_kin(articles: Mapping[str, Collection[int]]) -> Iterator[tuple[str, str]]:
    """Pair the keys that name one thing; `articles` gives where each key stands."""
    first: dict[str, str] = {}
    for key in sorted(articles):
        concept = kin_of(key)
        if concept is None:
            continue
        if _VERSION.sub("", key) in concept.parts and len(articles[key]) >= OWN:
            continue
        if first.setdefault(concept.name, key) != key:
            yield first[concept.name], key


def common_name(keys: Sequence[str], forms: Mapping[str, int]) -> str:
    """Return the known name of a thing that the articles call by many names, none of them the usual one."""
    named = [concept for key in keys if (concept := kin_of(key)) and _VERSION.sub("", key) in concept.keys]
    often = max(forms.values(), default=0)
    if len(named) < 2 or len(set(named)) > 1 or often * 2 > sum(forms.values()):  # noqa: PLR2004 - one name is its name
        return ""
    return named[0].name


@cache
def _by_key() -> Mapping[str, Concept]:
    concepts = [*map(_place, _lines("places.txt")), *map(_parse, _lines("concepts.txt"))]
    return {key: concept for concept in concepts for key in (*concept.keys, *concept.parts)}


def _lines(name: str) -> list[str]:
    lines = (resources.files("generator") / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _place(line: str) -> Concept:
    name, _, others = line.partition(":")
    keys = [key for language in _TONGUES for key in _keys(f"{name},{others}", language)]
    return Concept(name, tuple(dict.fromkeys(keys)), place=True)


_TONGUES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv")


def _parse(line: str) -> Concept:
    name, _, others = line.partition(":")
    names, _, parts = others.partition("|")
    return Concept(name, _keys(f"{name},{names}"), _keys(parts))


def _keys(names: str, language: str = "en") -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase_key(name, language) for name in names.split(",") if name.strip()))
