"""Work spread over processes, behind the signature of `map`."""

import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from generator.errors import DigestError
from generator.process import IN_A_COPY, collect_rarely

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
"""Items that a process takes at a time: large enough that passing them costs little."""
MOST = 61
"""Processes at most; Windows can wait for no more."""
WORTH_IT = 96
"""With fewer items, starting processes (about 0.4 s each) costs more than it saves."""


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_over(function: Callable[[T], R], items: Sequence[T], *, jobs: int) -> Iterator[R]:
    """Yield `function(item)` for each item, in order, computed by `jobs` processes.

    The result does not depend on `jobs`. Both function and items must be picklable.
    """
    if jobs <= 1 or len(items) < WORTH_IT:
        yield from map(function, items)
        return
    with _pool(jobs, "fork" if may_copy_itself() else "spawn") as pool:
        yield from pool.map(function, items, chunksize=CHUNK)


@contextmanager
def _pool(jobs: int, method: str) -> Iterator[ProcessPoolExecutor]:
    with warnings.catch_warnings():
        # Newer Pythons warn of threads that libraries keep; these know how to be copied.
        warnings.simplefilter("ignore", DeprecationWarning)
        context = get_context(method)
        most = min(jobs, MOST)
        with ProcessPoolExecutor(max_workers=most, mp_context=context, initializer=_begin) as pool:
            yield pool


def _begin() -> None:
    """Make a process that shares work look for cycles rarely, and end when the one that asks is gone."""
    collect_rarely(IN_A_COPY)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


COPY_WORTH_IT = 60
"""With fewer items, copying this process costs more than it saves."""
SHARE = 8
"""Items that a copy takes at a time, at most."""
_SHARES = 4
"""So often a copy comes for more, at least: some items take far longer than others."""


def topics_worth_it(articles: int) -> int:
    """Return how many topics are worth copying this process when it holds so many articles.

    A copy costs little when it is made, and much afterwards: all that either process touches is copied then,
    page by page. Among 10,000 articles that took as long as 200 topics, some 3 ms each.
    """
    return max(COPY_WORTH_IT, articles // 50)


_here: list[Callable[[Any], Any]] = []
"""What the copies of this process are to do; they find it, and all that it refers to, in their memory."""


def map_here(
    function: Callable[[T], R], items: Sequence[T], *, jobs: int, worth: int = COPY_WORTH_IT
) -> list[R]:
    """Return `function(item)` for each item, in order, computed by `jobs` copies of this process.

    The result does not depend on `jobs`. Only items and results need be picklable: the function may
    refer to all that this process holds, which is not copied until it is written to. Where a process
    cannot be copied (Windows, macOS, several threads), or there are fewer items than are `worth` it, this one
    does the work. Raises DigestError if a copy is stopped from outside.
    """
    return list(map_stream(function, items, jobs=jobs, worth=worth))


def map_stream(
    function: Callable[[T], R], items: Sequence[T], *, jobs: int, worth: int = COPY_WORTH_IT
) -> Iterator[R]:
    """Yield the same, one after another: no more results are held than wait for their turn.

    What the function refers to must stay as it is until the last result is there.
    """
    if jobs <= 1 or len(items) < worth or not may_copy_itself():
        yield from map(function, items)
        return
    _here[:] = [function]
    try:
        with _pool(jobs, "fork") as pool:
            for some in _batches(items, jobs):
                share = max(1, min(SHARE, len(some) // (jobs * _SHARES)))
                yield from pool.map(_do, some, chunksize=share)
    except BrokenProcessPool as error:
        raise DigestError("a process that shared the work was stopped; run again with --jobs 1") from error
    finally:
        _here.clear()


def away(function: Callable[..., R], *given: object) -> R:
    """Return `function(*given)`, computed in a process of its own, whose threads end with it.

    Raises what the function raises, and DigestError if the process is stopped from outside.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(function, *given).result()
        except BrokenProcessPool as error:
            raise DigestError("a process that did a part of the work was stopped; run again") from error


def _batches(items: Sequence[T], jobs: int) -> Iterator[Sequence[T]]:
    """Yield the items in runs: long enough to keep all processes busy, short enough to be held."""
    size = SHARE * jobs * 16
    return (items[at : at + size] for at in range(0, len(items), size))


def _do(item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
    [function] = _here
    return function(item)


def may_copy_itself() -> bool:
    """Tell whether this process can be copied: not with several threads, as a copied lock stays locked.

    Nor on macOS, whose own libraries keep threads that Python does not know.
    """
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
