"""Exports of read-later services, bookmark managers and browsers."""

import gzip
import json

import pytest

from generator.errors import SourceError
from generator.intake.exports import Export, Saved, day_from, read_export
from tests.sources.files import zip_of

LONG = "<p>" + "The mud keeps everything that the mill has ever dropped into it. " * 6 + "</p>"
URL = "https://example.org/mud"


def links(content: object, name: str = "a.json") -> tuple[Saved, ...]:
    data = content if isinstance(content, str | bytes) else json.dumps(content)
    return read_export(data.encode() if isinstance(data, str) else data, name).links


@pytest.mark.parametrize(
    "content, expected",
    [
        ("title,url,time_added,tags,status\nMud,https://example.org/mud,1600322788,a|b,unread\n",
         Saved(url=URL, title="Mud", tags=("a", "b"), saved="2020-09-17")),
        ("URL,Title,Selection,Folder,Timestamp\nhttps://example.org/mud,Mud,A note,Unread,1600322788\n",
         Saved(url=URL, title="Mud", note="A note", saved="2020-09-17")),
        ('Title,URL,ID,Document tags,Saved date,Location\nMud,https://example.org/mud,1,"a, b",2020-09-17 06:06:28+00:00,new\n',
         Saved(url=URL, title="Mud", tags=("a", "b"), saved="2020-09-17")),
        ('id,title,note,excerpt,url,folder,tags,created\n1,Mud,,A note,https://example.org/mud,F,"a, b",2020-09-17T06:06:28.000Z\n',
         Saved(url=URL, title="Mud", note="A note", tags=("a", "b"), saved="2020-09-17")),
        ([{"title": "Mud", "url": URL, "tags": ["a"], "content": LONG, "created_at": "2020-09-17T06:06:28+0200", "published_at": "2019-01-02T00:00:00", "published_by": ["Ruth"]}],
         Saved(url=URL, title="Mud", tags=("a",), html=LONG, saved="2020-09-17", published="2019-01-02", authors="Ruth")),
        ([{"0": "1", "1": "Mud", "2": URL, "title": "Mud", "url": URL, "content": LONG, "tags": "a,b"}],
         Saved(url=URL, title="Mud", tags=("a", "b"), html=LONG)),
        ([{"href": URL, "description": "Mud", "extended": "A note", "time": "2020-09-17T06:06:28Z", "shared": "no", "tags": "a b"}],
         Saved(url=URL, title="Mud", note="A note", tags=("a", "b"), saved="2020-09-17", private=True)),
        ([{"url": URL, "title": "Mud", "description": "A note", "created": "1600322788", "private": "1", "tags": ["a"]}],
         Saved(url=URL, title="Mud", note="A note", tags=("a",), saved="2020-09-17", private=True)),
        ({"collections": [{"name": "C", "links": [{"name": "Mud", "url": URL, "description": "A note", "tags": [{"name": "a"}], "createdAt": "2020-09-17T06:06:28Z"}]}]},
         Saved(url=URL, title="Mud", note="A note", tags=("a",), saved="2020-09-17")),
        ({"bookmarks": [{"createdAt": 1600322788, "title": "Mud", "tags": ["a"], "content": {"type": "link", "url": URL, "htmlContent": LONG}, "note": None}]},
         Saved(url=URL, title="Mud", tags=("a",), html=LONG, saved="2020-09-17")),
        ({"bookmarks": [{"article__url": URL, "article__title": "Mud", "article__excerpt": "A note", "date_added": "2020-09-17T06:06:28"}]},
         Saved(url=URL, title="Mud", note="A note", saved="2020-09-17")),
        ({"roots": {"bar": {"children": [{"type": "folder", "children": [{"name": "Mud", "url": URL, "date_added": "13244796388000000"}]}]}}},
         Saved(url=URL, title="Mud", saved="2020-09-17")),
        ({"children": [{"title": "Mud", "uri": URL, "dateAdded": 1600322788000000, "tags": "a,b"}]},
         Saved(url=URL, title="Mud", tags=("a", "b"), saved="2020-09-17")),
        ('<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><H3>F</H3><DL><p><DT><A HREF="https://example.org/mud" ADD_DATE="1600322788" PRIVATE="1" TAGS="a,b">Mud</A><DD>A note</DL></DL>',
         Saved(url=URL, title="Mud", note="A note", tags=("a", "b"), saved="2020-09-17", private=True)),
        ('<html><h1>Unread</h1><ul><li><a href="https://example.org/mud" time_added="1600322788" tags="a,b">Mud</a></li></ul></html>',
         Saved(url=URL, title="Mud", tags=("a", "b"), saved="2020-09-17")),
        ('<posts user="x"><post href="https://example.org/mud" description="Mud" extended="A note" tag="a b" time="2020-09-17T06:06:28Z" shared="no"/></posts>',
         Saved(url=URL, title="Mud", note="A note", tags=("a", "b"), saved="2020-09-17", private=True)),
        ("<urlset><url><loc>https://example.org/mud</loc></url></urlset>", Saved(url=URL)),
    ],
    ids=["pocket-csv", "instapaper", "readwise", "raindrop", "wallabag-2", "wallabag-1", "pinboard", "delicious", "linkwarden",
         "karakeep", "readability", "chrome", "firefox", "netscape", "pocket-html", "pinboard-xml", "sitemap"],
)  # fmt: skip
def test_a_saved_link_keeps_what_its_service_knew(content: object, expected: Saved) -> None:
    assert links(content) == (expected,)


