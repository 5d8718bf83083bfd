"""The quick conversion of Markdown gives what the plain one gives."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator.publish.mkdocs import quick
from generator.publish.mkdocs.configuration import warnings
from generator.publish.mkdocs.project import AskedFiles

EXTENSIONS: list[Extension | str] = ["attr_list", "md_in_html", "tables", "fenced_code", "toc"]
PIECES = st.sampled_from(
    "a word,[a],(b.md),{ .c },![,`,``,\\,*,**,_,<em>,</em>,<,>,&amp;,<a@b.c>,<https://a.b>,  \n,\n,\n\n,- ,# ,> ,"
    "| a |,[a]: b\n,~~,==,\u0002,(b.md#c),(../d/e.md),(nowhere.md),(//x),(a (b) c),{ .c .d },{ #c },1. ,| - |,---,"
    " ,    ,\t,\r,<div markdown>\n,</div>\n,<p id=c>,<a name='d'>,<b\nID = \"e\">,<hr>,<!-- id= -->,```\n,[TOC]".split(
        ","
    )
)


def converted(text: str, extensions: list[Extension | str]) -> str:
    return markdown.markdown(text, extensions=extensions)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_converted_to_the_same_bytes(text: str) -> None:
    assert converted(text, [*EXTENSIONS, quick.Quick()]) == converted(text, EXTENSIONS)


@pytest.mark.parametrize(
    "block",
    [
        "Under a line\n---",
        "Under two\n===",
        "# Behind a sign",
        "text\n## and a heading",
        "> a quotation",
        "text\n   > and a quotation",
        "text\n- - -",
        "   ***",
        "text\n___\nmore",
        "a | b\n- | -\nc | d",
        "| a\n| -\n| c",
        "[a]: b.md 'title'\n\n[a] ![a] [b][a] [c]",
        "<div markdown>\n*a*\n</div>",
        "[a](b.md){ .c }{ .d .e }\n{ #f }",
        "[a](b.md)![a](b.md)[a [b](c.md)](d.md)[a *b*](c.md)[](b.md)",
        "<b title='`a`'>\\* [a](b.md)</b> &amp; <i *a*>",
        " \n  \ntext\n   \n   ",
        "[TOC]\n\n# One\n\n> [TOC]\n\nand a [TOC]",
    ],
)
def test_each_kind_of_block_is_found(block: str) -> None:
    assert converted(block, [*EXTENSIONS, quick.Quick()]) == converted(block, EXTENSIONS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[MkDocsConfig, AskedFiles]:
    """Return a site of three pages, one of which is left out."""
    file = tmp_path_factory.mktemp("site") / "mkdocs.yml"
    file.write_text(f"site_name: Kettles\nmarkdown_extensions: {EXTENSIONS}\n", encoding="utf-8")
    (root := file.with_name("docs")).mkdir()
    config = load_config(str(file))
    files = [File(uri, str(root), str(root), use_directory_urls=True) for uri in ("a/b.md", "d/e.md", "b.md")]
    files[2].inclusion = InclusionLevel.EXCLUDED
    return config, AskedFiles(Files(files))


@given(
    texts=st.lists(st.lists(PIECES, max_size=40).map("".join), min_size=1, max_size=3),
    uri=st.sampled_from(["a/b.md", "b.md"]),
)
def test_pages_made_one_after_another_show_and_ask_for_the_same_as_each_alone(
    site: tuple[MkDocsConfig, AskedFiles], texts: list[str], uri: str
) -> None:
    assume("<![" not in "\n".join(texts))  # which Python's parser, and so MkDocs, fails on
    plain = [rendered(*site, text, uri) for text in texts]
    with quick.quickly(site[0]):
        assert [rendered(*site, text, uri) for text in texts] == plain


def rendered(config: MkDocsConfig, files: AskedFiles, text: str, uri: str) -> list[object]:
    """Return all that comes of a page of that text: what it shows, its anchors, what it asked for, warnings."""
    page = Page(None, files.src_uris[uri], config)
    page.markdown = text
    files.asked.clear()
    with warnings() as told:
        page.render(config, files)
    anchors = {anchor for anchor in page.present_anchor_ids or () if anchor}
    return [page.content, page.title, anchors, page.links_to_anchors, set(files.asked), told]


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


def test_an_extension_that_counts_pages_sees_each_as_the_first(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Kettles\nmarkdown_extensions: [{footnotes: {UNIQUE_IDS: true}}]\n", encoding="utf-8"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    files = AskedFiles(Files([File("a.md", str(tmp_path), str(tmp_path), use_directory_urls=True)]))
    with quick.quickly(config):
        first, second = (rendered(config, files, "A[^1]\n\n[^1]: note", "a.md") for _ in range(2))
    assert first == second


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
