"""What was made of each article and topic, kept so that the next build makes only what changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import compress
from operator import ne
from pathlib import Path
from typing import Self, TypeVar

import msgspec
from msgspec import structs

from generator.cache import code_version
from generator.config import Settings
from generator.filetimes import Stamp
from generator.packages import installed_packages
from generator.pages.stock import Made, Stock
from generator.pages.templates import fingerprint
from generator.seal import read_sealed, write_sealed
from generator.writing.disk import Disk

T = TypeVar("T")
FILE = "pages.msgpack"


SMALL = 8
"""What changed is written to a file of its own as long as it is not more than one part in so many."""


class _Kept(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    context: bytes
    made: dict[str, Made]
    files: dict[str, tuple[str, Stamp]]
    """Of the docs folder, by path: fingerprint and stamp."""
    gone: frozenset[str] = frozenset()
    """What is no longer among what was made, or among the files, as another file of ours has them."""

    def with_(self, since: Self) -> Self:
        """Return all that is kept where this was, and the other one tells what changed since."""
        if since.context != self.context:
            return self
        made = {name: one for name, one in {**self.made, **since.made}.items() if name not in since.gone}
        files = {path: one for path, one in {**self.files, **since.files}.items() if path not in since.gone}
        return structs.replace(self, made=made, files=files)

    def since(self, whole: Self) -> Self:
        """Return what tells that the other one has become this."""
        made, files = _changed(self.made, whole.made), _changed(self.files, whole.files)
        gone = (whole.made.keys() - self.made.keys()) | (whole.files.keys() - self.files.keys())
        return structs.replace(self, made=made, files=files, gone=frozenset(gone))


def _changed(now: Mapping[str, T], before: Mapping[str, T]) -> dict[str, T]:
    return dict(compress(now.items(), map(ne, now.values(), map(before.get, now))))


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
    whole = _load(path)
    before = whole.with_(_load(_beside(path)))
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
        _save(path, after, whole)


def _save(path: Path, now: _Kept, whole: _Kept) -> None:
    """Leave all that is kept, or what changed since it was written, as long as that is little."""
    since = now.since(whole)
    if now.context == whole.context and len(since.made) * SMALL <= len(whole.made):
        write_sealed(_beside(path), since)
    else:
        _beside(path).unlink(missing_ok=True)  # first: of what was written before it tells too little
        write_sealed(path, now)


def _beside(path: Path) -> Path:
    """Return the file of what changed."""
    return path.with_name(f"{path.stem}.since{path.suffix}")


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
