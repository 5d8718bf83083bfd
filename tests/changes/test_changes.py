"""What changes on a site is told week by week, and no address that was published once is lost."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.changes.record import dump_history, parse_history
from generator.config import LOCK_FILE, RECORD_FILE, RECORD_FOLDER, load_settings
from generator.errors import DigestError
from generator.history import Change, Fate, History, Kind, Remembered, week_of
from generator.model import Problem
from generator.run import Options
from generator.using import check
from tests.conftest import pages_of, tree, written
from tests.test_build import CLUB, TEAPOT

MAY = "1714521600"  # 1 May 2024
JUNE = "1717200000"  # 1 June 2024
SITE = {"digest.yml": "title: Mine\nurl: https://mine.example/\n", **CLUB}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was published in May."""
    made = written(tmp_path_factory.mktemp("may"), SITE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MAY)
        pages_of(made)
    return made


@pytest.fixture
def root(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same; it is June now."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", JUNE)
    return shutil.copytree(published, tmp_path / "site of mine")


def history(root: Path) -> History:
    return parse_history((root / RECORD_FILE).read_bytes(), RECORD_FILE)


def noted(root: Path) -> list[tuple[Kind, str]]:
    """What was noted in June."""
    return [(one.kind, one.id) for one in history(root).changes if week_of(one.day) == "2024-w22"]


def page(root: Path, name: str = "changes/index.md") -> str:
    return (root / "docs" / name).read_text()


def all_text(root: Path) -> str:
    return "\n".join(content.decode("utf-8", "replace") for content in tree(root / "docs").values())


def committed(root: Path) -> dict[str, bytes]:
    """Every file but those of the cache."""
    return {path: content for path, content in tree(root).items() if not path.startswith(".digest/")}


def edit(root: Path, old: str, new: str, name: str = "kettle.txt") -> None:
    path = root / "articles" / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_the_record_begins_with_what_is_there(root: Path) -> None:
    [begun] = history(root).changes
    assert (begun.kind, begun.count, str(begun.day)) == (Kind.BEGUN, 3, "2024-05-01")
    assert "With 3 articles" in page(root)
    assert "29 April – 5 May 2024" in page(root)


def test_building_again_notes_nothing(root: Path) -> None:
    before = committed(root)
    pages_of(root)
    assert committed(root) == before


def test_a_new_article_is_told(root: Path) -> None:
    (root / "articles" / "spoon.md").write_text("# The spoon\n\nA spoon stirs the tea of the Kettle Club.\n")
    pages_of(root)
    assert (Kind.NEW, "spoon") in noted(root)
    assert "[The spoon](../articles/spoon.md)" in page(root)


def test_a_revised_article_shows_what_is_different(root: Path) -> None:
    edit(root, "gooseneck", "whistling")
    pages_of(root)
    assert (Kind.REVISED, "kettle") in noted(root)
    assert "<del> gooseneck</del><ins> whistling</ins>" in page(root)
    assert "gooseneck" not in (root / RECORD_FOLDER / "kettle.txt").read_text()


def test_a_source_that_is_read_otherwise_than_before_is_not_revised(root: Path) -> None:
    changed = (root / RECORD_FILE).read_text().replace(history(root).articles[0].text, "0" * 32)
    (root / RECORD_FILE).write_text(changed)
    pages_of(root)
    assert noted(root) == []


def test_a_title_alone_is_a_revision(root: Path) -> None:
    edit(root, "title: The teapot", "title: A teapot", "teapot.md")
    pages_of(root)
    assert (Kind.REVISED, "teapot") in noted(root)
    assert "Before: “The teapot and the kettle”" in page(root)


def test_two_revisions_of_one_day_are_one(root: Path) -> None:
    for old, new in (("gooseneck", "whistling"), ("whistling", "copper")):
        edit(root, old, new)
        pages_of(root)
    assert noted(root).count((Kind.REVISED, "kettle")) == 1
    assert "<ins> copper</ins>" in page(root)


def test_what_a_page_does_not_show_its_changes_do_not_show(root: Path) -> None:
    edit(root, "gooseneck", "whistling")
    (root / "digest.yml").write_text(SITE["digest.yml"] + "publish: digest\n")
    pages_of(root)
    assert (Kind.REVISED, "kettle") in noted(root)
    assert "<ins>" not in page(root)
    assert not list((root / RECORD_FOLDER).glob("*.txt"))


def test_a_change_of_the_policy_takes_the_differences_back(root: Path) -> None:
    edit(root, "gooseneck", "whistling")
    pages_of(root)
    (root / "digest.yml").write_text(SITE["digest.yml"] + "publish: digest\n")
    pages_of(root)
    assert "<ins>" not in page(root)
    assert '"difference"' not in (root / RECORD_FILE).read_text()


