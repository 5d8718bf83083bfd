"""Markdown to blocks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Block, BlockKind
from generator.sources import markdown
from generator.sources.markdown import parse_markdown
from generator.sources.markdown_chunks import Chunk
from tests.sources.reading import article_of, document_of, in_short, marks_of


def blocks_of(text: str) -> tuple[Block, ...]:
    return parse_markdown(text)[1]


@pytest.mark.parametrize(
    ("text", "day", "authors", "blocks"),
    [
        ("# Boats\n\n1 June 2025\n\nMud.\n", date(2025, 6, 1), (), ["p Mud."]),
        ("# Boats\n\nBy Ada Marsh\n\n*2025-06-01*\n\nMud.\n", date(2025, 6, 1), ("Ada Marsh",), ["p Mud."]),
        ("---\ndate: 2024-01-01\n---\n1 June 2025\n\nMud.\n", date(2024, 1, 1), (), ["p Mud."]),
        ("# Boats\n\nBy Design\n\nMud.\n", None, (), ["p By Design", "p Mud."]),
        ("# Boats\n\nhttps://example.org/\n\nMud.\n", None, (), ["p https://example.org/", "p Mud."]),
        ("# Boats\n\n## 1 June 2025\n\nMud.\n", None, (), ["h2 1 June 2025", "p Mud."]),
        ("# Boats\n\n1 June 2025\n", None, (), ["p 1 June 2025"]),
    ],
)
def test_a_date_line_under_the_title_is_taken_with_the_byline_beside_it(
    text: str, day: date | None, authors: tuple[str, ...], blocks: list[str]
) -> None:
    article = article_of(text)
    assert (article.published, article.authors, in_short(article.blocks)) == (day, authors, blocks)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("# One\n\n## Two\n\n###### Six", ["h2 One", "h2 Two", "h6 Six"]),
        ("One\n===\n\nTwo\n---", ["h2 One", "h2 Two"]),
        ("one\ntwo  \nthree", ["p one two three"]),
        ("- one\n- two\n  - inner\n", ["* one", "* two", "  * inner"]),
        ("3. one\n4. two", ["3. one", "4. two"]),
        ("- one\n\n  more\n- two", ["* one", "p more", "* two"]),
        ("- one\n\n      code\n", ["* one", "code code"]),
        ("> one\n>\n> > two", ["> one", ">> two"]),
        ("> # one", ["> one"]),
        ("> - one\n> - two", ["* one", "* two"]),
        ("```python\na = 1\n\nb\n```", ["code a = 1\n\nb"]),
        ("    a = 1\n\ntext", ["code a = 1", "p text"]),
        ("a|b\n-|-\n1|*2*\n3|", ["a|b / 1|2 / 3|"]),
        ("![A boat](boat.png)", ["image A boat"]),
        ("[![A boat](boat.png)](https://example.org)", ["image A boat"]),
        ("See ![the boat](boat.png) here", ["p See the boat here"]),
        ("one\n\n---\n\ntwo", ["p one", "p two"]),
        ("~~gone~~", ["p ~~gone~~"]),
        ("<div>\n<p>one <b>two</b></p>\n</div>", ["p one two"]),
        ("<br/>\n## Two", ["h2 Two"]),
        ("<!-- a note -->\n\none", ["p one"]),
        ("<script>\nalert(1)\n\nalert(2)\n</script>\n\none", ["p one"]),
        ("one <script>alert(1)</script> two", ["p one two"]),
        ("one<!-- a note --> two<br>three", ["p one two three"]),
        ("{% include note.html %}\n\none", ["p one"]),
        ('one {{< img src="2014/a.png" alt="A boat" >}} two {{% note %}}', ["p one two"]),
        ("one\n{% image\n  'a.png' %}\ntwo {{ name }}", ["p one two {{ name }}"]),
        (
            "<figure>\n  {% image 'a.png' 'A boat' %}\n  <figcaption>one</figcaption>\n</figure>",
            ["image A boat", "p one"],
        ),
        ("<div>\n<p>one {{ page.title }}</p>\n</div>", ["p one"]),
        ("{% image 'a.png' %}{.wide #boat}\none", ["p one"]),
        ("one {{ page.meta.title | upper }} two", ["p one two"]),
        ("one `{{ page.title }}` two", ["p one {{ page.title }} two"]),
        ("import Boat from './boat'\nimport './oar.css';\n\none", ["p one"]),
        ("import {\u00a0Boat } from 'b'\n\none", ["p one"]),
        ("import wood from Alder\n\none", ["p import wood from Alder", "p one"]),
        ("<pre>\n{% image 'a.png' %}\n</pre>", ["code {% image 'a.png' %}"]),
        ('{{ "Ada" | link }} wrote `{{ "a" | b }}`', ['p {{ "Ada" | link }} wrote {{ "a" | b }}']),
        ('{{ "Ada" | link }} wrote this', ["p Ada wrote this"]),
        ("""<img src="{{ 'a.png' | url }}" alt="A boat" />""", ["image A boat"]),
        (
            "{% highlight r lines %}\n# oars\n\na <- 1\n{% endhighlight %}\none",
            ["code # oars\n\na <- 1", "p one"],
        ),
        ("{{< highlight go >}}\nrow()\n{{< /highlight >}}", ["code row()"]),
        (
            "- one\n\n  {% codeblock lang:sh %}\n  row\n  {% endcodeblock %}\n- two",
            ["* one", "code row", "* two"],
        ),
        ("{% highlight r %}\none", ["p one"]),
        ("```\n{% highlight r %}\n{% endhighlight %}\n```", ["code {% highlight r %}\n{% endhighlight %}"]),
        ("{% comment %}a\n\nb{% endcomment %}\none", ["p one"]),
        ('one `{% raw %}`. {% assign minute = "1:05" %}', ["p one {% raw %}."]),
        ("{: .wide}\n\n[TOC]\n\none\n{: #here}", ["p one"]),
        ("one[^1]\n\n[^1]: A note on one.", ["p one", "1) A note on one."]),
        (
            "one[^1]\n\n[^1]: A note\non one.\n## Two\nthree",
            ["p one", "h2 Two", "p three", "1) A note on one."],
        ),
        ("one[^1]\n\n[^1]: A note.\n- two\n\nthree", ["p one", "* two", "p three", "1) A note."]),
        ("one[^1]\n\n[^1]: A note.\n```\n[^2]: two\n```", ["p one", "code [^2]: two", "1) A note."]),
        ("&copy; 2024 &amp; on", ["p © 2024 & on"]),
        (r"\*not this\*", ["p *not this*"]),
    ],
)
def test_markdown_becomes_blocks(text: str, expected: list[str]) -> None:
    assert in_short(blocks_of(text)) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a *b* c", [("emphasis", "b", "")]),
        ("a __b  c__ d", [("strong", "b c", "")]),
        ("a ***b***", [("emphasis", "b", ""), ("strong", "b", "")]),
        ("**a `b`**", [("strong", "a b", ""), ("code", "b", "")]),
        ("[a *b*](https://example.org)", [("link", "a b", "https://example.org"), ("emphasis", "b", "")]),
        ("[a][1]\n\n[1]: other.md", [("link", "a", "other.md")]),
        ("<https://example.org>", [("link", "https://example.org", "https://example.org")]),
        ("[a](mailto:ada@example.org)", [("link", "a", "mailto:ada@example.org")]),
        ("[a](<two words.md>)", [("link", "a", "two%20words.md")]),
        ("[a](javascript:alert(1))", []),
        ("[a](JaVaScRiPt:alert)", []),
        ("[a](data:text/html,x)", []),
        ("[a](//example.org/x)", [("link", "a", "//example.org/x")]),
        ("[a](#below)", []),
        ('<a href="javascript:x">a</a>', []),
        ('<a href="b.md">a</a>', [("link", "a", "b.md")]),
        ("<b>a</b> <kbd>C</kbd>", [("strong", "a", ""), ("code", "C", "")]),
        ('[a]({{ "/2014/a/" | url }})', [("link", "a", "/2014/a/")]),
        ("[a]({{ site.baseurl }}/b/)", [("link", "a", "/b/")]),
        ("[a]({{< param boats >}}/b.html)", [("link", "a", "/b.html")]),
        ("[a]({% post_url 2014-01-02-b %})", [("link", "a", "2014-01-02-b")]),
        ("""[{% film "a" "Ada's boat" %}](b.md)""", [("link", "Ada's boat", "b.md")]),
        ('{{ "https://example.org/f" | embed: "A film" }}', [("link", "A film", "https://example.org/f")]),
        ('[a]({{< ref "b.md" >}})', [("link", "a", "b.md")]),
        ("[a][b]\n\n{% include c.md %}\n{% include d.md %}\n[b]: /b/", [("link", "a", "/b/")]),
    ],
)
def test_marks_lie_on_the_folded_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert marks_of(blocks_of(text)[0]) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("""{% image "a.png" "Ada's boat" %}""", ["image Ada's boat"]),
        ("""{% image_with_class 'a.JPG' "wide" "Two [old] boats" %}""", ["image Two [old] boats"]),
        ("""{% image "a.png" %}""", []),
        ("""[{% image "a.png" "Ada's boat" %}](b.md)\n*Ada in May*""", ["image Ada's boat", "p Ada in May"]),
    ],
)
def test_a_tag_that_shows_a_picture_is_read_as_one(text: str, expected: list[str]) -> None:
    assert in_short(blocks_of(text)) == expected


def test_the_words_below_a_picture_are_emphasised() -> None:
    figure = "<figure><img src='a.png' alt='A boat'><figcaption>The <b>boat</b></figcaption></figure>\n\nText"
    image, caption, text = blocks_of(figure)
    assert (image.kind, caption.text, text.marks) == (BlockKind.IMAGE, "The boat", ())
    assert ("emphasis", "The boat", "") in marks_of(caption)


def test_the_text_of_a_refused_link_stays() -> None:
    assert in_short(blocks_of("see [this](javascript:alert(1)) now")) == ["p see this now"]


def test_bare_addresses_become_links_but_not_in_links_and_code() -> None:
    text = "https://example.org/a `https://example.org/b` [https://example.org/c](d.md)"
    block = article_of(text).blocks[0]
    assert [mark.target for mark in block.marks if mark.target] == ["https://example.org/a", "d.md"]


@pytest.mark.parametrize(
    "text, title",
    [
        ("# One\n\ntext", "One"),
        ("## One\n\ntext", "One"),
        ("text\n\n# One\n\nmore", "One"),
        ("text\n\n## One\n\nmore", ""),
        ("text", ""),
    ],
)
def test_the_first_heading_is_the_title_if_it_stands_first_or_highest(text: str, title: str) -> None:
    assert document_of(text).title == title


def test_the_title_is_not_repeated_in_the_text() -> None:
    article = article_of("# Boats\n\none\n\n## Boats\n\ntwo")
    assert in_short(article.blocks) == ["p one", "h2 Boats", "p two"]


def test_code_keeps_its_lines_and_its_language() -> None:
    block = blocks_of("``` Python title=x\nif a:\n    b\n```")[0]
    assert (block.text, block.language) == ("if a:\n    b", "python")


def test_levels_stop_at_six() -> None:
    deep = "".join("  " * depth + "- x\n" for depth in range(9))
    assert max(block.level for block in blocks_of(deep)) == 6
    assert len(blocks_of(deep)) == 9


@pytest.mark.parametrize("unit", ["> ", "- ", "1. "])
def test_endless_nesting_is_refused_with_its_line(unit: str) -> None:
    with pytest.raises(SourceError, match="nested too deep") as caught:
        parse_markdown("one\n\n" + unit * 10_000 + "x", first_line=4)
    assert caught.value.line == 6


def test_a_paragraph_in_bold_that_stands_as_a_heading_is_one() -> None:
    text = "## Nets\n\n**What it costs**\n\nA net costs about as much as three days of fishing bring in, or more.\n"
    assert in_short(article_of("text\n\n" + text).blocks)[2] == "h3 What it costs"


def test_a_bold_sentence_stays_a_paragraph() -> None:
    text = (
        "**This is what I mean.**\n\nA net costs about as much as three days of fishing bring in, or more.\n"
    )
    assert in_short(article_of(text).blocks)[0] == "p This is what I mean."


def test_a_table_with_ragged_rows_is_made_even_or_comes_apart() -> None:
    even = blocks_of("a|b|c\n-|-|-\n1\n")
    assert [len(row) for row in even[0].rows] == [3, 3]


LINES = (
    "A plain line.|**Bold** begins it|_so_ does this|2015 was wet|2. two|[a](b.html) link|see [a]|!|(so)|"
    "[a]: https://a.example|# Head|## Head ##|### |#none|- item|* item|  - nested|> quoted|    code|---|===|"
    "***|```|~~~|<div>|</div>|<!-- note|-->|<b>x</b> text|a table|--- - ---|`code` first|“Quoted”|{% tag %}|"
    "|| |\t|- |\\"
).split("|")
TABLE = ("a | b", "--- | ---", "| --- | --- |")


@given(st.lists(st.sampled_from([*LINES, *TABLE]), max_size=14).map("\n".join))
def test_plain_paragraphs_are_read_as_the_parser_would(text: str) -> None:
    def whole(text: str) -> list[Chunk]:
        return [Chunk(0, text, -1)]

    found = _read_or_refused(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "chunks", whole)
        assert _read_or_refused(text) == found


def _read_or_refused(text: str) -> object:
    try:
        return parse_markdown(text)
    except SourceError as error:
        return str(error), error.line


def test_a_bold_line_before_a_list_is_a_heading_and_a_speaker_is_none() -> None:
    assert in_short(article_of("One.\n\n**The pond**\n\n- deep\n- cold\n").blocks)[1] == "h2 The pond"
    talk = "One.\n\n**Ruth Calder:**\n\n- deep\n- cold\n"
    assert not any(line.startswith("h") for line in in_short(article_of(talk).blocks))


@pytest.mark.parametrize(
    "header, expected",
    [
        (
            "summary: A boat that *flies* is late. Its owner is not.",
            ["p A boat that flies is late. Its owner is not."],
        ),
        ("summary: A boat\ndescription: A boat is late.", ["p A boat is late."]),
        ("description: ''\ndeck: A boat.", ["p A boat."]),
        ("summary: [A boat]", []),
    ],
)
def test_of_a_note_without_a_text_its_summary_is_read(header: str, expected: list[str]) -> None:
    assert in_short(document_of(f"---\ntitle: A\n{header}\n---\n\n<!-- none -->\n").blocks) == expected
    assert in_short(document_of(f"---\n{header}\n---\n\nThe text.\n").blocks) == ["p The text."]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It stood.[^1] It fell [^fire], too.", "It stood. It fell, too."),
        ("It matches [^a-z] and [^1](b.md).", "It matches [^a-z] and ^1."),
        ("Code `a[^1]` stays, a mark [^1] goes.", "Code a[^1] stays, a mark goes."),
        ("It is written `[^1]` there.", "It is written [^1] there."),
    ],
)
def test_a_sentence_is_read_without_the_marks_of_its_footnotes(written: str, said: str) -> None:
    assert document_of(f"# Mills\n\n{written}\n", "a.md").blocks[-1].text == said


NOTED = """# Mills

