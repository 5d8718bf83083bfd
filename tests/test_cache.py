"""The cache saves work and never changes a result."""

from pathlib import Path

import pytest

from generator import cache
from generator.parallel import map_here

ONE, TWO = cache.Entry(b"1", b"whole 1"), cache.Entry(b"2", b"whole 2")


def test_what_was_saved_is_found(tmp_path: Path) -> None:
    cache.save(tmp_path, {"a": ONE, "b": TWO})
    assert cache.load(tmp_path, ["a", "b", "c"]) == {"a": b"1", "b": b"2"}
    assert [cache.Whole(tmp_path).read(key) for key in "abc"] == [b"whole 1", b"whole 2", None]


def test_what_is_kept_apart_of_a_result_is_found_and_dropped_with_it(tmp_path: Path) -> None:
    cache.save(tmp_path, {"a": cache.Entry(b"1", b"whole 1", b"apart 1"), "b": TWO})
    assert [cache.Whole(tmp_path).apart(key) for key in "abc"] == [b"apart 1", b"", None]
    cache.keep_only(tmp_path, ["b"])
    assert cache.Whole(tmp_path).apart("a") is None


def test_what_a_run_did_not_use_is_dropped(tmp_path: Path) -> None:
    cache.save(tmp_path, {"a": ONE, "b": TWO})
    cache.save(tmp_path, {"c": ONE})
    cache.keep_only(tmp_path, ["b", "c"])
    assert cache.load(tmp_path, ["a", "b", "c"]) == {"b": b"2", "c": b"1"}
    assert cache.Whole(tmp_path).read("a") is None


def test_a_corrupt_cache_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / cache.FILE).write_bytes(b"this is no database" * 1000)
    assert cache.Whole(tmp_path).read("a") is None
    assert cache.load(tmp_path, ["a"]) == {}
    cache.save(tmp_path, {"a": ONE})
    assert cache.load(tmp_path, ["a"]) == {"a": b"1"}


def test_copies_of_a_process_read_by_themselves(tmp_path: Path) -> None:
    cache.save(tmp_path, {"a": ONE, "b": TWO})
    whole = cache.Whole(tmp_path)
    assert whole.read("a") == b"whole 1"
    assert map_here(whole.read, ["a", "b"] * 50, jobs=2) == [b"whole 1", b"whole 2"] * 50


def test_what_is_installed_later_to_read_a_format_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = []
    for there in ({}, {"pypdf": "6.0"}, {"pypdf": "6.1"}):
        monkeypatch.setattr(cache, "versions_there", lambda names, there=there: there)
        cache.code_version.cache_clear()
        keys.append(cache.key("a"))
    monkeypatch.undo()
    cache.code_version.cache_clear()
    assert len(set(keys)) == 3


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert cache.load(tmp_path / "none", ["a"]) == {}


def test_a_key_depends_on_every_part_and_on_where_one_ends() -> None:
    keys = {cache.key("ab", "c"), cache.key("a", "bc"), cache.key("abc"), cache.key("ab", b"d")}
    assert len(keys) == 4
    assert cache.key("ab", b"c") == cache.key(b"ab", "c")
