"""The values of a header: each parser returns the value or raises ValueError, which says what to write."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from generator.editor import longest_first
from generator.sources.credits import looks_like_names
from generator.sources.dates import day_of
from generator.text import clean, fold

LONGEST_TITLE = 300
_LONGEST_PATH = 300
_LONGEST_WORD = 100
_MOST_WORDS = 50
_SIMPLE = str | int | float | date
_AFTER_NAMES = frozenset("jr sr ii iii iv phd psyd md dr esq mba msc ma ba rn cpa".split())
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9\-_]{1,20})?")


def parse_text(value: object) -> str:
    """Return the words of a single value."""
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if not isinstance(value, _SIMPLE):
        raise ValueError("give one text")  # noqa: TRY004 - one kind of error says it all
    return fold(clean(str(value)))


def parse_date(value: object) -> date:
    """Return the day."""
    day = day_of(value)
    if day is None:
        raise ValueError("give a day that exists as `2024-02-27`")
    return day


def parse_address(value: object) -> str:
    """Return an http or https address."""
    address = parse_text(value)
    try:
        parts = urlsplit(address)
        good = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and " " not in address
    except ValueError:
        good = False
    if not good:
        raise ValueError("give a full address that begins with https:// or http://")
    return address


def parse_language(value: object) -> str:
    """Return the two-letter code that a language tag begins with."""
    match = _LANGUAGE.fullmatch(parse_text(value))
    if match is None:
        raise ValueError("give a two-letter code such as `en`")
    return match[1].lower()


def parse_words(value: object) -> tuple[str, ...]:
    """Return a list of words or phrases, or the parts of a text with commas; each once, in order."""
    items = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(item, _SIMPLE) for item in items):
        raise ValueError("give a list of words, `[one, another]`")
    parts = (fold(clean(part)) for item in items for part in re.split(r"[,;]", str(item)))
    unique = {part.casefold(): part for part in reversed([p for p in parts if 0 < len(p) <= _LONGEST_WORD])}
    return tuple(reversed(unique.values()))[:_MOST_WORDS]


def parse_paths(value: object) -> tuple[str, ...]:
    """Return the paths on a site among some addresses; patterns that a site generator fills in are none."""
    items = value if isinstance(value, list | tuple) else [value]
    found = (_path(item) for item in items if isinstance(item, str) and len(item) <= _LONGEST_PATH)
    return tuple(dict.fromkeys(path for path in found if path))[:_MOST_WORDS]


def _path(address: str) -> str:
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return ""
    return "" if any(c in path for c in " :{}") or not path.strip("/") else fold(clean(path))


def parse_authors(value: object) -> tuple[str, ...]:
    """Return the names: from a text, a list, or a list of mappings that have a `name`."""
    items = value if isinstance(value, list | tuple) else [value]
    names = [name for item in items for name in _names(item)]
    return tuple(dict.fromkeys(name[:_LONGEST_WORD] for name in names if name))[:_MOST_WORDS]


def _names(item: object) -> Iterator[str]:
    if isinstance(item, Mapping):
        item = item.get("name", "")
    if not isinstance(item, str | int):
        raise ValueError("give a name or a list of names")  # noqa: TRY004 - as above
    yield from split_names(fold(clean(str(item))))


def split_names(text: str) -> list[str]:
    """Return the names in `A B, C D and E F`; what may be one name with a comma stays whole."""
    text = re.sub(r"^by\s+", "", text, flags=re.IGNORECASE)
    if ";" in text:
        return [name.strip() for name in text.split(";") if name.strip()]
    parts = [part.strip() for part in re.split(r",? and |,? & |,? und |,? et |,", text)]
    whole: list[str] = []
    for part in parts:
        if whole and part.casefold().replace(".", "") in _AFTER_NAMES:
            whole[-1] += f", {part}"
        elif part:
            whole.append(part)
    certain = all(len(name.split()) > 1 and looks_like_names(name.split(",")[0]) for name in whole)
    return whole if certain or len(whole) < 2 else [text]  # noqa: PLR2004 - nothing to split


def parse_corrections(value: object) -> tuple[tuple[str, str], ...]:
    """Return (as written, as it should be), longest first."""
    good = isinstance(value, Mapping) and all(isinstance(v, _SIMPLE) for v in value.values())
    if not good or not isinstance(value, Mapping):
        raise ValueError("give pairs, `{as written: as it should be}`")
    pairs = [(fold(clean(str(old))), fold(clean(str(new)))) for old, new in value.items()]
    return longest_first([pair for pair in pairs if pair[0]])
