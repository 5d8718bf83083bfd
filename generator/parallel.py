"""Work spread over processes, behind the signature of `map`."""

import atexit
import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from generator.errors import DigestError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")
A = TypeVar("A")
B = TypeVar("B")
P = TypeVar("P")

CHUNK = 16
"""Items that a process takes at a time: large enough that passing them costs little."""
MOST = 61
"""Processes at most; Windows can wait for no more."""
WORTH_IT = 96
"""With fewer items, starting processes (about 0.4 s each) costs more than it saves."""


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


RARELY, IN_A_COPY = 1_000_000, 100_000
"""So many values are made before cycles are looked for among them: after all that a build of 10,000 articles
makes where one was added, and sooner in processes that make pages, whose libraries do make cycles."""


def collect_rarely(values: int = RARELY) -> None:
    """Let the garbage collector look for cycles rarely in this process.

    A build makes millions of values and hardly a cycle; looking for them took a quarter of its time.
    """
    gc.freeze()
    gc.set_threshold(values, 50, 100)


def end_at_once(code: object) -> None:
    """End this process without giving back its memory piece by piece, which takes a fifth of a second.

    All else that is done at the end is done: what waits for it is called, what was printed is shown. Where a
    thread goes on, or the code is none of the system's, or nobody reads on, the process is to end as usual.
    """
    if threading.active_count() > 1 or not isinstance(code, int | None):
        return
    atexit._run_exitfuncs()  # noqa: SLF001 - each is called once
    _leave(code or 0)


def _leave(code: int) -> None:
    with suppress(OSError, ValueError):
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)


def map_over(function: Callable[[T], R], items: Sequence[T], *, jobs: int) -> Iterator[R]:
    """Yield `function(item)` for each item, in order, computed by `jobs` processes.

    The result does not depend on `jobs`. Both function and items must be picklable.
    """
    if jobs <= 1 or len(items) < WORTH_IT:
        yield from map(function, items)
        return
    with _pool(jobs, "fork" if _may_copy_itself() else "spawn") as pool:
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
    if jobs <= 1 or len(items) < worth or not _may_copy_itself():
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


@contextmanager
def beside(work: Callable[[], object], *, jobs: int) -> Iterator[Callable[[], None]]:
    """Let a copy of this process do some work meanwhile; yield what waits until it has.

    Only work whose result is kept outside of the process, and that is done again where it is found
    missing: with one job, or where a process cannot be copied, or when the copy fails, it is not done.
    """
    if jobs <= 1 or not _may_copy_itself():
        yield lambda: None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        copy = get_context("fork").Process(target=_tried, args=(work,))
        copy.start()
    try:
        yield copy.join
    finally:
        copy.join()  # stopped half-way it would leave its temporary files


class Coming(NamedTuple, Generic[R]):
    """A result that is being worked out."""

    is_there: Callable[[float], bool]
    """Tells whether it is there, at the latest after so many seconds."""
    wait: Callable[[], R]
    """Returns it when it is there."""


@contextmanager
def meanwhile(function: Callable[[], R], *, jobs: int) -> Iterator[Coming[R]]:
    """Let a copy of this process work something out meanwhile.

    With one job, or where a process cannot be copied, it is worked out before anything else; when the copy
    fails, it is worked out again here. The result must be picklable.
    """
    if jobs <= 1 or not _may_copy_itself():
        found = function()
        yield Coming(lambda _: True, lambda: found)
        return
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    copy = context.Process(target=_tell, args=(function, here, there))
    copy.start()
    there.close()
    try:
        yield Coming(here.poll, partial(_told, here, function))
    finally:
        here.close()  # a copy that nobody asks any more then ends by itself
        copy.join()


def _tell(function: Callable[[], Any], other: "Connection[Any, Any]", given: "Connection[Any, Any]") -> None:
    other.close()
    with suppress(DigestError, OSError, KeyboardInterrupt):  # who does it again will say why
        given.send(function())


def _told(copy: "Connection[Any, Any]", function: Callable[[], R]) -> R:
    try:
        found: R = copy.recv()
    except (EOFError, OSError):
        return function()
    return found


class Early(NamedTuple, Generic[T, A, B, R]):
    """Work that somebody gets ready for before it is known what is to be done."""

    tell: Callable[[T], None]
    """Says what is to be done; a copy begins at once."""
    result: Callable[[Callable[[A], B]], R]
    """Returns what came of it; the function that is given answers what is asked meanwhile."""


