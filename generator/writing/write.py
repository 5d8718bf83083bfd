"""Decide what to write, then write it: the only place that changes the docs folder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import DigestError
from generator.model import Page, Problem, Severity, WriteReport
from generator.writing.atomic import TEMPORARY, remove_with_empty_folders, write_atomic
from generator.writing.manifest import MANIFEST, Manifest, dump_manifest, fingerprint, load_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done to the docs folder; pages sorted by path."""

    write: tuple[Page, ...]
    unchanged: tuple[Page, ...]
    remove: tuple[str, ...]
    refused: tuple[Problem, ...]
    kept: Mapping[str, tuple[str, ...]]
    """Files of ours that a person edited: still in the manifest, left as they are."""


def write_pages(pages: Iterable[Page], docs: Path) -> WriteReport:
    """Bring the docs folder to the state that `pages` describe and report what was done.

    Only files that the manifest names, and that nobody has changed since, are replaced or removed;
    an unchanged file keeps its time stamp. Killed at any moment, the next run completes the work.
    Raises DigestError if the folder cannot be written to.
    """
    try:
        return _write(sorted(pages, key=lambda page: page.path), docs)
    except OSError as error:
        where = error.filename or docs
        raise DigestError(
            f"{where}: cannot be written: {error.strerror or error}; free space or rights, or remove what is "
            "in the way, then run again"
        ) from error


def _write(pages: list[Page], docs: Path) -> WriteReport:
    docs.mkdir(parents=True, exist_ok=True)
    manifest = load_manifest(docs)
    on_disk = _fingerprints(docs, [*(page.path for page in pages), *manifest.owned])
    plan = plan_writes(pages, manifest, on_disk)
    _carry_out(plan, manifest, docs)
    return WriteReport(
        written=tuple(page.path for page in plan.write),
        unchanged=tuple(page.path for page in plan.unchanged),
        removed=plan.remove,
        refused=plan.refused if manifest.readable else (_unreadable(docs), *plan.refused),
    )


def plan_writes(pages: Iterable[Page], manifest: Manifest, on_disk: Mapping[str, str]) -> Plan:
    """Return what to do, given the fingerprints of the files that are there. Pure."""
    write, unchanged, refused = [], [], []
    kept: dict[str, tuple[str, ...]] = {}
    for page in pages:
        there = on_disk.get(page.path)
        if there == fingerprint(page.content):
            unchanged.append(page)
        elif there is None or there in manifest.owned.get(page.path, ()):
            write.append(page)
        else:
            refused.append(_refusal(page.path, owned=page.path in manifest.owned))
            kept |= {page.path: manifest.owned[page.path]} if page.path in manifest.owned else {}
    wanted = {page.path for page in (*write, *unchanged)} | kept.keys()
    gone = sorted(manifest.owned.keys() - wanted)
    edited = [path for path in gone if path in on_disk and on_disk[path] not in manifest.owned[path]]
    return Plan(
        write=tuple(write),
        unchanged=tuple(unchanged),
        remove=tuple(path for path in gone if path not in edited),
        refused=(*refused, *(_orphan(path) for path in edited)),
        kept=kept | {path: manifest.owned[path] for path in edited},
    )


def _carry_out(plan: Plan, manifest: Manifest, docs: Path) -> None:
    temporary = docs / TEMPORARY
    final = {page.path: (fingerprint(page.content),) for page in (*plan.write, *plan.unchanged)}
    both = {path: tuple(sorted({*manifest.owned.get(path, ()), *new})) for path, new in final.items()}
    if plan.write or plan.remove:
        under_way = Manifest(owned={**manifest.owned, **plan.kept, **both})
        write_atomic(docs / MANIFEST, dump_manifest(under_way), temporary=temporary)
    for page in plan.write:
        write_atomic(docs / page.path, page.content, temporary=temporary)
    for path in plan.remove:
        remove_with_empty_folders(docs / path, root=docs)
    done = Manifest(owned={**plan.kept, **final})
    if done.owned != manifest.owned or not manifest.readable:
        write_atomic(docs / MANIFEST, dump_manifest(done), temporary=temporary)


def _fingerprints(docs: Path, paths: Iterable[str]) -> dict[str, str]:
    root = docs.resolve()
    inside: dict[Path, bool] = {}
    found = {}
    for path in paths:
        file = docs / path
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise DigestError(f"{path}: lies outside {docs}; remove {docs / MANIFEST} and build again")
        if not inside.setdefault(file.parent, file.parent.resolve().is_relative_to(root)):
            raise DigestError(f"{file.parent}: leads out of {docs}; replace the link by a folder")
        if file.is_symlink():
            found[path] = "link"
        elif file.is_dir():
            found[path] = "folder"
        elif file.exists():
            found[path] = fingerprint(file.read_bytes())
    return found


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
