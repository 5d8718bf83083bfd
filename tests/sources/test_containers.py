"""Files that hold several articles: mailboxes and books."""

import io
import zipfile
from pathlib import Path

from generator.model import Article, Problem
from generator.sources.discover import find_sources
from generator.sources.identity import settle_ids
from generator.sources.read import read_article
from tests.sources.files import epub_of, message_of, zip_of
from tests.sources.reading import RULES, in_short

MUD = "A tide mill grinds twice a day, and nobody has to pay the moon for its work at all. " * 4
FACTS = (
    "<dc:title>The Book of Mills</dc:title><dc:creator>Ruth Calder</dc:creator><dc:creator>Jon Abel</dc:creator>"
    "<dc:language>en</dc:language><dc:date>2019-05-01</dc:date>"
)


def articles_in(folder: Path) -> tuple[dict[str, Article], list[Problem]]:
    files, problems = find_sources(folder, max_bytes=RULES.max_bytes)
    outcomes = [read_article(file, RULES) for file in files]
    articles, clashes = settle_ids(outcomes)
    found = [*problems, *clashes, *(problem for one in outcomes for problem in one.problems)]
    return {article.id: article for article in articles}, found


def mailbox(*messages: bytes) -> bytes:
    return b"".join(b"From 17@xxx Tue Feb 27 06:30:00 +0000 2024\n" + one + b"\n" for one in messages)


ONE = message_of(plain=f"{MUD}\n\n>From here on it is text.\n")
TWO = message_of(plain=MUD, Subject="The pond", Message_ID="<two@example.org>")


def test_each_message_of_a_mailbox_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "letters.mbox").write_bytes(mailbox(ONE, TWO))
    articles, problems = articles_in(tmp_path)
    assert problems == []
    assert sorted((a.title, str(a.published)) for a in articles.values()) == [
        ("The pond", "2024-02-27"),
        ("What the mud keeps", "2024-02-27"),
    ]
    assert all(one.startswith("letters-2024-02-27-") for one in articles)
    assert any(block.text == "From here on it is text." for a in articles.values() for block in a.blocks)


def test_a_message_keeps_its_address_when_others_come_before_it(tmp_path: Path) -> None:
    (tmp_path / "letters.mbox").write_bytes(mailbox(ONE))
    before, _ = articles_in(tmp_path)
    (tmp_path / "letters.mbox").write_bytes(mailbox(TWO, ONE, TWO))
    after, problems = articles_in(tmp_path)
    assert before.items() <= {one.id: one for one in after.values() if one.id in before}.items()
    assert len(after) == 2
    assert "there twice" in problems[0].message


def test_each_chapter_of_a_book_is_an_article(tmp_path: Path) -> None:
    chapters = {
        "cover.xhtml": "<h1>Cover</h1>",
        "text/one.xhtml": f"<h1>The first mill</h1><p>{MUD}</p><blockquote><p>Mud!</p></blockquote>",
        "text/two.xhtml": f"<h1>The second mill</h1><p>{MUD}</p>",
    }
    (tmp_path / "mills.epub").write_bytes(epub_of(chapters, facts=FACTS))
    articles, problems = articles_in(tmp_path)
    assert list(articles) == ["mills-one", "mills-two"]
    first = articles["mills-one"]
    assert (first.title, first.site, first.authors) == (
        "The first mill",
        "The Book of Mills",
        ("Ruth Calder", "Jon Abel"),
    )
    assert (first.language, str(first.published)) == ("en", "2019-05-01")
    assert in_short(first.blocks) == [f"p {MUD.strip()}", "> Mud!"]
    assert [problem.message.split(" hold")[0] for problem in problems] == ["1 of its parts"]


def test_a_protected_or_broken_book_is_named(tmp_path: Path) -> None:
    (tmp_path / "locked.epub").write_bytes(epub_of({"a.xhtml": MUD}, extra={"META-INF/rights.xml": "<a/>"}))
    (tmp_path / "broken.epub").write_bytes(b"no book")
    (tmp_path / "bare.epub").write_bytes(epub_of({"a.xhtml": "<h1>Cover</h1>"}))
    (tmp_path / "none.mbox").write_bytes(b"no message")
    (tmp_path / "empty.mbox").write_bytes(b"")
    articles, problems = articles_in(tmp_path)
    assert articles == {}
    said = {problem.where: problem.message for problem in problems}
    assert "protected against copying" in said["locked.epub"]
    assert "cannot be unpacked" in said["broken.epub"]
    assert "no chapter with text" in said["bare.epub"]
    assert "holds no message" in said["none.mbox"]
    assert "the file is empty" in said["empty.mbox"]


def test_a_name_inside_a_book_is_never_a_path(tmp_path: Path) -> None:
    (tmp_path / "mills.epub").write_bytes(epub_of({"../../../escape.xhtml": f"<h1>Out</h1><p>{MUD}</p>"}))
    articles, _ = articles_in(tmp_path)
    assert [one.source for one in articles.values()] in (["mills.epub/escape"], [])
    assert list(tmp_path.iterdir()) == [tmp_path / "mills.epub"]


def test_a_book_that_changed_is_read_anew(tmp_path: Path) -> None:
    for end in ("The river rose.", "The stream fell dry."):
        (tmp_path / "mills.epub").write_bytes(epub_of({"one.xhtml": f"<h1>Mud</h1><p>{MUD} {end}</p>"}))
        (article,) = articles_in(tmp_path)[0].values()
        assert article.blocks[-1].text.endswith(end)


def test_of_a_book_the_chapters_are_read_that_stand_in_its_order(tmp_path: Path) -> None:
    chapters = {name: f"<h1>{name}</h1><p>{MUD}</p>" for name in ("one.xhtml", "nav.xhtml", "aside.xhtml")}
    with zipfile.ZipFile(io.BytesIO(epub_of(chapters, facts=FACTS))) as book:
        members = {name: book.read(name) for name in book.namelist()}
    package = members["OEBPS/book.opf"].decode()
    package = package.replace('href="nav.xhtml"', 'href="nav.xhtml" properties="nav"')
    package = package.replace(
        '<itemref idref="i2"/>', '<itemref idref="i2" linear="no"/><itemref idref="gone"/>'
    )
    (tmp_path / "mills.epub").write_bytes(zip_of({**members, "OEBPS/book.opf": package}))
    container = "<container><rootfiles/></container>"
    (tmp_path / "other.epub").write_bytes(zip_of({**members, "META-INF/container.xml": container}))
    (tmp_path / "torn.epub").write_bytes(zip_of({k: v for k, v in members.items() if not k.endswith(".opf")}))
    articles, problems = articles_in(tmp_path)
    assert [one.title for one in articles.values()] == ["one.xhtml"]
    said = {problem.where: problem.message for problem in problems}
    assert "names no package" in said["other.epub"]
    assert "its part `OEBPS/book.opf` is missing" in said["torn.epub"]
