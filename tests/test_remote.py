"""Articles and a shared cache may lie at an address, in a real object store, as safely as on a disk."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator import cache
from generator.config import load_settings
from generator.errors import DigestError, SettingsError
from generator.mirror import bring, chosen
from generator.remote import Found, Place, folder_of, is_address, opened, shown
from generator.shared import clear, objects, pull, push
from tests.conftest import tree

needs_fsspec = pytest.mark.skipif(not find_spec("fsspec"), reason="fsspec is not installed")
needs_s3 = pytest.mark.skipif(
    not (find_spec("s3fs") and find_spec("moto")), reason="s3fs or moto is not installed"
)
MOST = 5_000_000
ADDRESS = "memory://shelf/articles"


@pytest.fixture
def shelf() -> Iterator[Place]:
    """A place in fsspec's own memory, empty."""
    place = opened(ADDRESS)
    yield place
    place.system.store.clear()
    place.system.pseudo_dirs[:] = [""]


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@needs_fsspec
def test_what_changed_is_brought_and_what_is_gone_goes(tmp_path: Path, shelf: Place) -> None:
    shelf.write({"a.md": b"# A\n", "deep/er/b.md": b"# B\n", "c.txt": b"C\n"})
    assert bring(ADDRESS, tmp_path, max_bytes=MOST) == ()
    assert names_in(tmp_path / "articles") == {"a.md", "deep/er/b.md", "c.txt"}
    kept = (tmp_path / "articles" / "c.txt").stat().st_mtime_ns
    shelf.write({"a.md": b"# Anew\n"})
    shelf.remove(["deep/er/b.md"])
    assert bring(ADDRESS, tmp_path, max_bytes=MOST) == ()
    assert names_in(tmp_path / "articles") == {"a.md", "c.txt"}
    assert not (tmp_path / "articles" / "deep").exists()
    assert (tmp_path / "articles" / "a.md").read_bytes() == b"# Anew\n"
    assert (tmp_path / "articles" / "c.txt").stat().st_mtime_ns == kept


@needs_fsspec
def test_a_file_that_was_lost_here_is_brought_again(tmp_path: Path, shelf: Place) -> None:
    shelf.write({"a.md": b"# A\n"})
    bring(ADDRESS, tmp_path, max_bytes=MOST)
    shutil.rmtree(tmp_path / "articles")
    bring(ADDRESS, tmp_path, max_bytes=MOST)
    assert names_in(tmp_path / "articles") == {"a.md"}


@needs_fsspec
def test_another_address_leaves_nothing_of_the_first(tmp_path: Path, shelf: Place) -> None:
    shelf.write({"a.md": b"# A\n", "b.md": b"# B\n"})
    opened("memory://other").write({"a.md": b"# Another\n"})
    bring(ADDRESS, tmp_path, max_bytes=MOST)
    bring("memory://other", tmp_path, max_bytes=MOST)
    assert tree(tmp_path / "articles") == {"a.md": b"# Another\n"}


@needs_fsspec
def test_a_place_where_nothing_lies_is_not_one_where_all_was_removed(tmp_path: Path, shelf: Place) -> None:
    shelf.write({"a.md": b"# A\n"})
    bring(ADDRESS, tmp_path, max_bytes=MOST)
    shelf.remove(["a.md"])
    with pytest.raises(DigestError, match="memory://shelf/articles: nothing lies there"):
        bring(ADDRESS, tmp_path, max_bytes=MOST)
    assert names_in(tmp_path / "articles") == {"a.md"}


HOSTILE = {
    "../out.md": "its name leads elsewhere",
    "a/../../out.md": "its name leads elsewhere",
    "/etc/out.md": "its name leads elsewhere",
    "a//b.md": "its name leads elsewhere",
    "./a.md": "its name leads elsewhere",
    "a/./b.md": "its name leads elsewhere",
    "bad\nname.md": "cannot be shown",
    "bad\0name.md": "cannot be shown",
    "bad\udc80name.md": "cannot be shown",
    "x" * 253 + ".md": "longer than 255 bytes",
    "both.md": "its name is a folder's too",
    "both.md/in.exe": "its format is not known",
    "large.md": "more than the limit of 5 MB",
}
PASSED = (
    ".hidden.md",
    "_draft.md",
    "a/.git/b.md",
    "c.md~",
    "picture.png",
    "page.html",
    "page_files/part.html",
)


