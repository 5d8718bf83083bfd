"""Titles as pages state them, with the name of their site."""

import pytest

from generator.sources.page_titles import bare_title, title_at


@pytest.mark.parametrize(
    "title, site, shown, expected",
    [
        ("Boats | The Rope", "The Rope", [], "Boats"),
        ("The Rope: Boats", "The Rope", [], "The Rope: Boats"),
        ("Boats – the rope", "The Rope", [], "Boats"),
        ("The Rope - Boats", "The Rope", [], "Boats"),
        ("Boats - Nets", "The Rope", [], "Boats - Nets"),
        ("Boats - rope", "rope.org", [], "Boats"),
        ("Boats › A Blog of Mine", "", ["Boats"], "Boats"),
        ("Boats", "Boats", [], "Boats"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(
    title: str, site: str, shown: list[str], expected: str
) -> None:
    assert bare_title(title, site, shown) == expected


@pytest.mark.parametrize(
    "title, url, site, expected",
    [
        ("Boats | Rope", "https://rope.org/boats", "", "Boats"),
        ("Boats - The Rope", "https://www.the-rope.co.uk/boats", "", "Boats"),
        ("Boats | Nets | Rope", "https://news.rope.org/boats", "", "Boats | Nets"),
        ("Boats — Harbour News", "", "Harbour News", "Boats"),
        ("Rope – the first year", "https://rope.org/year", "", "Rope – the first year"),
        ("Boats | Nets", "https://rope.org/boats", "", "Boats | Nets"),
        ("Boats | Rope", "", "", "Boats | Rope"),
        ("Boats and Rope", "https://rope.org/boats", "", "Boats and Rope"),
    ],
)
def test_what_stands_behind_a_title_is_left_out_if_it_is_where_the_article_comes_from(
    title: str, url: str, site: str, expected: str
) -> None:
    assert title_at(title, url, site) == expected
