"""The times of a file: what tells, without reading it, that it is the file it was."""

import os
import time
from collections.abc import Mapping, Sequence

Stamp = tuple[int, int, int, int]
"""Size, the times of change of content and of state in nanoseconds, and the file's number."""
Looked = Mapping[str, Sequence["os.DirEntry[str]"]]
"""What somebody saw in folders, by path: they know what each file was then, without looking again."""
_COARSE = 2_000_000_000
"""Nanoseconds after which another change must show in a file's times: the coarsest clock of a disk."""
_FINE = 50_000_000
"""The same where the times of a disk are finer than milliseconds."""
_MILLISECOND = 1_000_000


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def settled(stamp: Stamp) -> bool:
    """Tell whether any later change of the file must give it another stamp."""
    _, content, state, _ = stamp
    fine = bool(content % _MILLISECOND and state % _MILLISECOND)
    return time.time_ns() - max(content, state) > (_FINE if fine else _COARSE)
