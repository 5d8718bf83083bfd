"""One file, written whole or not at all."""

import errno
from pathlib import Path

TEMPORARY = ".digest-temporary"


def write_atomic(path: Path, content: bytes, *, temporary: Path) -> None:
    """Put `content` at `path` by way of the file `temporary`, which must lie on the same disk.

    A program killed at any moment leaves the old file or the new one, never a part; what it may
    leave of `temporary` is overwritten by the next run.
    """
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except (FileNotFoundError, NotADirectoryError):  # seldom: to look first would cost more
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)


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
