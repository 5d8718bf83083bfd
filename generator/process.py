"""This process: how seldom it looks for cycles in its memory, and its end."""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress

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
    """End this process without giving back its memory piece by piece; that takes .1 s for 10,000 articles.

    All else that is done at the end is done: what waits for it is called, what was printed is shown. Where a
    thread goes on, or the code is none of the system's, or nobody reads on, the process is to end as usual.
    """
    if threading.active_count() > 1 or not isinstance(code, int | None):
        return
    atexit._run_exitfuncs()  # noqa: SLF001 - each is called once
    leave(code or 0)


def leave(code: int) -> None:
    """End this process now, when what was printed is shown; go on where nobody reads it."""
    with suppress(OSError, ValueError):
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)
