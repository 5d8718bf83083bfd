"""The faults of a feed that a feed reader would stumble over."""

import json

import pytest

from generator.checks.feeds import check_feeds

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>Pots</title><updated>2024-05-01T00:00:00Z</updated>
<entry><id>a1</id><title>Teapot</title><updated>2024-05-01T00:00:00Z</updated></entry></feed>"""
ITEM = {"id": "a1", "content_text": "It pours.", "date_published": "2024-05-01T00:00:00Z"}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Pots", "items": [ITEM]}


def faults(path: str, text: str) -> list[str]:
    return [problem.message.partition(";")[0] for problem in check_feeds({path: text.encode()})]


def test_a_whole_feed_has_no_faults() -> None:
    assert faults("feed.xml", ATOM) == faults("feed.json", json.dumps(FEED)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<feed", "<rss", "it is not well-formed XML"),
        ("http://www.w3.org/2005/Atom", "http://example.org/", "it is no Atom feed"),
        ("<title>Teapot</title>", "", "entry 1 has no title"),
        ("2024-05-01T00:00:00Z</updated>\n", "yesterday</updated>\n", "the feed was updated at no time"),
        ("</entry>", "</entry><entry><id>a1</id><title>b</title><updated>2024-05-01T00:00:00Z</updated></entry>",
         "two entries have the id 'a1'"),
    ],
)  # fmt: skip
def test_faults_of_atom_are_named(old: str, new: str, fault: str) -> None:
    assert old in ATOM
    assert faults("feed.xml", ATOM.replace(old, new, 1))[0].startswith(fault)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"version": "2"}, "it is no JSON Feed"),
        ({"title": ""}, "the feed has no title"),
        ({"items": None}, "the feed has no items"),
        ({"items": [ITEM | {"id": ""}]}, "item 1 has no id"),
        ({"items": [{"id": "a1"}]}, "item 1 has no content"),
        ({"items": [ITEM | {"date_modified": "May"}]}, "item 1 has the date_modified 'May'"),
        ({"items": [ITEM, ITEM]}, "two entries have the id 'a1'"),
    ],
)
def test_faults_of_a_json_feed_are_named(change: dict[str, object], fault: str) -> None:
    assert faults("feed.json", json.dumps(FEED | change)) == [fault]


def test_what_is_no_json_is_named() -> None:
    assert faults("feed.json", "{")[0].startswith("it is not JSON")
