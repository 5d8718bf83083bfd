"""What the reading of an article goes by, and what comes of it; known without any reader."""

from dataclasses import dataclass

import msgspec

from generator.model import Article, Problem, Publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every article that does not say otherwise."""

    publish: Publish
    language: str
    """A two-letter code, or empty: found out for each article."""
    corrections: tuple[tuple[str, str], ...]
    """The editor's, (as written, as it should be)."""
    max_bytes: int
    """No larger file is read."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source file."""

    source: str
    article: Article | None
    """None if it is private or could not be read; the problems then say why."""
    private: bool
    problems: tuple[Problem, ...]
