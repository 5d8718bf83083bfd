"""Writing pages: what is ours is brought up to date, what is a person's is left and named."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import DigestError
from generator.model import Page, Problem, Severity, WriteReport
from generator.writing import write as writing
from generator.writing.atomic import write_atomic
from generator.writing.disk import Disk
from generator.writing.manifest import MANIFEST, load_manifest
from generator.writing.write import write_pages

Files = Mapping[str, str]
PATHS = ("index.md", "topics/a.md", "topics/b.md", "articles/deep/c.md", "digest.json")
trees = st.dictionaries(st.sampled_from(PATHS), st.text("xyz\n", max_size=5), max_size=5)


def put(files: Files, docs: Path) -> WriteReport:
    return write_pages([Page(path=path, content=text.encode()) for path, text in files.items()], docs)


def found(docs: Path) -> dict[str, str]:
    """Everything below the folder that a site would be built from."""
    return {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
        for path in docs.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_pages_become_files(tmp_path: Path) -> None:
    report = put({"index.md": "home", "topics/a.md": "A"}, tmp_path / "a" / "new" / "place")
    assert report.written == ("index.md", "topics/a.md")
    assert found(tmp_path / "a" / "new" / "place") == {"index.md": "home", "topics/a.md": "A"}


def test_an_unchanged_file_keeps_its_time_stamp(tmp_path: Path) -> None:
    put({"index.md": "home", "topics/a.md": "A"}, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    report = put({"index.md": "home", "topics/a.md": "A"}, tmp_path)
    assert report.unchanged == ("index.md", "topics/a.md")
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_a_file_edited_after_somebody_looked_is_left_to_the_person(tmp_path: Path) -> None:
    put({"index.md": "home", "topics/a.md": "A"}, tmp_path)
    disk = Disk(tmp_path, {})
    assert disk.fingerprint("index.md")
    for path in ("index.md", "topics/a.md"):
        (tmp_path / path).write_text("mine")
    report = write_pages([Page(path="index.md", content=b"new")], tmp_path, disk)
    assert [problem.where for problem in report.refused] == ["docs/index.md", "docs/topics/a.md"]
    assert found(tmp_path) == {"index.md": "mine", "topics/a.md": "mine"}


def test_a_page_that_is_gone_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    put({"index.md": "home", "articles/deep/c.md": "C"}, tmp_path)
    report = put({"index.md": "home"}, tmp_path)
    assert report.removed == ("articles/deep/c.md",)
    assert not (tmp_path / "articles").exists()


def test_a_file_that_a_person_wrote_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("mine")
    (tmp_path / "guide.md").write_text("mine too")
    report = put({"index.md": "home"}, tmp_path)
    assert report.refused == (Problem(where="docs/index.md", message=THERE),)
    put({}, tmp_path)
    assert found(tmp_path) == {"index.md": "mine", "guide.md": "mine too"}


THERE = (
    "is there already and was not generated, so it was left as it is; move or delete it to have it generated"
)
EDITED = "was edited by hand since it was generated, so it was left as it is; move or delete it to have it generated"
ORPHAN = "is no longer generated but was edited by hand, so it was left; delete it if it can go"


def test_edited_pages_are_refused_and_named_until_they_are_moved(tmp_path: Path) -> None:
    put({"index.md": "home", "topics/a.md": "A"}, tmp_path)
    for path in ("index.md", "topics/a.md"):
        (tmp_path / path).write_text("edited")
    for _ in range(2):
        report = put({"index.md": "new home", "topics/a.md": "new A"}, tmp_path)
        assert report.refused == (
            Problem(where="docs/index.md", message=EDITED),
            Problem(where="docs/topics/a.md", message=EDITED),
        )
        assert set(found(tmp_path).values()) == {"edited"}
    (tmp_path / "index.md").unlink()
    assert put({"index.md": "new home"}, tmp_path).written == ("index.md",)


def test_edited_pages_that_are_no_longer_generated_stay_and_are_named(tmp_path: Path) -> None:
    put({"topics/a.md": "A"}, tmp_path)
    (tmp_path / "topics/a.md").write_text("edited")
    for _ in range(2):
        assert put({}, tmp_path).refused == (
            Problem(where="docs/topics/a.md", message=ORPHAN, severity=Severity.WARNING),
        )
        assert found(tmp_path) == {"topics/a.md": "edited"}


def test_a_folder_in_the_place_of_a_page_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.md").mkdir()
    assert put({"index.md": "home"}, tmp_path).refused == (Problem(where="docs/index.md", message=THERE),)
    assert (tmp_path / "index.md").is_dir()


def test_a_file_with_the_very_content_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("home")
    assert put({"index.md": "home"}, tmp_path).refused == ()
    assert put({}, tmp_path).removed == ("index.md",)


def test_a_corrupt_manifest_loses_nothing(tmp_path: Path) -> None:
    put({"index.md": "home", "topics/a.md": "A"}, tmp_path)
    (tmp_path / MANIFEST).write_text("{ not json")
    report = put({"index.md": "home", "topics/a.md": "new A"}, tmp_path)
    assert report.refused == (
        Problem(
            where=f"{tmp_path.name}/{MANIFEST}",
            message="could not be read, so files that differ from what is generated now were left as they are; "
            "delete those that are named, or restore the manifest",
            severity=Severity.WARNING,
        ),
        Problem(where="docs/topics/a.md", message=THERE),
    )
    assert found(tmp_path) == {"index.md": "home", "topics/a.md": "A"}
    assert load_manifest(tmp_path).readable


WAY_OUT = "free space or rights, or remove what is in the way, then run again"


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "topics").write_text("a file where a folder is to be")
    with pytest.raises(DigestError) as told:
        put({"topics/a.md": "A"}, tmp_path)
    cause = told.value.__cause__
    assert isinstance(cause, FileExistsError)
    assert str(told.value) == f"{tmp_path / 'topics'}: cannot be written: {cause.strerror}; {WAY_OUT}"


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), OSError("No space left on device")],
    ids=["code", "words"],
)
def test_a_fault_that_names_no_file_is_told_of_the_folder(tmp_path: Path, error: OSError) -> None:
    def pages() -> Iterator[Page]:
        yield Page(path="index.md", content=b"home")
        raise error

    with pytest.raises(DigestError) as told:
        write_pages(pages(), tmp_path)
    assert str(told.value) == f"{tmp_path}: cannot be written: No space left on device; {WAY_OUT}"


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "topics/../../out.md"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(DigestError, match="lies outside"):
        put({path: "x"}, tmp_path / "docs")


def test_a_linked_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "topics").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DigestError, match="leads out of"):
        put({"articles/b.md": "B", "topics/deep/a.md": "A"}, tmp_path / "docs")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_linked_folder_that_stays_inside_is_written_into(tmp_path: Path) -> None:
    (tmp_path / "docs" / "subjects").mkdir(parents=True)
    (tmp_path / "docs" / "topics").symlink_to("subjects")
    put({"topics/deep/a.md": "A"}, tmp_path / "docs")
    assert (tmp_path / "docs" / "subjects" / "deep" / "a.md").read_text() == "A"


def test_a_link_in_the_place_of_a_page_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("keep")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").symlink_to(tmp_path / "secret")
    assert put({"index.md": "home"}, tmp_path / "docs").refused
    assert (tmp_path / "secret").read_text() == "keep"


@given(old=trees, new=trees)
@settings(max_examples=60)
def test_whatever_was_there_before_the_result_is_the_new_tree(
    tmp_path_factory: pytest.TempPathFactory, old: Files, new: Files
) -> None:
    docs = tmp_path_factory.mktemp("docs")
    put(old, docs)
    put(new, docs)
    assert found(docs) == new
    assert set(load_manifest(docs).owned) == set(new)


@given(old=trees, new=trees, then=trees, survived=st.integers(0, 7))
@example(old={"index.md": "", "topics/a.md": ""}, new={}, then={}, survived=1)
@example(old={}, new={"index.md": "x", "topics/a.md": "x"}, then={"index.md": "y"}, survived=2)
@settings(max_examples=60)
def test_a_run_that_dies_half_way_is_in_nobodys_way(
    tmp_path_factory: pytest.TempPathFactory, old: Files, new: Files, then: Files, survived: int
) -> None:
    docs = tmp_path_factory.mktemp("docs")
    put(old, docs)
    with pytest.MonkeyPatch.context() as patch:
        left = iter(range(survived))
        write = write_atomic

        def dying(path: Path, content: bytes, *, temporary: Path) -> None:
            if next(left, None) is None:
                temporary.write_bytes(content[:1])
                raise KeyboardInterrupt
            write(path, content, temporary=temporary)

        patch.setattr(writing, "write_atomic", dying)
        with suppress(KeyboardInterrupt):
            put(new, docs)
    report = put(then, docs)
    assert report.refused == ()
    assert found(docs) == then
