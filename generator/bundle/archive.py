"""Archives whose bytes depend on nothing but what is in them."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive knows."""
_READABLE = 0o100644 << 16


def packed(files: Iterable[tuple[str, bytes]], *, first: tuple[str, bytes] | None = None) -> bytes:
    """Return a zip archive of files, as (path, content), in the order of their paths.

    `first` stands before all others and is not compressed, as EPUB wants it for `mimetype`. No time
    of the files, no owner and no system gets into it.
    """
    into = BytesIO()
    with zipfile.ZipFile(into, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        if first:
            archive.writestr(_entry(first[0], zipfile.ZIP_STORED), first[1])
        for path, content in sorted(files):
            archive.writestr(_entry(path, zipfile.ZIP_DEFLATED), content, compresslevel=9)
    return into.getvalue()


def _entry(path: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = method
    entry.external_attr = _READABLE
    entry.create_system = 3  # Unix, on every system
    return entry
