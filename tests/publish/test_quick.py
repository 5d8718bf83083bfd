"""The quick conversion of Markdown gives what the plain one gives."""

import re
from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor

from generator.publish.mkdocs import quick

EXTENSIONS: list[Extension | str] = ["attr_list", "md_in_html", "tables", "fenced_code", "toc"]
PIECES = st.sampled_from(
    "a word,[a],(b.md),{ .c },![,`,``,\\,*,**,_,<em>,</em>,<,>,&amp;,<a@b.c>,<https://a.b>,  \n,\n,\n\n,- ,# ,> ,"
    "| a |,[a]: b\n,~~,==,\u0002".split(",")
)


def converted(text: str, extensions: list[Extension | str]) -> str:
    return markdown.markdown(text, extensions=extensions)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_converted_to_the_same_bytes(text: str) -> None:
    assert converted(text, [*EXTENSIONS, quick.Quick()]) == converted(text, EXTENSIONS)


@given(st.text("[]ab", max_size=12), st.integers(0, 12))
def test_what_stands_in_brackets_is_what_markdown_finds(text: str, index: int) -> None:
    plain = LinkInlineProcessor(r"\[", markdown.Markdown())
    at = min(index, len(text))
    assert quick.in_brackets(text, at) == plain.getText(text, at)


@pytest.mark.parametrize(
    "name", ["pymdownx.tilde", "pymdownx.mark", "pymdownx.betterem", "pymdownx.magiclink"]
)
def test_patterns_that_are_not_known_are_tried_on_every_text(name: str) -> None:
    text = "A ~~word~~, a ==mark==, an _emphasis_ and https://example.org/ without brackets"
    assert converted(text, [name, quick.Quick()]) == converted(text, [name])


def test_only_what_may_match_is_tried() -> None:
    md = markdown.Markdown(extensions=[quick.Quick()])
    assert type(md.treeprocessors["inline"]).__name__ == "_Inline"


class Braces(InlineProcessor):
    """A pattern of an extension under the name of one of Markdown's own, which needs no backtick."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return what stands in braces as code."""
        found = Element("code")
        found.text = m[1]
        return found, m.start(), m.end()


class InBraces(Extension):
    """Puts the pattern there."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Replace the pattern of code."""
        md.inlinePatterns.register(Braces(r"\{(\w+)\}", md), "backtick", 190)


def test_a_pattern_that_took_the_name_of_another_is_tried_on_every_text() -> None:
    assert converted("A {word}", [InBraces(), quick.Quick()]) == "<p>A <code>word</code></p>"
