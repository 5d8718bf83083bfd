"""The folder of the site, and its twin beside it, in which the next one grows.

The twin holds the same files as the site (hard links, so only folders take room). The next site is made
by changing the twin; then both change places, and the twin is brought up to the site. So a build
touches only what changed, and the site is whole at every moment: on Linux they change places in one
step; where the system has no such step, there is an instant without a site between two.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
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


def files_in(folder: Path) -> dict[str, Stamp]:
    """Return every file below a folder by its path, with its stamp; links count as files."""
    return dict(_walk(folder, "")) if folder.is_dir() else {}


def _walk(folder: Path | str, prefix: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                status = entry.stat(follow_symlinks=False)
                yield prefix + entry.name, (status.st_size, status.st_mtime_ns)


def mirror(folder: Path, wanted: Mapping[str, Stamp], site: Path) -> None:
    """Make `folder` hold exactly the `wanted` files, linked from `site`. Raises OSError.

    Folders that become empty stay, as they may be filled again; `prune` removes them.
    """
    there = files_in(folder)
    for path in sorted(there.keys() - {path for path, stamp in wanted.items() if there.get(path) == stamp}):
        (folder / path).unlink()
        del there[path]
    for path in sorted(wanted.keys() - there.keys()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(site / path, target)


def _link(file: Path, target: Path) -> None:
    try:
        target.hardlink_to(file)
    except OSError:  # a disk without links, or with too many of them
        shutil.copy2(file, target)


def prune(folder: Path) -> None:
    """Remove the folders below `folder` that hold no file."""
    for inside in (Path(name) for name, _, _ in os.walk(folder, topdown=False)):
        if inside != folder and not any(inside.iterdir()):
            inside.rmdir()


def change_places(site: Path) -> None:
    """Let the twin become the site, and the site the twin."""
    if site.is_dir() and exchange(site, twin_of(site)):
        return
    aside = _aside(site)
    shutil.rmtree(aside, ignore_errors=True)
    if site.exists():
        site.rename(aside)
    try:
        twin_of(site).rename(site)
    except OSError:  # on Windows, whoever reads a file of the twin stops it
        recover(site)
        raise
    if aside.exists():
        aside.rename(twin_of(site))
