"""Feeds: valid, dated by their articles, with ids that last, and with the digest in them."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from msgspec import structs

from generator.history import NOTHING
from generator.model import Corpus
from generator.pages.render import render
from tests.pages.engine import Seen, folded
from tests.pages.sample import sample_site

NOWHERE = Path("/nowhere")
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
URL = "https://mills.example/"


@cache
def files(url: str = URL, first_url: str = "") -> Mapping[str, bytes]:
    site = sample_site(NOWHERE)
    site = structs.replace(site, settings=replace(site.settings, url=url, first_url=first_url))
    return {page.path: page.content for page in render(site)}


FORMER = "topics/mud/feed.xml"
"""The feed of a topic that was merged: whoever follows it goes on with the other's."""
QUIET = ["topics/coal/feed.xml", "topics/pit-coal/feed.xml", "topics/tin/feed.xml"]
"""Of a topic that nothing with a date is about, of one that was merged into it, and of one that is gone."""
FEEDS = [path for path in files() if path.endswith("feed.xml") and path not in {FORMER, *QUIET}]


def parsed(path: str) -> feedparser.FeedParserDict:
    return feedparser.parse(files()[path])


@pytest.mark.parametrize("path", [*FEEDS, *QUIET])
def test_an_atom_feed_is_valid(path: str) -> None:
    assert SCHEMA.validate(etree.fromstring(files()[path])), SCHEMA.error_log
    assert not parsed(path).bozo


@pytest.mark.parametrize("path", FEEDS)
def test_every_id_stands_once(path: str) -> None:
    ids = [entry.id for entry in parsed(path).entries]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FEEDS)
def test_the_json_feed_says_the_same(path: str) -> None:
    data = json.loads(files()[path.replace(".xml", ".json")])
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == URL + path.replace(".xml", ".json")
    assert data["title"] == html.unescape(parsed(path).feed.title)
    atom = [(entry.id, entry.link, entry.updated) for entry in parsed(path).entries]
    assert [(item["id"], item["url"], item["date_modified"]) for item in data["items"]] == atom


