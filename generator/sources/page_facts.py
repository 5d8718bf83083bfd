"""Who wrote a page, and when, as it says itself: to programs (JSON-LD, meta tags), in words to readers."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.sources.dates import said_day
from generator.sources.html_blocks import Element
from generator.text import clean, fold

_MOST_DATA = 1_000_000
_MOST_VALUES = 5_000
_LONGEST_NAME = 100
_NO_NAME = re.compile(
    r"https?:|\bwww\b|@|\d{4}|[<>{}|\\]"
    # What stands where no name was put in, and an address that somebody wrote as words.
    r"|^(?:unknown|anonymous|user|name|author|admin(?:istrator)?|article by|n/?a)$"
    r"|^\S+ (?:com|org|net|de|at|ch|it|info)$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(r"\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$", re.IGNORECASE)
_CUT_ADDRESS = re.compile(r"\bhttps?$", re.IGNORECASE)
_ADDRESS_AFTER = re.compile(
    r"\s{0,9}[(<\[](?:https?:|mailto:|www\.)[^()<>\[\]\s]{0,300}[)>\]]$", re.IGNORECASE
)
_BEFORE_NAMES = re.compile(r"(?:written by|by|von|par|por|di|door|av)\s+", re.IGNORECASE)
_META = frozenset(("author", "dc.creator", "parsely-author", "sailthru.author"))
_NEW_YEAR = "-01-01"
_NEW_YEARS_DAY = (
    r"YEAR[-/.]?0?1[-/.]?0?1(?!\d)|(?<!\d)0?1[-/.]0?1[-/.]YEAR"
    r"|(?<!\d)0?1(?:st|er|º)?\.?\s(?:de\s)?(?:jan|jän|ene|gen|янв)|jan[a-z]{0,4}\.?\s0?1(?:st)?(?!\d)"
)
"""How the first day of a year is written."""


def better_authors(root: Element, found: str) -> str:
    """Return the names of a page's authors, `; ` between them: the best of what is stated and was found.

    JSON-LD tells people from publishers, so it comes first; a meta tag completes what is missing, or
    mends a name that caught more than itself.
    """
    stated = _unique(_stated(root))
    if stated:
        return "; ".join(stated)
    meta = _unique(_meta(root))
    first = found.split(";", 1)[0]
    caught_more = first != meta[0] and first.casefold().startswith(meta[0].casefold()) if meta else False
    if meta and (not found or caught_more or _CUT_ADDRESS.search(first)):
        return "; ".join(meta)
    return "; ".join(_unique(iter(found.split(";"))))


def said_days(root: Element) -> frozenset[date]:
    """Return the days that a page tells its readers in so many words: `Published: 27 February 2024`."""
    texts = (text for element in root.iter() for text in (element.text, element.tail) if text)
    return frozenset(filter(None, map(said_day, texts)))


def is_told(day: str, root: Element) -> bool:
    """Tell whether a page may say a day: not the first of January where it only names the year.

    Of 428 saved pages 21 were guessed to be of such a day, from a year in the text or a copyright notice.
    """
    if not day.endswith(_NEW_YEAR):
        return True
    said = re.compile(_NEW_YEARS_DAY.replace("YEAR", day[:4]), re.IGNORECASE)
    texts = (text for element in root.iter() for text in (element.text, element.tail, *element.values()))
    return any(said.search(text) for text in texts if text)


def _unique(names: Iterator[str]) -> list[str]:
    """Return what can be names, each once however it is written."""
    found: dict[str, str] = {}
    for name in names:
        bare = _ADDRESS_AFTER.sub("", _DAY_AFTER.sub("", _BEFORE_NAMES.sub("", fold(clean(name)), count=1)))
        if 1 < len(bare) <= _LONGEST_NAME and not _NO_NAME.search(bare):
            found.setdefault(bare.casefold(), bare)
    return list(found.values())


def _meta(root: Element) -> Iterator[str]:
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        if name in _META:
            yield element.get("content") or ""


def _stated(root: Element) -> Iterator[str]:
    """Yield the authors of the first thing with a headline that JSON-LD describes."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MOST_DATA or '"headline"' not in text:
            continue
        for thing in _things(text):
            names = list(_names(thing.get("author")))
            if thing.get("headline") and names:
                yield from names
                return


def _things(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
        inner = list(value.values()) if isinstance(value, dict) else value
        waiting += [one for one in reversed(inner) if isinstance(one, dict | list)]


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        for part in name if isinstance(name, list) else [name]:
            if isinstance(part, str):
                yield part
