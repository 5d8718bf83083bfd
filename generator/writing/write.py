"""Decide what to write, then write it: the only place that changes the docs folder."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from generator.errors import DigestError
from generator.model import Filed, Page, Problem, Severity, WriteReport
from generator.writing.atomic import TEMPORARY, remove_with_empty_folders, write_atomic
from generator.writing.disk import Disk
from generator.writing.manifest import MANIFEST, Journal, Manifest, dump_manifest, fingerprint, load_manifest


def write_pages(pages: Iterable[Page | Filed], docs: Path, disk: Disk | None = None) -> WriteReport:
    """Bring the docs folder to the state that `pages` describe and report what was done.

    Only files that the manifest names, and that nobody has changed since, are replaced or removed;
    an unchanged file keeps its time stamp. One page is held at a time; a file that is only named must
    lie there as it is named. Killed at any moment, the next run completes the work. `disk` is the
    folder as it was looked at. Raises DigestError if the folder cannot be written to.
    """
    try:
        return _write(pages, docs, disk or Disk(docs, {}))
    except OSError as error:
        where = error.filename or docs
        raise DigestError(
            f"{where}: cannot be written: {error.strerror or error}; free space or rights, or remove what is "
            "in the way, then run again"
        ) from error


class _Done(Struct):
    """What was done so far."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, Problem] = field(default_factory=dict)
    owned: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What the manifest is to name."""


def _write(pages: Iterable[Page | Filed], docs: Path, disk: Disk) -> WriteReport:
    docs.mkdir(parents=True, exist_ok=True)
    manifest = load_manifest(docs)
    done = _Done()
    with Journal(docs) as journal:
        for page in pages:
            print_ = page.fingerprint if isinstance(page, Filed) else fingerprint(page.content)
            if disk.fingerprint(page.path) == print_:
                done.unchanged.append(page.path)
                done.owned[page.path] = (print_,)
            elif isinstance(page, Page):
                _write_one(page, print_, docs, (manifest, disk, journal), done)
            else:
                raise DigestError(f"{docs / page.path}: has changed while pages were written; build again")
        gone, orphans = _gone(manifest, done, disk)
        for path in gone:
            remove_with_empty_folders(docs / path, root=docs)
            disk.gone(path)
        if done.owned != manifest.owned or not manifest.readable or journal.begun:
            final = dump_manifest(Manifest(owned=done.owned))
            write_atomic(docs / MANIFEST, final, temporary=docs / TEMPORARY)
        journal.done()
    refused = [problem for _, problem in sorted(done.refused.items())]
    return WriteReport(
        written=tuple(sorted(done.written)),
        unchanged=tuple(sorted(done.unchanged)),
        removed=tuple(gone),
        refused=(*([] if manifest.readable else [_unreadable(docs)]), *refused, *map(_orphan, orphans)),
    )


def _write_one(
    page: Page, print_: str, docs: Path, state: tuple[Manifest, Disk, Journal], done: _Done
) -> None:
    """Write a page with that fingerprint, or refuse to: only what is ours, as we left it, is written over."""
    manifest, disk, journal = state
    disk.look_again(page.path)
    there, owned = disk.fingerprint(page.path), manifest.owned.get(page.path)
    if there is not None and there not in (owned or ()):
        done.refused[page.path] = _refusal(page.path, owned=owned is not None)
        if owned is not None:
            done.owned[page.path] = owned
        return
    journal.note(page.path, print_)
    write_atomic(docs / page.path, page.content, temporary=docs / TEMPORARY)
    disk.put(page.path, print_)
    done.written.append(page.path)
    done.owned[page.path] = (print_,)


def _gone(manifest: Manifest, done: _Done, disk: Disk) -> tuple[list[str], list[str]]:
    """Return which files of ours are to go, and which of them a person edited, that stay; by path."""
    gone = sorted(manifest.owned.keys() - done.owned.keys())
    for path in gone:
        disk.look_again(path)
    there = {path: disk.fingerprint(path) for path in gone}
    edited = [path for path in gone if there[path] is not None and there[path] not in manifest.owned[path]]
    done.owned.update({path: manifest.owned[path] for path in edited})
    return [path for path in gone if path not in done.owned], edited


def _refusal(path: str, *, owned: bool) -> Problem:
    reason = (
        "was edited by hand since it was generated" if owned else "is there already and was not generated"
    )
    return Problem(
        where=f"docs/{path}",
        message=f"{reason}, so it was left as it is; move or delete it to have it generated",
    )


def _orphan(path: str) -> Problem:
    return Problem(
        where=f"docs/{path}",
        message="is no longer generated but was edited by hand, so it was left; delete it if it can go",
        severity=Severity.WARNING,
    )


def _unreadable(docs: Path) -> Problem:
    return Problem(
        where=f"{docs.name}/{MANIFEST}",
        message="could not be read, so files that differ from what is generated now were left as they are; "
        "delete those that are named, or restore the manifest",
        severity=Severity.WARNING,
    )
