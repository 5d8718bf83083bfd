"""Tries tests on mutants: a plugin of pytest that benchmarks/mutants.py starts.

It collects the tests and notes which functions each reaches. Then it makes a copy of itself for every mutant,
where the tests run that reach the mutant's function: those that reach fewest functions first, since they
are nearest to it, until one fails, or they took long enough.
"""

import os
import resource
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

MUTANTS, TRIED = "mutants.txt", "tried.txt"
"""Files: the mutants to be tried, and what became of each."""
ENOUGH = 6.0
"""Seconds of the processor that a mutant is tried for at most: tests that take longer are left out."""
NOTICED, NOT_NOTICED, ENDLESS, UNREACHED = "noticed", "not noticed", "without end", "reached by no test"


class Reach(NamedTuple):
    """What a test reaches."""

    functions: frozenset[str]
    """By the names that mutmut gives them."""
    seconds: float


def pytest_configure() -> None:
    """Let no test look for a smaller example than the one it fails on."""
    settings.register_profile("mutants", settings.default, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("mutants")


def pytest_runtest_setup() -> None:
    """Forget before each test what functions have kept: else only the first to call one would notice."""
    for name, module in list(sys.modules.items()):
        if name.startswith("generator"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try the mutants, as many at once as there are processors."""
    reaches = {item: _reach(item) for item in session.items}
    names = Path(MUTANTS).read_text(encoding="utf-8").split()
    running: dict[int, str] = {}
    with Path(TRIED).open("w", encoding="utf-8") as told:
        for name in names:
            tests = _tests_of(name, reaches)
            if not tests:
                told.write(f"{name}: {UNREACHED}\n")
                continue
            if len(running) == (os.cpu_count() or 1):
                told.write(_ended(running))
            sys.stdout.flush()
            told.flush()
            process = os.fork()
            if not process:
                _try(name, tests, reaches)
            running[process] = name
        while running:
            told.write(_ended(running))
    return True


def _reach(item: pytest.Item) -> Reach:
    from mutmut.mutation.trampoline import set_mutant_under_test  # noqa: PLC0415
    from mutmut.state import state  # noqa: PLC0415

    reached = state()._stats  # noqa: SLF001 - as mutmut itself does
    reached.clear()
    set_mutant_under_test("stats")
    start = process_time()
    if not _passes(item):
        raise pytest.UsageError(f"{item.nodeid} fails before anything was changed")
    seconds = process_time() - start
    set_mutant_under_test("")
    return Reach(frozenset(reached), seconds)


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _tests_of(name: str, reaches: Mapping[pytest.Item, Reach]) -> list[pytest.Item]:
    """Return the tests that reach a mutant, those first that reach the fewest functions."""
    from mutmut.utils.format_utils import mangled_name_from_mutant_name  # noqa: PLC0415

    function = mangled_name_from_mutant_name(name)
    there = [item for item, reach in reaches.items() if function in reach.functions]
    return sorted(there, key=lambda item: (len(reaches[item].functions), reaches[item].seconds))


def _try(name: str, tests: Sequence[pytest.Item], reaches: Mapping[pytest.Item, Reach]) -> None:
    """Try a mutant in this copy of the process, and end it."""
    from mutmut.mutation.trampoline import set_mutant_under_test  # noqa: PLC0415

    noticed = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(5 * ENOUGH), int(5 * ENOUGH)))
        set_mutant_under_test(name)
        for item in tests:
            if process_time() + reaches[item].seconds <= ENOUGH and not _passes(item):
                break
        else:
            noticed = 0
    finally:
        os._exit(noticed)


def _ended(running: dict[int, str]) -> str:
    """Wait for a mutant's end, and return what became of it."""
    process, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    state = ENDLESS if code < 0 else NOTICED if code else NOT_NOTICED
    return f"{running.pop(process)}: {state}\n"
