"""Work spread over processes gives what one process gives."""

import os
import signal
import threading

import pytest

from generator.errors import DigestError
from generator.parallel import COPY_WORTH_IT, map_here

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


def test_a_fault_in_a_copy_is_the_fault_of_all() -> None:
    with pytest.raises(ZeroDivisionError):
        map_here(lambda item: 1 // (item - 5), ITEMS, jobs=2)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_copy_that_is_stopped_is_named_with_the_way_out() -> None:
    with pytest.raises(DigestError, match="--jobs 1"):
        map_here(lambda item: os.kill(os.getpid(), signal.SIGKILL) if item == 9 else item, ITEMS, jobs=2)
