"""Work spread over processes gives what one process gives."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.parallel import COPY_WORTH_IT, map_here
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
from generator.copies import early
from generator.parallel import map_here

def work(item):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)

with early(lambda: None, lambda ready, told, *_: map_here(work, range(100), jobs=2), jobs=2) as it:
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
