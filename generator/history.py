"""What the site remembers of itself: every article it ever published, and what changed when."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct


class Fate(StrEnum):
    """What became of an article that was published once."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """Its source is gone."""
    PRIVATE = "private"
    """It was made private: nothing of it is remembered but its address."""
    MOVED = "moved"
    """The same text is published at another address."""


class Remembered(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article that was published once."""

    id: str
    title: str = ""
    """As its source last had it; empty once it is private."""
    source: str = ""
    """Its path below the articles folder; empty once it is private."""
    text: str = ""
    """A hash of its title and its text; empty once it is private."""
    digest: str = ""
    """A hash of its source: while it is the same, the text is no other, however it is read."""
    state: Fate = Fate.PUBLISHED
    into: str = ""
    """The id of the article that it moved to, if it did."""
    since: date | None = None
    """The day under which its first publication was noted; None for those the record began with."""


class Kind(StrEnum):
    """What sort of change it is."""

    BEGUN = "begun"
    """The record began, with `count` articles."""
    NEW = "new"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    TOPIC_NEW = "topic-new"
    TOPIC_RENAMED = "topic-renamed"
    TOPIC_MERGED = "topic-merged"
    TOPIC_GONE = "topic-gone"
    """The editor forbade it."""


class Piece(StrEnum):
    """What a piece of a difference is."""

    SAME = "="
    GONE = "-"
    ADDED = "+"
    SKIPPED = "…"
    """Words that did not change are left out here."""


Paragraph = tuple[tuple[Piece, str], ...]
"""One paragraph that changed, in pieces."""


class Difference(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is different in a text: whole paragraphs, as many as a page can show."""

    paragraphs: tuple[Paragraph, ...] = ()
    more: int = 0
    """How many other paragraphs changed."""


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that changed on the site."""

    day: date | None = None
    """None where no article has a date and nobody gave one."""
    kind: Kind
    id: str = ""
    """The article's or the topic's."""
    name: str = ""
    """The topic's name then; articles are named by what is remembered of them."""
    was: str = ""
    """The name or the title before."""
    into: str = ""
    """The id of the article or the topic that took its place."""
    count: int = 0
    difference: Difference | None = None


class History(Struct, frozen=True, kw_only=True):
    """Everything that is remembered."""

    articles: tuple[Remembered, ...] = ()
    """Sorted by id."""
    changes: tuple[Change, ...] = ()
    """In the order in which they were noted; days never go back."""
    archive: tuple[str, ...] = ()
    """The parts of the archive that ever had a page, sorted: `2024`, `2024-03`, `undated`."""


NOTHING = History()
"""What is remembered of a site that was never published."""
TOPIC_KINDS = frozenset((Kind.TOPIC_NEW, Kind.TOPIC_RENAMED, Kind.TOPIC_MERGED, Kind.TOPIC_GONE))
"""Changes whose `id` is a topic's."""
UNDATED = "undated"


def week_of(day: date | None) -> str:
    """Return the name of a day's week by ISO 8601 as it stands in addresses: `2026-w12`."""
    if day is None:
        return UNDATED
    year, week, _ = day.isocalendar()
    return f"{year:04d}-w{week:02d}"


def addresses(history: History) -> Iterator[str]:
    """Yield every address of the site, but those of topics, that was ever published."""
    yield from (f"articles/{one.id}/" for one in history.articles)
    yield from (f"archive/{name}/" for name in history.archive)
    yield from (f"changes/{week}/" for week in sorted({week_of(one.day) for one in history.changes}))


def ever_dated(history: History) -> bool:
    """Tell whether an article with a date was ever published."""
    return any(part != UNDATED for part in history.archive)
