"""Who wrote a page: what it states for programs, beside what was found in it."""

import json

import pytest

from generator.sources.html_blocks import parse
from generator.sources.page_facts import better_authors


def stated(author: object, **more: object) -> str:
    data = json.dumps({"@graph": [{"@type": "NewsArticle", "headline": "Mud", "author": author, **more}]})
    return f'<script type="application/ld+json">{data}</script>'


META = '<meta name="author" content="{}">'


@pytest.mark.parametrize(
    "head, found, names",
    [
        (stated({"name": "Ruth Calder"}), "The Tide Letter; Ruth Calder", "Ruth Calder"),
        (stated([{"name": "Ruth Calder"}, {"name": "By Ann Hall"}]), "", "Ruth Calder; Ann Hall"),
        (stated("Ruth Calder"), "Someone Else", "Ruth Calder"),
        (stated({"name": ["Ruth Calder", "Ann Hall"]}), "", "Ruth Calder; Ann Hall"),
        (stated("https://example.org/ruth"), "Ruth Calder", "Ruth Calder"),
        (stated(None, publisher={"name": "The Tide Letter"}), "Ruth Calder", "Ruth Calder"),
        (META.format("Ruth Calder"), "", "Ruth Calder"),
        (META.format("Ruth Calder"), "Ruth Calder July", "Ruth Calder"),
        (META.format("The Tide Letter"), "Ruth Calder", "Ruth Calder"),
        (META.format("R. Calder (http://example.org/r/)"), "R Calder http; Rcalder", "R. Calder"),
        (META.format("Ruth Calder [mailto:ruth@example.org]"), "", "Ruth Calder"),
        (META.format("ruth@example.org"), "", ""),
        ("", "Ruth Calder; RUTH CALDER", "Ruth Calder"),
        ("", "Facebook Com; Ruth Calder", "Ruth Calder"),
        ("", "Www Mill Example", ""),
        ("", "Unknown", ""),
        ("", "Ruth Calder Monday, November", "Ruth Calder"),
        (META.format("Unknown"), "Ruth Calder", "Ruth Calder"),
        ('<script type="application/ld+json">{"headline": broken</script>', "Ruth Calder", "Ruth Calder"),
        (
            f'<script type="application/ld+json">"headline"{"[" * 100_000}</script>',
            "Ruth Calder",
            "Ruth Calder",
        ),
    ],
)
def test_the_best_of_what_is_stated_and_what_was_found(head: str, found: str, names: str) -> None:
    root = parse(f"<html><head>{head}</head><body><p>The mill.</p></body></html>")
    assert better_authors(root, found) == names