@contextmanager
def early(
    prepare: Callable[[], P], work: Callable[[P, T, Callable[[A], B]], R], *, jobs: int
) -> Iterator[Early[T, A, B, R]]:
    """Let a copy of this process `prepare` some work now, and do it as soon as it is told what is to be done.

    With one job, or where a process cannot be copied, all of it is done here, when the result is asked for.
    What is told, asked, answered and returned must be picklable. Raises DigestError or OSError if the work
    does, and DigestError if the copy is stopped.
    """
    if jobs <= 1 or not _may_copy_itself():
        told: list[T] = []
        yield Early(told.append, lambda answer: work(prepare(), told[0], answer))
        return
    context = get_context("fork")
    here, there = context.Pipe()
    copy = context.Process(target=_do_early, args=(prepare, work, here, there))
    copy.start()
    there.close()
    try:
        yield Early(partial(_say, here), partial(_result, here, copy.pid))
    finally:
        here.close()  # a copy that nobody asks any more then ends by itself
        copy.join()
        _spent.pop(copy.pid, None)


_spent: dict[int | None, float] = {}
"""Seconds of the processor that copies told of and nobody has waited for yet, by the number of each."""


def processor_seconds() -> float:
    """Return what this process took of the processor, with those that it waited for or that told of it."""
    return _own_seconds() + sum(_spent.values())


def _own_seconds() -> float:
    return sum(os.times()[:4])


def _do_early(
    prepare: Callable[[], Any],
    work: Callable[[Any, Any, Callable[[Any], Any]], Any],
    other: "Connection[Any, Any]",
    given: "Connection[Any, Any]",
) -> None:
    other.close()
    collect_rarely(IN_A_COPY)
    _end_when_it_ends(os.getppid())
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # who asked has ended
        ready, told = prepare(), given.recv()
        try:
            found = _DONE, work(ready, told, partial(_asked, given))
        except EOFError:
            return
        except (DigestError, OSError) as error:
            found = _FAILED, error
        given.send((*found, _own_seconds()))
        _leave(0)


def _end_when_it_ends(parent: int) -> None:
    """Look every second whether this process's parent is gone, and end then.

    A thread that waits for that would keep this process from sharing its work with copies of its own.
    """

    def look(_number: int, _frame: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


_ASKED, _DONE, _FAILED = "asked", "done", "failed"


def _say(copy: "Connection[Any, Any]", told: object) -> None:
    with suppress(OSError):  # who asks for the result will hear of it
        copy.send(told)


def _asked(who: "Connection[Any, Any]", item: object) -> Any:  # noqa: ANN401 - whatever is answered
    who.send((_ASKED, item, _own_seconds()))
    return who.recv()


def _result(copy: "Connection[Any, Any]", number: int | None, answer: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - of any work
    while True:
        try:
            kind, item, _spent[number] = copy.recv()
        except (EOFError, OSError) as error:
            raise DigestError("a process that did a part of the work was stopped; run again") from error
        if kind == _FAILED:
            raise item
        if kind == _DONE:
            return item
        _say(copy, answer(item))


@contextmanager
def in_a_copy(function: Callable[[T], R]) -> Iterator[Callable[[T], R]]:
    """Yield what does as `function` does in a copy of this process, made now, that waits for more to do.

    A process with several threads cannot share its work among the cores; such a copy can, as long as it is
    called from one thread. Where a process cannot be copied, the work is done here. What the function
    raises ends the copy; then, or when the copy is stopped from outside, DigestError is raised.
    """
    if not _may_copy_itself():
        yield function
        return
    context = get_context("fork")
    here, there = context.Pipe()
    copy = context.Process(target=_answer, args=(function, here, there))
    copy.start()
    there.close()
    try:
        yield partial(_ask, here)
    finally:
        here.close()  # the copy then ends by itself
        copy.join()


def _ask(copy: "Connection[Any, Any]", item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
    try:
        copy.send(item)
        return copy.recv()
    except (EOFError, OSError) as error:
        raise DigestError("the process that did the work was stopped; start again") from error


def _answer(
    function: Callable[[Any], Any], other: "Connection[Any, Any]", given: "Connection[Any, Any]"
) -> None:
    other.close()  # else the end of the process that asks would go unnoticed
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            given.send(function(given.recv()))


def _tried(work: Callable[[], object]) -> None:
    with suppress(DigestError, OSError, KeyboardInterrupt):  # who finds the work missing will say why
        work()


def _do(item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
    [function] = _here
    return function(item)


def _may_copy_itself() -> bool:
    """Tell whether this process can be copied: not with several threads, as a copied lock stays locked.

    Nor on macOS, whose own libraries keep threads that Python does not know.
    """
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
