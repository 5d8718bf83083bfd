"""The account of every input: whatever lies in the folder, the counts add up."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import Settings
from generator.ledger import counted
from generator.model import Account, Fate
from generator.run import Options
from generator.using import account
from tests.conftest import MakeSite, pages_of
from tests.sources.files import epub_of, message_of

MUD = "A tide mill grinds twice a day, and nobody has to pay the moon for its work at all. " * 5
TALE = (
    "The old tide mill on the eastern shore burned down on Monday night, and nobody was hurt. "
    "Its keeper had left at noon to see her sister, who lives on the other side of the water. "
    "The council says that the wheel can be saved, since it was wet and heavy with weed. "
    "Two hundred people came to look on Tuesday, and a school sent its pupils to draw what stands. "
    "What it will cost to build it again is not known, and the insurance has not said a word."
)
CONTENTS = {
    "article": MUD.encode(),
    "private": f"---\nprivate: true\n---\n{MUD}".encode(),
    "broken": b"---\ntitle: [\n---\n",
    "empty": b"",
    "binary": bytes(range(256)) * 4,
    "large": b"x" * 1_000_001,
}
NAMES = st.sampled_from(
    [
        "a.md",
        "a.txt",
        "b.html",
        "c.xyz",
        "d.png",
        ".hidden",
        "_draft.md",
        "e~",
        "in/a.md",
        "in/f.eml",
        "in-a.md",
        "g.pdf",
    ]
)
FOLDERS = st.dictionaries(NAMES, st.sampled_from(sorted(CONTENTS)), max_size=8)


def ledger_of(folder: Path, jobs: int = 1) -> tuple[Account, ...]:
    given_settings = replace(
        Settings(), articles=folder / "articles", cache=folder / "cache", root=folder, max_megabytes=1
    )
    return account(given_settings, Options(jobs=jobs), lambda _stage, _done, _total: None)


def files_in(folder: Path) -> set[str]:
    return {
        (Path(root) / name).relative_to(folder).as_posix()
        for root, _, names in os.walk(folder)
        for name in names
    }


@settings(max_examples=40, deadline=None)
@given(FOLDERS)
def test_every_file_has_one_account_and_the_counts_add_up(files: dict[str, str]) -> None:
    with TemporaryDirectory() as name:
        articles = Path(name) / "articles"
        articles.mkdir()
        for path, content in files.items():
            (articles / path).parent.mkdir(exist_ok=True)
            (articles / path).write_bytes(CONTENTS[content])
        ledger = ledger_of(Path(name))
        assert {account.source for account in ledger} == files_in(articles)
        assert len(ledger) == sum(counted(ledger).values()) == len(files)
        assert all(account.why for account in ledger if account.fate not in {Fate.USED, Fate.PRIVATE})


def test_a_file_whose_name_cannot_be_shown_has_one_account_on_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "articles" / "é"
    folder.mkdir(parents=True)
    for name in (b"two\nlines.md", b"no \xff letter.md", b"tab\t.md"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(MUD)
    found = {account.source: account.fate for account in ledger_of(tmp_path)}
    assert found == dict.fromkeys(
        ("é/two\\nlines.md", "é/no \\udcff letter.md", "é/tab\\t.md"), Fate.REJECTED
    )


def test_a_file_that_holds_several_articles_has_an_account_for_each(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    mail = b"From 1@x Tue Feb 27 06:30:00 2024\n" + message_of(plain=MUD) + b"\n"
    (articles / "letters.mbox").write_bytes(mail)
    (articles / "book.epub").write_bytes(epub_of({"cover.xhtml": "<h1>C</h1>", "one.xhtml": f"<p>{MUD}</p>"}))
    (articles / "broken.epub").write_bytes(b"no book")
    found = {account.source.partition("/")[0]: account.fate for account in ledger_of(tmp_path)}
    assert found == {"letters.mbox": Fate.USED, "book.epub": Fate.USED, "broken.epub": Fate.REJECTED}


def test_covers_of_books_and_messages_that_are_there_twice_have_accounts_too(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    mail = b"From 1@x Tue Feb 27 06:30:00 2024\n" + message_of(plain=MUD) + b"\n"
    (articles / "letters.mbox").write_bytes(mail * 3)
    (articles / "book.epub").write_bytes(epub_of({"cover.xhtml": "<h1>C</h1>", "one.xhtml": f"<p>{MUD}</p>"}))
    ledger = ledger_of(tmp_path)
    assert counted(ledger) == {
        Fate.USED: 2, Fate.MERGED: 0, Fate.DUPLICATE: 2, Fate.REJECTED: 0, Fate.PRIVATE: 0, Fate.OTHER: 1,
    }  # fmt: skip
    assert [one.why for one in ledger if one.fate is Fate.OTHER] == ["holds hardly a word"]
    assert all("is there twice" in one.why for one in ledger if one.fate is Fate.DUPLICATE)


def test_a_copy_is_merged_into_the_story_of_the_first(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for day, name in ((1, "first"), (2, "copy")):
        text = f"---\ntitle: The {name} of it\ndate: 2024-02-0{day}\n---\n{TALE}"
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    copy, first = ledger_of(tmp_path)
    assert (copy.fate, copy.why) == (Fate.MERGED, "tells the story of first.md")
    assert (first.fate, first.why) == (Fate.USED, "told by 2 articles, here first")


def test_the_site_has_a_page_of_its_sources_if_wanted_and_nothing_private_is_on_it(
    make_site: MakeSite,
) -> None:
    files = {
        "articles/mud.md": f"---\ntitle: Mud & silt\nurl: https://example.org/mud\n---\n{MUD}",
        "articles/mud.txt": f"Mud again\n\n{MUD}",
        "articles/empty.md": "",
        "articles/samovar.md": f"---\nprivate: true\n---\n{MUD}",
        "articles/kettle.md": "---\ntitle: [\nprivate: true\n---\nHush.\n",
        "articles/toaster.md": "---\ntitle: [\ndraft: true\n---\nHush.\n",
        "articles/_draft-of-mine.md": MUD,
        "articles/noise.xyz": "?",
    }
    root = make_site({**files, "digest.yml": "title: Mine\nsources_page: true\n"})
    pages_of(root)
    shown = (root / "docs/sources/index.md").read_text(encoding="utf-8")
    assert "3 inputs: 1 used, 1 duplicate, 1 rejected." in shown
    assert "Mud &amp; silt](../articles/mud.md)" in shown
    assert "https://example.org/mud) not asked" in shown
    assert "the file is empty" in shown
    for hidden in ("samovar", "kettle", "toaster", "draft", "noise"):
        assert hidden not in shown


def test_the_site_has_no_page_of_its_sources_by_itself(make_site: MakeSite) -> None:
    root = make_site({"articles/mud.md": MUD})
    pages_of(root)
    assert not (root / "docs/sources").exists()


def test_the_counts_add_up_for_every_collection(corpus_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").symlink_to(corpus_folder, target_is_directory=True)
    ledger = ledger_of(tmp_path, jobs=0)
    sources = {account.source for account in ledger}
    assert len(ledger) == len(sources) == sum(counted(ledger).values())
    inside = {source for source in sources if source not in files_in(corpus_folder)}
    assert all(
        any(source.startswith(f"{name}/") for name in containers_in(corpus_folder)) for source in inside
    )
    assert files_in(corpus_folder) - sources <= containers_in(corpus_folder)
    assert all(one.why for one in ledger if one.fate not in {Fate.USED, Fate.PRIVATE})


def containers_in(folder: Path) -> set[str]:
    """Files that hold several articles: those have the accounts."""
    return {name for name in files_in(folder) if name.endswith((".mbox", ".epub"))}


LETTER = """From ada@example.org Tue Feb 27 07:30:00 2024
From: Ada Marsh <ada@example.org>
Subject: Mud
Date: Tue, 27 Feb 2024 07:30:00 +0000
"""


@pytest.mark.parametrize(
    "name, text, found_by",
    [
        ("a.md", f"---\ndate: 2024-02-27\n---\n{MUD}", "its header"),
        ("a.md", f"---\ndate: 2024-02-27\ndate_from: the feed\n---\n{MUD}", "the feed"),
        ("2024-02-27-a.md", MUD, "its file's name"),
        ("a.txt", f"Mud\n\n27 February 2024\n\n{MUD}", "its text or metadata"),
        ("a.md", MUD, "not found"),
        ("a.mbox", f"{LETTER}\n{MUD}", "its text or metadata"),
    ],
)
def test_an_account_tells_how_the_date_was_found(tmp_path: Path, name: str, text: str, found_by: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    (account,) = ledger_of(tmp_path)
    assert account.date_from == found_by


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_date_is_found_in_the_header_however_the_file_is_encoded(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "articles").mkdir()
    text = f"---\r\ntitle: Mud\r\ndate: 2024-02-27\r\n---\r\n\r\n{MUD}"
    (tmp_path / "articles" / "mud.md").write_bytes(text.encode(encoding))
    assert [one.date_from for one in ledger_of(tmp_path)] == ["its header"]
