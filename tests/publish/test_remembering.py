from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.publish.record import Anchors, Facts, Record, Source, hash_of
from generator.publish.remembering import (
    Remembered,
    load_notes,
    load_record,
    save_notes,
    save_record,
    stamps_of,
)
from generator.seal import read_sealed, write_sealed

NAMES = [f"{number:03}.md" for number in range(100)]


def record(names: list[str], **more: Any) -> Record:  # noqa: ANN401 - whatever a record holds
    facts = Facts.of(Anchors((), {}), asked=["index.md"], warnings=())
    given = {
        "engine": "engine",
        "navigation": "navigation",
        "clock": "0",
        "places": {name: (f"{name}/", f"{name}/index.html", 0) for name in names},
        "rules": "",
        "sources": {name: Source(digest=name, stamp=None) for name in names},
        "facts": dict.fromkeys(names, facts),
        "doubtful": (),
        "settings": "",
        "outputs": {f"{name}/index.html": (1, 2) for name in names},
        "problems": (),
    }
    return Record(**{**given, **more})


def test_what_was_saved_is_what_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "site.record"
    assert load_record(path) == Remembered(None, None)
    first = record(NAMES)
    save_record(path, first, None)
    loaded = load_record(path)
    assert loaded == Remembered(first, first)


def test_where_little_changed_only_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "site.record"
    save_record(path, record(NAMES), None)
    whole = path.stat()
    for now in (
        record([*NAMES, "new.md"], navigation="another"),
        record([*NAMES[2:], "newer.md"], doubtful=("newer.md",)),
        record(NAMES[1:]),
        record(NAMES),
    ):
        before = stamps_of(path)
        save_record(path, now, load_record(path).whole)
        assert load_record(path).record == now
        assert path.stat() == whole
        assert stamps_of(path) != before
        assert read_sealed(path.with_suffix(".left"), str) == hash_of(now.outputs)


def test_where_much_changed_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "site.record"
    save_record(path, record(NAMES), None)
    save_record(path, record(NAMES[1:]), load_record(path).whole)
    half = record(NAMES[50:])
    save_record(path, half, load_record(path).whole)
    assert load_record(path) == Remembered(half, half)


def test_where_the_record_was_removed_meanwhile_all_is_written(tmp_path: Path) -> None:
    path, now = tmp_path / "site.record", record(NAMES[1:])
    save_record(path, record(NAMES), None)
    whole = load_record(path).whole
    path.unlink()
    save_record(path, now, whole)
    assert load_record(path) == Remembered(now, now)


def test_of_a_record_that_lost_what_changed_the_rest_is_as_it_was(tmp_path: Path) -> None:
    path, first = tmp_path / "site.record", record(NAMES)
    save_record(path, first, None)
    save_record(path, record(NAMES[1:]), load_record(path).whole)
    since = path.with_suffix(".since")
    since.write_bytes(since.read_bytes()[:-1])
    assert load_record(path) == Remembered(first, first)
    path.write_bytes(b"damaged")
    assert load_record(path) == Remembered(None, None)


def test_what_changed_since_another_record_is_not_taken_for_this_one(tmp_path: Path) -> None:
    path, other = tmp_path / "site.record", record(NAMES, engine="another")
    save_record(path, record(NAMES), None)
    save_record(path, record(NAMES[1:]), load_record(path).whole)
    write_sealed(path, other)  # by a version of the program that knows nothing of what lies beside it
    assert load_record(path) == Remembered(other, other)


def test_the_same_values_are_found_whatever_their_order(tmp_path: Path) -> None:
    path, first = tmp_path / "site.record", record(NAMES)
    backwards = replace(first, outputs=dict(reversed(first.outputs.items())))
    save_record(path, backwards, None)
    assert load_record(path).record == first
    assert hash_of(backwards.outputs) == hash_of(first.outputs)


def test_what_was_noted_is_that_of_one_record(tmp_path: Path) -> None:
    path = tmp_path / "site.record"
    noted = {"": ((1, 2, 3, 4), None), "a": None}
    save_record(path, record(NAMES), None)
    save_notes(path, noted)
    assert load_notes(path) == noted
    save_record(path, record(NAMES[1:]), load_record(path).whole)
    assert load_notes(path) == {}
