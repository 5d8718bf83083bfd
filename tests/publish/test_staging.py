import threading
from pathlib import Path

import pytest

from generator.publish.exchange import exchange
from generator.publish.staging import (
    change_places,
    files_in,
    grown,
    look,
    remove_empty,
    seen_now,
    twin_files,
    twin_of,
)


def two(folder: Path) -> Path:
    site = folder / "site"
    for place, text in ((site, "old"), (twin_of(site), "new")):
        place.mkdir()
        (place / "index.html").write_text(text)
    return site


def test_the_site_and_its_twin_change_places(tmp_path: Path) -> None:
    site = two(tmp_path)
    change_places(site)
    assert (site / "index.html").read_text() == "new"
    assert (twin_of(site) / "index.html").read_text() == "old"


def test_the_files_of_a_twin_are_known_as_if_each_were_looked_at(tmp_path: Path) -> None:
    site = two(tmp_path)
    twin = twin_of(site)
    for name in ("a", "b", "c"):
        (site / name).write_text(name)
    (twin / "a").hardlink_to(site / "a")
    (twin / "b").write_text("another")
    (twin / "deep").mkdir()
    (twin / "deep" / "c").hardlink_to(site / "c")
    numbers: dict[str, int] = {}
    there = files_in(site, numbers)
    assert numbers.keys() == there.keys() == {"index.html", "a", "b", "c"}
    assert twin_files(twin, there, numbers) == files_in(twin)
    assert twin_files(tmp_path / "nowhere", there, numbers) == {}


def test_what_was_seen_of_a_site_holds_until_another_takes_its_place(tmp_path: Path) -> None:
    site = two(tmp_path)
    seen = look(site)
    assert (seen.site, seen.twin) == (files_in(site), files_in(twin_of(site)))
    assert seen_now(site, seen) is seen
    change_places(site)
    assert seen_now(site, seen) == look(site)
    assert seen_now(site, None) == look(site)
    assert look(tmp_path / "nowhere").site == {}


def test_a_twin_is_seen_as_the_site_only_where_its_files_are_the_same(tmp_path: Path) -> None:
    site = two(tmp_path)
    twin = twin_of(site)
    assert look(site).twin is not look(site).site
    (twin / "index.html").unlink()
    (twin / "index.html").hardlink_to(site / "index.html")
    known = files_in(site)
    seen = look(site, known)
    assert seen.twin is seen.site is known
    (twin / "more").write_text("more")
    assert look(site).twin == files_in(twin)
    (site / "less").write_text("less")
    (twin / "more").unlink()
    assert look(site).twin == files_in(twin)


def test_the_files_of_a_grown_twin_are_known_as_if_each_were_looked_at(tmp_path: Path) -> None:
    site = two(tmp_path)
    twin = twin_of(site)
    for path in ("pages/kept/index.html", "pages/made/index.html", "index/part/0", "index/part/1"):
        for folder in (site, twin):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(path)
        (twin / path).hardlink_to(site / path)
    seen = look(site)
    kept = {path: stamp for path, stamp in seen.twin.items() if "made" not in path} | {"index/gone": (1, 1)}
    for path in ("pages/made/index.html", "index/part/1"):
        (twin / path).unlink()
        (twin / path).write_text("another")
    (twin / "beside").write_text("beside")
    theirs = {"index.html", "pages/kept/index.html", "pages/made/index.html", "pages/gone/index.html"}
    files, changed = grown(twin, kept, theirs, seen)
    assert files == files_in(twin)
    assert changed == {"beside", "index/gone", "index/part/1", "pages/made/index.html"}


def test_folders_without_a_file_go(tmp_path: Path) -> None:
    twin = twin_of(two(tmp_path))
    (twin / "deep" / "empty").mkdir(parents=True)
    (twin / "full" / "empty").mkdir(parents=True)
    (twin / "full" / "kept").write_text("kept")
    remove_empty(twin, ["index.htm", "deep/empty/a", "full/empty/b", "full/c", "nowhere/d"])
    assert sorted(path.relative_to(twin).as_posix() for path in twin.rglob("*")) == [
        "full",
        "full/kept",
        "index.html",
    ]


def test_the_first_site_has_no_place_to_change_with(tmp_path: Path) -> None:
    site = tmp_path / "site"
    twin_of(site).mkdir()
    change_places(site)
    assert site.is_dir()
    assert not twin_of(site).exists()


def test_a_site_that_cannot_be_replaced_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with pytest.raises(OSError):
        change_places(site)
    assert site.is_dir()


def test_a_folder_that_is_not_there_cannot_change_places(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    assert not exchange(site, tmp_path / "nowhere")
    assert site.is_dir()


def test_no_moment_is_without_a_site(tmp_path: Path) -> None:
    site = two(tmp_path)
    if not exchange(site, twin_of(site)):
        pytest.skip("this system or disk cannot exchange two folders in one step")
    missing: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            if not (site / "index.html").exists():
                missing.append(1)

    watcher = threading.Thread(target=look)
    watcher.start()
    for _ in range(300):
        change_places(site)
    done.set()
    watcher.join()
    assert missing == []
