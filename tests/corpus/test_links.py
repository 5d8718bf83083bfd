import pytest
from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.corpus.links import Leading, backlinks, find_hand_made, find_hosts, find_leading, find_mentions
from generator.model import Analysis, Block, BlockKind, Mark, MarkKind, Span
from tests.corpus.articles import an_analysis, an_article, linked


def places(analysis: Analysis, word: str) -> list[Span]:
    return [
        Span(block=at, start=start, end=start + len(word))
        for at, block in enumerate(analysis.article.blocks)
        for start in range(len(block.text))
        if block.text.startswith(word, start)
    ]


def mentions(analysis: Analysis, **words: str) -> list[tuple[int, int, str]]:
    named = {topic: places(analysis, word) for topic, word in words.items()}
    return [(m.span.block, m.span.start, m.topic) for m in find_mentions(analysis, named)]


def test_the_first_mention_in_each_section_is_linked() -> None:
    analysis = an_analysis("a", "Mill and mill and Mill.", "A mill.", "# Mill", "Old mill. New mill.")
    assert mentions(analysis, mill="mill") == [(0, 9, "mill"), (3, 4, "mill")]


def test_the_longest_name_wins() -> None:
    analysis = an_analysis("a", "A tide mill. A mill.")
    assert mentions(analysis, mill="mill", tide="tide mill") == [(0, 2, "tide"), (0, 15, "mill")]


def test_quotations_links_and_code_stay_as_they_are() -> None:
    text = "A mill, a mill and a mill."
    marks = (
        Mark(kind=MarkKind.LINK, start=2, end=6, target="https://example.org/"),
        Mark(kind=MarkKind.CODE, start=10, end=14),
    )
    blocks = (
        Block(kind=BlockKind.QUOTE, text="mill", level=1),
        Block(kind=BlockKind.CODE, text="mill"),
        Block(kind=BlockKind.PARAGRAPH, text=text, marks=marks),
    )
    article = an_article("a", (), blocks=blocks)
    assert mentions(analyse(article, summary_sentences=1), mill="mill") == [(2, 21, "mill")]


def test_emphasis_may_lie_round_a_mention_and_not_across_it() -> None:
    mark = Mark(kind=MarkKind.EMPHASIS, start=2, end=6)
    block = Block(kind=BlockKind.PARAGRAPH, text="A tide mill.", marks=(mark,))
    analysis = analyse(an_article("a", (), blocks=(block,)), summary_sentences=1)
    assert mentions(analysis, tide="tide mill") == [(0, 2, "tide")]
    assert mentions(analysis, e="e mill") == []


@pytest.mark.parametrize(
    ("mark", "free"),
    [
        pytest.param((2, 11), True, id="the same place"),
        pytest.param((0, 12), True, id="around it"),
        pytest.param((7, 11), True, id="its end"),
        pytest.param((2, 6), True, id="its beginning"),
        pytest.param((0, 6), False, id="across its beginning"),
        pytest.param((7, 12), False, id="across its end"),
        pytest.param((0, 2), True, id="before it"),
        pytest.param((11, 12), True, id="after it"),
    ],
)
def test_emphasis_and_a_mention_lie_within_one_another_or_apart(mark: tuple[int, int], *, free: bool) -> None:
    marks = (Mark(kind=MarkKind.STRONG, start=mark[0], end=mark[1]),)
    block = Block(kind=BlockKind.PARAGRAPH, text="A tide mill.", marks=marks)
    analysis = analyse(an_article("a", (), blocks=(block,)), summary_sentences=1)
    assert bool(mentions(analysis, tide="tide mill")) is free


def test_a_link_right_before_or_after_a_mention_leaves_it() -> None:
    marks = tuple(
        Mark(kind=MarkKind.LINK, start=start, end=end, target="https://example.org/")
        for start, end in ((0, 2), (11, 12))
    )
    block = Block(kind=BlockKind.PARAGRAPH, text="A tide mill.", marks=marks)
    analysis = analyse(an_article("a", (), blocks=(block,)), summary_sentences=1)
    assert mentions(analysis, tide="tide mill") == [(0, 2, "tide")]


TARGETS = {
    "notes/second.md": "second",
    "third.html": "third",
    "2014-03-12-coming-soon.md": "soon",
}


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("second.md", "second"),
        ("./second.html#part", "second"),
        ("../third.html", "third"),
        ("/third", "third"),
        ("../third/", "third"),
        ("/2014/03/12/coming-soon/", "soon"),
        ("{{site.baseurl}}/2014/03/12/coming-soon/", "soon"),
        ("https://blog.example.org/2014/03/12/coming-soon.html", "soon"),
        ("https://www.example.org/second/", "second"),
        ("http://example.org/second", "second"),
        ("https://example.org/other", ""),
        ("mailto:second@example.org", ""),
        ("//example.org/second", ""),
        ("#part", ""),
        ("http://[", ""),
        ("../../../etc/passwd", ""),
        ("first.md", ""),
    ],
)
def test_a_link_by_hand_is_recognised_in_every_common_form(target: str, found: str) -> None:
    origin = an_article(
        "first", (), source="notes/first.md", blocks=(linked("See the second part.", "second", target),)
    )
    others = [
        an_article(
            id_, ("Hello.",), source=source, url="https://example.org/second" if id_ == "second" else ""
        )
        for source, id_ in TARGETS.items()
    ]
    made = find_hand_made(
        [(one, find_leading(analyse(one, summary_sentences=1))) for one in (origin, *others)]
    )
    assert [link.target for link in made] == ([found] if found else [])


def test_a_backlink_shows_its_sentence() -> None:
    block = linked("It was late. See the second part. Good night.", "second part", "second.md")
    origin = an_article("first", (), blocks=(block,))
    other = an_article("second", ("Hello.",))
    found = backlinks(
        find_hand_made([(one, find_leading(analyse(one, summary_sentences=1))) for one in (origin, other)])
    )
    (link,) = found["second"]
    assert (link.article, block.text[link.span.start : link.span.end]) == ("first", "See the second part.")


def test_a_link_that_lies_in_no_sentence_is_quoted_with_its_block() -> None:
    texts = linked("See the honey. And more", "honey. And", "a.md"), linked("Bees", "Bees", "b.md")
    analysis = analyse(an_article("bees", (), blocks=texts), summary_sentences=1)
    analysis = replace(analysis, sentences=(Span(block=0, start=0, end=14),))
    whole = [Span(block=0, start=0, end=23), Span(block=1, start=0, end=4)]
    assert [one.span for one in find_leading(analysis)] == whole
    without = replace(analysis, sentences=(Span(block=1, start=0, end=4),))
    assert [one.span for one in find_leading(without)] == whole


def test_the_hosts_where_links_find_articles_are_the_site() -> None:
    own = an_article("2014-01-02-mill", ["A mill."], source="2014-01-02-mill.md")
    links = ("https://www.example.org/2014/01/02/mill/", "https://example.net/x", "/2014/01/02/mill/")
    found = find_hosts([(own, [Leading(link, Span(block=0, start=0, end=1)) for link in links])])
    assert found == {"example.org"}
