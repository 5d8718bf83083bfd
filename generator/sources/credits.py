"""The lines under a title: who wrote it, when, and where it was published."""

import re
from collections.abc import Mapping

from generator.sources.dates import labelled_day

_LONGEST = 160
_SEPARATOR = re.compile(r"\s{0,3}[|·•]\s{0,3}|\s{1,3}[–—-]\s{1,3}")
_BY = re.compile(r"(?:(?:written )?by|von|par|por|door|av)\s|(?:authors?|written by):\s", re.IGNORECASE)
_READING_TIME = re.compile(r"\d{1,3}[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?:source|url|link|original):\s{0,3})?<?(https?://[^\s<>]+?)>?", re.IGNORECASE)
_PARTICLES = frozenset(
    "and und et y e i en och da das de del della der des di do dos du la le ten the of van von & for".split()
)
_NAME_WORDS = 10
_COMMAS = 4


def read_credit(line: str) -> Mapping[str, object] | None:
    """Return the `date`, `authors` and `url` that a credit line gives, or None for any other line.

    `By Jane Doe, 27 Feb 2024`, `Published: 2024-02-27`, `Jane Doe · 5 min read · Feb 27, 2024`.
    """
    line = line.strip().strip("*_").strip()
    if not line or len(line) > _LONGEST:
        return None
    found: dict[str, object] = {}
    names: list[str] = []
    for piece in _SEPARATOR.split(line):
        fact = _fact(piece.strip())
        if fact is not None:
            found.update(fact)
        elif looks_like_names(piece):
            names.append(piece.strip())
        else:
            return None
    if not names:
        return found
    if len(names) > 1 or "date" not in found or "authors" in found:
        return None
    return {**found, "authors": names[0]}


def looks_like_names(text: str) -> bool:
    """Tell whether the text can be names of people: few words, each with a capital."""
    words = text.replace(",", " ").split()
    if not 0 < len(words) <= _NAME_WORDS or any(c.isdigit() for c in text) or ":" in text:
        return False
    return words[0].casefold() not in {"and", "of", "for"} and all(
        word.lower() in _PARTICLES or word[0].isupper() or (not word[0].isascii() and word[0].isalpha())
        for word in words
    )


def _fact(piece: str) -> Mapping[str, object] | None:
    if _READING_TIME.fullmatch(piece):
        return {}
    if address := _ADDRESS.fullmatch(piece):
        return {"url": address[1]}
    if day := labelled_day(piece):
        return {"date": day}
    return _byline(piece) or _day_and_byline(piece)


def _byline(piece: str) -> Mapping[str, object] | None:
    match = _BY.match(piece)
    if match is None:
        return None
    rest = piece[match.end() :].strip()
    if looks_like_names(rest) and not rest.endswith((".", "!", "?")):
        return {"authors": rest}
    return _names_and_day(rest)


def _names_and_day(text: str) -> Mapping[str, object] | None:
    for match in list(re.finditer(r",\s| on |\s\(", text))[:_COMMAS]:
        day = labelled_day(text[match.end() :].rstrip(")"))
        if day and looks_like_names(text[: match.start()]):
            return {"authors": text[: match.start()].strip(), "date": day}
    return None


def _day_and_byline(piece: str) -> Mapping[str, object] | None:
    before, found, after = piece.partition(" by ")
    day = labelled_day(before.rstrip(",")) if found else None
    return {"authors": after.strip(), "date": day} if day and looks_like_names(after) else None
