"""How long each stage of a run takes, told by the same calls that show its progress."""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from generator import BEGAN
from generator.copies import processor_seconds

START, FIRST = "Starting", "Looking for changes"


class Stage(NamedTuple):
    """What a stage took, with all processes that ended in it, or told in it what they had taken so far."""

    name: str
    seconds: float
    processor: float
    """Seconds of all cores together."""
    megabytes: float
    """The most memory that one process has held so far; 0 where the system does not say."""


class Stopwatch:
    """Listens to the progress of a run."""

    def __init__(self, progress: Callable[[str, int, int], None]) -> None:
        """Pass on to `progress` what is heard."""
        self._progress = progress
        self._name = FIRST
        self._since = (time.perf_counter(), processor_seconds())
        self._stages = [Stage(START, self._since[0] - BEGAN, self._since[1], _most())]

    def hear(self, stage: str, done: int, total: int) -> None:
        """Take in a step of the run, and pass it on."""
        if stage != self._name:
            self._end(stage)
        self._progress(stage, done, total)

    def _end(self, following: str) -> None:
        now = (time.perf_counter(), processor_seconds())
        self._stages.append(Stage(self._name, now[0] - self._since[0], now[1] - self._since[1], _most()))
        self._name, self._since = following, now

    def stages(self) -> tuple[Stage, ...]:
        """Return the stages in their order, the last one ending now; one that came again is told again."""
        self._end("")
        return tuple(self._stages)


def _most() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - there is none on Windows

    asked = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return max(resource.getrusage(who).ru_maxrss for who in asked) / unit
