"""A cache that machines share: what each of them read and analysed, one object an article, at an address.

An object is named by its key, a hash of all it was made from, so that no machine can write what another
would write differently, and none ever writes over another's. What is damaged is not taken.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator import cache
from generator.remote import AT_ONCE, Found, opened
from generator.seal import sealed, unsealed

_OURS = re.compile("[0-9a-f]{64}")


def pull(address: str, folder: Path, keys: Sequence[str]) -> None:
    """Copy those of the results that lie at an address into the cache folder. Raises DigestError."""
    place = opened(address)
    for batch in _batches(keys):
        found = {key: _entry(key, data) for key, data in place.read(batch).items()}
        new = {key: entry for key, entry in found.items() if entry}
        if new:
            cache.save(folder, new)


def push(address: str, folder: Path, keys: Sequence[str]) -> None:
    """Copy results from the cache folder to an address. Raises DigestError."""
    place = opened(address)
    whole = cache.Whole(folder)
    for batch in _batches(keys):
        told = cache.load(folder, batch)
        found = {key: (told[key], whole.read(key), whole.apart(key)) for key in batch if key in told}
        new = {
            key: _object(key, cache.Entry(one, all_, apart))
            for key, (one, all_, apart) in found.items()
            if all_ is not None and apart is not None
        }
        if new:
            place.write(new)


def objects(address: str) -> tuple[Found, ...]:
    """Return the objects at an address that were put there by us. Raises DigestError."""
    return tuple(one for one in opened(address).files() if _OURS.fullmatch(one.name))


def clear(address: str) -> None:
    """Remove what we put at an address; whatever else lies there stays. Raises DigestError."""
    place = opened(address)
    for batch in _batches([one.name for one in objects(address)]):
        place.remove(batch)


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _object(key: str, entry: cache.Entry) -> bytes:
    return sealed(msgspec.msgpack.encode((key, *entry)))


def _entry(key: str, data: bytes | OSError) -> cache.Entry | None:
    if isinstance(data, OSError):
        return None
    try:
        named, *entry = msgspec.msgpack.decode(unsealed(data), type=tuple[str, bytes, bytes, bytes])
    except (ValueError, msgspec.MsgspecError):
        return None
    return cache.Entry(*entry) if named == key else None