def test_hostile_names_lead_nowhere_and_are_named() -> None:
    files = [Found(name, 6_000_000 if name == "large.md" else 5, "s") for name in (*HOSTILE, *PASSED)]
    wanted, problems = chosen(files, max_bytes=MOST, caseless=False)
    assert set(wanted) == {"page.html"}
    assert len(problems) == len(HOSTILE)
    said = dict(zip(HOSTILE, (problem.message for problem in problems), strict=True))
    assert {name: reason for name, reason in HOSTILE.items() if reason not in said[name]} == {}
    assert all(problem.where.isprintable() for problem in problems)


def test_names_that_are_one_here_do_not_overwrite_each_other() -> None:
    files = [Found(name, 5, "s") for name in ("A.md", "a.md", "é.md", "e\u0301.md")]
    assert set(chosen(files, max_bytes=MOST, caseless=False)[0]) == {"A.md", "a.md", "é.md", "e\u0301.md"}
    wanted, problems = chosen(files, max_bytes=MOST, caseless=True)
    assert (set(wanted), len(problems)) == ({"A.md", "é.md"}, 2)


@needs_fsspec
@pytest.mark.parametrize("address", ["nonsense://a/b", "s4://bucket/a"])
def test_an_address_of_no_known_kind_is_named(tmp_path: Path, address: str) -> None:
    with pytest.raises(DigestError, match=f"{address}: cannot be reached"):
        bring(address, tmp_path, max_bytes=MOST)


def test_an_address_is_shown_without_its_password() -> None:
    assert shown("sftp://me:secret@host/a") == "sftp://host/a"


@pytest.mark.parametrize("text", ["C:/a", "C:\\a", "articles", "/a://b", "../a://b", "", "://a", "s3:/a"])
def test_a_folder_is_not_taken_for_an_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", ["s3://a/b", "zip://x.zip::s3://a", "abfs://a@b/c"])
def test_an_address_is_not_taken_for_a_folder(text: str) -> None:
    assert is_address(text)


def test_an_address_of_this_machine_is_a_folder(tmp_path: Path) -> None:
    assert folder_of((tmp_path / "a b").as_uri()) == tmp_path / "a b"
    (tmp_path / "digest.yml").write_text(f"articles: {tmp_path.as_uri()}/mine\n", encoding="utf-8")
    settings = load_settings(tmp_path / "digest.yml")
    assert (settings.articles, settings.articles_at) == ((tmp_path / "mine").resolve(), "")