def test_omnivore_keeps_texts_in_files_beside_its_lists() -> None:
    records = [
        {"slug": "mud", "title": "Mud", "url": URL, "savedAt": "2020-09-17T06:06:28Z", "labels": ["a"]}
    ]
    data = zip_of({"metadata_0_to_1.json": json.dumps(records), "content/mud.html": LONG})
    assert links(data) == (Saved(url=URL, title="Mud", tags=("a",), html=LONG, saved="2020-09-17"),)


def test_a_zip_may_hold_tables_and_a_page_links_that_lead_nowhere() -> None:
    assert links(zip_of({"a.csv": f"title,url\nMud,{URL}\n"})) == (Saved(url=URL, title="Mud"),)
    assert links(f'<html><a name="top">Top</a><ul><li><a href="{URL}">Mud</a></ul></html>') == (
        Saved(url=URL, title="Mud"),
    )


def test_an_author_may_be_a_record() -> None:
    assert (
        links([{"title": "Mud", "url": URL, "author": {"name": "Ruth Calder"}}])[0].authors == "Ruth Calder"
    )


def test_every_link_is_counted() -> None:
    urls = [URL, URL, "javascript:alert(1)", "place:sort=8", "https://example.org/2"]
    export = read_export(json.dumps([{"url": url} for url in urls]).encode(), "a.json")
    assert (export.records, len(export.links), export.repeated, export.unusable) == (5, 2, 1, 2)


def test_links_that_differ_in_who_follows_their_readers_are_one() -> None:
    ways = (
        "?id=4",
        "?utm_source=letter&id=4",
        "?id=4&fbclid=IwAR0",
        "?gclid=x1&id=4&utm_medium=mail",
        "?id=5",
    )
    export = read_export(json.dumps([{"url": f"{URL}{way}"} for way in ways]).encode(), "a.json")
    assert [link.url for link in export.links] == [f"{URL}?id=4", f"{URL}?id=5"]
    assert (export.records, export.repeated) == (5, 3)


def test_a_link_that_is_there_twice_is_private_if_either_is() -> None:
    text = "The mill turns twice a day. " * 20
    links = [{"url": "https://example.org/a", "private": "1"}, {"url": "https://example.org/a", "text": text}]
    for listed in (links, links[::-1]):
        (found,) = read_export(json.dumps(listed).encode(), "a.json").links
        assert found.private
        assert found.html


@pytest.mark.parametrize(
    "said", [{"private": True}, {"private": "yes"}, {"private": 1}, {"shared": False}, {"shared": "no"}]
)
def test_a_link_is_private_in_whatever_words_it_says_so(said: dict[str, object]) -> None:
    assert links([{"url": URL, **said}])[0].private
    assert not links([{"url": URL, "private": False, "shared": True}])[0].private


def test_feeds_of_an_opml_file_are_no_links() -> None:
    opml = '<opml><body><outline text="F"><outline title="Mud" xmlUrl="https://example.org/feed"/></outline></body></opml>'
    assert read_export(opml.encode(), "a.opml") == Export(
        links=(), records=1, repeated=0, unusable=0, feeds=(("Mud", "https://example.org/feed"),)
    )


@pytest.mark.parametrize(
    "value, day",
    [
        ("1600322788", "2020-09-17"),
        ("1600322788000", "2020-09-17"),
        ("1600322788000000", "2020-09-17"),
        ("13244796388000000", "2020-09-17"),
        ("2020-09-17T06:06:28.123Z", "2020-09-17"),
        ("2015-09-09 11:10:32 UTC", "2015-09-09"),
        ("99999999999999999", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_days_are_read_from_times_of_every_kind(value: str, day: str) -> None:
    assert day_from(value) == day


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "empty"),
        (b"[{" * 100_000, "JSON cannot be read"),
        (b"a;b\n1;2\n", "no column such as"),
        (b"<rss></rss>", "no feeds, posts or places"),
        (b'<!DOCTYPE a [<!ENTITY b "b">]><opml>&b;</opml>', "defines entities"),
        (b"\x1f\x8bbroken", "cannot be unpacked"),
        (zip_of({"a.txt": "a"}), "no list of links"),
        (gzip.compress(b" " * 100_000_001, 1), "unpacks to more than 100 MB"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_export(data, "a.json")
