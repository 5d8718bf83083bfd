"""Files that hold several articles: where each lies in them, under a name that never changes.

What reads books and letters is loaded when there is one.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.errors import SourceError
from generator.text import cut, slugify

MAILBOX, BOOK = ".mbox", ".epub"
CONTAINERS = (MAILBOX, BOOK)
_POSTMARK = re.compile(rb"(?:\A|\r?\n\r?\n)(From [^\r\n]{3,300}\d\d:\d\d[^\r\n]{0,60}\r?\n)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEAD = 50_000
_MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """Where an article lies inside a file: a range of its bytes, or a member of an archive."""

    name: str
    """What it is called: the last part of its source path."""
    start: int = 0
    length: int = 0
    member: str = ""


def is_container(name: str) -> bool:
    """Tell whether a file of this name holds several articles."""
    return name.lower().endswith(CONTAINERS)


class Contents(NamedTuple):
    """The articles in a file, and what else is in it."""

    parts: tuple[Part, ...]
    passed_over: tuple[tuple[str, str], ...]
    """(name, why) of each part that is no article."""
    note: str
    """A word on what was passed over, or empty."""


def parts_of(path: Path) -> Contents:
    """Return what a file holds.

    Raises SourceError for a damaged file, OSError for one that cannot be read.
    """
    return _chapters(path) if path.name.lower().endswith(BOOK) else _messages(path)


def part_content(path: Path, part: Part) -> bytes:
    """Return the bytes of one article in a file. Raises SourceError and OSError."""
    if part.member:
        from generator.sources import epub  # noqa: PLC0415

        return epub.chapter(path, part.member)
    with path.open("rb") as stream:
        stream.seek(part.start)
        return _QUOTED.sub(rb"\1", stream.read(part.length))


def _chapters(path: Path) -> Contents:
    from generator.sources import epub  # noqa: PLC0415

    book = epub.read_book(path)
    if not book.chapters:
        raise SourceError("holds no chapter with text (60 words or more): it may be a book of pictures")
    names = [re.sub(r"\.x?html?$", "", member) for member in book.chapters]
    shared = names[0].rpartition("/")[0] + "/" if all("/" in name for name in names) else ""
    short = [name.removeprefix(shared) if shared else name for name in names]
    unique = short if len(set(map(slugify, short))) == len(short) else list(map(_with_hash, names))
    parts = tuple(
        Part(name=slugify(name), member=member) for name, member in zip(unique, book.chapters, strict=True)
    )
    passed = tuple((name, "holds hardly a word") for name in book.short)
    note = f"{len(passed)} of its parts hold hardly a word (cover, title page) and are left out"
    return Contents(parts, passed, note if passed else "")


def _with_hash(name: str) -> str:
    return f"{name}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def _messages(path: Path) -> Contents:
    """Return the messages; each is named by its day, its subject and a hash of its own identifier."""
    if not path.stat().st_size:
        raise SourceError("the file is empty: export the messages again, or remove it")
    found: dict[str, Part] = {}
    twice: list[tuple[str, str]] = []
    data = path.read_bytes()  # a mapped file that is cut off meanwhile would kill the process
    for start, end in _ranges(data):
        name = _name(data[start : min(end, start + _HEAD)])
        if name in found:
            twice.append((f"{name} ({len(twice) + 2})", f"is there twice: {name} is kept"))
        found.setdefault(name, Part(name=name, start=start, length=end - start))
        if len(found) > _MOST_PARTS:
            raise SourceError(f"holds more than {_MOST_PARTS:,} messages: split it")
    if not found:
        raise SourceError("holds no message that begins with a `From ` line: export it again as mbox")
    note = f"{len(twice)} of its messages are there twice; one of each is kept" if twice else ""
    return Contents(tuple(found.values()), tuple(twice), note)


def _ranges(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the messages begin, after their `From ` line, and where they end."""
    begun = -1
    for match in _POSTMARK.finditer(data):
        if begun >= 0:
            yield begun, match.start(1)
        begun = match.end()
    if begun >= 0:
        yield begun, len(data)


def _name(head: bytes) -> str:
    from generator.sources import letters  # noqa: PLC0415

    try:
        message = letters.parsed(head)
    except SourceError:
        return f"message-{hashlib.sha256(head).hexdigest()[:8]}"
    own = str(message.get("Message-ID") or "").strip().encode("utf-8", "surrogateescape") or head
    day = letters.day_of_message(message) or "undated"
    words = cut(slugify(letters.subject_of(message) or "letter"), 50).rstrip("…-")
    return f"{day}-{words}-{hashlib.sha256(own).hexdigest()[:8]}"
