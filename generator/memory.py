"""Memory: what builds worked out before, by the hash of all that it was worked out from."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.seal import content_of, read_sealed, write_parts_sealed, write_sealed

FILE = "gathered.msgpack"
LARGE = 1_000_000
"""A result of more bytes has a file of its own, which is written only if the result is another one."""

SMALL = 8
"""What changed is written to a file of its own as long as it is not more than one part in so many."""

Buffer = bytes | memoryview


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    version: str
    results: dict[bytes, memoryview]
    """They lie where the file was read to: most are not looked at."""
    gone: tuple[bytes, ...] = ()
    """The keys of those that another file holds and that are not asked for any more."""


class Memory:
    """Results by key; only what this run asked for or added is left for the next one.

    A lost or damaged file costs time, never a wrong result. Without a path nothing is kept.
    Beside the file lies another one with what changed since: it is written in no time.
    """

    def __init__(self, path: Path | None = None, *, version: str = "") -> None:
        """Take the file, and what the results depend on beside their keys."""
        self._path = path
        self._version = version
        self._whole = _load(path, version).results if path else {}
        since = _load(self._since, version) if path else _Kept(version, {})
        self._before: dict[bytes, Buffer] = {**self._whole, **since.results}
        for key in since.gone:
            self._before.pop(key, None)
        self._now: dict[bytes, Buffer] = {}

    @property
    def is_new(self) -> bool:
        """Whether no earlier run left anything."""
        return not self._before

    def get(self, key: bytes) -> Buffer | None:
        """Return what was kept under a key."""
        found = self._before.get(key)
        if found is not None:
            self._now[key] = found
        return found if found is None or found else self._read(key)

    def get_each(self, keys: Sequence[bytes]) -> list[Buffer | None]:
        """Return what was kept under each of some keys."""
        found = list(map(self._before.get, keys))
        self._now.update((key, kept) for key, kept in zip(keys, found, strict=True) if kept is not None)
        for at in [at for at, kept in enumerate(found) if kept is not None and not kept]:
            found[at] = self._read(keys[at])
        return found

    def put(self, key: bytes, *parts: Buffer) -> None:
        """Keep a result under a key, its parts one after another; it is not empty.

        A large one is written at once, and neither held nor copied.
        """
        if self._path is None:
            return
        large = sum(map(len, parts)) > LARGE
        self._now[key] = b"" if large else b"".join(parts)
        if large:
            with suppress(OSError):
                write_parts_sealed(self._of_its_own(key), self._head, *parts)

    def __contains__(self, key: bytes) -> bool:
        """Tell whether an earlier run left a result."""
        return key in self._before

    def used(self) -> Mapping[bytes, Buffer]:
        """Return what was asked for or added, for the memory of another process."""
        return self._now

    def take(self, used: Mapping[bytes, Buffer]) -> None:
        """Take in what another process, which began with the same memory, asked for or added."""
        self._now.update(used)

    def save(self) -> None:
        """Leave what was used for the next run, if it can be written."""
        if self._path is None:
            return
        with suppress(OSError):
            if self._now != self._before:
                self._write(self._path)
                used = {self._of_its_own(key) for key, result in self._now.items() if not result}
                for path in self._path.parent.glob(f"{self._path.stem}-*{self._path.suffix}"):
                    if path not in used:
                        path.unlink(missing_ok=True)

    def _write(self, path: Path) -> None:
        """Write what was used: only what changed since all was written, as long as that is little."""
        changed = {
            key: result
            for key, result in self._now.items()
            if (kept := self._whole.get(key)) is not result and kept != result
        }
        if _size(changed) * SMALL <= _size(self._whole):
            gone = tuple(sorted(self._whole.keys() - self._now.keys()))
            write_sealed(self._since, (self._version, dict(sorted(changed.items())), gone))
        else:
            self._since.unlink(missing_ok=True)  # first: of what was written before it tells too little
            write_sealed(path, (self._version, dict(sorted(self._now.items()))))

    @property
    def _since(self) -> Path:
        """The file of what changed."""
        path = self._path or Path(FILE)
        return path.with_name(f"{path.stem}.since{path.suffix}")

    def _of_its_own(self, key: bytes) -> Path:
        """Return the file of a large result."""
        path = self._path or Path(FILE)
        return path.with_name(f"{path.stem}-{key.hex()}{path.suffix}")

    def _read(self, key: bytes) -> Buffer | None:
        """Return a large result; nothing if its file is not there, or not what was left."""
        try:
            content = content_of(self._of_its_own(key))
        except (OSError, ValueError):
            return None
        size = len(self._head)
        return content[size:] if content[:size] == self._head else None

    @property
    def _head(self) -> bytes:
        """What stands before a result in a file of its own."""
        return f"{self._version}\n".encode()


def key_of(*parts: bytes) -> bytes:
    """Return the key of a result: a hash of all that it was made from."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _size(results: Mapping[bytes, Buffer]) -> int:
    return sum(map(len, results.values()))


def _load(path: Path, version: str) -> _Kept:
    nothing = _Kept(version, {})
    try:
        kept = read_sealed(path, _Kept)
    except (OSError, ValueError):
        return nothing
    return kept if kept.version == version else nothing
