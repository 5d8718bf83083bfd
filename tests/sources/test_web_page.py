"""Saved web pages."""

from datetime import date

import pytest

from generator.errors import SourceError
from generator.model import Block, BlockKind
from generator.sources.html_blocks import html_blocks, parse
from generator.sources.web_page import absolute
from tests.sources.reading import article_of, document_of, in_short, marks_of

BODY = """
<p>The harbour was quiet that morning, and the boats lay still at their ropes until noon, when the
ferry came in late and left again without a word.</p>
<h2>What a net costs</h2>
<p>A new net costs about as much as <b>three days</b> of fishing bring in, as
<a href="/prices.html">the list</a> says, and it is mended until nothing of it is left.</p>
<ul><li>rope, which everybody has</li><li>cork, which nobody sells any more</li></ul>
<blockquote><p>We have never bought a net, and we shall not begin now, said the oldest of them.</p></blockquote>
"""
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Quiet Harbours | The Rope</title>
<meta property="og:site_name" content="The Rope"><meta name="author" content="Ada Byron">
<meta property="article:published_time" content="2024-02-27T23:30:00-05:00">
<link rel="canonical" href="https://example.org/quiet/">
<meta property="og:url" content="https://example.org/quiet/">
<script>alert("never shown")</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Quiet Harbours</h1><p>By Ada Byron | 27 February 2024</p>{BODY}</article>
<footer>All rights reserved</footer></body></html>"""


def test_a_saved_page_gives_its_article_and_what_it_says_of_itself() -> None:
    article = article_of(PAGE, "quiet.html")
    assert article.title == "Quiet Harbours"
    assert article.published == date(2024, 2, 27)
    assert article.authors == ("Ada Byron",)
    assert article.url == "https://example.org/quiet/"
    assert article.site == "The Rope"
    shorts = in_short(article.blocks)
    assert shorts[0].startswith("p The harbour was quiet that morning")
    assert shorts[1] == "h2 What a net costs"
    assert shorts[3:5] == ["* rope, which everybody has", "* cork, which nobody sells any more"]
    assert shorts[5].startswith("> We have never bought")
    assert not any("never shown" in short or "rights" in short for short in shorts)


def test_links_of_a_page_lead_to_the_place_it_came_from() -> None:
    block = article_of(PAGE, "quiet.html").blocks[2]
    assert marks_of(block) == [
        ("strong", "three days", ""),
        ("link", "the list", "https://example.org/prices.html"),
    ]


def test_the_language_of_a_page_is_its_own_if_nobody_says_otherwise() -> None:
    page = PAGE.replace('lang="en-GB"', 'lang="de-AT"')
    assert article_of(page, "a.html").language == "en"  # the settings win
    assert document_of(page, "a.html").metadata["page_language"] == "de-AT"


@pytest.mark.parametrize("name", ["a.htm", "a.xhtml", "a.HTML"])
def test_every_ending_of_a_page_is_read(name: str) -> None:
    assert article_of(PAGE, name).title == "Quiet Harbours"


def test_a_page_of_a_site_generator_may_have_a_header() -> None:
    article = article_of("---\ntitle: Boats\nauthors: [Eve]\n---\n" + PAGE, "a.html")
    assert (article.title, article.authors) == ("Boats", ("Eve",))


@pytest.mark.parametrize(
    "declaration, encoding",
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ('<meta charset="shift_jis">', "shift_jis"),
    ],
)
def test_the_declared_encoding_is_used(declaration: str, encoding: str) -> None:
    word = {"cp1252": "„Café“", "cp1251": "Гавань", "shift_jis": "港はとても静か"}[encoding]
    page = f"<html><head>{declaration}<title>{word}</title></head><body>{BODY}</body></html>"
    assert document_of(page.encode(encoding), "a.html").title == word


def test_a_page_that_is_sound_utf_8_is_read_so_whatever_it_declares() -> None:
    page = f'<html><head><meta charset="gb2312"><title>Café Müller</title></head><body>{BODY}</body></html>'
    assert document_of(page, "a.html").title == "Café Müller"


def test_an_encoding_that_is_a_trick_is_ignored() -> None:
    page = f'<html><head><meta charset="punycode"><title>Boats</title></head><body>{BODY}</body></html>'
    assert document_of(page, "a.html").title == "Boats"


def test_a_page_with_endless_elements_is_read_plainly() -> None:
    page = "<html><nav>Home</nav><main>" + "<p>Only a word.</p>" * 20_001 + "</main></html>"
    assert set(in_short(document_of(page, "a.html").blocks)) == {"p Only a word."}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<p>Erstellt am: 01.11.2023</p>", date(2023, 11, 1)),
        ("<span>Published on 3 March 2024<br>five minutes</span>", date(2024, 3, 3)),
        ("<p>Published: 3 March 2024</p><p>Published: 4 March 2024</p>", date(2024, 2, 27)),
        ("<p>The boats of 3 March 2024</p>", date(2024, 2, 27)),
        ("<p>Date: 3 March 2024</p>", date(2024, 2, 27)),
    ],
    ids=["with points", "beside other words", "two of them", "no label", "the day of an event"],
)
def test_the_one_day_that_a_page_says_it_was_published_on_is_its_day(said: str, expected: date) -> None:
    assert article_of(PAGE.replace("<footer>", said + "<footer>"), "quiet.html").published == expected


def test_an_article_in_a_script_without_spaces_is_no_short_one() -> None:
    told = "港は長い冬のあと五月にふたたび開きます。町は海のそばの新しい壁のためにお金を払います。"
    around = "".join(f"<div><span>short note {number} beside it</span></div>" for number in range(20))
    page = f"<html lang=ja><body><div>{around}</div><article><h1>港</h1><p>{told}</p><p>{told}{told}</p></article>"
    assert [block.text for block in document_of(page, "a.html").blocks if block.text != "港"] == [
        told,
        told + told,
    ]


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(SourceError, match="nested more than"):
        document_of("<div>" * 5000 + "text", "a.html")


@pytest.mark.parametrize(
    "fragment, expected",
    [
        ("<p>one<br>two</p>", ["p one two"]),
        ("<p>one<br><br>two</p>", ["p one", "p two"]),
        ("one<p>two</p>three", ["p one", "p two", "p three"]),
        ("<ol start=3><li>one<ul><li>in</li></ul></li><li>two</li></ol>", ["3. one", "  * in", "4. two"]),
        ("<pre><code class='language-py'>a\n  b</code></pre>", ["code a\n  b"]),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", ["a|b / 1|2"]),
        ("<table><tr><td><h2>a</h2><p>b</p></td></tr></table>", ["h2 a", "p b"]),
        ("<img src='a.png' alt='A boat'><p>one</p>", ["image A boat", "p one"]),
        ("<p>one <img src='a.png' alt='a boat'> two</p>", ["p one a boat two"]),
        ("<p hidden>one</p><p>two</p>", ["p two"]),
        ("<p>one <q>two</q></p>", ["p one “two”"]),
        ("<b><p>one</p><p>two</p></b>", ["p one", "p two"]),
        ("<h1>a</h1><h6>b</h6>", ["h2 a", "h6 b"]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["* a", "* b"]),
        ("one<!-- note --> two", ["p one two"]),
        (
            "<table><tr><td>a<br>b<td><img alt='boat'> <b>c</b><tr><td>1<span>x</span><td>2</table>",
            ["a b|boat c / 1x|2"],
        ),
        ("<pre class='code lang-'>a\n  b</pre>", ["code a\n  b"]),
        ("<img src='javascript:a' alt='A boat'><p>one</p>", ["p A boat", "p one"]),
        ("<img src='javascript:a'><p>one</p>", ["p one"]),
        ("<table><tr><td> </td><td></td></tr></table><p>one</p>", ["p one"]),
    ],
)
def test_html_becomes_blocks(fragment: str, expected: list[str]) -> None:
    root = parse(fragment)
    assert root is not None
    assert in_short(html_blocks(root)) == expected


def test_marks_go_on_over_the_edges_of_paragraphs() -> None:
    root = parse("<a href='b.md'>one<div>two</div></a>")
    assert root is not None
    marks = [marks_of(block) for block in html_blocks(root)]
    assert marks == [[("link", "one", "b.md")], [("link", "two", "b.md")]]


def test_entities_of_a_document_type_are_never_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>one &a; &b; two</p>'
    text = " ".join(block.text for block in document_of(page, "a.xhtml").blocks)
    assert "aaaa" not in text
    assert "root:" not in text


def test_an_address_that_cannot_be_joined_stays_as_it_is() -> None:
    image = Block(kind=BlockKind.IMAGE, text="", target="//[broken")
    near = Block(kind=BlockKind.IMAGE, text="", target="a.png")
    found = absolute((image, near), "https://example.org/b/")
    assert [block.target for block in found] == ["//[broken", "https://example.org/b/a.png"]


@pytest.mark.parametrize(
    "said, expected",
    [
        ("The boats came back in April 2024, and stayed.", None),
        ("The boats came back on 1 January 2024.", date(2024, 1, 1)),
        ('The boats came back. <time datetime="2024-01-01">New Year</time>', date(2024, 1, 1)),
    ],
)
def test_a_page_that_only_names_a_year_is_not_of_its_first_day(said: str, expected: date | None) -> None:
    tale = "The keeper of the mill wrote down each tide and each boat, and nobody asked for it. " * 4
    body = f"<article><h1>Boats</h1><p>{said} {tale}</p></article><footer>© 2024 The Tide Letter</footer>"
    page = f"<html><head><title>Boats</title></head><body>{body}</body></html>"
    assert article_of(page, "boats.html").published == expected
