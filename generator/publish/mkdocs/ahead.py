"""Pages made ahead: before all files of the docs folder are written, and there is a site to put them in.

Each is made in a folder of its own, and remembered with all that it was made from. When that is known to
be the same in the end, it is put into the site; whatever came out otherwise is made again.
"""

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs.structure.files import File, set_exclusions
from mkdocs.structure.pages import Page
from msgspec import Struct, field
from msgspec.structs import replace

from generator.publish.changes import State, source_of
from generator.publish.mkdocs.configuration import warnings
from generator.publish.mkdocs.inputs import is_published, navigation_of, open_project, place_of
from generator.publish.mkdocs.known import Known
from generator.publish.mkdocs.project import Opened, Project
from generator.publish.mkdocs.rendering import render_pages
from generator.publish.record import Facts, Place
from generator.publish.staging import link

MOST = 64
"""Pages that are made ahead at a time: of more, all cores make their share when the rest is known."""
_FILES = 4
"""Files that are written for a page, at most: the page, and what says the same for other readers."""


class _Sheet(NamedTuple):
    """A page that was made, and what that hung on."""

    facts: Facts
    digest: str
    """Of its source."""
    places: Mapping[str, Place | None]
    """Of the files that it asked for."""


class Ahead(Struct, frozen=True, kw_only=True):
    """A site as it was known before its files were written, and the pages that were made since."""

    project: Project
    navigation: str
    folder: Path
    """Where the pages lie."""
    clock: str = ""
    sheets: Mapping[str, _Sheet] = field(default_factory=dict)
    """By their sources."""

    def standing(self, now: State) -> dict[str, Facts]:
        """Return what is known of those pages that would be made the same now, by source. Pure."""
        if (now.navigation, now.clock) != (self.navigation, self.clock):
            return {}
        return {uri: sheet.facts for uri, sheet in self.sheets.items() if _stands(uri, sheet, now)}

    def put(self, uris: Iterable[str], site: Path) -> None:
        """Put some pages into the folder of a site. Raises OSError."""
        for uri in uris:
            place = self.project.file(uri).dest_uri
            target = site / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            link(self.folder / place, target)
        shutil.rmtree(self.folder, ignore_errors=True)


def _stands(uri: str, sheet: _Sheet, now: State) -> bool:
    return (
        uri in now.pages
        and now.sources[uri].digest == sheet.digest
        and all(now.places.get(path) == place for path, place in sheet.places.items())
    )


def begin_ahead(opened: Opened, cache: Path, known: Known, folder: Path) -> Ahead | None:
    """Return a site as it is known before its files are written; None where MkDocs must make it.

    Raises DigestError, OSError.
    """
    shutil.rmtree(folder, ignore_errors=True)
    with warnings():  # those of the site as it will be are told in the end
        project = open_project(opened, cache, known)
    return Ahead(project=project, navigation=navigation_of(project), folder=folder) if project else None


def make_ahead(ahead: Ahead, written: Collection[str], clock: str, *, jobs: int) -> Ahead:
    """Make those pages whose sources were just written, unless they are many. Raises DigestError, OSError."""
    if len(written) > _FILES * MOST:
        return ahead
    project = ahead.project
    with warnings():
        files = [_file(project, uri) for uri in written]
    uris = [file.src_uri for file in files if _is_page(file)]
    if not uris or len(uris) > MOST:
        return ahead
    digests = {uri: source_of(f"{project.config.docs_dir}/{uri}").digest for uri in uris}
    facts = _rendered(project, uris, ahead.folder, jobs=jobs)
    sheets = {uri: _Sheet(facts[uri], digests[uri], _asked(project, facts[uri])) for uri in uris}
    return replace(ahead, clock=clock, sheets={**ahead.sheets, **sheets})


def _file(project: Project, uri: str) -> File:
    """Return a file of the docs folder, which the project knows from now on."""
    known = project.files.src_uris.get(uri)
    if known:
        return known
    config = project.config
    file = File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)
    set_exclusions([file], config)
    project.files.append(file)
    return file


def _is_page(file: File) -> bool:
    return file.is_documentation_page() and is_published(file)


def _rendered(project: Project, uris: Sequence[str], folder: Path, *, jobs: int) -> dict[str, Facts]:
    """Write some pages into a folder; the project is left as if they had not been made.

    But for those of the navigation: they are made anew with the navigation of the site as it will be.
    """
    named = {page.file.src_uri for page in project.navigation.pages}
    files = [project.file(uri) for uri in uris]
    for file in files:
        _lead(file, str(folder))
        if file.src_uri not in named:
            Page(None, file, project.config)
    try:
        return render_pages(project, uris, jobs=jobs)
    finally:
        for file in files:
            _lead(file, project.config.site_dir)
            if file.src_uri not in named:
                file.page = None


def _lead(file: File, folder: str) -> None:
    file.dest_dir = folder
    vars(file).pop("abs_dest_path", None)  # it is remembered


def _asked(project: Project, facts: Facts) -> dict[str, Place | None]:
    """Return the places of the files that a page asked for, None of those that are not there."""
    found = {path: project.files.src_uris.get(path) for path in facts.files()}
    return {path: place_of(file) if file else None for path, file in found.items()}
