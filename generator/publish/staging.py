"""The folder of the site, and its twin beside it, in which the next one grows.

The twin holds the same files as the site (hard links, so only folders take room). The next site is made
by changing the twin; then both change places, and the twin is brought up to the site. So a build
touches only what changed, and the site is whole at every moment: on Linux they change places in one
step; where the system has no such step, there is an instant without a site between two.
"""

import errno
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from itertools import compress
from operator import ne
from pathlib import Path

from generator.errors import DigestError
from generator.publish.exchange import exchange
from generator.publish.record import Stamp

OURS = "digest.json"
"""A site folder that holds this file was built by us and may be replaced."""


def twin_of(site: Path) -> Path:
    """Return the folder in which the next site grows."""
    return site.with_name(f".{site.name}.new")


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def recover(site: Path) -> None:
    """Put the site back if a program was stopped between the two steps of changing places."""
    if not site.exists() and _aside(site).is_dir():
        _aside(site).rename(site)


def refuse_foreign(site: Path) -> None:
    """Raise DigestError if the site folder holds something else than a site of ours."""
    if site.is_dir() and any(site.iterdir()) and not (site / OURS).is_file():
        raise DigestError(f"{site}: is not empty and was not built by digest; empty it or choose another")
    if site.exists() and not site.is_dir():
        raise DigestError(f"{site}: is a file; remove it or choose another folder with --site")


def remove_empty(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders of some files that are gone, as far as they are empty."""
    for inside in {path.rpartition("/")[0] for path in paths}:
        empty = inside
        with suppress(OSError):
            while empty:
                os.rmdir(f"{folder}/{empty}")  # noqa: PTH106 (thousands of folders: a Path for each would cost)
                empty = empty.rpartition("/")[0]


def mirror(
    folder: Path,
    wanted: Mapping[str, Stamp],
    site: Path,
    there: Mapping[str, Stamp],
    among: Collection[str] | None = None,
) -> None:
    """Make `folder` hold exactly the `wanted` files, linked from `site`. Raises OSError.

    `there` are the files that it holds now; if others are known to be the same, only those `among` which
    there may be differences are looked at. Folders that become empty stay, as they may be filled again;
    `remove_empty` removes them.
    """
    _unlock(folder)
    for path in differing(there, wanted, among):
        os.unlink(f"{folder}/{path}")  # noqa: PTH108 (thousands of files: a Path for each would cost)
    for path in differing(wanted, there, among):
        try:
            os.link(f"{site}/{path}", f"{folder}/{path}")
        except OSError:  # there is no folder for it yet, or no link on this disk
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            link(site / path, target)


def _unlock(folder: Path) -> None:
    """Let a twin be written to that was the site while somebody protected that. Raises OSError."""
    if not os.access(folder, os.W_OK):
        for inside, _, _ in os.walk(folder):
            Path(inside).chmod(0o755)


def differing(
    some: Mapping[str, Stamp], others: Mapping[str, Stamp], among: Collection[str] | None = None
) -> list[str]:
    """Return the paths of some files that are not the same among others, sorted; of all, or those `among`."""
    if among is not None:
        some = {path: some[path] for path in among if path in some}
    return sorted(compress(some, map(ne, some.values(), map(others.get, some))))


def link(file: Path, target: Path) -> None:
    """Let a file stand at another place too, of one's own if that is on another disk. Raises OSError."""
    try:
        target.hardlink_to(file)
    except OSError:  # a disk without links, or with too many of them
        shutil.copy2(file, target)


def change_places(site: Path) -> None:
    """Let the twin become the site, and the site the twin."""
    if site.is_dir() and exchange(site, twin_of(site)):
        return
    aside = _aside(site)
    shutil.rmtree(aside, ignore_errors=True)
    if site.exists():
        _set_aside(site)
    try:
        twin_of(site).rename(site)
    except OSError:  # on Windows, whoever reads a file of the twin stops it
        recover(site)
        raise
    if aside.exists():
        aside.rename(twin_of(site))


def _set_aside(site: Path) -> None:
    try:
        site.rename(_aside(site))
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise DigestError(
                f"{site}: is a volume of its own, which cannot be replaced as a whole: "
                "choose a folder in it with --site"
            ) from error
        raise
