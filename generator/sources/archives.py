"""Zip files that documents are kept in: read in memory within limits, never unpacked to a disk."""

import io
import zipfile
import zlib
from pathlib import Path

from generator.errors import SourceError

_MOST_MEMBERS = 10_000
_MOST_BYTES = 100_000_000
"""What all members that are read may unpack to, together."""
_MOST_RATIO = 300
"""XML packs to a thirtieth; what packs far tighter is made to fill a memory."""
_FREE_OF_RATIO = 1_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_DAMAGED = "the file is damaged or no such document: save it again"


class Archive:
    """An open zip file whose members are read one by one; their names are never used as paths."""

    def __init__(self, file: bytes | Path) -> None:
        """Open the archive. Raises SourceError if it is damaged or holds too many members."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
        except _BROKEN as error:
            raise SourceError(f"cannot be unpacked ({error}): {_DAMAGED}") from error
        self._left = _MOST_BYTES
        self._members = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > _MOST_MEMBERS:
            raise SourceError(f"holds more than {_MOST_MEMBERS:,} files: it is no document")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def begin_again(self) -> None:
        """Count what is read from here on."""
        self._left = _MOST_BYTES

    def names(self) -> tuple[str, ...]:
        """Return the names of all members, in the order of the archive."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Return what a member holds.

        Raises SourceError if it is not there, damaged, packed too tightly or larger than all may be.
        """
        info = self._members.get(name)
        if info is None:
            raise SourceError(f"its part `{name[:100]}` is missing: {_DAMAGED}")
        try:
            with self._zip.open(info) as member:
                content = member.read(self._left + 1)
        except _BROKEN as error:
            raise SourceError(f"its part `{name[:100]}` cannot be unpacked: {_DAMAGED}") from error
        self._left -= len(content)
        tight = len(content) > max(_FREE_OF_RATIO, _MOST_RATIO * info.compress_size)
        if self._left < 0 or tight:
            raise SourceError("unpacks to far more than a document does: remove it")
        return content
