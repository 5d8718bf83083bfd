"""Work spread over processes, behind the signature of `map`."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Items that a process takes at a time: large enough that passing them costs little."""
WORTH_IT = 96
"""With fewer items, starting processes (about 0.4 s each) costs more than it saves."""


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def collect_rarely() -> None:
    """Let the garbage collector look for cycles rarely in this process.

    A build makes millions of values and hardly a cycle; looking for them took a quarter of its time.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def map_over(function: Callable[[T], R], items: Sequence[T], *, jobs: int) -> Iterator[R]:
    """Yield `function(item)` for each item, in order, computed by `jobs` processes.

    The result does not depend on `jobs`. Both function and items must be picklable.
    """
    if jobs <= 1 or len(items) < WORTH_IT:
        yield from map(function, items)
        return
    with ProcessPoolExecutor(
        max_workers=jobs, mp_context=get_context("spawn"), initializer=collect_rarely
    ) as pool:
        yield from pool.map(function, items, chunksize=CHUNK)
