"""The quick conversion of Markdown gives what the plain one gives."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension

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


@pytest.mark.parametrize(
    "name", ["pymdownx.tilde", "pymdownx.mark", "pymdownx.betterem", "pymdownx.magiclink"]
)
def test_patterns_that_are_not_known_are_tried_on_every_text(name: str) -> None:
    text = "A ~~word~~, a ==mark==, an _emphasis_ and https://example.org/ without brackets"
    assert converted(text, [name, quick.Quick()]) == converted(text, [name])


def test_only_what_may_match_is_tried() -> None:
    md = markdown.Markdown(extensions=[quick.Quick()])
    assert type(md.treeprocessors["inline"]).__name__ == "_Inline"
