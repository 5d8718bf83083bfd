"""Pages made one by one, over the cores where that pays, with the bytes of MkDocs' own build."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from generator.parallel import map_here
from generator.publish.mkdocs.configuration import said_plainly, warnings
from generator.publish.mkdocs.project import Project
from generator.publish.mkdocs.versions import knows_markdown
from generator.publish.record import Anchors, Facts


def render_pages(project: Project, uris: Sequence[str], *, jobs: int) -> dict[str, Facts]:
    """Write the pages made from the given files, and return what is to be known of each, by file.

    The result does not depend on `jobs`, the number of processes. Raises DigestError.
    """
    with _converting(project.config):
        known = map_here(partial(_render, project), uris, jobs=jobs, worth=_FEW)
        return dict(zip(uris, known, strict=True))


def _converting(config: MkDocsConfig) -> AbstractContextManager[None]:
    """Let Markdown be converted quickly meanwhile, if that is known to change nothing."""
    if not knows_markdown():
        return nullcontext()
    from generator.publish.mkdocs.quick import quickly  # noqa: PLC0415 - what it names may not be there

    return quickly(config)


_FEW = 24
"""With fewer pages, sharing the work costs more than it saves: a topic's page takes up to 50 ms."""


def _render(project: Project, uri: str) -> Facts:
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
    anchors = Anchors(
        own=tuple(sorted(filter(None, page.present_anchor_ids or ()))),
        links={target.src_uri: dict(anchors) for target, anchors in links.items()},
    )
    return Facts.of(anchors, asked=sorted(asked), warnings=told)


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


def doubtful_pages(facts: Mapping[str, Facts], uris: Iterable[str]) -> list[str]:
    """Return those of some pages that link to an anchor which is not there."""
    own: dict[str, AbstractSet[str]] = {}
    found = []
    for uri in uris:
        for target, links in facts[uri].anchors().links.items():
            if target not in own:
                own[target] = set(facts[target].anchors().own) if target in facts else _NONE
            if not links.keys() <= own[target]:
                found.append(uri)
                break
    return found


_NONE: frozenset[str] = frozenset()


def wrong_anchors(project: Project, facts: Mapping[str, Facts], doubtful: Iterable[str]) -> list[str]:
    """Return MkDocs' warnings of links to anchors that their page does not have."""
    known = {uri: facts[uri].anchors() for uri in doubtful}
    targets = {target for one in known.values() for target in one.links} & facts.keys()
    for uri, anchors in {**{target: facts[target].anchors() for target in targets}, **known}.items():
        page = project.page(uri)
        page.present_anchor_ids = set(anchors.own)
        page.links_to_anchors = {project.file(target): links for target, links in anchors.links.items()}
    with warnings() as told:
        for uri in known:
            level = project.config.validation.links.anchors
            project.page(uri).validate_anchor_links(files=project.files, log_level=level)
    return told
