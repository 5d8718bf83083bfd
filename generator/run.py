"""What a run is asked for, and what it did."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from generator.filetimes import Stamp
from generator.model import Problem, WriteReport

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, the steps done and the steps in all (0: not known)."""


class Options(Struct, frozen=True, kw_only=True):
    """What one run is asked for, beside the settings."""

    jobs: int = 0
    """How many processes work on articles; 0: one for each core."""
    executor: str = ""
    """The address of a cluster that reads and analyses articles; empty: this machine does."""
    publish_new: bool = True
    """False: publish no topic that the lock does not know."""
    remember: bool = True
    """False: show what changed, and do not note it yet."""


class Result(Struct, frozen=True, kw_only=True):
    """What a build did."""

    sources: int
    """Source files found; published + private + left out."""
    published: int
    private: int
    topics: int
    newest: date | None
    """The date of the newest article: the time of building that the site tells, so that bytes repeat."""
    problems: tuple[Problem, ...]
    report: WriteReport
    docs: Mapping[str, Stamp] | None = None
    """The files of the docs folder as they were left, if somebody looked at it before."""
    left: str = ""
    """A hash of all that was left beside the site, if that is known."""
