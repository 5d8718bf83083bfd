"""Feeds of every kind."""

import json

import pytest

from generator.errors import SourceError
from generator.intake.feeds import Entry, read_feed

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Mill</title>
<language>en-GB</language><item><title>Mud &amp; more</title><link>https://example.org/mud</link><guid>1</guid>
<pubDate>Tue, 27 Feb 2024 06:30:00 GMT</pubDate><author>Ruth Calder</author><category>mud</category>
<description>Short.</description><content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Mill</title><entry><title>Mud &amp; more</title>
<id>1</id><link href="https://example.org/mud"/><published>2024-02-27T06:30:00Z</published><author><name>Ruth Calder</name></author>
<category term="mud"/><content type="html">&lt;p&gt;The whole text.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Mill</title></channel><item><title>Mud &amp; more</title>
<link>https://example.org/mud</link><dc:date>2024-02-27</dc:date><dc:creator>Ruth Calder</dc:creator><dc:subject>mud</dc:subject>
<description>&lt;p&gt;The whole text.&lt;/p&gt;</description></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Mill",
        "items": [
            {
                "id": "1",
                "url": "https://example.org/mud",
                "title": "Mud & more",
                "content_html": "<p>The whole text.</p>",
                "date_published": "2024-02-27T06:30:00Z",
                "authors": [{"name": "Ruth Calder"}],
                "tags": ["mud"],
            }
        ],
    }
)


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_every_kind_of_feed_gives_the_same_entry(text: str) -> None:
    feed = read_feed(text.encode())
    (entry,) = feed.entries
    assert feed.title == "The Mill"
    assert entry == Entry(
        key=entry.key,
        url="https://example.org/mud",
        title="Mud & more",
        html="<p>The whole text.</p>",
        published="2024-02-27",
        authors="Ruth Calder",
        tags=("mud",),
    )
    assert not entry.is_whole


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no feed",
        b"<html><body>A page</body></html>",
        b"{}",
        b'{"items": 1}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
    ids=["empty", "text", "page", "object", "items", "deep", "bytes"],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"no feed|no JSON Feed"):
        read_feed(data)


def test_entities_that_grow_without_end_do_not() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "mud">{levels}]><rss version="2.0"><channel><title>&e11;</title></channel></rss>'
    assert len(read_feed(bomb.encode()).title) < 1000


def test_a_key_stays_when_the_text_changes() -> None:
    changed = RSS.replace("The whole text.", "Another text.").replace("Mud &amp; more", "Mud")
    assert read_feed(changed.encode()).entries[0].key == read_feed(RSS.encode()).entries[0].key


def test_a_link_that_is_no_web_address_is_none() -> None:
    assert read_feed(RSS.replace("https://example.org/mud", "javascript:1").encode()).entries[0].url == ""


def test_an_entry_may_be_older_than_the_clocks_of_computers() -> None:
    old = RSS.replace("Tue, 27 Feb 2024", "Mon, 21 Jul 1969")
    assert read_feed(old.encode()).entries[0].published == "1969-07-21"


@pytest.mark.parametrize(
    "written", ["Tue, 27 Feb 2024 23:30:00 -0800", "2024-02-27T23:30:00-08:00", "Tue, 27 Feb 24 06:30:00 GMT"]
)
def test_an_entry_is_of_the_day_that_its_feed_writes(written: str) -> None:
    feed = RSS.replace("Tue, 27 Feb 2024 06:30:00 GMT", written)
    assert read_feed(feed.encode()).entries[0].published == "2024-02-27"


def test_what_is_no_entry_of_a_json_feed_is_left_out() -> None:
    feed = json.loads(JSON)
    feed["items"] = ["one", 2, None, *feed["items"]]
    assert read_feed(json.dumps(feed).encode()).entries == read_feed(JSON.encode()).entries
