"""Markdown converted as ever, to the byte, without looking in each text for what it does not hold.

Python-Markdown tries each of its fifteen inline patterns on each text of a page, and each kind of block on
each block, at a cost that is felt on a thousand pages. All but a few of them can only match where a certain
sign stands. What is replaced here is replaced only where it is Markdown's own or MkDocs' own: of what
extensions put in its place nothing is known.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HtmlInlineProcessor, LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString
from mkdocs.config.defaults import MkDocsConfig

from generator.publish.mkdocs.quick_blocks import read_blocks_quickly
from generator.publish.mkdocs.quick_converter import converting_quickly
from generator.publish.mkdocs.quick_html import find_html_quickly
from generator.publish.mkdocs.quick_links import follow_links_quickly
from generator.publish.mkdocs.quick_tree import walk_quickly

_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""What stands in every match of a pattern; of a pattern that is not listed nothing is known."""
_REFERRING = frozenset(("reference", "image_reference", "short_reference", "short_image_ref"))
"""Patterns that match nothing on a page that defines no references."""


@contextmanager
def quickly(config: MkDocsConfig) -> Iterator[None]:
    """Let the pages that are rendered meanwhile be converted quickly."""
    given = config.markdown_extensions
    config.markdown_extensions = [*given, Quick()]  # type: ignore[list-item] # Markdown takes both
    try:
        with converting_quickly(given):
            yield
    finally:
        config.markdown_extensions = given


class Quick(Extension):
    """Makes Markdown try only what may match."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Put the quick processor of inline patterns in the place of the plain one; all else comes later."""
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(_Inline(md), "inline", _PLACE)
        md.preprocessors.register(_Beginning(md), "quick", _FIRST)


_APPLY = "_InlineProcessor__applyPattern"
"""What tries a pattern on a text."""
_STASH = "_InlineProcessor__stashNode"
"""What keeps what a pattern made, and gives the placeholder that stands for it."""
_THEIRS = "markdown.inlinepatterns"
"""Where Markdown's own patterns come from; an extension may put another one under the same name."""
_PLACE = 20
"""Of inline patterns among Markdown's processors."""
_FIRST = 1_000
"""Before all that Markdown does with a text."""


class _Beginning(Preprocessor):
    """Changes nothing of a text; when it is asked to, every extension, and MkDocs, has put in its own."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they are."""
        assert self.md is not None
        find_html_quickly(self.md)
        read_blocks_quickly(self.md)
        walk_quickly(self.md)
        follow_links_quickly(self.md)
        return lines


def in_brackets(data: str, index: int) -> tuple[str, int, bool]:
    """Return what stands before the bracket that closes, where that ends, and whether there is one.

    As Markdown's own method, which looks at each sign in turn.
    """
    depth = 1
    for bracket in _BRACKET.finditer(data, index):
        depth += 1 if bracket[0] == "[" else -1
        if not depth:
            return data[index : bracket.start()], bracket.end(), True
    return data[index:], len(data), False


_BRACKET = re.compile(r"[\[\]]")


class _Inline(InlineProcessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        own = {name: patterns[name] for name in _SIGNS if name in patterns}
        own = {name: one for name, one in own.items() if type(one).__module__ == _THEIRS}
        signs = {id(one): (_SIGNS[name],) for name, one in own.items()}
        for link in own.values():
            if isinstance(link, LinkInlineProcessor):
                if type(link).getText is LinkInlineProcessor.getText:
                    vars(link)["getText"] = in_brackets
                if type(link).getLink is LinkInlineProcessor.getLink:
                    vars(link)["getLink"] = partial(_address, link)
        refer = {id(one) for name, one in own.items() if name in _REFERRING}
        self._tried = [
            _Tried(pattern, signs.get(id(pattern)) or _signs_of_emphasis(pattern), id(pattern) in refer)
            for pattern in patterns
        ]
        self._knows_all = all("" not in tried.signs for tried in self._tried)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Return the text with a placeholder for each match, from the pattern with that index on."""
        if isinstance(data, AtomicString) or (self._knows_all and not _SIGN.search(data)):
            return data
        without = not self.md.references
        for at in range(patternIndex, len(self._tried)):
            pattern, signs, refers = self._tried[at]
            if any(map(data.__contains__, signs)) and not (refers and without):
                data = self._applied(pattern, data, at)
        return data

    def _applied(self, pattern: object, data: str, at: int) -> str:
        """Return the text with a placeholder for each match of one pattern."""
        if type(pattern) is HtmlInlineProcessor:
            return pattern.getCompiledRegExp().sub(partial(self._tag, pattern), data)
        if type(pattern) is LinkInlineProcessor and self._knows_all:
            links, count = _PLAIN_LINK.subn("", data)
            if count and "[" not in links:
                return _PLAIN_LINK.sub(self._link, data)
        apply = getattr(self, _APPLY)
        start, matched = 0, True
        while matched:
            data, matched, start = apply(pattern, data, at, start)
        return data

    def _tag(self, pattern: HtmlInlineProcessor, found: re.Match[str]) -> str:
        """Keep a tag or an entity as it is written; return its placeholder."""
        if STX in found[1]:
            kept = pattern.handleMatch(found, found.string)[0]
        else:
            kept = self.md.htmlStash.store(found[1])
        return str(getattr(self, _STASH)(kept, ""))

    def _link(self, found: re.Match[str]) -> str:
        """Keep a plain link; return its placeholder."""
        node = Element("a", {"href": found[2]})
        node.text = found[1]
        return str(getattr(self, _STASH)(node, ""))


class _Tried(NamedTuple):
    """A pattern, and when it is tried."""

    pattern: Any
    signs: tuple[str, ...]
    """One of them stands in every match; the empty one, of which nothing is known, in every text."""
    refers: bool
    """It matches nothing on a page that defines no references."""


_PLAIN_LINK = re.compile(r"(?<!!)\[([^\[\]`\\<&*_\n]*)\]\(([A-Za-z0-9_./#-]+)\)")
"""A link whose text and address hold nothing else to be found."""
_SIGN = re.compile(r"[`\\\[<&*_]|  \n")
"""One of these is in all that Markdown's own patterns match."""


def _signs_of_emphasis(pattern: object) -> tuple[str, ...]:
    """Return the signs of Markdown's own pattern of strong and emphasised words; of others none is known."""
    tokens = tuple(getattr(pattern, "tokens", ()))
    own = type(pattern).__module__ == _THEIRS and {"*", "_"}.issuperset(tokens)
    return tokens if tokens and own else ("",)


def _address(link: LinkInlineProcessor, data: str, index: int) -> tuple[str, str | None, int, bool]:
    """Return the address of a link, its title, where both end, and whether there is one.

    As Markdown's own method, which looks at each sign in turn.
    """
    found = _PLAIN_ADDRESS.match(data, index)
    if found is None:
        return LinkInlineProcessor.getLink(link, data, index)
    return found[1], None, found.end(), True


_PLAIN_ADDRESS = re.compile(r"\(([\w./#-]+)\)", re.ASCII)
