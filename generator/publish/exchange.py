"""Two folders change places in one step, where the system can do that."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100
"""Paths are seen from the working folder (AT_FDCWD)."""
_BOTH_WAYS = 2
"""RENAME_EXCHANGE; see renameat2(2)."""


def exchange(one: Path, other: Path) -> bool:
    """Let two paths that exist change places in one step; False if this system or disk cannot do it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):  # an older or another C library
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _BOTH_WAYS) == 0)