def test_a_withdrawn_article_leaves_a_page_that_says_so(root: Path) -> None:
    (root / "articles" / "teapot.md").unlink()
    pages_of(root)
    assert (Kind.WITHDRAWN, "teapot") in noted(root)
    assert "This article was withdrawn." in page(root, "articles/teapot/index.html")
    assert "This article was withdrawn." in page(root, "articles/teapot/index.txt")
    assert not (root / RECORD_FOLDER / "teapot.txt").exists()


def test_an_article_that_moved_leads_to_its_new_address(root: Path) -> None:
    for old, new in (("teapot.md", "pot.md"), ("pot.md", "the-pot.md")):
        (root / "articles" / old).rename(root / "articles" / new)
        pages_of(root)
    assert [kind for kind, _ in noted(root) if not kind.startswith("topic")] == [Kind.MOVED, Kind.MOVED]
    for old in ("teapot", "pot"):
        assert 'content="0; url=../the-pot/index.html"' in page(root, f"articles/{old}/index.html")


def test_an_article_that_cannot_be_read_is_not_withdrawn(root: Path) -> None:
    (root / "articles" / "teapot.md").write_text("---\ntitle: [\n---\nText.\n")
    pages_of(root)
    assert not [kind for kind, _ in noted(root) if kind is Kind.WITHDRAWN]
    assert (root / "docs/articles/teapot/index.html").is_file()


SECRET = "zanzibarite"
SECRET_ARTICLE = TEAPOT.replace("teapot", SECRET).replace("title: ", f"title: {SECRET} ")


def make_private(root: Path) -> None:
    (root / "articles" / "secret.md").write_text(SECRET_ARTICLE.replace("title:", "private: true\ntitle:"))


def move_and_make_private(root: Path) -> None:
    private = (root / "articles" / "secret.md").read_text()
    (root / "articles" / "secret.md").unlink()
    private = private.replace("title:", "private: true\ntitle:")
    (root / "articles" / "elsewhere.md").write_text(private)


@pytest.mark.parametrize("hide", [make_private, move_and_make_private])
def test_of_an_article_made_private_nothing_is_left_but_its_address(
    root: Path, hide: Callable[[Path], None]
) -> None:
    (root / "articles" / "secret.md").write_text(SECRET_ARTICLE)
    pages_of(root)
    edit(root, f"title: {SECRET}", f"title: The {SECRET}", "secret.md")
    pages_of(root)
    assert SECRET in (root / RECORD_FILE).read_text()
    hide(root)
    pages_of(root)
    assert SECRET not in all_text(root).casefold()
    assert not (root / RECORD_FOLDER / "secret.txt").exists()
    [one] = [one for one in history(root).articles if one.id == "secret"]
    assert (one.state, one.title, one.source, one.text) == (Fate.PRIVATE, "", "", "")
    withdrawn = page(root, "articles/secret/index.html")
    assert "This article was withdrawn." in withdrawn
    assert "secret" not in withdrawn
    named = [name for name, text in tree(root / "docs").items() if b"articles/secret" in text]
    assert named == []


def test_the_check_finds_no_fault_in_a_page_that_an_article_made_private_left(root: Path) -> None:
    name = "the-samovar-affair-of-autumn"
    (root / "articles" / f"{name}.md").write_text("# The samovar affair\n\nThe club bought a samovar.\n")
    assert faults(root) == ()
    (root / "articles" / f"{name}.md").write_text(
        "---\nprivate: true\n---\n\n# The samovar affair\n\nThe club.\n"
    )
    assert faults(root) == ()
    (root / "site/index.html").write_text(f"<p>{name}</p>")
    assert any("which is private" in problem.message for problem in faults(root, anew=False))


def faults(root: Path, *, anew: bool = True) -> tuple[Problem, ...]:
    settings = load_settings(root / "digest.yml")
    if anew:
        build(settings, Options(jobs=1), lambda *_: None)
    return check(settings, Options(jobs=1), lambda *_: None)


def test_topics_are_told_too(root: Path) -> None:
    (root / "topics.yml").write_text("topics: {kettle-club: {name: The Kettle Club}, tea: {name: Tea}}\n")
    pages_of(root)
    assert {(Kind.TOPIC_RENAMED, "kettle-club"), (Kind.TOPIC_NEW, "tea")} <= set(noted(root))
    assert "Before: Kettle Club" in page(root)
    (root / "topics.yml").write_text("topics: {tea: {name: Tea}}\nmerge: {kettle-club: tea}\n")
    pages_of(root)
    assert (Kind.TOPIC_MERGED, "kettle-club") in noted(root)
    assert (root / "docs/topics/kettle-club/feed.xml").is_file() == (
        root / "docs/topics/tea/feed.xml"
    ).is_file()


