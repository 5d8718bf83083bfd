"""The cache saves work and never changes a result."""

from pathlib import Path

from generator import cache


def test_what_was_saved_is_found(tmp_path: Path) -> None:
    cache.save(tmp_path, new={"a": b"1", "b": b"2"}, used=["a", "b"])
    assert cache.load(tmp_path, ["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_what_a_run_did_not_use_is_dropped(tmp_path: Path) -> None:
    cache.save(tmp_path, new={"a": b"1", "b": b"2"}, used=["a", "b"])
    cache.save(tmp_path, new={"c": b"3"}, used=["b", "c"])
    assert cache.load(tmp_path, ["a", "b", "c"]) == {"b": b"2", "c": b"3"}


def test_a_corrupt_cache_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / cache.FILE).write_bytes(b"this is no database" * 1000)
    assert cache.load(tmp_path, ["a"]) == {}
    cache.save(tmp_path, new={"a": b"1"}, used=["a"])
    assert cache.load(tmp_path, ["a"]) == {"a": b"1"}


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert cache.load(tmp_path / "none", ["a"]) == {}


def test_a_key_depends_on_every_part_and_on_where_one_ends() -> None:
    keys = {cache.key("ab", "c"), cache.key("a", "bc"), cache.key("abc"), cache.key("ab", b"d")}
    assert len(keys) == 4
    assert cache.key("ab", b"c") == cache.key(b"ab", "c")
