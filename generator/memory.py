"""Memory: what builds worked out before, by the hash of all that it was worked out from."""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.seal import sealed, unsealed

FILE = "gathered.msgpack"


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    version: str
    results: dict[bytes, bytes]


class Memory:
    """Results by key; only what this run asked for or added is left for the next one.

    A lost or damaged file costs time, never a wrong result. Without a path nothing is kept.
    """

    def __init__(self, path: Path | None = None, *, version: str = "") -> None:
        """Take the file, and what the results depend on beside their keys."""
        self._path = path
        self._version = version
        self._before = _load(path, version) if path else {}
        self._now: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """Return what was kept under a key."""
        found = self._before.get(key)
        if found is not None:
            self._now[key] = found
        return found

    def put(self, key: bytes, result: bytes) -> None:
        """Keep a result under a key."""
        self._now[key] = result

    def save(self) -> None:
        """Leave what was used for the next run, if it can be written."""
        if self._path is None or self._now == self._before:
            return
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            kept = _Kept(self._version, dict(sorted(self._now.items())))
            temporary.write_bytes(sealed(msgspec.msgpack.encode(kept)))
            temporary.replace(self._path)


def key_of(*parts: bytes) -> bytes:
    """Return the key of a result: a hash of all that it was made from."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _load(path: Path, version: str) -> dict[bytes, bytes]:
    try:
        kept = msgspec.msgpack.decode(unsealed(path.read_bytes()), type=_Kept)
    except (OSError, ValueError):
        return {}
    return kept.results if kept.version == version else {}