def test_a_topic_forbidden_after_it_was_published_keeps_its_address(root: Path) -> None:
    (root / "topics.yml").write_text("never: [Kettle Club]\n")
    assert faults(root) == ()
    assert (Kind.TOPIC_GONE, "kettle-club") in noted(root)
    said = (root / "site/topics/kettle-club/index.html").read_text()
    assert "This topic is not kept any more." in said
    before = tree(root / "site")
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    assert tree(root / "site") == before


def test_a_part_of_the_archive_that_is_empty_keeps_its_address(root: Path) -> None:
    years = [name for name in history(root).archive if name.isdigit()]
    assert years
    for path in (root / "articles").rglob("*"):
        if path.is_file() and "20" in path.read_text():
            path.unlink()
    pages_of(root)
    assert "No article is of this time any more." in page(root, f"archive/{years[0]}/index.html")


@pytest.mark.parametrize("lost", ["articles/teapot", "archive/2024", "changes/2024-w18"])
def test_an_address_that_is_lost_is_a_fault(root: Path, lost: str) -> None:
    assert faults(root) == ()
    (root / "site" / lost / "index.html").unlink()
    assert any("was published once" in problem.message for problem in faults(root, anew=False))


def test_changes_have_a_feed(root: Path) -> None:
    (root / "articles" / "teapot.md").unlink()
    pages_of(root)
    feed = json.loads((root / "docs/changes/feed.json").read_bytes())
    newest = feed["items"][0]
    assert newest["date_published"] == "2024-06-01T00:00:00Z"
    assert "1 withdrawn" in newest["title"]
    assert newest["url"] == "https://mine.example/changes/2024-w22/"


def test_the_days_never_go_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "articles" / "teapot.md").unlink()
    pages_of(root)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    (root / "articles" / "kettle.txt").unlink()
    pages_of(root)
    assert {str(one.day) for one in history(root).changes} == {"2024-05-01", "2024-06-01"}


def test_a_build_with_the_record_is_the_one_that_wrote_it(root: Path) -> None:
    edit(root, "gooseneck", "whistling")
    (root / "articles" / "teapot.md").unlink()
    pages_of(root)
    grown = tree(root / "docs")
    for path in sorted((root / "docs").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    pages_of(root)
    assert tree(root / "docs") == grown


def test_a_time_that_is_none_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(DigestError, match="give seconds since 1970"):
        pages_of(root)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not a record"),
        ("[" * 100_000, "is not a record"),
        ('{"version": 9, "articles": [], "changes": [], "archive": []}', "its version is 9"),
        (
            '{"version": 1, "articles": [{"id": "../x"}], "changes": [], "archive": []}',
            "cannot be an address",
        ),
        ('{"version": 1, "articles": [], "changes": [], "archive": ["../x"]}', "cannot be an address"),
        (
            '{"version": 1, "articles": [{"id": "a"}, {"id": "a"}], "changes": [], "archive": []}',
            "stands in it twice",
        ),
    ],
)
def test_a_record_that_cannot_be_read_says_the_way_out(root: Path, text: str, said: str) -> None:
    (root / RECORD_FILE).write_text(text)
    with pytest.raises(DigestError, match=said) as caught:
        pages_of(root)
    assert "Restore it from version control" in str(caught.value)


def test_a_record_comes_back_as_it_was_written(root: Path) -> None:
    edit(root, "gooseneck", "whistling")
    pages_of(root)
    it = history(root)
    assert parse_history(dump_history(it), "") == it
    assert Change(kind=Kind.BEGUN) == Change(kind=Kind.BEGUN, count=0)


def test_a_file_of_ones_own_in_the_folder_of_texts_stays(root: Path) -> None:
    mine = root / RECORD_FOLDER / "notes of mine.txt"
    mine.write_text("mine")
    edit(root, "gooseneck", "whistling")
    pages_of(root)
    assert mine.read_text() == "mine"


def unmerged(ours: bytes, theirs: bytes) -> bytes:
    """A file as Git leaves it where both sides changed it."""
    return b"<<<<<<< HEAD\n%b=======\n%b>>>>>>> theirs\n" % (ours, theirs)


