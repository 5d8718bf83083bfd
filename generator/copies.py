"""Copies of this process: they work beside it, on all that it holds, and tell it what came of that."""

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from generator.errors import DigestError
from generator.parallel import may_copy_itself
from generator.process import IN_A_COPY, collect_rarely, leave

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Wire = Connection[Any, Any]
    """One of the two ends of what a process and its copy speak through."""

T = TypeVar("T")
R = TypeVar("R")
A = TypeVar("A")
B = TypeVar("B")
P = TypeVar("P")


_wires: list["Wire"] = []
"""Our ends of the wires to copies: one made later gets them, too, and none is cut while it holds them."""


@contextmanager
def _copy(work: Callable[["Wire"], None]) -> Iterator[tuple["Wire", BaseProcess]]:
    """Let a copy of this process, made now, work with the other end of the wire that is yielded.

    In the end the wire is cut, so that a copy which still listens ends by itself, and the copy is waited for.
    """
    context = get_context("fork")
    here, there = context.Pipe()
    _wires.append(here)
    copy = context.Process(target=_work_alone, args=(work, there))
    with warnings.catch_warnings():
        # Newer Pythons warn of threads that libraries keep; these know how to be copied.
        warnings.simplefilter("ignore", DeprecationWarning)
        copy.start()
    there.close()
    try:
        yield here, copy
    finally:
        here.close()
        _wires.remove(here)
        copy.join()
        _spent.pop(copy.pid, None)


def _work_alone(work: Callable[["Wire"], None], own: "Wire") -> None:
    while _wires:
        _wires.pop().close()  # else nobody would notice the end of the process that asks
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # who asked has ended
        work(own)


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
    if jobs <= 1 or not may_copy_itself():
        found = function()
        yield Coming(lambda _: True, lambda: found)
        return
    with _copy(partial(_tell, function)) as (here, _):
        yield Coming(here.poll, partial(_told, here, function))


def _tell(function: Callable[[], Any], given: "Wire") -> None:
    with suppress(DigestError, OSError):  # who does it again will say why
        given.send(function())


def _told(copy: "Wire", function: Callable[[], R]) -> R:
    try:
        found: R = copy.recv()
    except (EOFError, OSError):
        return function()
    return found


class Early(NamedTuple, Generic[T, A, B, R]):
    """Work that somebody gets ready for before it is known what is to be done."""

    hint: Callable[[T], None]
    """Says what will be a part of it: a copy may begin with that. Nobody else hears it."""
    tell: Callable[[T], None]
    """Says what is to be done; a copy begins at once."""
    result: Callable[[Callable[[A], B]], R]
    """Returns what came of it; the function that is given answers what is asked meanwhile."""


@contextmanager
def early(
    prepare: Callable[[], P],
    work: Callable[[P, T, Callable[[A], B], Callable[[R], None]], R],
    *,
    jobs: int,
    ahead: Callable[[P, T], P] = lambda ready, _: ready,
) -> Iterator[Early[T, A, B, R]]:
    """Let a copy of this process `prepare` some work now, and do it as soon as it is told what is to be done.

    What it has got ready it may bring further `ahead` with each hint; where that fails it goes on without.
    The work is given what asks, and what tells its result before all is over: of what fails afterwards nobody
    hears, but the end waits for it.
    With one job, or where a process cannot be copied, all of it is done here, when the result is asked for.
    What is told, asked, answered and returned must be picklable. Raises DigestError or OSError if the work
    does, and DigestError if the copy is stopped.
    """
    if jobs <= 1 or not may_copy_itself():
        told: list[T] = []
        yield Early(lambda _: None, told.append, lambda answer: work(prepare(), told[0], answer, _ignored))
        return
    with _copy(partial(_do_early, prepare, ahead, work)) as (here, copy):
        hint, tell = (partial(_order, here, kind) for kind in (_HINT, _ALL))
        yield Early(hint, tell, partial(_result, here, copy.pid))


_spent: dict[int | None, float] = {}
"""Seconds of the processor that copies told of and nobody has waited for yet, by the number of each."""


def processor_seconds() -> float:
    """Return what this process took of the processor, with those that it waited for or that told of it."""
    return _own_seconds() + sum(_spent.values())


def _own_seconds() -> float:
    return sum(os.times()[:4])


def _do_early(
    prepare: Callable[[], Any],
    ahead: Callable[[Any, Any], Any],
    work: Callable[[Any, Any, Callable[[Any], Any], Callable[[Any], None]], Any],
    given: "Wire",
) -> None:
    collect_rarely(IN_A_COPY)
    _end_when_it_ends(os.getppid())
    ready = prepare()
    while (order := given.recv())[0] == _HINT:
        with suppress(DigestError, OSError):  # who does it again will say why
            ready = ahead(ready, order[1])
    try:
        found = _DONE, work(ready, order[1], partial(_asked, given), partial(_done, given))
    except EOFError:
        return
    except (DigestError, OSError) as error:
        found = _FAILED, error
    with suppress(OSError):  # who has heard the result listens no more
        given.send((*found, _own_seconds()))
    leave(0)


def _done(who: "Wire", result: object) -> None:
    who.send((_DONE, result, _own_seconds()))


def _ignored(_: object) -> None:
    """Do nothing: who asked gets the result when all is over."""


def _end_when_it_ends(parent: int) -> None:
    """Look every second whether this process's parent is gone, and end then.

    A thread that waits for that would keep this process from sharing its work with copies of its own.
    """

    def look(_number: int, _frame: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


_HINT, _ALL = "hint", "all"
_ASKED, _DONE, _FAILED = "asked", "done", "failed"


def _order(copy: "Wire", kind: str, told: object) -> None:
    _say(copy, (kind, told))


def _say(copy: "Wire", told: object) -> None:
    with suppress(OSError):  # who asks for the result will hear of it
        copy.send(told)


def _asked(who: "Wire", item: object) -> Any:  # noqa: ANN401 - whatever is answered
    who.send((_ASKED, item, _own_seconds()))
    return who.recv()


def _result(copy: "Wire", number: int | None, answer: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - of any work
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
    if not may_copy_itself():
        yield function
        return
    with _copy(partial(_answer, function)) as (here, _):
        yield partial(_ask, here)


def _ask(copy: "Wire", item: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
    try:
        copy.send(item)
        return copy.recv()
    except (EOFError, OSError) as error:
        raise DigestError("the process that did the work was stopped; start again") from error


def _answer(function: Callable[[Any], Any], given: "Wire") -> None:
    while True:
        given.send(function(given.recv()))
