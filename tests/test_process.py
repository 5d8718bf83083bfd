"""A process ends at once when all is said, and as ever otherwise."""

import subprocess
import sys

import pytest

LEAVING = """
import atexit, sys
from generator.process import end_at_once

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
