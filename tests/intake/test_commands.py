"""The commands as their users run them."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import cli
from generator.errors import DigestError
from generator.intake.sync import Memory, dump_memory, parse_memory
from tests.intake.server import MUD, Answer, Server, page
from tests.sources.files import lines, message_of, pdf_of


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / "articles").mkdir(parents=True)
    (folder / "digest.yml").write_text("title: Mills\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=given, catch_exceptions=False)


def articles(site: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((site / "articles").rglob("*.md"))}


def header(text: str) -> dict[str, object]:
    found = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(found, dict)
    return found


META = (
    '<meta property="article:published_time" content="2024-02-27"><meta name="author" content="Ruth Calder">'
)


def test_a_page_becomes_an_article_once(site: Path, server: Server) -> None:
    server.answers["/mud?utm_source=x"] = Answer(page("What the mud keeps", head=META))
    url = f"{server.url}/mud?utm_source=x"
    assert "1 new article" in run("add", "--allow-local", url).output
    (text,) = articles(site).values()
    found = header(text)
    assert list(articles(site)) == ["2024-02-27-what-the-mud-keeps.md"]
    assert found["url"] == f"{server.url}/mud"
    assert (found["authors"], str(found["date"]), found["date_from"]) == (
        ["Ruth Calder"],
        "2024-02-27",
        "the page's metadata",
    )
    assert (found["publish"], found["language"]) == ("digest", "en")
    assert "0 new articles, 1 unchanged" in run("add", "--allow-local", url).output
    assert list(articles(site).values()) == [text]


def test_a_page_that_changed_is_shown_and_taken_only_when_wanted(site: Path, server: Server) -> None:
    server.answers["/mud"] = Answer(page("Mud"))
    run("add", "--allow-local", f"{server.url}/mud")
    path = next((site / "articles").iterdir())
    path.write_text(
        path.read_text(encoding="utf-8").replace("publish: digest", "publish: full\ntopics: [mud]"),
        encoding="utf-8",
    )
    before = path.read_text(encoding="utf-8")
    server.answers["/mud"] = Answer(
        page("Mud", text="Everything is different now, and the mill is a museum. " * 8)
    )
    shown = run("add", "--allow-local", f"{server.url}/mud").output
    assert "+Everything is different now" in shown
    assert "--update" in shown
    assert path.read_text(encoding="utf-8") == before
    run("add", "--allow-local", "--update", f"{server.url}/mud")
    after = path.read_text(encoding="utf-8")
    assert "Everything is different" in after
    assert (header(after)["publish"], header(after)["topics"]) == ("full", ["mud"])


@pytest.mark.parametrize(
    "kind, encoding",
    [
        ("text/html; charset=iso-8859-1", "latin-1"),
        ("text/html", "latin-1"),
        ("text/html; charset=utf-8", "utf-8"),
        ("text/html; charset=koi8-r", "koi8-r"),
        ("text/html; charset=klingon", "utf-8"),
        ("text/html; charset=utf-16", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in(
    site: Path, server: Server, kind: str, encoding: str
) -> None:
    word = "приливная" if encoding == "koi8-r" else "Wüstenmühle"
    text = page("Mud", text=f"The {word} grinds twice a day. " * 8).decode()
    server.answers["/mud"] = Answer(text.encode(encoding), kind=kind)
    run("add", "--allow-local", f"{server.url}/mud")
    (found,) = articles(site).values()
    assert word in found


def test_a_page_in_two_encodings_is_read_as_well_as_can_be(site: Path, server: Server) -> None:
    torn = page("Mud").replace(b"twice", "zweimal täglich".encode("latin-1") + "mühle".encode())
    server.answers["/mud"] = Answer(torn)
    assert "1 new article" in run("add", "--allow-local", f"{server.url}/mud").output


def test_an_update_never_writes_over_what_the_editor_changed(site: Path, server: Server) -> None:
    server.answers["/mud"] = Answer(page("Mud"))
    run("add", "--allow-local", f"{server.url}/mud")
    path = next((site / "articles").iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "\nA note of my own.\n", encoding="utf-8")
    edited = path.read_text(encoding="utf-8")
    assert "1 unchanged" in run("add", "--allow-local", "--update", f"{server.url}/mud").output
    server.answers["/mud"] = Answer(page("Mud", text="Everything is different now, and dry. " * 8))
    result = run("add", "--allow-local", "--update", f"{server.url}/mud")
    assert "+Everything is different now" in result.output
    assert "you edited it here since" in result.output
    assert "1 edited here" in result.output
    assert path.read_text(encoding="utf-8") == edited


def test_an_article_of_ones_own_with_the_address_of_a_page_is_never_written_over(
    site: Path, server: Server
) -> None:
    own = f"---\ntitle: Mine\nurl: {server.url}/mud\n---\n{MUD}\n"
    (site / "articles" / "mine.md").write_text(own, encoding="utf-8")
    server.answers["/mud"] = Answer(page("Mud"))
    assert "1 edited here" in run("add", "--allow-local", "--update", f"{server.url}/mud").output
    assert articles(site) == {"mine.md": own}


def test_a_page_that_moved_is_known_by_the_address_that_it_was_added_under(
    site: Path, server: Server
) -> None:
    server.answers["/mud"] = Answer(page("Mud"))
    run("add", "--allow-local", f"{server.url}/mud")
    server.answers["/silt"] = server.answers["/mud"]
    server.answers["/mud"] = Answer(status=301, headers=(("Location", "/silt"),))
    assert "0 new articles, 1 unchanged" in run("add", "--allow-local", f"{server.url}/mud").output


def test_a_page_that_names_its_own_address_is_not_taken_again_from_a_feed(site: Path, server: Server) -> None:
    link = f'<link rel="canonical" href="{server.url}/mud-and-more">'
    server.answers["/mud"] = Answer(page("mud", head=link))
    run("add", "--allow-local", f"{server.url}/mud")
    before = articles(site)
    assert f"url: {server.url}/mud-and-more" in "".join(before.values())
    (site / "digest.yml").write_text(f"feeds: [{server.url}/feed]\n", encoding="utf-8")
    server.answers["/feed"] = Answer(rss(item("mud", server)), kind="text/xml")
    assert "1 entry, 0 new, 1 known" in run("sync", "--allow-local").output
    assert articles(site) == before


def test_files_folders_and_standard_input_are_taken(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.eml").write_bytes(message_of(plain=MUD * 5))
    (other / "paper.pdf").write_bytes(pdf_of(lines("A Paper on Mud", size=20) + lines(MUD, top=600)))
    (other / "broken.odt").write_bytes(b"no zip")
    result = run("add", str(other), "-", given=b"# Said aloud\n\n" + MUD.encode())
    assert "3 new articles, 0 unchanged, 0 changed, 1 left out" in result.output
    assert "broken.odt: cannot be unpacked" in result.output
    assert sorted(articles(site)) == [
        "2024-02-27-what-the-mud-keeps.md",
        "a-paper-on-mud.md",
        "said-aloud.md",
    ]
    assert (
        "0 new articles, 3 unchanged"
        in run("add", str(other), "-", given=b"# Said aloud\n\n" + MUD.encode()).output
    )


def test_a_file_keeps_what_its_own_header_says(site: Path, tmp_path: Path) -> None:
    (site / "digest.yml").write_text("publish_added: full\n", encoding="utf-8")
    note = tmp_path / "note.md"
    note.write_text(
        "---\ntitle: Mud\ndate: 2024-02-30\nslug: silt\naliases: [/mud/]\npublish: excerpt\n"
        f"corrections: {{Caldor: Calder}}\n---\n{MUD}",
        encoding="utf-8",
    )
    result = run("add", str(note))
    found = header(articles(site)["mud.md"])
    assert (found["slug"], found["aliases"], found["publish"]) == ("silt", ["/mud/"], "excerpt")
    assert found["corrections"] == {"Caldor": "Calder"}
    assert "warning: note.md:3: `date: 2024-02-30` is left out" in result.output
    assert "1 new article, 0 unchanged, 0 changed, 0 left out" in result.output
    assert "1 unchanged" in run("add", str(note)).output


def test_no_header_lets_more_be_shown_than_the_settings_do(site: Path, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(f"---\npublish: full\n---\n{MUD}", encoding="utf-8")
    run("add", str(tmp_path / "note.md"))
    assert header(articles(site)["note.md"])["publish"] == "digest"


def test_a_file_is_known_by_whatever_path_it_is_named(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "notes" / "in"
    folder.mkdir(parents=True)
    (folder / "mud.md").write_text(f"# Mud\n\n{MUD}", encoding="utf-8")
    assert "1 new article" in run("add", str(tmp_path / "notes")).output
    assert "0 new articles, 1 unchanged" in run("add", str(folder / "mud.md")).output
    assert "0 new articles, 1 unchanged" in run("add", str(folder)).output


@pytest.mark.parametrize("mark, end", [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_an_article_that_an_editor_saved_anew_is_still_known(
    site: Path, server: Server, mark: bytes, end: bytes
) -> None:
    server.answers["/mud"] = Answer(page("Mud"))
    run("add", "--allow-local", f"{server.url}/mud")
    path = site / "articles" / "mud.md"
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    path.rename(path.with_suffix(".markdown"))
    assert "0 new articles, 1 unchanged" in run("add", "--allow-local", f"{server.url}/mud").output
    assert not path.exists()


def test_an_update_leaves_every_line_of_the_header_to_its_editor(site: Path, server: Server) -> None:
    server.answers["/mud"] = Answer(page("Mud", head=META))
    run("add", "--allow-local", f"{server.url}/mud")
    path = next((site / "articles").iterdir())
    text = path.read_text(encoding="utf-8").replace("authors: [Ruth Calder]", "authors: [Ada Marsh]")
    own = "# for the spring\nprivate: true\ntopics:\n- mud\n- silt\n"
    path.write_text(text.replace("publish: digest\n", f"{own}publish: excerpt\n"), encoding="utf-8")
    server.answers["/mud"] = Answer(page("Mud", text="Everything is different now, and dry. " * 8, head=META))
    assert "1 updated" in run("add", "--allow-local", "--update", f"{server.url}/mud").output
    after = path.read_text(encoding="utf-8")
    found = header(after)
    assert "Everything is different" in after
    assert own in after
    assert after.count("private:") == after.count("publish:") == 1
    assert (found["authors"], found["topics"], found["publish"]) == (
        ["Ada Marsh"],
        ["mud", "silt"],
        "excerpt",
    )
    assert "0 new articles, 1 unchanged" in run("add", "--allow-local", f"{server.url}/mud").output


def test_what_cannot_be_written_is_said(site: Path, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(f"# Mud\n\n{MUD}", encoding="utf-8")
    (site / "articles").rmdir()
    (site / "articles").write_bytes(b"")
    result = CliRunner().invoke(cli, ("add", str(tmp_path / "note.md")))
    assert isinstance(result.exception, DigestError)
    assert "mud.md: cannot be written" in str(result.exception)


def test_two_articles_of_one_title_get_files_of_their_own(site: Path, server: Server) -> None:
    for path in ("/a", "/b"):
        server.answers[path] = Answer(page("Notes", text=f"About {path}. " + MUD * 6))
        run("add", "--allow-local", server.url + path)
    assert len(articles(site)) == 2


def test_addresses_that_differ_in_case_are_two_articles(site: Path, server: Server) -> None:
    for path in ("/v/aB", "/v/Ab"):
        server.answers[path] = Answer(page("Film", text=f"About {path}. " + MUD * 6))
        run("add", "--allow-local", server.url + path)
    assert len(articles(site)) == 2
    assert "1 unchanged" in run("add", "--allow-local", f"{server.url}/v/aB").output


@pytest.mark.parametrize(
    "source, message",
    [
        ("nowhere.txt", "is no file"),
        ("articles/a.md", "in the articles folder already"),
        ("http://127.0.0.1:9/", "--allow-local"),
        ("", "an empty name: is no file"),
        ("a" * 300, "cannot be read: "),
        ("a\0b", "is no file"),
    ],
)
def test_what_cannot_be_added_is_named(site: Path, source: str, message: str) -> None:
    (site / "articles" / "a.md").write_text(MUD, encoding="utf-8")
    result = run("add", source)
    assert message in result.output
    assert result.exit_code == 1


POCKET = "title,url,time_added,tags,status\nMud,{0}/mud,1600322788,mud|mills,unread\nGone,{0}/gone,1600322788,,unread\nMud,{0}/mud,1,,unread\nJS,javascript:1,1,,unread\n"


def test_an_export_without_texts_is_listed_or_fetched(site: Path, server: Server) -> None:
    server.answers["/mud"] = Answer(page("Mud"))
    (site / "pocket.csv").write_text(POCKET.format(server.url), encoding="utf-8")
    result = run("import", "pocket.csv")
    assert f"{server.url}/mud  Mud" in result.output
    assert "4 links: 0 with text, 2 without, 1 there twice, 1 no web address" in result.output
    assert articles(site) == {}
    result = run("import", "--fetch", "--allow-local", "pocket.csv")
    assert "1 new article" in result.output
    assert "404" in result.output
    (text,) = articles(site).values()
    assert header(text)["tags"] == ["mud", "mills"]
    assert str(header(text)["saved"]) == "2020-09-17"
    again = run("import", "--fetch", "--allow-local", "pocket.csv").output
    assert "0 new articles, 1 unchanged, 0 changed, 1 left out" in again


def test_an_export_with_texts_becomes_articles_at_once(site: Path) -> None:
    record = {
        "title": "Mud",
        "url": "https://example.org/mud",
        "content": f"<p>{MUD * 5}</p>",
        "tags": ["a"],
        "published_at": "2019-05-01",
    }
    (site / "wallabag.json").write_text(
        json.dumps([record, {**record, "url": "https://example.org/2", "private": "1"}]), encoding="utf-8"
    )
    assert "2 new articles" in run("import", "wallabag.json").output
    assert "2 unchanged" in run("import", "wallabag.json").output
    texts = articles(site)
    private = {header(text)["url"]: header(text).get("private") for text in texts.values()}
    assert private == {"https://example.org/mud": None, "https://example.org/2": True}
    assert all(header(text)["publish"] == "digest" for text in texts.values())


def test_a_link_that_is_private_now_is_shown_and_taken_when_wanted(site: Path) -> None:
    link = {"url": "https://example.org/mud", "title": "Mud", "content": f"<p>{MUD * 5}</p>"}
    Path("export.json").write_text(json.dumps([link]), encoding="utf-8")
    run("import", "export.json")
    Path("export.json").write_text(json.dumps([{**link, "private": True}]), encoding="utf-8")
    assert "+private: true" in run("import", "export.json").output
    assert "1 updated" in run("import", "--update", "export.json").output
    assert header(articles(site)["mud.md"])["private"] is True
    assert "0 new articles, 1 unchanged" in run("import", "export.json").output


def test_a_link_without_a_title_is_called_as_its_text_begins(site: Path) -> None:
    link = {"url": "https://example.org/1", "content": f"<p>{MUD * 5}</p>"}
    Path("export.json").write_text(json.dumps([link]), encoding="utf-8")
    run("import", "export.json")
    (text,) = articles(site).values()
    assert (
        header(text)["title"]
        == "A tide mill grinds twice a day, and nobody has to pay the moon for its work at…"
    )


def test_a_list_of_feeds_is_shown_as_text_to_paste(site: Path) -> None:
    opml = '<opml version="2.0"><body><outline text="Mills"><outline text="Mud" type="rss" xmlUrl="https://example.org/feed"/></outline></body></opml>'
    (site / "feeds.opml").write_text(opml, encoding="utf-8")
    shown = run("import", "feeds.opml").output
    assert yaml.safe_load(shown) == {"feeds": [{"url": "https://example.org/feed", "name": "Mud"}]}
    (site / "digest.yml").write_text(shown, encoding="utf-8")
    assert "0 new, 1 in digest.yml already" in run("import", "feeds.opml").output


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "{broken", "<rss/>", "no export"])
def test_what_is_no_export_is_refused(site: Path, content: str) -> None:
    (site / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(Exception, match=r"a\.csv: "):
        run("import", "a.csv")


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>The Mill</title>{"".join(items)}</channel></rss>'.encode()


def item(name: str, server: Server, text: str = "") -> str:
    return (
        f"<item><title>{name}</title><link>{server.url}/{name}</link><guid>{name}</guid>"
        f"<pubDate>Tue, 27 Feb 2024 06:30:00 GMT</pubDate><description>{text}</description></item>"
    )


def test_feeds_give_new_entries_once(site: Path, server: Server) -> None:
    (site / "digest.yml").write_text(
        f"feeds:\n- {{url: '{server.url}/feed', exclude: [advert]}}\n- {server.url}/broken\n",
        encoding="utf-8",
    )
    whole = item("whole", server, MUD * 10)
    entries = [whole, item("short", server, "A beginning."), item("advert", server), item("gone", server)]
    server.answers = {
        "/feed": Answer(rss(*entries), kind="application/rss+xml", headers=(("ETag", '"1"'),)),
        "/short": Answer(page("Short")),
        "/broken": Answer(b"no feed at all", kind="text/plain"),
    }
    result = run("sync", "--allow-local")
    assert "4 entries, 2 new, 0 known, 1 filtered out, 0 passed over, 1 failed" in result.output
    assert "/broken: is no feed" in result.output
    assert "/broken: could not be read" in result.output
    assert " 0 failed" not in result.output
    assert result.exit_code == 0
    assert sorted(articles(site)) == ["2024-02-27-short.md", "2024-02-27-whole.md"]
    assert header(articles(site)["2024-02-27-whole.md"])["site"] == "The Mill"
    server.answers["/gone"] = Answer(page("Gone"))
    assert "1 new, 3 known" in run("sync", "--allow-local").output
    assert "unchanged since the last time" in run("sync", "--allow-local").output
    server.answers["/feed"] = Answer(
        rss(*entries, item("later", server, MUD * 10)), kind="text/xml", headers=(("ETag", '"2"'),)
    )
    assert "5 entries, 1 new, 4 known" in run("sync", "--allow-local").output
    before = articles(site)
    (site / "feeds.lock.json").unlink()
    assert "0 new, 4 known" in run("sync", "--allow-local").output
    assert articles(site) == before


def test_a_feed_gives_the_newest_entries_up_to_its_most(site: Path, server: Server) -> None:
    (site / "digest.yml").write_text(f"feeds:\n- {{url: '{server.url}/feed', most: 2}}\n", encoding="utf-8")
    server.answers["/feed"] = Answer(
        rss(*(item(f"e{n}", server, MUD * 10) for n in range(5))), kind="text/xml"
    )
    assert "2 new, 0 known, 0 filtered out, 3 passed over" in run("sync", "--allow-local").output
    assert "0 new, 5 known" in run("sync", "--allow-local").output


def test_entries_without_address_and_title_are_articles_of_their_own(site: Path, server: Server) -> None:
    (site / "digest.yml").write_text(f"feeds: [{server.url}/feed]\n", encoding="utf-8")
    texts = [f"{start} of all. {MUD * 10}" for start in ("First", "Second")]
    entries = [f"<item><description>{text}</description></item>" for text in texts]
    entries += [f"<item><title>A note</title><description>{text}</description></item>" for text in texts]
    server.answers["/feed"] = Answer(rss(*entries), kind="text/xml")
    assert "4 entries, 4 new, 0 known" in run("sync", "--allow-local").output
    before = articles(site)
    assert sorted(str(header(text)["title"])[:10] for text in before.values()) == [
        "A note",
        "A note",
        "First of a",
        "Second of ",
    ]
    (site / "feeds.lock.json").unlink()
    assert "4 entries, 0 new, 4 known" in run("sync", "--allow-local").output
    assert articles(site) == before


def test_a_link_that_leads_to_itself_is_named(site: Path) -> None:
    (site / "loop.md").symlink_to("loop.md")
    assert "loop.md: cannot be read: " in run("add", "loop.md").output


def test_every_source_has_an_account(site: Path) -> None:
    folder = site / "articles"
    (folder / "a.md").write_text(
        f"---\ndate: 2024-02-27\ndate_from: the feed\n---\n# A\n\n{MUD}", encoding="utf-8"
    )
    (folder / "a.txt").write_text(f"A\n\n{MUD}", encoding="utf-8")
    (folder / "secret.md").write_text(f"---\nprivate: true\n---\n{MUD}", encoding="utf-8")
    (folder / "empty.md").write_bytes(b"")
    (folder / "mill.png").write_bytes(b"png")
    (folder / "noise.xyz").write_bytes(b"?")
    result = run("sources")
    assert "6 inputs: 1 used, 0 merged, 1 duplicate, 1 rejected, 1 private, 2 no article." in result.output
    found = {one["source"]: one for one in json.loads(run("sources", "--json").output)}
    assert (found["a.md"]["date"], found["a.md"]["date_from"]) == ("2024-02-27", "the feed")
    assert "taken by a.md" in found["a.txt"]["why"]
    assert "the file is empty" in found["empty.md"]["why"]


def test_five_commands_make_one_site_of_what_lies_in_five_places(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers = {
        "/mud": Answer(page("What the mud keeps", head=META)),
        "/feed": Answer(
            rss(item("pond", server, f"&lt;p&gt;{MUD * 10}&lt;/p&gt;")), kind="application/rss+xml"
        ),
    }
    (tmp_path / "pocket.csv").write_text(POCKET.format(server.url), encoding="utf-8")
    (tmp_path / "saved.html").write_bytes(page("A saved page"))
    (tmp_path / "letter.eml").write_bytes(message_of(plain=MUD * 5, Subject="The letter"))
    (tmp_path / "paper.pdf").write_bytes(pdf_of(lines("A Paper on Mud", size=20) + lines(MUD, top=600)))
    monkeypatch.chdir(tmp_path)
    assert run("new", "mills").exit_code == 0
    monkeypatch.chdir(tmp_path / "mills")
    with Path("digest.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"\nfeeds: ['{server.url}/feed']\n")
    assert "1 new article" in run("import", "../pocket.csv", "--fetch", "--allow-local").output
    assert "3 new articles" in run("add", "../saved.html", "../letter.eml", "../paper.pdf").output
    assert "1 new" in run("sync", "--allow-local").output
    result = run("pages")
    assert "6 articles of 6 sources" in result.output
    shown = json.loads(Path("docs/digest.json").read_text(encoding="utf-8"))["articles"]
    assert {one["publish"] for one in shown if one["source"] != "how-this-site-works.md"} == {"digest"}
    assert {"What the mud keeps", "A saved page", "The letter", "A Paper on Mud", "pond"} <= {
        one["title"] for one in shown
    }


def test_where_git_left_a_merge_open_what_both_sides_saw_of_a_feed_is_known() -> None:
    ours, theirs = Memory(etag="1", seen=("a", "b")), Memory(etag="2", seen=("a", "c"))
    sides = dump_memory({"f": ours, "same": ours}), dump_memory({"f": theirs, "same": ours, "new": theirs})
    file = b"<<<<<<< HEAD\n%b=======\n%b>>>>>>> theirs\n" % sides
    assert parse_memory(file, "here") == {"f": Memory(seen=("a", "b", "c")), "same": ours, "new": theirs}