def test_the_next_build_ends_a_merge_that_git_left_open(root: Path) -> None:
    ours, theirs = (shutil.copytree(root, root.parent / name) for name in ("ours", "theirs"))
    pages_of(written(ours, {"articles/ours.md": "# Of ours\n\nA kettle sings.\n"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1719792000")  # 1 July 2024
        pages_of(written(theirs, {"articles/theirs.md": "# Of theirs\n\nA teapot is silent.\n"}))
        for side in (ours, theirs):
            shutil.copytree(side / "articles", root / "articles", dirs_exist_ok=True)
        for lock in (RECORD_FILE, LOCK_FILE):
            (root / lock).write_bytes(unmerged((ours / lock).read_bytes(), (theirs / lock).read_bytes()))
        kept = root / RECORD_FOLDER / "teapot.txt"
        whole = kept.read_bytes()
        kept.write_bytes(unmerged(whole, whole))
        pages_of(root)
    assert b"<<<<<<<" not in (root / RECORD_FILE).read_bytes() + (root / LOCK_FILE).read_bytes()
    assert kept.read_bytes() == whole
    new = [(one.id, str(one.day)) for one in history(root).changes if one.kind is Kind.NEW]
    assert new == [("ours", "2024-06-01"), ("theirs", "2024-07-01")]


def test_a_merge_of_two_records_forgets_what_is_private_for_one_and_believes_who_noted_a_change() -> None:
    day = date(2024, 6, 1)
    one = Remembered(id="one", title="One", text="before")
    two = Remembered(id="two", title="Two", text="before")
    secret = Remembered(id="two", state=Fate.PRIVATE)
    revised = Remembered(id="one", title="One", text="after")
    begun, noted = Change(day=day, kind=Kind.BEGUN, count=2), Change(day=day, kind=Kind.REVISED, id="one")
    ours = History(articles=(one, two), changes=(begun,), archive=("2023",))
    theirs = History(articles=(revised, secret), changes=(begun, noted), archive=("2024",))
    for sides in ((ours, theirs), (theirs, ours)):
        merged = parse_history(unmerged(*map(dump_history, sides)), "here")
        assert merged == History(articles=(revised, secret), changes=(begun, noted), archive=("2023", "2024"))


@pytest.mark.parametrize("turned", [False, True])
def test_an_article_that_one_branch_moved_and_the_other_edited_leads_on_from_its_old_address(
    root: Path, *, turned: bool
) -> None:
    ours, theirs = (shutil.copytree(root, root.parent / name) for name in ("ours", "theirs"))
    edit(ours, "gooseneck", "whistling")
    (theirs / "articles" / "kettle.txt").rename(theirs / "articles" / "pot.txt")
    for side in (ours, theirs):
        pages_of(side)
    (root / "articles" / "kettle.txt").unlink()
    shutil.copy(ours / "articles" / "kettle.txt", root / "articles" / "pot.txt")
    sides = [(side / RECORD_FILE).read_bytes() for side in ((theirs, ours) if turned else (ours, theirs))]
    (root / RECORD_FILE).write_bytes(unmerged(*sides))
    pages_of(root)
    old = next(one for one in history(root).articles if one.id == "kettle")
    assert (old.state, old.into) == (Fate.MOVED, "pot")
    assert (Kind.WITHDRAWN, "kettle") not in noted(root)


def test_a_change_of_an_article_that_a_branch_never_had_does_not_come_with_another_one() -> None:
    day = date(2024, 6, 1)
    begun = Change(day=day, kind=Kind.BEGUN, count=1)
    picked, beside = (Change(day=day, kind=Kind.NEW, id=name) for name in ("picked", "beside"))
    topic = Change(day=day, kind=Kind.TOPIC_NEW, id="steam", name="Steam")
    ours = History(articles=(Remembered(id="one"), Remembered(id="picked")), changes=(begun,))
    theirs = History(articles=ours.articles, changes=(begun, beside, picked, topic))
    merged = parse_history(unmerged(dump_history(ours), dump_history(theirs)), "here")
    assert merged.changes == (begun, picked, topic)


@pytest.mark.parametrize("kept", [True, False])
def test_an_article_that_one_branch_took_out_and_the_other_edited_is_noted_as_what_became_of_it(
    root: Path, *, kept: bool
) -> None:
    ours, theirs = (shutil.copytree(root, root.parent / name) for name in ("ours", "theirs"))
    edit(ours, "gooseneck", "whistling")
    (theirs / "articles" / "kettle.txt").unlink()
    for side in (ours, theirs):
        pages_of(side)
    if kept:
        shutil.copy(ours / "articles" / "kettle.txt", root / "articles" / "kettle.txt")
    else:
        (root / "articles" / "kettle.txt").unlink()
    (root / RECORD_FILE).write_bytes(
        unmerged((ours / RECORD_FILE).read_bytes(), (theirs / RECORD_FILE).read_bytes())
    )
    pages_of(root)
    said = [kind for kind, id_ in noted(root) if id_ == "kettle"]
    assert said == [Kind.REVISED, *([] if kept else [Kind.WITHDRAWN])]


def test_of_two_files_of_one_text_the_address_of_the_one_that_goes_leads_to_the_other(root: Path) -> None:
    shutil.copy(root / "articles" / "kettle.txt", root / "articles" / "pot.txt")
    pages_of(root)
    (root / "articles" / "kettle.txt").unlink()
    pages_of(root)
    old = next(one for one in history(root).articles if one.id == "kettle")
    assert (old.state, old.into) == (Fate.MOVED, "pot")
