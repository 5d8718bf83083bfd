"""One build: its settings, its files, its navigation, its templates."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2 import BytecodeCache
from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from msgspec import Struct

from generator.publish.mkdocs.known import Known, known_files
from generator.publish.mkdocs.trust import Shown, files_below


class AskedFiles(Files):
    """The files of a site, which note each path that they are asked for.

    What a page's own source is not all that it depends on: a link also depends on whether its target
    is there, and where it will be. The paths that a page asks for are exactly these targets.
    """

    asked: set[str]

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.asked = set()
        self._pages: dict[object, Sequence[File]] = {}

    def append(self, file: File) -> None:
        """Add a file."""
        self._pages.clear()
        super().append(file)

    def remove(self, file: File) -> None:
        """Remove a file."""
        self._pages.clear()
        super().remove(file)

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Return the Markdown files, found once: MkDocs asks for them again and again.

        They must not be asked for before it is known which are left out.
        """
        if inclusion not in self._pages:
            self._pages[inclusion] = super().documentation_pages(inclusion=inclusion)
        return self._pages[inclusion]

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at the path, or None."""
        found = self.src_uris.get(path)
        if found:  # most paths are as they should be, and to make sure of each takes its time
            self.asked.add(path)
            return found
        uri = PurePath(path).as_posix()
        self.asked.add(uri)
        return self.src_uris.get(uri)


class Opened(Struct, frozen=True, kw_only=True):
    """What is known of a site before anybody looks at its files."""

    config: MkDocsConfig
    shown: Shown
    theirs: Sequence[File]
    """The files of the theme."""


class Project(Struct, frozen=True, kw_only=True):
    """All that rendering a page needs."""

    config: MkDocsConfig
    files: AskedFiles
    pages: Sequence[File]
    """The Markdown files that become pages."""
    navigation: Navigation
    templates: jinja2.Environment
    shown: Shown
    found: Sequence[File] = ()
    """The files of the docs folder, if they were known beforehand."""

    def file(self, uri: str) -> File:
        """Return the file with the given path below the docs folder or the theme."""
        return self.files.src_uris[uri]

    def page(self, uri: str) -> Page:
        """Return the page that a Markdown file becomes."""
        page = self.file(uri).page
        assert page is not None, uri
        return page


def theme_files(config: MkDocsConfig) -> list[File]:
    """Return the files of the theme that are copied into a site, if none of its own has their place."""
    files, templates = Files([]), config.theme.get_env()
    templates.loader = _Plain(config.theme.dirs)
    files.add_files_from_theme(templates, config)
    return list(files)


class _Plain(jinja2.FileSystemLoader):
    """The files of a theme but for those in hidden folders: none is copied, and Material has 14,000 there."""

    def list_templates(self) -> list[str]:
        """Return their paths below the folders of the theme, each once, sorted."""
        found = ((Path(folder), files_below(Path(folder), hidden=False)) for folder in self.searchpath)
        return sorted({path.relative_to(folder).as_posix() for folder, paths in found for path in paths})


def prepare(
    opened: Opened,
    known: Known | None = None,
    compiled: BytecodeCache | None = None,
    before: Project | None = None,
) -> Project:
    """Find the files of a site and its navigation; nothing is rendered. Raises MkDocs' own errors.

    Where the docs folder is `known` nobody looks at it. Templates that are `compiled` need not be again.
    What was found `before` of a file is taken from there, if that was with these settings.
    """
    config = opened.config
    before = before if before and before.config is config else None
    templates = before.templates if before else config.theme.get_env()
    templates.bytecode_cache = compiled
    found = known_files(config, known, before.found if before else ()) if known else None
    files = AskedFiles(get_files(config) if found is None else Files(found))
    for file in opened.theirs:
        if file.src_uri not in files.src_uris:
            files.append(file)
    set_exclusions(files, config)
    if before:
        _make_new(before)
    with _one_day():
        navigation = get_navigation(files, config)
    return Project(
        config=config,
        files=files,
        pages=files.documentation_pages(),
        navigation=navigation,
        templates=templates,
        shown=opened.shown,
        found=found or (),
    )


@contextmanager
def _one_day() -> Iterator[None]:
    """Let MkDocs find out once what day it is, not once for each page: that takes half of making a page."""
    asked: dict[str, Any] = vars(mkdocs_pages)
    before, day = asked[_DAY], get_build_date()
    asked[_DAY] = lambda: day
    try:
        yield
    finally:
        asked[_DAY] = before


_DAY = "get_build_date"


def _make_new(before: Project) -> None:
    """Let the pages that were found before be as new; those of which something was read are made again."""
    for page in before.navigation.pages:
        page.file.page = None
    day = get_build_date()
    for file in before.pages:
        if file.page:
            file.page.update_date = day


def name_pages(project: Project) -> None:
    """Read what the navigation shows of its pages: titles and front matter. Raises MkDocs' errors."""
    for page in project.navigation.pages:
        page.read_source(project.config)
        if "title" not in vars(page) and "title" not in page.meta:
            _populate_page(page, project.config, project.files)
