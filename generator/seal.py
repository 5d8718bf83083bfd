"""What a program keeps for its next run, sealed: bytes that changed since are not taken for what was kept."""

import os
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

_SIZE = 16
Kind = TypeVar("Kind")


def sealed(content: bytes) -> bytes:
    """Return the content with its fingerprint before it."""
    return blake2b(content, digest_size=_SIZE).digest() + content


def unsealed(data: bytes) -> bytes:
    """Return the content of sealed data. Raises ValueError if it is not what was sealed."""
    content = data[_SIZE:]
    if blake2b(content, digest_size=_SIZE).digest() != data[:_SIZE]:
        raise ValueError("what was kept has changed since")
    return content


def write_sealed(path: Path, content: object) -> None:
    """Put what is kept at a path, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(sealed(msgspec.msgpack.encode(content)))
    temporary.replace(path)


def read_sealed(path: Path, kind: type[Kind]) -> Kind:
    """Return what was kept at a path. Raises OSError; ValueError if it is not what was kept there."""
    return msgspec.msgpack.decode(unsealed(path.read_bytes()), type=kind)
