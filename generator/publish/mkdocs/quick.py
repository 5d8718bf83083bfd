"""Markdown converted as ever, to the byte, without looking in each text for what it does not hold.

Python-Markdown tries each of its fifteen inline patterns on each text of a page, at a cost that is felt
on a thousand pages. All but one of them can only match where a certain sign stands.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from mkdocs.config.defaults import MkDocsConfig

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


@contextmanager
def quickly(config: MkDocsConfig) -> Iterator[None]:
    """Let the pages that are rendered meanwhile be converted quickly."""
    given = config.markdown_extensions
    config.markdown_extensions = [*given, Quick()]  # type: ignore[list-item] # Markdown takes both
    try:
        yield
    finally:
        config.markdown_extensions = given


class Quick(Extension):
    """Makes Markdown try an inline pattern only where its sign stands."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Put the quick processor in the place of the plain one."""
        if type(md.treeprocessors["inline"]) is InlineProcessor and _is_known():
            md.treeprocessors.register(_Inline(md), "inline", _PLACE)


_HANDLE, _APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"
"""What tries all patterns on a text, and one of them."""
_THEIRS = "markdown.inlinepatterns"
"""Where Markdown's own patterns come from; an extension may put another one under the same name."""
_PLACE = 20
"""Of inline patterns among Markdown's processors."""


def _is_known() -> bool:
    """Tell whether this Markdown has the methods: they are private, and another version may lack them."""
    return hasattr(InlineProcessor, _HANDLE) and hasattr(InlineProcessor, _APPLY)


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
        signs = {id(one): _SIGNS[name] for name, one in own.items() if type(one).__module__ == _THEIRS}
        for pattern in own.values():
            if getattr(type(pattern), "getText", None) is LinkInlineProcessor.getText:
                vars(pattern)["getText"] = in_brackets
        self._tried = [(pattern, signs.get(id(pattern), "")) for pattern in patterns]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Return the text with a placeholder for each match, from the pattern with that index on."""
        if isinstance(data, AtomicString):
            return data
        apply = getattr(self, _APPLY)
        for at in range(patternIndex, len(self._tried)):
            pattern, sign = self._tried[at]
            start, matched = 0, sign in data
            while matched:
                data, matched, start = apply(pattern, data, at, start)
        return data
