"""What a copy of a process does beside it comes to the same, or is done again, or is told of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.copies import meanwhile

AGAIN = """
import os, threading
from generator.copies import in_a_copy
from generator.parallel import map_here
def pids(least):
    return set(map_here(lambda _: os.getpid(), range(least), jobs=2))
done = threading.Event()
with in_a_copy(pids) as ask:
    thread = threading.Thread(target=done.wait)
    thread.start()
    first, second = ask(100), ask(1)
    done.set()
print(os.getpid() in first | second, len(second), second.isdisjoint(first))
"""
ENDING = """
import os
from generator.copies import in_a_copy
with in_a_copy(os._exit) as ask:
    ask(3)
"""


def said(program: str) -> str:
    """What a program says in a process of its own: the tests' may have threads, and is not copied then."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


MEANWHILE = """
import os, sys
from generator.copies import meanwhile
mine = os.getpid()
def work():
    if sys.argv[1] == "ends" and os.getpid() != mine:
        os._exit(3)
    return os.getpid()
with meanwhile(work, jobs=1 if sys.argv[1] == "alone" else 2) as coming:
    print(coming.is_there(60), coming.wait() == mine)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
@pytest.mark.parametrize(
    ("how", "expected"), [("alone", "True True"), ("together", "True False"), ("ends", "True True")]
)
def test_what_is_worked_out_meanwhile_is_worked_out_here_where_it_cannot_be_elsewhere(
    how: str, expected: str
) -> None:
    done = subprocess.run([sys.executable, "-c", MEANWHILE, how], capture_output=True, text=True, check=True)
    assert done.stdout == expected + "\n"


def test_what_fails_meanwhile_fails_for_whoever_waits() -> None:
    with pytest.raises(ZeroDivisionError), meanwhile(lambda: 1 // 0, jobs=2) as coming:
        coming.wait()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_copy_does_the_work_again_and_again_on_many_cores() -> None:
    """It is called by a process with threads, which could not share the work."""
    assert said(AGAIN) == "False 1 True\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_copy_that_ends_is_told_of() -> None:
    assert "DigestError: the process that did the work was stopped; start again" in said(ENDING)


EARLY = """
import os, sys
from generator.errors import DigestError
from generator.copies import early
mine = os.getpid()
def work(ready, told, ask, done):
    if told == "fails":
        raise DigestError("no room")
    if told == "ends":
        os._exit(3)
    return ready, ask(told + " more"), os.getpid() == mine
with early(lambda: "ready", work, jobs=int(sys.argv[1])) as it:
    it.tell(sys.argv[2])
    try:
        print(it.result(lambda asked: (asked, os.getpid() == mine)))
    except DigestError as error:
        print(error)
with early(lambda: "ready", work, jobs=2) as it:
    pass
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
@pytest.mark.parametrize(
    ("jobs", "told", "expected"),
    [
        ("1", "one", "('ready', ('one more', True), True)"),
        ("2", "one", "('ready', ('one more', True), False)"),
        ("1", "fails", "no room"),
        ("2", "fails", "no room"),
        ("2", "ends", "a process that did a part of the work was stopped; run again"),
    ],
)
def test_work_that_was_got_ready_for_is_done_when_it_is_told_what_to_do(
    jobs: str, told: str, expected: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EARLY, jobs, told], capture_output=True, text=True, check=True
    )
    assert done.stdout == expected + "\n"


HINTS = """
import sys
from generator.copies import early
from generator.errors import DigestError

def ahead(ready, hint):
    if hint == "wrong":
        raise DigestError("no room")
    return ready + [hint]

with early(lambda: ["ready"], lambda *given: given[:2], jobs=int(sys.argv[1]), ahead=ahead) as it:
    for hint in ("one", "wrong", "two"):
        it.hint(hint)
    it.tell("all")
    print(it.result(None))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
@pytest.mark.parametrize(
    ("jobs", "expected"), [("1", "(['ready'], 'all')"), ("2", "(['ready', 'one', 'two'], 'all')")]
)
def test_a_copy_goes_ahead_with_hints_as_far_as_it_can(jobs: str, expected: str) -> None:
    done = subprocess.run([sys.executable, "-c", HINTS, jobs], capture_output=True, text=True, check=True)
    assert done.stdout == expected + "\n"


SOON = """
import sys, time
from pathlib import Path
from generator.copies import early

def work(ready, told, ask, done):
    done("soon")
    while not Path(sys.argv[1]).exists():
        time.sleep(0.01)
    Path(sys.argv[1]).write_text("over")
    if told == "fails":
        raise OSError("no room")
    return "soon"

with early(lambda: None, work, jobs=2) as it:
    it.tell(sys.argv[2])
    print(it.result(None))
    Path(sys.argv[1]).touch()
print(Path(sys.argv[1]).read_text())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
@pytest.mark.parametrize("told", ["goes on", "fails"])
def test_a_result_may_be_told_before_all_is_over_and_the_end_waits(tmp_path: Path, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SOON, str(tmp_path / "sign"), told], capture_output=True, text=True, check=True
    )
    assert done.stdout == "soon\nover\n"


SPENT = """
import os
from generator.copies import early, processor_seconds

def own():
    return sum(os.times()[:4])

def work(ready, told, ask, done):
    while own() < told:
        pass
    return ask("how much")

with early(lambda: None, work, jobs=2) as it:
    before = own()
    it.tell(0.2)
    print(it.result(lambda asked: processor_seconds() > before + 0.15), own() < before + 0.15)
print(processor_seconds() - own() < 0.1, own() > before + 0.15)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_what_a_copy_takes_of_the_processor_is_known_before_it_ends_and_counted_once() -> None:
    done = subprocess.run([sys.executable, "-c", SPENT], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\nTrue True\n"


UNHEARD = """
from generator.copies import early, meanwhile
with meanwhile(lambda: b"x" * 5_000_000, jobs=2) as coming:
    another = early(int, lambda *_: 1, jobs=2)
    another.__enter__()
    coming.is_there(60)
another.__exit__(None, None, None)
print("ended")
"""


def test_a_copy_that_nobody_listens_to_ends_although_another_was_made_after_it() -> None:
    command = [sys.executable, "-c", UNHEARD]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "ended\n"
