"""The files of the docs folder as MkDocs finds them, made from what is known of it: no disk is asked."""

import json
import os
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs import __version__
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, set_exclusions
from msgspec import Struct

from generator.filetimes import Stamp
from generator.publish.record import Place

_FIRST = ("index", "README")
"""Names of files that come before the others of their folder."""


class Known(Struct, frozen=True, kw_only=True):
    """What is known of the docs folder before MkDocs looks at it."""

    docs: Mapping[str, Stamp]
    """Every file, by path; none of them is a link, nor is a folder."""
    rules: str = ""
    """What decided the places."""
    places: Mapping[str, Place]
    """By path, of the last build."""


def rules(config: MkDocsConfig) -> str:
    """Return all that decides, by the path of a file alone, what becomes of it."""
    specs = (config.exclude_docs, config.draft_docs, config.not_in_nav)
    patterns = [[(one.include, _said(one)) for one in spec.patterns] if spec else None for spec in specs]
    return json.dumps([__version__, config.use_directory_urls, patterns])


def _said(pattern: Any) -> str | None:  # noqa: ANN401 (of a library without types of its own)
    return pattern.regex.pattern if pattern.regex else None


def known_files(config: MkDocsConfig, known: Known, before: Sequence[File] = ()) -> list[File] | None:
    """Return the files that `get_files` finds, in its order; None where two of them want one place.

    Those that were found `before` by the same settings, in that order, are taken as they are.
    """
    places = known.places if known.rules == rules(config) else {}
    docs, site, directories = config.docs_dir, config.site_dir, config.use_directory_urls  # asked for once
    there = {file.src_uri: file for file in before if file.src_uri in known.docs}
    order = _with(list(there), known.docs.keys() - there.keys()) if there else _in_order(known.docs)
    found = [there.get(path) or _file(path, places.get(path), docs, site, directories) for path in order]
    set_exclusions([file for file in found if file.inclusion is InclusionLevel.UNDEFINED], config)
    return found if len({file.dest_uri for file in found}) == len(found) else None


def _file(path: str, place: Place | None, docs: str, site: str, directories: bool) -> File:  # noqa: FBT001
    if place is None:
        return File(path, docs, site, directories)
    file = File.__new__(File)  # what its `__init__` would say; it asks a good deal of each path
    vars(file).update(
        src_uri=path,
        src_dir=docs,
        dest_dir=site,
        use_directory_urls=directories,
        url=place[0],
        dest_uri=place[1],
        inclusion=_LEVELS[place[2]],
    )
    return file


_LEVELS = {level.value: level for level in InclusionLevel}


def _in_order(paths: Iterable[str]) -> Iterator[str]:
    """Yield paths as MkDocs comes by them: the files of a folder, its index first, then its folders."""
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        folder, slash, name = path.rpartition("/")
        folders[folder + slash].append(name)
    for folder in sorted(folders, key=lambda folder: folder.split("/")[:-1]):
        yield from (folder + name for name in sorted(folders[folder], key=_rank))


def _with(ordered: list[str], more: Collection[str]) -> Iterable[str]:
    """Return paths that are in that order with some more of them; a few are put between the others."""
    if len(more) > _FEW:
        return _in_order((*ordered, *more))
    for path in more:
        insort(ordered, path, key=_place_in_order)
    return ordered


_FEW = 64


def _place_in_order(path: str) -> tuple[list[str], tuple[bool, str]]:
    *folders, name = path.split("/")
    return folders, _rank(name)


def _rank(name: str) -> tuple[bool, str]:
    last = not name.startswith(_FIRST) or os.path.splitext(name)[0] not in _FIRST  # noqa: PTH122 (so many files)
    return last, name
