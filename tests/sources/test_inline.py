"""Running text: folded, with every mark where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import BlockKind, Mark, MarkKind, RichText
from generator.sources.blocks import Builder
from generator.sources.inline import Inline, folded, part, safe_target, trimmed, with_bare_links
from generator.text import clean, fold
from tests.sources.reading import in_short, marks_of


@given(st.text(alphabet=" \n\tab\u00e9", max_size=40), st.data())
def test_a_mark_lies_on_the_same_words_after_folding(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    rich = folded(text, [Mark(kind=MarkKind.STRONG, start=start, end=end)])
    assert rich.text == fold(text)
    words = [rich.text[mark.start : mark.end] for mark in rich.marks]
    assert words == ([fold(text[start:end])] if text[start:end].strip() else [])


@given(st.lists(st.text(max_size=8)))
def test_whatever_is_added_the_text_is_clean_and_folded(pieces: list[str]) -> None:
    inline = Inline()
    for piece in pieces:
        inline.open(MarkKind.STRONG)
        inline.add(piece)
        inline.close(MarkKind.STRONG)
    rich = inline.result()
    assert rich.text == fold(clean(rich.text))
    assert all(0 <= mark.start < mark.end <= len(rich.text) for mark in rich.marks)


def test_an_accent_across_the_edge_of_a_mark_costs_the_mark_and_no_letter() -> None:
    inline = Inline()
    inline.add("cafe")
    inline.open(MarkKind.EMPHASIS)
    inline.add("\u0301s")
    assert inline.result() == RichText(text="cafés")


def test_links_do_not_nest() -> None:
    inline = Inline()
    inline.open(MarkKind.LINK, "a")
    inline.open(MarkKind.LINK, "b")
    inline.add("x")
    inline.close(MarkKind.LINK)
    inline.close(MarkKind.LINK)
    assert [mark.target for mark in inline.result().marks] == ["a"]


@pytest.mark.parametrize(
    "address, target",
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("../boats.md#nets", "../boats.md#nets"),
        ("/2014/boats/", "/2014/boats/"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://example.org", ""),
        ("a b", ""),
        ("\\\\host\\share", ""),
        ("https://example.org/" + "a" * 3000, ""),
        ('{{ "/a/" | url }}', "/a/"),
        ("{{ site.url }}/a/", "/a/"),
        ("{{ javascript }}javascript:x", ""),
    ],
)
def test_only_safe_targets_are_kept(address: str, target: str) -> None:
    assert safe_target(address) == target


def test_a_part_keeps_its_own_marks() -> None:
    rich = RichText(text="one two three", marks=(Mark(kind=MarkKind.STRONG, start=2, end=6),))
    assert part(rich, 4, 8).text == "two"
    assert [(m.start, m.end) for m in part(rich, 4, 8).marks] == [(0, 2)]


@pytest.mark.parametrize("text", ["https://", "https://.", "http://)", "see https://…"])
def test_a_scheme_alone_is_no_link(text: str) -> None:
    marks = with_bare_links(RichText(text=text)).marks
    assert all(len(mark.target) > len("https://") for mark in marks)


def test_text_without_an_address_has_no_bare_link() -> None:
    rich = RichText(text="one: two")
    assert with_bare_links(rich) is rich


def test_an_address_that_ends_in_very_many_signs_is_trimmed_for_a_while() -> None:
    assert trimmed("https://example.org/a..,") == "https://example.org/a"
    assert trimmed("https://example.org/a" + "." * 5000).endswith("..")


def test_what_began_inside_a_mark_ends_with_it() -> None:
    builder = Builder()
    builder.open_mark(MarkKind.STRONG)
    builder.text("one ")
    builder.open_mark(MarkKind.EMPHASIS)
    builder.text("two")
    builder.close_mark(MarkKind.STRONG)
    builder.close_mark(MarkKind.CODE)
    builder.text(" three")
    (block,) = builder.blocks()
    assert marks_of(block) == [("strong", "one two", ""), ("emphasis", "two", "")]


def test_rows_too_uneven_for_a_table_are_paragraphs_and_none_are_nothing() -> None:
    builder = Builder()
    builder.table([])
    builder.table([[RichText(text="one")] * 2, [RichText(text="two")]])
    builder.table(
        [[RichText(text="one")], *[[RichText(text="two")] * 3000] * 2, *[[RichText(text="x")]] * 60]
    )
    found = builder.blocks()
    assert in_short(found[:1]) == ["one|one / two|"]
    assert found[1].text == "one"
    assert all(block.kind is BlockKind.PARAGRAPH for block in found[1:])


@pytest.mark.parametrize(
    "told", ["(opens in a new window)", " (opens in new tab)", "\u2060(Opens in a new tab)"]
)
def test_what_is_told_of_a_link_to_those_who_hear_it_is_no_text(told: str) -> None:
    inline = Inline()
    inline.add(f"The wall{told} is old.")
    assert inline.result().text == "The wall is old."
