"""What the files of a site are made from, as values that can be compared with those of another build."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from generator.config import Settings
from generator.filetimes import Stamp
from generator.publish.changes import State, sources_now
from generator.publish.mkdocs.compiled import Compiled
from generator.publish.mkdocs.configuration import load
from generator.publish.mkdocs.known import Known, rules
from generator.publish.mkdocs.project import Opened, Project, name_pages, prepare, theme_files
from generator.publish.mkdocs.trust import Shown, fingerprint, made_alone, shown_by
from generator.publish.record import Place, Source

_LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def open_settings(settings: Settings, site: Path, url: str) -> Opened | None:
    """Return what is to be known of a site in the folder `site`, but for its files.

    None if only MkDocs itself can build it rightly. Raises MkDocs' own errors.
    """
    config = load(settings, site, url)
    shown = shown_by(config)
    if not made_alone(config, shown):
        return None
    return Opened(config=config, shown=shown, theirs=theme_files(config))


def open_project(
    opened: Opened, cache: Path, known: Known | None = None, before: Project | None = None
) -> Project | None:
    """Return a site to be built; None if only MkDocs itself can build it rightly.

    Where the docs folder is `known` nobody looks at it. What was found `before` of a file need not be found
    again. Raises MkDocs' own errors.
    """
    project = prepare(opened, known, Compiled(cache), before)
    if _shares_places(project):
        return None
    name_pages(project)
    return project


def _shares_places(project: Project) -> bool:
    """Tell whether two files want the same place in the site; some disks do not tell case apart."""
    own = [file.dest_uri for file in _published(project)]
    both = Counter(place.casefold() for place in (*own, *templated(project)))
    return any(count > 1 for count in both.values())


def templated(project: Project) -> list[str]:
    """Return the places of the files that the theme makes once for the site."""
    return ["sitemap.xml.gz", *sorted(project.config.theme.static_templates)]


def _published(project: Project) -> Iterator[File]:
    return filter(is_published, project.files)


def is_published(file: File) -> bool:
    """Tell whether a file has a place in the site."""
    return file.inclusion not in _LEFT_OUT


def state(
    project: Project, settings: str, clock: str, *, known: Mapping[str, Source], times: Mapping[str, Stamp]
) -> State:
    """Return what the site is to be made from. Raises OSError.

    What is `known` of files spares reading them again, and their `times` looking at them.
    """
    files = list(_published(project))
    engine = fingerprint(project.config, project.shown)
    return State(
        engine=f"{engine} {clock}" if project.shown.clock else engine,
        navigation=navigation_of(project),
        clock=clock,
        settings=settings,
        places={file.src_uri: place_of(file) for file in project.files},
        rules=rules(project.config),
        sources=sources_now(((file.src_uri, str(file.src_dir)) for file in files), known, times),
        outputs={file.src_uri: file.dest_uri for file in files},
        pages={file.src_uri for file in project.pages},
        templated=templated(project),
    )


def place_of(file: File) -> Place:
    """Return what becomes of a file."""
    return file.url, file.dest_uri, file.inclusion.value


def navigation_of(project: Project) -> str:
    """Return a fingerprint of what every page shows of the navigation: titles, addresses, icons."""
    lines = [_item(item, depth, project.shown) for item, depth in _walk(project.navigation.items, 0)]
    return sha256(json.dumps(lines, default=str).encode()).hexdigest()


def _walk(items: Iterable[StructureItem], depth: int) -> Iterator[tuple[StructureItem, int]]:
    for item in items:
        yield item, depth
        yield from _walk(item.children if isinstance(item, Section) else (), depth + 1)


def _item(item: StructureItem, depth: int, shown: Shown) -> list[object]:
    meta = dict(item.meta) if isinstance(item, Page) else {}
    names = meta.keys() if shown.all_of_meta else shown.meta & meta.keys()
    seen = [(name, meta[name]) for name in sorted(names)]
    return [depth, type(item).__name__, item.title, getattr(item, "url", ""), bool(meta), seen]
