"""A file is read again only if its stamps say so."""

import os
from pathlib import Path

import pytest

from generator.filetimes import stamp_of
from generator.sources.discover import SourceFile
from generator.stamps import FILE, hashes_of

LONG_AGO = 1_700_000_000


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / ".cache"


def a_file(folder: Path, text: str, *, age: int = 0) -> SourceFile:
    path = folder / "kettle.md"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO - age, LONG_AGO - age))
    return SourceFile(source=path.name, at=str(path), stamp=stamp_of(path.stat()))


def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a day have passed since the files were written: the time of their state cannot be set."""
    monkeypatch.setattr("generator.filetimes.time.time_ns", lambda: 1 << 62)


def test_the_hash_is_that_of_the_bytes(tmp_path: Path, cache: Path) -> None:
    first = hashes_of([a_file(tmp_path, "slow")], cache)
    assert first == hashes_of([a_file(tmp_path, "slow")], cache)
    assert first != hashes_of([a_file(tmp_path, "fast")], cache)


def test_a_file_with_the_same_stamps_is_not_read(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(monkeypatch)
    file = a_file(tmp_path, "slow")
    first = hashes_of([file], cache)
    monkeypatch.setattr(SourceFile, "content", lambda *_: pytest.fail("it was read"))
    assert hashes_of([file], cache) == first


def test_a_file_that_was_only_just_written_is_read_again(tmp_path: Path, cache: Path) -> None:
    hashes_of([a_file(tmp_path, "slow")], cache)
    assert not (cache / FILE).exists()


@pytest.mark.parametrize("text", ["fast", "slow too"], ids=["same size", "other size"])
def test_a_file_with_another_stamp_is_read_again(
    text: str, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(monkeypatch)
    first = hashes_of([a_file(tmp_path, "slow")], cache)
    assert hashes_of([a_file(tmp_path, text, age=1)], cache) != first


@pytest.mark.parametrize("damage", [b"", b"nonsense" * 9], ids=["empty", "nonsense"])
def test_damaged_stamps_are_ignored(
    damage: bytes, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(monkeypatch)
    file = a_file(tmp_path, "slow")
    first = hashes_of([file], cache)
    (cache / FILE).write_bytes(damage)
    assert hashes_of([file], cache) == first


def test_what_cannot_be_read_has_no_hash(tmp_path: Path, cache: Path) -> None:
    assert hashes_of([SourceFile(source="gone.md", at=str(tmp_path / "gone.md"))], cache) == [b""]
