"""A line of text with everything that lies over it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Mark, MarkKind
from generator.pages.filters import Markdown, url
from generator.pages.inline import (
    CODE,
    EMPHASIS,
    KEY,
    STRONG,
    Layer,
    corrected,
    corrections_made,
    fix_layers,
    key_layer,
    link_layer,
    mark_layers,
    weave,
)
from generator.text import clean, fold
from generator.wording import english
from tests.pages.engine import Seen, folded, to_html

STARS = (("El Musk", "Elon Musk"), ("Musk", "MUSK"))


def over(rank: int, tag: str, start: int, end: int) -> Layer:
    return Layer(start=start, end=end, rank=rank, opening=f"<{tag}>", closing=f"</{tag}>")


A_LINK = link_layer(0, 3, Markdown("../topics/a.md"))


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], "one two three"),
        ([over(STRONG, "b", 4, 7)], "one <b>two</b> three"),
        ([over(STRONG, "b", 0, 7), over(EMPHASIS, "i", 4, 7)], "<b>one <i>two</i></b> three"),
        ([over(STRONG, "b", 0, 7), over(EMPHASIS, "i", 4, 13)], "<b>one <i>two</i></b><i> three</i>"),
        ([key_layer(0, 13), A_LINK], '<mark class="dp-key">[one](../topics/a.md) two three</mark>'),
        ([A_LINK, over(CODE, "code", 0, 3)], "[<code>one</code>](../topics/a.md) two three"),
        ([A_LINK, link_layer(2, 7, Markdown("b"))], "[one](../topics/a.md) two three"),
        ([over(STRONG, "b", 5, 5)], "one two three"),
    ],
    ids=["plain", "one", "nested", "crossing", "link in key", "code in link", "two links", "empty"],
)
def test_layers_come_out_nested(layers: list[Layer], expected: str) -> None:
    assert weave("one two three", layers) == expected


def test_a_part_of_a_line_keeps_only_what_lies_over_it() -> None:
    layers = [over(STRONG, "b", 0, 6), over(EMPHASIS, "i", 8, 13)]
    assert weave("one two three", layers, 4, 10) == "<b>tw</b>o <i>th</i>"


def test_a_correction_shows_what_should_be_and_keeps_what_is_written() -> None:
    text = "Did El Musk say so? A Musketeer did."
    expected = (
        'Did <span class="dp-fix" title="In the source: El Musk" data-source="El Musk">Elon Musk</span> '
        "say so? A Musketeer did."
    )
    assert weave(text, fix_layers(text, STARS, english())) == expected
    assert corrected(text, STARS) == "Did Elon Musk say so? A Musketeer did."
    assert corrections_made([text], STARS) == (("El Musk", "Elon Musk"),)


def test_a_layer_that_begins_inside_a_correction_covers_all_of_it() -> None:
    text = "Did El Musk?"
    woven = weave(text, [over(STRONG, "b", 7, 12), *fix_layers(text, STARS, english())])
    assert woven.startswith('Did <b><span class="dp-fix"')
    assert woven.endswith("Elon Musk</span>?</b>")


def test_an_exclamation_before_a_link_makes_no_image() -> None:
    assert weave("Look! here", [link_layer(5, 10, Markdown("b"))]) == "Look&#33;[ here](b)"


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    marks = [Mark(kind=MarkKind.LINK, start=0, end=1, target="javascript:x")]
    assert weave("x", mark_layers(marks, url)) == "x"


TEXTS = st.text(alphabet="ab *_<>[]()!&`:|", min_size=1, max_size=30).map(lambda t: fold(clean(t)) or "x")
KINDS = {KEY: "mark", STRONG: "strong", EMPHASIS: "em", CODE: "code"}


@given(
    TEXTS,
    st.lists(
        st.tuples(st.sampled_from([KEY, 1, *KINDS]), st.integers(0, 30), st.integers(0, 30)), max_size=6
    ),
)
def test_whatever_lies_over_a_text_the_text_stays(text: str, ranges: list[tuple[int, int, int]]) -> None:
    layers = [
        over(rank, KINDS[rank], start, min(end, len(text)))
        if rank in KINDS
        else link_layer(start, min(end, len(text)), Markdown("../topics/a.md"))
        for rank, start, end in ranges
    ]
    seen = Seen(to_html("x " + weave(text, layers)))
    assert folded(seen.text) == folded("x " + text)
    assert {tag for tag, _ in seen.tags} <= {"p", "a", *KINDS.values()}


@given(
    TEXTS, st.lists(st.tuples(st.sampled_from([*KINDS]), st.integers(0, 30), st.integers(0, 30)), max_size=6)
)
def test_elements_are_always_closed_in_order(text: str, ranges: list[tuple[int, int, int]]) -> None:
    layers = [over(rank, KINDS[rank], start, min(end, len(text))) for rank, start, end in ranges]
    stack: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z]+)>", weave(text, layers)):
        if closing:
            assert stack.pop() == tag
        else:
            stack.append(tag)
    assert stack == []
