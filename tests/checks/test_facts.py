"""What a page says, links to and loads, and what is wrong with it."""

import json
from pathlib import Path

import pytest

from generator.checks.facts import PageFacts, read_page
from generator.checks.links import INERT, Ground, check_links, check_loads
from generator.checks.quotes import check_quotes

GROUND = Ground(
    files={"index.html", "a/index.html", "a.css"}, anchors={"a/index.html": frozenset({"p1"})}, address=""
)


def page(tmp_path: Path, body: str) -> PageFacts:
    (tmp_path / "page.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_page(tmp_path / "page.html", "page.html")


def test_links_and_what_is_loaded_are_told_apart(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        """<a name="top">top</a> <a href="a/">a</a> <link rel="next" href="b/"><link rel="icon" href="c.png">
        <meta http-equiv="refresh" content="0; url=d/"><meta name="x" content="e=f">
        <style>@import "g.css"; p { background: url(h.png) }</style>
        <svg><use xlink:href="#icon"></use><image href="i.png"></image></svg>""",
    )
    assert found.links == ("a/", "b/", "d/")
    assert found.loads == ("#icon", "c.png", "g.css", "h.png", "i.png")
    assert "top" in found.anchors


def test_a_quote_is_the_paragraph_or_the_quoted_words_around_its_reference(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        """<p>One <span>two</span> <span>three <a class="dp-ref" href="a/#p1">1</a></span></p>
        <p>Not this. <span class="dp-quote">Four <a class="dp-ref" href="a/#p2">2</a></span></p>
        <p>Nor this. <a class="dp-sentence" href="a/#p3">Five</a></p>
        <div><a class="dp-ref" href="a/#p4">4</a></div> <div><span>Six <a class="dp-ref" href="a/#p5">5</a></span></div>""",
    )
    assert found.quotes == (
        ("One two three", "a/#p1"),
        ("Four", "a/#p2"),
        ("Five", "a/#p3"),
        ("Six", "a/#p5"),
    )


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        (INERT, ""),
        ("a/#p1", ""),
        ("mailto:a@example.org", ""),
        ("https://example.org/a b", "has a space in it"),
        ("javascript:alert(1)", "may run something"),
        ("a/#p2", "leads to no place on a/index.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, link: str, fault: str) -> None:
    found = [problem.message for problem in check_links([page(tmp_path, f'<a href="{link}">x</a>')], GROUND)]
    assert len(found) == bool(fault)
    assert all(fault in message for message in found)


def test_a_drawing_may_take_a_part_of_its_own_page(tmp_path: Path) -> None:
    found = page(tmp_path, '<svg><use href="#icon"></use></svg><img src="gone.png">')
    assert [problem.message.partition(",")[0] for problem in check_loads([found], GROUND)] == [
        "it loads 'gone.png'"
    ]


def test_a_quote_of_an_article_that_is_gone_is_named() -> None:
    topic = {"articles": [], "summary": [{"text": "Mud.", "article": "gone", "anchor": "p1"}]}
    data = json.dumps({"articles": [], "topics": [topic]})
    (problem,) = check_quotes(data.encode(), {}, {})
    assert "quotes 'gone', which is no article now" in problem.message
