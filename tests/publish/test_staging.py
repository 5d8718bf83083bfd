import threading
from pathlib import Path

import pytest

from generator.publish.exchange import exchange
from generator.publish.staging import (
    change_places,
    remove_empty,
    twin_of,
)
from tests.publish.sites import two_sites


def test_the_site_and_its_twin_change_places(tmp_path: Path) -> None:
    site = two_sites(tmp_path)
    change_places(site)
    assert (site / "index.html").read_text() == "new"
    assert (twin_of(site) / "index.html").read_text() == "old"


def test_folders_without_a_file_go(tmp_path: Path) -> None:
    twin = twin_of(two_sites(tmp_path))
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
    site = two_sites(tmp_path)
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
