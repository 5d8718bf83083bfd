"""Escaped text is shown as that very text, whatever reads the Markdown."""

import json
from datetime import date

import pytest
import yaml as pyyaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.pages.dates import day, short_month, timed
from generator.pages.filters import Markdown, attr, code, escape, escape_piece, link, path, url, yaml
from generator.text import clean, fold
from generator.wording import english
from tests.pages.engine import EVERYTHING, PLAIN, Seen, folded, to_html

NASTY = (
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}",
    "{% raw %}{% endraw %}{# x #}",
    '--8<-- "x"',
    '-8<- "x"',
    "{: onclick=alert(1) }",
    "{ #id .class }",
    "![x](y)",
    "[a](javascript:alert(1))",
    "[a][b] [a]: x",
    "<!-- x -->",
    "&lt; &amp;lt; &#60; &copy;",
    "a | b",
    "- x",
    "+ x",
    "* x",
    "1. x",
    "1) x",
    "20240101120000. x",
    "xviii. x",
    "a) x",
    "#. x",
    "# x",
    "# x #",
    "    code",
    "***",
    "---",
    "~~~ x ~~~",
    "``` x ```",
    "::: x",
    "/// note",
    "!!! note",
    '??? "x"',
    "???+ x",
    "[^1]: x",
    "[^1]",
    "*[HTML]: x",
    "=== x",
    '=== "tab"',
    "+++",
    "$x$ $$y$$ \\(z\\)",
    "\\*",
    "\\",
    "`code` ``x``",
    "a\tb",
    "</p>",
    "a & b",
    "&",
    ":smile: :+1: :x",
    ": definition",
    "++ctrl+alt++",
    "==mark== ^sup^ ^^ins^^ ~sub~ ~~del~~",
    "{++add++} {--del--} {~~a~>b~~} {==x==} {>>c<<}",
    '[x] [ ] [=50% "x"]',
    "(c) (tm) (r) c/o +/- =/= --> <-- <--> 1/2 3/4 1st 2nd 3rd 4th 11th 21st",
    "http://a.b/c https://x ftp://y www.example.org a@b.cd mailto:a@b.cd",
    "u/r#1 #1 !1 ?1 @user u/r@0123456789abcdef0123456789abcdef01234567",
    "0123456789abcdef0123456789abcdef01234567",
    "> quote > [!note]",
    "[TOC]",
    "__a__ _b_ **c** *d* a_b_c",
    "\x02klzzwxh:0\x03 \x02amp\x03",
    "a\u2028b\u0085c\u00a0d",
    "\u202eevil\u202c",
    "#!python x",
    "<https://a.b>",
    "“quotes” 'and' \"others\" … – —",
    "U.S. firms; well-known: yes!",
)  # fmt: skip
ANYTHING = (
    st.text()
    | st.text(alphabet="-*_`~#>|:!?=+.)([]{}<>&\\$^@/%'\" \t\n019abcrsthdw")
    | st.sampled_from(NASTY)
)


def _seen(text: str, extensions: tuple[str, ...] = EVERYTHING) -> Seen:
    return Seen(to_html(text, extensions))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("extensions", [PLAIN, EVERYTHING], ids=["plain", "everything"])
def test_what_looks_like_markup_is_shown_as_it_is(text: str, extensions: tuple[str, ...]) -> None:
    seen = _seen(escape(text), extensions)
    assert folded(seen.text) == fold(clean(text))
    assert [tag for tag, _ in seen.tags] == ["p"]


@given(ANYTHING)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    seen = _seen(escape(text))
    assert folded(seen.text) == fold(clean(text))
    assert {tag for tag, _ in seen.tags} <= {"p"}


