"""One file, written whole or not at all."""

import errno
from collections.abc import Callable
from pathlib import Path

TEMPORARY = ".digest-temporary"


def write_atomic(path: Path, content: bytes, *, temporary: Path) -> None:
    """Put `content` at `path` by way of the file `temporary`, which must lie on the same disk.

    A program killed at any moment leaves the old file or the new one, never a part; what it may
    leave of `temporary` is overwritten by the next run.
    """
    _in_its_folder(temporary, lambda: temporary.write_bytes(content))
    _in_its_folder(path, lambda: temporary.replace(path))


def _in_its_folder(path: Path, put: Callable[[], object]) -> None:
    """Put a file at a path; only where that fails is its folder made: to look first would cost more."""
    try:
        put()
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
        put()


def remove_with_empty_folders(path: Path, *, root: Path) -> None:
    """Remove the file, then the folders above it that are now empty, up to but not `root`."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except FileNotFoundError:  # a run that was killed removed it already
            continue
        except OSError as error:
            if error.errno in _NOT_EMPTY:  # to look first would be to list it
                return
            raise


_NOT_EMPTY = (errno.ENOTEMPTY, errno.EEXIST)
