"""Work spread over processes gives what one process gives."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.parallel import COPY_WORTH_IT, map_here, meanwhile
from tests.conftest import pages_of, tree
from tests.faults.trials import new_site

ITEMS = range(COPY_WORTH_IT + 20)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_result_does_not_depend_on_the_number_of_processes(jobs: int) -> None:
    held = {item: item * item for item in ITEMS}
    assert map_here(lambda item: held[item], ITEMS, jobs=jobs) == [item * item for item in ITEMS]


def test_a_process_with_threads_does_the_work_itself() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert set(map_here(lambda _: os.getpid(), ITEMS, jobs=2)) == {os.getpid()}
    finally:
        done.set()
        thread.join()


def test_a_system_that_cannot_copy_a_process_begins_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, shared = new_site(tmp_path / "1" / "site", 100), new_site(tmp_path / "2" / "site", 100)
    pages_of(alone, jobs=1)
    monkeypatch.delattr(os, "fork", raising=False)
    pages_of(shared, jobs=2)
    assert tree(alone / "docs") == tree(shared / "docs")


def test_a_fault_in_a_copy_is_the_fault_of_all() -> None:
    with pytest.raises(ZeroDivisionError):
        map_here(lambda item: 1 // (item - 5), ITEMS, jobs=2)


STOPPED = """
import os, signal
from generator.parallel import map_here
map_here(lambda at: os.kill(os.getpid(), signal.SIGKILL) if at == 9 else at, range(100), jobs=2)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_copy_that_is_stopped_is_named_with_the_way_out() -> None:
    done = subprocess.run([sys.executable, "-c", STOPPED], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DigestError: a process that shared the work was stopped" in done.stderr
    assert "--jobs 1" in done.stderr


BESIDE = """
import sys
from pathlib import Path
from generator.parallel import beside
with beside(Path(sys.argv[1]).touch, jobs=int(sys.argv[2])) as done:
    done()
    print(Path(sys.argv[1]).exists())
"""


def done_beside(mark: Path, jobs: int) -> str:
    """What a process of its own says: one with threads, as the tests' may be, does nothing beside."""
    command = [sys.executable, "-c", BESIDE, str(mark), str(jobs)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_work_beside_is_done_when_it_was_waited_for(tmp_path: Path) -> None:
    assert done_beside(tmp_path / "mark", 2) == "True"


def test_work_beside_with_one_job_is_left_to_whoever_finds_it_missing(tmp_path: Path) -> None:
    assert done_beside(tmp_path / "mark", 1) == "False"


def test_work_beside_that_fails_stops_nothing(tmp_path: Path) -> None:
    assert done_beside(tmp_path / "missing" / "mark", 2) == "False"


AGAIN = """
import os, threading
from generator.parallel import in_a_copy, map_here
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
from generator.parallel import in_a_copy
with in_a_copy(os._exit) as ask:
    ask(3)
"""


def said(program: str) -> str:
    """What a program says in a process of its own: the tests' may have threads, and is not copied then."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


MEANWHILE = """
import os, sys
from generator.parallel import meanwhile
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
from generator.parallel import early
mine = os.getpid()
def work(ready, told, ask):
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


LEAVING = """
import atexit, sys
from generator.parallel import end_at_once

class Last:
    def __del__(self):
        print("given back piece by piece")

last = Last()
atexit.register(print, "called")
print("printed", end=" ")
print("told", end=" ", file=sys.stderr)
end_at_once(3 if sys.argv[1] == "number" else "why")
print("goes on")
"""


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("number", 3, "printed called\n"), ("text", 0, "printed goes on\ncalled\ngiven back piece by piece\n")],
)
def test_a_process_ends_at_once_when_all_is_said(code: str, status: int, said: str) -> None:
    done = subprocess.run([sys.executable, "-c", LEAVING, code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, said, "told ")


SPENT = """
import os
from generator.parallel import early, processor_seconds

def own():
    return sum(os.times()[:4])

def work(ready, told, ask):
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


KILLED = """
import os, sys, time
from pathlib import Path
from generator.parallel import map_here

def work(item):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)

map_here(work, range(100), jobs=2)
"""
KILLED_EARLY = """
import os, sys, time
from pathlib import Path
from generator.parallel import early, map_here

def work(item):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)

with early(lambda: None, lambda ready, told, ask: map_here(work, range(100), jobs=2), jobs=2) as it:
    it.tell("begin")
    it.result(print)
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="it looks at processes as Linux shows them"
)
@pytest.mark.parametrize("program", [KILLED, KILLED_EARLY])
def test_processes_that_share_work_end_with_the_one_that_asked(tmp_path: Path, program: str) -> None:
    asking = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    sharing = until(lambda: [path.name for path in tmp_path.iterdir()], lambda names: len(names) == 2)
    asking.kill()
    asking.wait()
    assert until(lambda: [name for name in sharing if is_running(name)], lambda names: not names) == []


def until(look: Callable[[], list[str]], enough: Callable[[list[str]], bool]) -> list[str]:
    """What is seen as soon as it is enough, or after half a minute."""
    for _ in range(600):
        if enough(look()):
            break
        time.sleep(0.05)
    return look()


def is_running(process: str) -> bool:
    status = Path("/proc", process, "status")
    return status.exists() and "\nState:\tZ" not in status.read_text()