@pytest.mark.parametrize("path", FEEDS)
def test_every_item_of_a_json_feed_has_what_the_specification_asks_for(path: str) -> None:
    for item in json.loads(files()[path.replace(".xml", ".json")])["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert all(author["name"] for author in item.get("authors", []))
        assert all(isinstance(tag, str) for tag in item.get("tags", []))


def test_dates_are_those_of_the_articles() -> None:
    feed = parsed("feed.xml")
    data = json.loads(files()["digest.json"])
    dates = sorted((one["published"] for one in data["articles"] if one["published"]), reverse=True)
    assert [entry.updated[:10] for entry in feed.entries] == dates
    assert feed.feed.updated[:10] == dates[0]


def test_an_article_without_a_date_is_in_no_feed() -> None:
    undated = [one["id"] for one in json.loads(files()["digest.json"])["articles"] if not one["published"]]
    assert undated
    feeds = b"".join(files()[path] for path in FEEDS)
    assert not [one for one in undated if f"/articles/{one}/".encode() in feeds]


def test_an_entry_quotes_the_digest_and_leads_to_each_paragraph() -> None:
    entry = next(one for one in parsed("feed.xml").entries if one.title == "How a Tide Mill Works")
    content = Seen(entry.content[0].value)
    assert "A tide mill grinds corn with the sea." in content.text
    targets = [given.get("href") for tag, given in content.tags if tag == "a"]
    assert f"{URL}articles/how-a-tide-mill-works/#p1" in targets
    assert "https://example.org/journal/tide-mills" in targets
    assert "9 March 2024 · Ada Fenn, Jory Penrose · The Mill Journal" in folded(content.text)


def test_an_entry_of_a_topic_quotes_what_the_article_says_about_it() -> None:
    topic = parsed("topics/power.xml".replace(".xml", "/feed.xml"))
    assert topic.feed.id == f"{URL}topics/power/"
    assert all(entry.id.startswith(f"{URL}topics/power/#from-") for entry in topic.entries)


def test_ids_keep_the_first_address_when_the_site_moves() -> None:
    moved = files(url="https://new.example/mills/", first_url=URL)["feed.xml"]
    assert feedparser.parse(moved).feed.id == URL
    assert [entry.id for entry in feedparser.parse(moved).entries] == [
        e.id for e in parsed("feed.xml").entries
    ]
    assert feedparser.parse(moved).entries[0].link.startswith("https://new.example/mills/articles/")


def test_markup_in_an_article_stays_text() -> None:
    for path in FEEDS:
        for entry in parsed(path).entries:
            tags = {tag for tag, _ in Seen(entry.content[0].value).tags}
            assert tags <= {"blockquote", "p", "a", "ul", "li"}


def test_the_list_of_feeds_names_every_one() -> None:
    outlines = etree.fromstring(files()["feeds.opml"]).findall("body/outline")
    assert sorted(one.get("xmlUrl") for one in outlines) == sorted(URL + path for path in FEEDS)
    assert all(one.get("type") == "rss" and one.get("text") for one in outlines)


@pytest.mark.parametrize(
    ("path", "title", "updated", "home"),
    [
        ("topics/coal/", "Coal – Mills & Tides", "2024-11-25", "topics/coal/"),
        ("topics/pit-coal/", "Coal – Mills & Tides", "2024-11-25", "topics/coal/"),
        ("topics/tin/", "Not here any more – Mills & Tides", "2024-12-02", "topics/"),
    ],
)
def test_a_feed_that_was_there_once_stays_without_entries(
    path: str, title: str, updated: str, home: str
) -> None:
    feed, data = parsed(f"{path}feed.xml"), json.loads(files()[f"{path}feed.json"])
    assert (feed.feed.title, feed.feed.updated[:10], feed.feed.link) == (title, updated, URL + home)
    assert (data["title"], data["home_page_url"], data["items"]) == (title, URL + home, [])
    assert feed.entries == []


def test_a_site_whose_articles_have_no_dates_any_more_keeps_its_feed() -> None:
    site = sample_site(NOWHERE)
    empty = Corpus(analyses={}, topics=(), related={}, mentions={}, backlinks={}, redirects={})
    gone = structs.replace(site, corpus=empty, retired=("silt",))
    kept = {page.path: page.content for page in render(gone)}
    assert feedparser.parse(kept["feed.xml"]).entries == []
    assert {"feed.json", "topics/silt/feed.xml", "topics/silt/feed.json"} <= kept.keys()
    never = {page.path for page in render(structs.replace(gone, history=NOTHING))}
    assert not {"feed.xml", "topics/silt/feed.xml"} & never


def test_the_picture_of_a_topic_that_is_gone_is_the_others_or_the_sites() -> None:
    pictures = {
        name: files()[f"assets/social/{name}.png"]
        for name in ("topics/mud", "topics/silt", "topics/tin", "site")
    }
    assert pictures["topics/mud"] == pictures["topics/silt"]
    assert pictures["topics/tin"] == pictures["site"]


def test_the_feed_of_a_merged_topic_is_that_of_the_other() -> None:
    assert files()[FORMER] == files()["topics/silt/feed.xml"]


def test_changes_stand_in_a_feed_of_their_own_by_day() -> None:
    feed = parsed("changes/feed.xml")
    assert [entry.updated[:10] for entry in feed.entries] == ["2024-12-02", "2024-11-25"]
    assert feed.entries[0].title.startswith("2 December 2024: 1 revised")
    assert "Old news" in feed.entries[0].content[0].value
    assert feed.entries[1].title == "25 November 2024: the record begins"


def test_a_site_without_an_address_has_no_feeds() -> None:
    without = files(url="")
    assert not [path for path in without if "feed" in path or path.endswith(".png")]
    assert without["robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert b"https://mills.example" not in b"".join(without.values())
    pages = [content for path, content in without.items() if path.endswith(".md")]
    assert not [page for page in pages if re.search(rb'url\\?": ?\\?"\\?"', page)]


def test_a_page_names_its_feeds_in_its_head() -> None:
    topic = files()["topics/power.md"].decode()
    for path in ("feed.xml", "feed.json", "topics/power/feed.xml", "topics/power/feed.json"):
        assert f'href="{URL}{path}"' in topic
