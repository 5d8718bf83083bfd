"""Files of segments that were made before there was a site to put them into: they lie ready in the cache."""

import shutil
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.publish.segments import Segment
from generator.publish.slots import Change
from generator.publish.staging import link

FOLDER = "ready"
"""Below that of the slots."""
_CHANGE = "change.json"
"""Beside the files of a segment: what is to be done with them. It is written when all of them lie there."""


class _Told(msgspec.Struct, frozen=True):
    """What is to be done with the files that lie ready for a segment."""

    before: str
    """The key of the files that are to be changed; empty: there are to be no others."""
    after: str
    form: str
    fresh: tuple[str, ...]
    gone: tuple[str, ...]


class Prepared:
    """What lies ready in a folder; with `offline`, as scripts, too."""

    def __init__(self, folder: Path, *, offline: bool) -> None:
        self._folder = folder / FOLDER
        self._offline = offline

    def key_in(self, place: Path, slot: str) -> str:
        """Return the key of the segment that lies in an index in the form that is wanted, if one does."""
        try:
            return (place / slot / form_of(offline=self._offline)).read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def fits(self, place: Path, part: Segment) -> bool:
        """Tell whether what lies ready makes a segment's folder in an index what it is to be."""
        told = self._told(part.slot)
        return (
            told is not None
            and (told.after, told.form) == (part.key, form_of(offline=self._offline))
            and told.before in ("", self.key_in(place, part.slot))
        )

    def put(self, change: Change) -> None:
        """Write the files that a segment is to get; last what is to be done with them."""
        segment, folder = change.segment, self._folder / change.segment.slot
        files, gone = dict(change.fresh), list(change.gone)
        if self._offline:
            files |= {path: _script_in(segment.slot, held) for path, held in change.scripts.items() if held}
            gone += [path for path, held in change.scripts.items() if not held]
        shutil.rmtree(folder, ignore_errors=True)
        for below in {"", *(path.rpartition("/")[0] for path in files)}:
            (folder / below).mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            put_new(f"{folder}/{path}", content)
        told = _Told(
            before=change.before,
            after=segment.key,
            form=form_of(offline=self._offline),
            fresh=tuple(sorted(files)),
            gone=tuple(gone),
        )
        (folder / _CHANGE).write_bytes(msgspec.json.encode(told))

    def take(self, place: Path, part: Segment) -> None:
        """Make a segment's folder in an index what it is to be; meanwhile it bears no key."""
        told = self._told(part.slot)
        assert told is not None, part.slot
        folder, files = place / part.slot, self._folder / part.slot
        key = folder / told.form
        key.unlink(missing_ok=True)
        if not told.before:
            shutil.rmtree(folder, ignore_errors=True)
        for below in ("", "p", "w"):
            (folder / below).mkdir(parents=True, exist_ok=True)
        for path in told.gone:
            (folder / path).unlink(missing_ok=True)
        for path in told.fresh:
            target = folder / path
            target.unlink(missing_ok=True)
            link(files / path, target)
        key.write_text(part.key, encoding="ascii")

    def _told(self, slot: str) -> _Told | None:
        try:
            return msgspec.json.decode((self._folder / slot / _CHANGE).read_bytes(), type=_Told)
        except (OSError, ValueError):
            return None


def form_of(*, offline: bool) -> str:
    """Return the name of the file in a folder of the index that bears its key: it tells its form."""
    return "offline" if offline else "online"


def forms(folder: str, files: Mapping[str, bytes], *, offline: bool) -> Iterator[tuple[str, bytes]]:
    """Yield files as they are, and as scripts if these are wanted."""
    for path, content in files.items():
        yield path, content
        if offline:
            yield f"{path}.js", script(f"{folder}/{path}", content)


def _script_in(folder: str, files: Mapping[str, bytes]) -> bytes:
    return b"".join(script(f"{folder}/{path}", content) for path, content in files.items())


def script(path: str, content: bytes) -> bytes:
    """Return a file of the index as a script that hands over its bytes."""
    return b'digestSearchTake("%b", "%b");\n' % (path.encode(), b64encode(content))


def put_new(path: str, content: bytes) -> None:
    """Write a file that is not there."""
    with open(path, "wb") as file:  # noqa: PTH123 (thousands of files: a Path for each would cost)
        file.write(content)
