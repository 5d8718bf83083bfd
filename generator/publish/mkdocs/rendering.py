"""Pages made one by one, over the cores where that pays, with the bytes of MkDocs' own build."""

import os
import threading
import warnings as python_warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template, _populate_page
from mkdocs.structure.pages import Page

from generator.errors import DigestError
from generator.publish.mkdocs.configuration import said_plainly, warnings
from generator.publish.mkdocs.project import Project
from generator.publish.record import Facts

WORTH_IT = 60
"""With fewer pages, processes of our own cost more than they save."""
SHARE = 8
"""Pages that a process takes at a time."""

_here: list[Project] = []
"""The project of this process; those that it begins by copying itself find it here."""


def render_pages(project: Project, uris: Sequence[str], *, jobs: int) -> dict[str, Facts]:
    """Write the pages made from the given files, and return what is to be known of each, by file.

    The result does not depend on `jobs`, the number of processes. Raises DigestError.
    """
    _here[:] = [project]
    try:
        if jobs <= 1 or len(uris) < WORTH_IT or not _may_copy_itself():
            return {uri: _render(uri) for uri in uris}
        with _copies(jobs) as pool:
            return dict(zip(uris, pool.map(_render, uris, chunksize=SHARE), strict=True))
    except BrokenProcessPool as error:
        raise DigestError("a process that made pages was stopped; run again with --jobs 1") from error
    finally:
        _here.clear()


def _may_copy_itself() -> bool:
    """Tell whether this process can be copied: not with several threads, as a copied lock stays locked."""
    return hasattr(os, "fork") and threading.active_count() == 1


@contextmanager
def _copies(jobs: int) -> Iterator[ProcessPoolExecutor]:
    with python_warnings.catch_warnings():
        # Newer Pythons warn of threads that libraries keep; these know how to be copied.
        python_warnings.simplefilter("ignore", DeprecationWarning)
        with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("fork")) as pool:
            yield pool


def _render(uri: str) -> Facts:
    [project] = _here
    page = project.page(uri)
    project.files.asked.clear()
    with warnings() as told, said_plainly(uri):
        _populate_page(page, project.config, project.files)
        facts = _facts(page, project.files.asked, told)
        _build_page(page, project.config, project.pages, project.navigation, project.templates)
    if not any(page is named for named in project.navigation.pages):
        page.markdown = page.content = None  # long articles need not all stay in memory
    return facts


def _facts(page: Page, asked: Iterable[str], told: Iterable[str]) -> Facts:
    links = page.links_to_anchors or {}
    return Facts(
        anchors=tuple(sorted(filter(None, page.present_anchor_ids or ()))),
        links={target.src_uri: dict(anchors) for target, anchors in links.items()},
        asked=tuple(sorted(asked)),
        warnings=tuple(told),
    )


def copy_files(project: Project, uris: Iterable[str]) -> None:
    """Copy files that are no pages into the site."""
    for uri in uris:
        project.file(uri).copy_file()


def render_templates(project: Project) -> None:
    """Write the files that the theme makes once for the site: the sitemap, the page for wrong addresses."""
    config, files, navigation = project.config, project.files, project.navigation
    for name in sorted(config.theme.static_templates):
        _build_theme_template(name, project.templates, files, config, navigation)
    for name in config.extra_templates:
        _build_extra_template(str(name), files, config, navigation)


def wrong_anchors(project: Project, facts: Mapping[str, Facts]) -> list[str]:
    """Return MkDocs' warnings of links to anchors that their page does not have."""
    for uri, known in facts.items():
        page = project.page(uri)
        page.present_anchor_ids = set(known.anchors)
        page.links_to_anchors = {project.file(target): links for target, links in known.links.items()}
    with warnings() as told:
        for uri in facts:
            level = project.config.validation.links.anchors
            project.page(uri).validate_anchor_links(files=project.files, log_level=level)
    return told