def test_only_articles_and_cache_may_lie_at_an_address(tmp_path: Path) -> None:
    (tmp_path / "digest.yml").write_text("site: s3://bucket/site\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="site: give a folder of this machine"):
        load_settings(tmp_path / "digest.yml")


@needs_fsspec
def test_results_go_to_a_shared_cache_and_come_back(tmp_path: Path, shelf: Place) -> None:
    one, other = cache.key("1"), cache.key("2")
    cache.save(tmp_path / "a", {one: cache.Entry(b"told", b"whole"), other: cache.Entry(b"t", b"")})
    push(ADDRESS, tmp_path / "a", [one, other, cache.key("3")])
    shelf.write({"notes.txt": b"mine"})
    pull(ADDRESS, tmp_path / "b", [other, one])
    assert cache.load(tmp_path / "b", [one, other]) == {one: b"told", other: b"t"}
    assert cache.Whole(tmp_path / "b").read(one) == b"whole"
    assert {found.name for found in objects(ADDRESS)} == {one, other}
    clear(ADDRESS)
    assert [found.name for found in shelf.files()] == ["notes.txt"]


@needs_fsspec
def test_what_is_damaged_or_misplaced_in_a_shared_cache_is_not_taken(tmp_path: Path, shelf: Place) -> None:
    right, wrong, broken = (cache.key(name) for name in "abc")
    cache.save(tmp_path / "a", {right: cache.Entry(b"told", b"whole")})
    push(ADDRESS, tmp_path / "a", [right])
    content = shelf.read([right])[right]
    assert isinstance(content, bytes)
    shelf.write({wrong: content, broken: content[:-1] + b"?"})
    pull(ADDRESS, tmp_path / "b", [right, wrong, broken])
    assert set(cache.load(tmp_path / "b", [right, wrong, broken])) == {right}


@contextmanager
def object_store(folder: Path) -> Iterator[dict[str, str]]:
    """An object store that speaks S3 over http, with one bucket; yields what a program needs to reach it."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            lines = iter(running.stderr.readline, "")
            port = next(found[1] for line in lines if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
            yield {
                **os.environ,
                "AWS_ACCESS_KEY_ID": "made-up",
                "AWS_SECRET_ACCESS_KEY": "made-up",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_MAX_ATTEMPTS": "1",
                "FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            }
        finally:
            running.kill()


def run(
    command: list[str], folder: Path, surroundings: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=dict(surroundings), capture_output=True, text=True, check=False
    )


def pages_in(root: Path, without: set[str]) -> dict[str, bytes]:
    return {name: content for name, content in tree(root / "docs").items() if name not in without}


FILL = """
import sys, fsspec
system = fsspec.filesystem("s3")
system.mkdir("shelf")
for number in range(6):
    text = f"---\\ntitle: Tide tables {number}\\n---\\nThe harbour master reads tide table {number} aloud.\\n"
    system.pipe_file(f"shelf/articles/part/{number}.md", text.encode())
system.pipe_file("shelf/articles/../out.md", b"# Out\\n")
system.pipe_file("shelf/articles/[a-z]*?.md", b"# Odd but allowed\\n\\nThe name of this file is odd.\\n")
"""
TAKE_AWAY = "import fsspec; fsspec.filesystem('s3').rm_file('shelf/articles/part/3.md')"


@needs_s3
def test_articles_and_a_cache_in_an_object_store_make_the_site_that_a_folder_makes(tmp_path: Path) -> None:
    def pages(name: str, articles: str, *more: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / name).mkdir(exist_ok=True)
        command = [sys.executable, "-m", "generator", "pages", "--articles", articles, *more]
        return run(command, tmp_path / name, surroundings)

    def ask(*given: str) -> subprocess.CompletedProcess[str]:
        return run([sys.executable, "-m", "generator", *given], tmp_path, surroundings)

    with object_store(tmp_path) as surroundings:
        filled = run([sys.executable, "-c", FILL], tmp_path, surroundings)
        assert filled.returncode == 0, filled.stderr
        first = pages("one", "s3://shelf/articles", "--cache", "s3://shelf/cache")
        assert first.returncode == 0, first.stderr
        assert "../out.md: its name leads elsewhere" in first.stderr
        assert not (tmp_path / "one" / ".digest" / "out.md").exists()
        brought = tmp_path / "one" / ".digest" / "articles"
        assert names_in(brought) == {*(f"part/{number}.md" for number in range(6)), "[a-z]*?.md"}

        shutil.copytree(brought, tmp_path / "here")
        second = pages("two", str(tmp_path / "here"), "--cache", "s3://shelf/cache")
        assert ("Reading" in first.stdout, "Reading" in second.stdout) == (True, False)
        data = {"digest.json"}  # it names what was left out
        assert pages_in(tmp_path / "one", data) == pages_in(tmp_path / "two", data)
        kept = ask("cache", "--cache", "s3://shelf/cache")
        assert "7 files  articles, read and analysed, at s3://shelf/cache" in kept.stdout
        missing = ask("cache", "--cache", "s3://no-such-shelf/cache")
        assert missing.returncode == 1
        assert "s3://no-such-shelf/cache: cannot be reached" in missing.stderr

        assert run([sys.executable, "-c", TAKE_AWAY], tmp_path, surroundings).returncode == 0
        assert "6 articles of 7 sources" in pages("one", "s3://shelf/articles").stdout
    lost = pages("one", "s3://shelf/articles")
    assert lost.returncode == 1
    assert "s3://shelf/articles: cannot be reached" in lost.stderr
    assert "Traceback" not in lost.stderr


def test_articles_are_not_written_where_they_are_only_brought_from(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# One\n\nOne word after the other.\n", encoding="utf-8")
    command = [sys.executable, "-m", "generator", "add", "one.md", "--articles", "s3://shelf/articles"]
    done = run(command, tmp_path, os.environ)
    assert done.returncode == 2
    assert "the articles lie at s3://shelf/articles, and are not written there" in done.stderr


def test_results_that_are_not_there_are_neither_taken_nor_left(tmp_path: Path) -> None:
    keys = ["0" * 64, "1" * 64]
    push("memory://empty", tmp_path, keys)
    assert objects("memory://empty") == ()
    pull("memory://empty", tmp_path, keys)
    assert cache.load(tmp_path, keys) == {}
