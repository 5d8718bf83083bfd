"""Digestpress: publish digests of articles as a website of topics."""

import time

__version__ = "0.1.0"

BEGAN = time.perf_counter()
"""When the program began, on the clock of `digest build --timings`."""
