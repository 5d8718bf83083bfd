"""What a command costs: seconds, processor seconds, memory, and what it leaves on the disk."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY = 0.25
"""Seconds between two looks at the memory of all processes."""


class Cost(NamedTuple):
    """What a command took."""

    processor: float
    """Seconds of all its processes on all cores."""
    wall: float
    """Seconds on the clock."""
    largest: float
    """MB: the most that one of its processes held."""
    tree: float
    """MB: the most that all its processes held together, shared pages counted once; 0 where unknown."""
    told: str
    """What it printed."""


def cost(command: Sequence[str], folder: Path, surroundings: Mapping[str, str] | None = None) -> Cost:
    """Run a command and return what it took; exit with what it said if it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=None if surroundings is None else {**os.environ, **surroundings},
        )
        memory = _Memory(process.pid)
        memory.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        memory.done.set()
        memory.join()
        out.seek(0)
        told = out.read()
    if status:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{told[-3000:]}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit, memory.most / 1_000, told)


class _Memory(threading.Thread):
    """Looks every quarter of a second at what a process and all below it hold, in kB; knows Linux only."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.done = threading.Event()
        self._process = process

    def run(self) -> None:
        while not self.done.wait(EVERY):
            self.most = max(self.most, sum(map(_held, _tree(self._process))))


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:  # it has ended
        return


def _held(process: int) -> int:
    """Return the proportional set size: a page that several processes share counts once in all."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


class Size(NamedTuple):
    """What lies in folders."""

    megabytes: float
    files: int


def size(*folders: Path) -> Size:
    """Return what lies in some folders; a file with several names counts once."""
    seen: dict[tuple[int, int], int] = {}
    waiting = [folder for folder in folders if folder.is_dir()]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                status = entry.stat(follow_symlinks=False)
                seen[status.st_dev, status.st_ino] = status.st_size
    return Size(sum(seen.values()) / 1e6, len(seen))
