"""What was made of each article and topic, kept so that the next build makes only what changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec

from generator.cache import code_version
from generator.config import Settings
from generator.filetimes import Stamp
from generator.packages import installed_packages
from generator.pages.stock import Made, Stock
from generator.pages.templates import fingerprint
from generator.seal import read_sealed, write_sealed
from generator.writing.disk import Disk

FILE = "pages.msgpack"


class _Kept(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    context: bytes
    made: dict[str, Made]
    files: dict[str, tuple[str, Stamp]]
    """Of the docs folder, by path: fingerprint and stamp."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What there is before a build writes its pages."""

    stock: Stock
    disk: Disk


@contextmanager
def kept_pages(settings: Settings, looked: Mapping[str, Stamp] | None = None) -> Iterator[Kept]:
    """Give what was made before, and the docs folder as it is; in the end, keep what stands then.

    `looked` are the files of that folder, if somebody looked. A file that is lost or damaged costs time,
    never a wrong page. Raises OSError.
    """
    path = settings.cache / FILE
    before = _load(path)
    context = _context(settings)
    disk = Disk(settings.docs, before.files, looked)
    known = before.made if before.context == context else {}
    stock = Stock(
        context=context,
        known=known,
        is_there=lambda file: disk.fingerprint(file.path) == file.fingerprint,
    )
    yield Kept(stock=stock, disk=disk)
    after = _Kept(context=context, made=stock.made, files=disk.state())
    if after != before:
        write_sealed(path, after)


def _load(path: Path) -> _Kept:
    try:
        return read_sealed(path, _Kept)
    except (OSError, ValueError):
        return _Kept(context=b"", made={}, files={})


def _context(settings: Settings) -> bytes:
    """Return a hash of all that every page depends on: not where things lie, but what they are."""
    nowhere = Path()
    what = replace(settings, articles=nowhere, docs=nowhere, site=nowhere, cache=nowhere, root=nowhere)
    parts = (code_version(), repr(installed_packages()), repr(what), fingerprint(settings.root))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
