import random
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.publish.looking import Look, files_in, grown, look, seen_now, swapped
from generator.publish.staging import change_places, mirror, remove_empty, twin_of

if TYPE_CHECKING:
    from generator.publish.record import Notes
from tests.publish.sites import two_sites


def test_the_files_of_a_twin_are_known_as_if_each_were_looked_at(tmp_path: Path) -> None:
    site = two_sites(tmp_path)
    twin = twin_of(site)
    for name in ("a", "b", "c"):
        (site / name).write_text(name)
    (twin / "a").hardlink_to(site / "a")
    (twin / "b").write_text("another")
    (twin / "deep").mkdir()
    (twin / "deep" / "c").hardlink_to(site / "c")
    seen = look(site)
    assert seen.site.keys() == {"index.html", "a", "b", "c"}
    assert seen.twin == files_in(twin)


def test_what_was_seen_of_a_site_holds_until_another_takes_its_place(tmp_path: Path) -> None:
    site = two_sites(tmp_path)
    seen = look(site)
    assert (seen.site, seen.twin) == (files_in(site), files_in(twin_of(site)))
    assert seen_now(site, seen) is seen
    change_places(site)
    assert seen_now(site, seen) == look(site)
    assert seen_now(site, None) == look(site)
    assert look(tmp_path / "nowhere").site == {}


def test_a_twin_is_seen_as_the_site_only_where_its_files_are_the_same(tmp_path: Path) -> None:
    site = two_sites(tmp_path)
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
    site = two_sites(tmp_path)
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
    files, changed = grown(site, kept, theirs, seen)
    assert files == files_in(twin)
    assert changed == {"beside", "index/gone", "index/part/1", "pages/made/index.html"}


PATHS = [f"{folder}{name}" for folder in ("", "a/", "a/b/", "c/d/e/", "f/") for name in ("one", "two")]


def touched(folder: Path, path: str, chance: random.Random) -> None:
    """Do something to a path below a folder: somebody adds, changes or removes a file, or all of a folder."""
    file = folder / path
    match chance.choice(("change", "replace", "remove", "folder", "empty", "turn")):
        case "change" if file.is_file():
            file.write_text(f"{time.time_ns()}")
        case "replace":
            if not file.is_dir():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.unlink(missing_ok=True)
                file.write_text(f"{time.time_ns()}")
        case "remove":
            file.unlink(missing_ok=True)
        case "folder" if file.parent != folder:
            shutil.rmtree(file.parent, ignore_errors=True)
        case "empty":
            (file.parent / "empty").mkdir(parents=True, exist_ok=True)
        case "turn" if file.parent != folder and file.parent.is_dir():
            turned = file.parent.with_name("turned")
            shutil.rmtree(turned, ignore_errors=True)
            file.parent.rename(turned)


def same(seen: Look, other: Look) -> None:
    assert (seen.site, seen.twin) == (other.site, other.twin)
    assert (seen.twin is seen.site) == (other.twin is other.site)


def test_folders_that_were_noted_are_seen_as_if_each_were_looked_through(tmp_path: Path) -> None:
    """Builds follow one another, and somebody touches the site and its twin between them."""
    for seed in range(12):
        chance = random.Random(seed)
        site = tmp_path / f"{seed}" / "site"
        twin = twin_of(site)
        for path in PATHS:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(path)
        twin.mkdir()
        mirror(twin, files_in(site), site, {})
        known = files_in(site)
        noted: Notes = {}
        for _ in range(4):
            time.sleep(0.06)  # so that what is noted can be trusted, where times are fine
            for _ in range(chance.randrange(3)):
                touched(chance.choice((site, twin)), chance.choice(PATHS), chance)
            seen = look(site, known, noted)
            same(seen, look(site, known))
            mirror(twin, seen.site, site, seen.twin)
            kept = {path: stamp for path, stamp in seen.site.items() if chance.randrange(4)}
            mirror(twin, kept, site, seen.site)
            for path in chance.sample(PATHS, 2):
                if not any((twin / path).is_dir() or above.is_file() for above in (twin / path).parents):
                    (twin / path).parent.mkdir(parents=True, exist_ok=True)
                    (twin / path).unlink(missing_ok=True)
                    (twin / path).write_text(f"{time.time_ns()}")
            made = grown(site, kept, frozenset(), seen)
            assert made.files == files_in(twin)
            remove_empty(twin, seen.site.keys() - made.files.keys())
            change_places(site)
            known = made.files
            mirror(twin, known, site, seen.site)
            remove_empty(twin, seen.site.keys() - known.keys())
            assert files_in(twin) == known
            noted = swapped(seen.folders)
