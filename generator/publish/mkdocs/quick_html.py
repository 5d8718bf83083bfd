"""The HTML in a page, found as Markdown and MkDocs find it, without making anew what stays the same."""

import re
from functools import partial

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from mkdocs.structure import pages

_RAW = getattr(pages, "_RawHTMLPreprocessor", None)
"""What looks for anchors in the HTML of a page."""
_NAMED = re.compile(r"=(?:(?<=[iI][dD]=)|(?<=[nN][aA][mM][eE]=)|(?<=\s=))|<!\[")
"""One of these is in all HTML with an anchor, and in all that cannot be read."""


def find_html_quickly(md: Markdown) -> None:
    """Let the HTML of a page be found quickly, and its anchors looked for only where there may be some."""
    for name, kind, run in (
        ("normalize_whitespace", NormalizeWhitespace, _even),
        ("fenced_code_block", FencedBlockPreprocessor, _fenced),
        ("mkdocs_raw_html", _RAW, _anchors),
        ("html_block", HtmlBlockPreprocessor, _extracted),
    ):
        if name in md.preprocessors and type(processor := md.preprocessors[name]) is kind:
            vars(processor)["run"] = partial(run, processor)


_UNEVEN = "\r\t\x02\x03"
_BLANK = re.compile("\n +\n")
"""One of those signs, or a line of spaces, is in each text that changes when its white space is made even."""


def _even(processor: Preprocessor, lines: list[str]) -> list[str]:
    """Return the lines with even white space, and two empty ones; most texts have it."""
    text = "\n".join((*lines, "", ""))
    uneven = any(map(text.__contains__, _UNEVEN)) or _BLANK.search(text)
    return type(processor).run(processor, lines) if uneven else text.split("\n")


def _fenced(processor: Preprocessor, lines: list[str]) -> list[str]:
    """Return the lines without the code between fences; most pages have none."""
    return type(processor).run(processor, lines) if any(map(_may_be_fence, lines)) else lines


def _may_be_fence(line: str) -> bool:
    return line.startswith(("```", "~~~"))


def _anchors(processor: Preprocessor, lines: list[str]) -> list[str]:
    """Return the lines as they are; the processor then knows their anchors."""
    return type(processor).run(processor, lines) if _NAMED.search("\n".join(lines)) else lines


def _extracted(processor: Preprocessor, lines: list[str]) -> list[str]:
    """Return the lines with a placeholder for each block of HTML; as Markdown's own method."""
    extractor = _Extractor(processor.md)
    extractor.feed("\n".join(lines))
    extractor.close()
    return "".join(extractor.cleandoc).split("\n")


class _Extractor(HTMLExtractorExtra):
    """Markdown's own, whose sets of tags are made once a page and not several times a tag."""

    def __init__(self, md: Markdown) -> None:
        self._blocks = set(md.block_level_elements)
        super().__init__(md)
        self._in_blocks = self._blocks - (self.span_tags | self.raw_tags | self.empty_tags)

    @property
    def block_level_tags(self) -> set[str]:
        return self._blocks

    @property
    def block_tags(self) -> set[str]:
        return self._in_blocks
