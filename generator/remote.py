"""Places that are reached by an address, such as `s3://bucket/folder`, read and written through fsspec.

Its loops run in threads that stay, and a process with threads cannot be copied: a build does all of this in
a process of its own (`parallel.away`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from generator.errors import DigestError

AT_ONCE = 256
"""So many files are asked for, or sent, at a time."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.:_-]+://")
_USER = re.compile(r"(?<=://)[^/@]*@")
_HERE = ("file://", "local://")
_STAMPS = (
    "ETag etag checksum md5 md5Hash content_md5 generation version_id LastModified last_modified "
    "mtime modified updated created"
).split()
"""What kinds of places call that which changes with a file."""


class Found(NamedTuple):
    """A file that lies at a place."""

    name: str
    """Its path below the place, with `/`; whatever somebody chose to call it."""
    size: int
    stamp: str
    """Changes when the file does; empty if nothing is known that would."""


def is_address(text: str) -> bool:
    """Tell an address from the path of a folder."""
    return bool(_ADDRESS.match(text))


def folder_of(address: str) -> Path | None:
    """Return the folder that an address names if it lies on this machine."""
    if not address.lower().startswith(_HERE):
        return None
    from urllib.request import url2pathname  # noqa: PLC0415 - it brings all that speaks HTTP

    return Path(url2pathname(urlsplit(address).path))


def shown(address: str) -> str:
    """Return an address as it may be shown: without names and passwords."""
    return _USER.sub("", address)


@contextmanager
def reached(address: str) -> Iterator[None]:
    """Turn what goes wrong at a place into a DigestError that names it."""
    try:
        yield
    except DigestError:
        raise
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "fsspec":
            reason = "install what addresses need: pip install 'digestpress[remote]'"
        else:
            reason = f"{_in_a_line(error)}; check the address, the keys and the network, then run again"
        raise DigestError(f"{shown(address)}: cannot be reached: {reason}") from error


def _in_a_line(error: Exception) -> str:
    return " ".join(f"{error}".split())[:300] or type(error).__name__


class Place(Struct, frozen=True):
    """A place that is open."""

    address: str
    system: Any
    """Its file system, as fsspec calls it."""
    root: str

    def files(self) -> tuple[Found, ...]:
        """Return all files of the place, sorted by name. Raises DigestError."""
        with reached(self.address):
            self.system.invalidate_cache()
            found = self.system.find(self.root, detail=True)
        below = f"{self.root}/"
        return tuple(
            sorted(
                Found(path.removeprefix(below), int(info.get("size") or 0), _stamp(info))
                for path, info in found.items()
                if path.startswith(below)
            )
        )

    def read(self, names: Sequence[str]) -> dict[str, bytes | OSError]:
        """Return the bytes of files by name, or why one cannot be read. Raises DigestError."""
        paths = [f"{self.root}/{name}" for name in names]
        with reached(self.address):
            contents = self.system.cat_ranges(paths, None, None, on_error="return")
            for one in contents:
                if isinstance(one, Exception) and not isinstance(one, FileNotFoundError | PermissionError):
                    raise one
        return dict(zip(names, contents, strict=True))

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Put files there by name, each of them whole or not at all. Raises DigestError."""
        files = {f"{self.root}/{name}": content for name, content in contents.items()}
        with reached(self.address):
            try:
                self.system.pipe(files)
            except FileNotFoundError:
                self.system.mkdir(self.root, create_parents=False)
                self.system.pipe(files)

    def remove(self, names: Sequence[str]) -> None:
        """Remove files by name. Raises DigestError."""
        with reached(self.address):
            self.system.rm([f"{self.root}/{name}" for name in names])


def opened(address: str) -> Place:
    """Return the place at an address. Raises DigestError."""
    with reached(address):
        system, root = import_module("fsspec.core").url_to_fs(address)
        return Place(address, system, str(root).rstrip("/"))


def _stamp(info: Mapping[str, object]) -> str:
    known = [f"{name}={info[name]}" for name in _STAMPS if info.get(name)]
    return " ".join([*known, f"size={info.get('size')}"]) if known else ""
