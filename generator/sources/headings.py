"""Headings that nothing marks: what a person sees at a glance in a plain text."""

import re

from generator.sources.dates import parse_day

_LONGEST = 100
_MOST_WORDS = 14
_LONGEST_TITLE = 200
_MOST_TITLE_WORDS = 35
_FEW_WORDS = 8
_SMALL_WORDS = frozenset(
    (
        "a an the and or but nor of in on at to for by from with as into over per via vs is are be it its if "
        "der die das und oder von zu im am de la le les el los las et y e du des del della di da do "
        "en van het een och"
    ).split()
)
_NUMBERED = re.compile(
    r"(?:(?:\d{1,2}\.){1,4}\d{0,2}|\d{1,2}\)|[IVX]{1,5}\.|[A-Z]\."
    r"|(?:Chapter|Part|Section|Step) \w{1,8}[:.]?)\s"
)
_CLOSERS = "\"'”’»)]"
_NOT_A_HEADING = re.compile(r"https?://|www\.|@|\d{5}|\+\d|^[-–—_*>|]|[{}<>=|\\]")
_SENTENCES = re.compile(r"[.!?] \w")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_MOST_CAPITALS = 0.6


def is_heading(line: str) -> bool:
    """Tell whether a line that stands alone is a heading by its looks: title case, capitals, a number."""
    return _possible(line) and (_numbered(line) or _title_case(line))


def may_be_heading(line: str) -> bool:
    """Tell whether a line that stands alone can be a heading in sentence case: its company decides."""
    if not _possible(line) or line.rstrip(_CLOSERS).endswith((":", "?")):
        return False
    words = line.split()
    return len(words) <= _FEW_WORDS and (words[0][0].isupper() or words[0][0].isdigit())


def is_title(line: str) -> bool:
    """Tell whether the first line of a text is its title rather than its first sentence."""
    bare = line.rstrip(_CLOSERS + " ")
    if not 0 < len(line) <= _LONGEST_TITLE or not any(c.isalpha() for c in line):
        return False
    if bare.endswith((",", ";", ":", "-", "–", "—")):
        return False
    words = len(line.split())
    if words > _MOST_WORDS and _SENTENCES.search(line):
        return False
    if bare.endswith((".", "!")):
        return words <= _FEW_WORDS and _title_case(line)
    return words <= _MOST_TITLE_WORDS


def _possible(line: str) -> bool:
    line = line.strip()
    bare = line.rstrip(_CLOSERS)
    if not 0 < len(line) <= _LONGEST or not any(c.isalpha() for c in line):
        return False
    if (
        bare.endswith((".", "!", "…", ",", ";", "-", "–", "—"))
        or parse_day(line)
        or _NOT_A_HEADING.search(line)
    ):
        return False
    if bare.endswith((":", "?")) and _share_of_capitals(line) < 1:
        return False
    return len(line.split()) <= _MOST_WORDS


def _numbered(line: str) -> bool:
    match = _NUMBERED.match(line)
    return bool(match and line[match.end() : match.end() + 1].isupper())


def _title_case(line: str) -> bool:
    return _share_of_capitals(line) > _MOST_CAPITALS


def _share_of_capitals(line: str) -> float:
    """Return how many of the telling words begin with a capital, from 0 to 1; the first must."""
    words: list[str] = _WORD.findall(line)
    telling = [word for place, word in enumerate(words) if place == 0 or word.lower() not in _SMALL_WORDS]
    if not telling or not (telling[0][0].isupper() or telling[0][0].isdigit()):
        return 0.0
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in telling)
    return capitals / len(telling)
