"""What a page says of itself to programs, as a browser reads it from the built site."""

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.pages.test_site import built

URL = "https://mills.example/"
Built = tuple[Mapping[str, str], list[str]]
__all__ = ["built"]  # the fixture


class Head(HTMLParser):
    """The tags and the data of a page's head."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.scripts: list[str] = []
        self._in_data = False
        self.feed(text.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "meta":
            self.meta[given.get("property") or given.get("name") or ""] = given.get("content") or ""
        if tag == "link":
            self.links.append(given)

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.scripts.append(data)
            self._in_data = False

    def things(self) -> dict[str, Any]:
        (script,) = self.scripts
        return {thing["@type"]: thing for thing in json.loads(script)["@graph"]}


def heads(built: Built) -> Iterator[tuple[str, Head]]:
    return ((path, Head(text)) for path, text in built[0].items() if 'property="og:title"' in text)


def test_every_page_of_ours_has_a_head(built: Built) -> None:
    with_head = {path for path, _ in heads(built)}
    names = ["topics/mud", "topics/pit-coal", "topics/tin", "archive/1999"]
    names += ["articles/hidden-fears", "articles/mill", "articles/old-news"]
    redirects = {f"{name}/index.html" for name in names}
    assert with_head == {path for path in built[0] if path != "404.html"} - redirects


def test_every_head_is_whole(built: Built) -> None:
    for path, head in heads(built):
        page = URL + path.removesuffix("index.html")
        assert head.meta["og:url"] == page
        assert head.meta["og:image"].startswith(URL)
        assert head.meta["og:description"] == head.meta["description"]
        assert [one["href"] for one in head.links if one.get("rel") == "canonical"] == [page]
        steps = head.things().get("BreadcrumbList", {}).get("itemListElement", [])
        assert not steps or steps[-1]["item"] == page


def test_an_article_says_what_it_is_based_on(built: Built) -> None:
    article = Head(built[0]["articles/how-a-tide-mill-works/index.html"]).things()["Article"]
    assert article["headline"] == "How a Tide Mill Works"
    assert article["isBasedOn"] == "https://example.org/journal/tide-mills"
    assert article["datePublished"] == "2024-03-09"
    assert [author["name"] for author in article["author"]] == ["Ada Fenn", "Jory Penrose"]


def test_hostile_text_stays_text_in_the_head(built: Built) -> None:
    head = Head(built[0]["articles/notes-on-nothing/index.html"])
    title = "<script>alert('title')</script> & “notes”"
    assert head.meta["og:title"] == title
    assert head.things()["Article"]["headline"] == title
    assert head.things()["Article"]["author"][0]["name"] == "{{ author }}"
    assert "{% raw %}" in head.meta["og:description"]


@pytest.mark.parametrize("path", ["articles/how-a-tide-mill-works", "topics/silt"])
def test_a_page_names_its_twin(built: Built, path: str) -> None:
    twins = [
        one["href"]
        for one in Head(built[0][f"{path}/index.html"]).links
        if one.get("type") == "text/markdown"
    ]
    assert twins == [f"{URL}{path}/index.txt"]
