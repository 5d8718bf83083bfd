"""Archives whose bytes depend on nothing but what is in them."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive knows."""
_READABLE = 0o100644 << 16


def packed(files: Iterable[tuple[str, bytes]], *, first: tuple[str, bytes]) -> bytes:
    """Return a zip archive of files, as (path, content), in the order of their paths.

    `first` stands before all others and is not compressed, as EPUB wants it for `mimetype`.
    """
    into = BytesIO()
    pack(sorted(files), into, first=first)
    return into.getvalue()


def pack(
    files: Iterable[tuple[str, bytes]], into: BinaryIO, *, first: tuple[str, bytes] | None = None
) -> None:
    """Write a zip archive of files, as (path, content), in the order given, one at a time.

    No time of the files, no owner and no system gets into it.
    """
    with zipfile.ZipFile(into, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        if first:
            archive.writestr(_entry(first[0], zipfile.ZIP_STORED), first[1])
        for path, content in files:
            archive.writestr(_entry(path, zipfile.ZIP_DEFLATED), content, compresslevel=9)


def _entry(path: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = method
    entry.external_attr = _READABLE
    entry.create_system = 3  # Unix, on every system
    return entry