@given(ANYTHING)
def test_any_text_is_safe_in_a_heading_a_list_a_quote_a_cell_and_a_link(text: str) -> None:
    shown = escape(text) or "-"
    page = (
        f"## {shown} {{ #a }}\n\n- {shown}\n\n> {shown}\n> {{ #q }}\n\n| {shown} |\n| --- |\n\n[{shown}](#a)"
    )
    seen = _seen(page)
    expected = fold(clean(text)) or "-"
    assert folded(seen.text) == folded(" ".join([expected] * 5))
    allowed = {"h2", "ul", "li", "blockquote", "p", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert {tag for tag, _ in seen.tags} <= allowed


@given(st.lists(ANYTHING, max_size=4))
def test_pieces_of_a_line_do_not_join_into_markup(pieces: list[str]) -> None:
    line = "<em></em>".join(escape_piece(piece) for piece in pieces)
    seen = _seen(f"x {line}")
    assert folded(seen.text) == folded("x " + "".join(_spaced(piece) for piece in pieces))
    assert {tag for tag, _ in seen.tags} <= {"p", "em"}


def _spaced(text: str) -> str:
    return " ".join(clean(f"|{text}|").split())[1:-1]


@given(ANYTHING)
@example("a\n\n\tb\n    \n```\n")
def test_code_keeps_every_character(text: str) -> None:
    seen = _seen(f'<pre id="p1"><code>{code(text)}</code></pre>')
    assert seen.anchors["p1"] == clean(text)
    assert [tag for tag, _ in seen.tags] == ["pre", "code"]


@given(ANYTHING)
def test_an_attribute_holds_any_text(text: str) -> None:
    seen = _seen(f'x <span title="{attr(text)}">y</span>')
    assert [given["title"] for tag, given in seen.tags if tag == "span"] == [fold(clean(text))]
    assert [tag for tag, _ in seen.tags] == ["p", "span"]


@given(ANYTHING)
def test_front_matter_holds_any_text_as_html(text: str) -> None:
    loaded = pyyaml.safe_load(f"title: {yaml(text)}\nnext: 1\n")
    assert set(loaded) == {"title", "next"}
    assert Seen(f"<title>{loaded['title']}</title>").text == fold(clean(text)) or "&" in text
    assert not set('<>"{}') & set(loaded["title"])


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&amp;d=e#f"),
        ("https://example.org/a_b/~c(d)/e f", "https://example.org/a%5Fb/%7Ec%28d%29/e%20f"),
        ("https://example.org/?q=c++", "https://example.org/?q=c&#43;&#43;"),
        ("https://example.org/grün", "https://example.org/gr%C3%BCn"),
        ("HTTP://EXAMPLE.ORG/", "HTTP://EXAMPLE.ORG/"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org/x", ""),
        ("/x", ""),
        ("x.html", ""),
        ("http://[::1", ""),
        ("http:///x", ""),
        ("mailto:", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_become_links(target: str, expected: str) -> None:
    assert url(target) == expected


@given(ANYTHING)
def test_the_target_of_a_link_cannot_break_out_of_it(text: str) -> None:
    for target in (url(f"https://example.org/{text}"), path(f"articles/{text}.md")):
        seen = _seen(link(Markdown("x"), target))
        assert [tag for tag, _ in seen.tags] == ["p", "a"]
        assert set(seen.tags[1][1]) == {"href"}
        assert seen.text == "x"


@given(ANYTHING)
def test_a_link_survives_a_text_of_any_kind(text: str) -> None:
    shown = escape(text) or Markdown("x")
    seen = _seen(link(shown, Markdown("../articles/a.md#p1"), "dp-title"))
    assert folded(seen.text) == (fold(clean(text)) or "x")
    assert [tag for tag, _ in seen.tags] == ["p", "a"]
    assert seen.tags[1][1] == {"href": "../articles/a.md#p1", "class": "dp-title"}


def test_a_link_without_a_target_is_its_text() -> None:
    assert link(Markdown("x"), Markdown("")) == "x"


@pytest.mark.parametrize(
    "text",
    [
        "Ordinary prose, with “quotes”, dashes – and numbers like 3.5 or 1,200; it stays: readable! Quite.",
        "The U.S. firm's well-known co-operation isn't over (yet).",
    ],
)
def test_ordinary_prose_stays_readable(text: str) -> None:
    assert escape(text) == text


def test_markdown_is_a_kind_of_text() -> None:
    assert isinstance(escape("x"), Markdown)
    assert json.dumps(escape("x")) == '"x"'


def test_dates_read_as_people_write_them() -> None:
    assert day(english(), date(2025, 2, 6)) == "6 February 2025"
    assert short_month(english(), date(2025, 2, 6)) == "Feb 2025"
    assert day(english(), None) == short_month(english(), None) == timed(None, "undated") == "undated"
    assert timed(date(2025, 2, 6), "Feb 2025") == '<time datetime="2025-02-06">Feb 2025</time>'
