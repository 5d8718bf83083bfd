"""Links from page to page, followed as MkDocs does, in fewer steps where they are plain."""

import posixpath
import re
from functools import lru_cache, partial
from typing import Any

from markdown import Markdown
from mkdocs.structure import pages
from mkdocs.utils import get_relative_url

_RELATIVE = getattr(pages, "_RelativePathTreeprocessor", None)
"""What turns paths of files into addresses of pages."""
_PLAIN = re.compile(r"([\w.][\w./-]*\.md)(?:#([\w-]+))?", re.ASCII)
"""A path to a page, without anything that is written in a path for another sign."""


def follow_links_quickly(md: Markdown) -> None:
    """Let links to pages that are there be followed quickly."""
    if "relpath" in md.treeprocessors:
        processor: Any = md.treeprocessors["relpath"]
        if type(processor) is _RELATIVE:
            vars(processor)["path_to_url"] = partial(_address, processor)


def _address(processor: Any, url: str) -> str:  # noqa: ANN401 - of a class that MkDocs keeps for itself
    """Return the address that a link leads to, and note what it asked for; as MkDocs' own method."""
    file, found = processor.file, _PLAIN.fullmatch(url)
    target = found and processor.files.get_file_from_path(_place(file.src_uri.rpartition("/")[0], found[1]))
    if found is None or target is None or target.inclusion.is_excluded():
        told: str = type(processor).path_to_url(processor, url)
        return told
    there, anchor = get_relative_url(target.url, file.url), found[2]
    if not anchor:
        return there
    processor.links_to_anchors.setdefault(target, {}).setdefault(anchor, url)
    return f"{there}#{anchor}"


@lru_cache(maxsize=1 << 14)
def _place(folder: str, path: str) -> str:
    """Return where a path leads from a file in a folder."""
    return posixpath.normpath(posixpath.join(folder, path))
