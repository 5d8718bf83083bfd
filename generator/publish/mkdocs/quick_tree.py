"""The elements of a page, gone through as Markdown goes through them, in fewer steps."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import STX


def walk_quickly(md: Markdown) -> None:
    """Let a page's elements get their attributes, their signs and their table of contents quickly."""
    if type(md).is_block_level is Markdown.is_block_level:
        vars(md)["is_block_level"] = partial(_is_in, frozenset(md.block_level_elements))
    for name, kind, method, quick in _OWN:
        if name in md.treeprocessors and type(processor := md.treeprocessors[name]) is kind:
            vars(processor)[method] = partial(quick, processor)


def _is_in(blocks: frozenset[str], tag: object) -> bool:
    """Tell whether a tag is one of a block; as Markdown's own method."""
    return isinstance(tag, str) and tag.lower().rstrip("/") in blocks


_ONE_CLASS = re.compile(r"\.([\w-]+) *", re.ASCII)


def _assign(
    processor: AttrListTreeprocessor, elem: Element, attrs_string: str, *, strict: bool = False
) -> str:
    """Give an element its attributes; return what is none. Most lists of attributes are a class alone."""
    found = _ONE_CLASS.fullmatch(attrs_string)
    if found is None:
        return AttrListTreeprocessor.assign_attrs(processor, elem, attrs_string, strict=strict)
    before = elem.get("class")
    elem.set("class", f"{before} {found[1]}" if before else found[1])
    return ""


def _replace_marker(processor: TocTreeprocessor, root: Element, elem: Element) -> None:
    """Put the table of contents where a page asks for it; most do not."""
    marker = processor.marker
    if any(one.text.strip() == marker for one in root.iter() if one.text and not len(one)):
        TocTreeprocessor.replace_marker(processor, root, elem)


def _unescape(processor: UnescapeTreeprocessor, text: str) -> str:
    """Return a text with the signs that stood behind a backslash; most hold none."""
    return UnescapeTreeprocessor.unescape(processor, text) if STX in text else text


_OWN: tuple[tuple[str, type, str, Callable[..., Any]], ...] = (
    ("attr_list", AttrListTreeprocessor, "assign_attrs", _assign),
    ("toc", TocTreeprocessor, "replace_marker", _replace_marker),
    ("unescape", UnescapeTreeprocessor, "unescape", _unescape),
)
"""Markdown's own, by name, and what is done quickly in the place of a method of theirs."""
