"""What a program keeps for its next run, sealed: bytes that changed since are not taken for what was kept.

A seal finds damage, which happens by chance; it keeps nobody out who writes there on purpose.
"""

import os
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

SEAL = 4
"""Bytes of a seal; it stands first."""
NEW = ".new"
"""How the name of a file ends that is being written."""
Kind = TypeVar("Kind")


def sealed(content: bytes) -> bytes:
    """Return the content with its checksum before it."""
    return crc32(content).to_bytes(SEAL) + content


def unsealed(data: bytes) -> bytes:
    """Return the content of sealed data. Raises ValueError if it is not what was sealed."""
    return bytes(seen_through(data))


def seen_through(data: bytes | mmap) -> memoryview:
    """Return the same where it lies, not copied. Raises ValueError if it is not what was sealed."""
    content = memoryview(data)[SEAL:]
    if len(data) < SEAL or crc32(content) != int.from_bytes(data[:SEAL]):
        raise ValueError("what was kept has changed since")
    return content


def write_sealed(path: Path, content: object) -> None:
    """Put what is kept at a path, whole or not at all. Raises OSError."""
    write_parts_sealed(path, msgspec.msgpack.encode(content))


def write_parts_sealed(path: Path, *parts: bytes | memoryview) -> None:
    """Put some bytes at a path, one after another and not copied, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}{NEW}")
    seal = 0
    for part in parts:
        seal = crc32(part, seal)
    with temporary.open("wb") as stream:
        stream.writelines((seal.to_bytes(SEAL), *parts))
    temporary.replace(path)


def read_sealed(path: Path, kind: type[Kind]) -> Kind:
    """Return what was kept at a path. Raises OSError; ValueError if it is not what was kept there."""
    return msgspec.msgpack.decode(content_of(path), type=kind)


def content_of(path: Path) -> memoryview:
    """Return the content of a sealed file. Raises OSError; ValueError if it is not what was sealed.

    A large one is looked at where the system holds it: copied, each of its pages would first have to be found
    a place, which takes three times as long. Writing the file anew leaves what was given as it was.
    """
    with path.open("rb") as file:
        large = os.fstat(file.fileno()).st_size >= _LARGE
        if large and os.name != "nt":  # Windows lets nobody replace a file that is looked at
            with suppress(OSError):  # a disk that cannot
                return seen_through(mmap(file.fileno(), 0, access=ACCESS_READ))
        return seen_through(file.read())


_LARGE = 1 << 20
"""Bytes from which on a file is not copied."""