It stood.[^old] It cost *three*[^cost] crowns, says [Ada](a.md)[^cost]. `wall`[^b]

[^cost]: In crowns of 2023,
and not of *1923*.

    More of it.

[^old]: One[^b] word
[^b]:word

- an item

```
[^code]: is code
```
"""


def test_footnotes_follow_the_text_and_the_words_before_their_marks_lead_to_them() -> None:
    found = document_of(NOTED, "a.md").blocks[1:]
    assert in_short(found) == [
        "p It stood. It cost three crowns, says Ada. wall",
        "* an item",
        "code [^code]: is code",
        "1) One word",
        "2) In crowns of 2023, and not of 1923. More of it.",
        "3) word",
    ]
    assert marks_of(found[0]) == [
        ("link", "stood.", "#fn:1"),
        ("emphasis", "three", ""),
        ("link", "three", "#fn:2"),
        ("link", "Ada", "a.md"),
        ("code", "wall", ""),
        ("link", "wall", "#fn:3"),
    ]
    assert marks_of(found[3]) == [("link", "One", "#fn:3")]


def test_footnotes_keep_their_numbers_and_their_places_in_an_article() -> None:
    found = document_of("One[^7] two.\n\n[^7]: Seven.\n[^3]: Three.\n", "a.md").blocks
    assert in_short(found) == ["p One two.", "3) Three.", "7) Seven."]
