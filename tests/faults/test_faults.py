"""Faults of disks, folders, names and times: a clear word, the published site whole, the next run right."""

import os
import random
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.sources.discover import find_sources
from generator.sources.read import read_article
from tests.conftest import tree
from tests.faults.trials import (
    DAMAGES,
    build_on_a_full_disk,
    built,
    cleanly_built,
    command,
    damage_and_build,
    damages_of,
    new_site,
    state_files,
)
from tests.sources.reading import RULES
from tests.test_build import TEAPOT
from tests.test_cli import run

POSIX = pytest.mark.skipif(os.name != "posix", reason="this system keeps its files in another way")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_site(tmp_path_factory.mktemp("faults") / "site")
    assert built(root) == ""
    return root


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_the_program_keeps_may_be_damaged(site: Path, damage: str) -> None:
    chance = random.Random(damage)
    files = [path for path in state_files(site) if damage in damages_of(path)]
    kinds = {path.suffix or path.parent.name: path for path in files}
    for path in chance.sample(sorted(kinds.values()), 2):
        assert damage_and_build(site, path, DAMAGES[damage], chance) == "", path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MB of our own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=40m", "tmpfs", place], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("only root may make a disk of a given size here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_is_named_and_the_site_stays(small_disk: Path) -> None:
    root = new_site(small_disk / "site")
    assert built(root) == ""
    before = tree(root / "site")
    (root / "articles" / "new.md").write_text(TEAPOT.replace("teapot", "samovar"))
    for room in (0, 200_000):
        code, told = build_on_a_full_disk(root, room)
        assert code == 1
        assert "No space left" in told or "full" in told
        assert "Traceback" not in told
        assert tree(root / "site") == before
    assert built(root) == ""
    assert tree(root / "site") == cleanly_built(root)


def test_a_site_that_is_a_volume_of_its_own_is_named_with_the_way_out(
    small_disk: Path, tmp_path: Path
) -> None:
    root = new_site(tmp_path / "site")
    done = run("build", "--quiet", "--site", small_disk, folder=root)
    assert done.returncode == 1
    assert "choose a folder in it with --site" in done.stderr
    assert run("build", "--quiet", "--site", small_disk / "site", folder=root).returncode == 0


@POSIX
@pytest.mark.parametrize("folder", ["docs", "."])
def test_a_folder_that_must_not_be_written_to_is_named(tmp_path: Path, folder: str) -> None:
    root = new_site(tmp_path / "site")
    assert built(root) == ""
    before = tree(root / "site")
    (root / "articles" / "new.md").write_text(TEAPOT.replace("teapot", "samovar"))
    bare = _without_power()
    for place in (root / folder, *(p for p in (root / folder).rglob("*") if p.is_dir() and folder != ".")):
        place.chmod(0o555)
    try:
        done = subprocess.run([*bare, *command(root)], capture_output=True, text=True, check=False)
    finally:
        for place in (root / folder, *(p for p in (root / folder).rglob("*") if p.is_dir())):
            place.chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert str(root) in done.stderr
    assert "rights" in done.stderr
    assert tree(root / "site") == before
    assert built(root) == ""
    assert tree(root / "site") == cleanly_built(root)


@POSIX
def test_articles_that_cannot_be_looked_at_are_not_taken_for_gone(tmp_path: Path) -> None:
    bare = _without_power()
    root = new_site(tmp_path / "site")
    assert built(root) == ""
    before = tree(root / "site")
    (root / "articles").chmod(0o000)
    try:
        done = subprocess.run([*bare, *command(root)], capture_output=True, text=True, check=False)
    finally:
        (root / "articles").chmod(0o755)
    assert done.returncode == 1
    assert (
        done.stderr == f"{root / 'articles'}: cannot be read: permission denied; allow it, then run again\n"
    )
    assert tree(root / "site") == before


@POSIX
@pytest.mark.parametrize("name", ["digest.yml", "topics.yml", "mkdocs.yml"])
def test_settings_that_must_not_be_read_are_named_with_the_way_out(tmp_path: Path, name: str) -> None:
    bare = _without_power()
    root = new_site(tmp_path / "site")
    (root / name).touch()
    (root / name).chmod(0o000)
    build = [*bare, sys.executable, "-m", "generator", "build"]
    done = subprocess.run(build, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode in {1, 2}
    assert f"{root / name}: cannot be read" in done.stderr
    assert "allow it, then run again" in done.stderr


@POSIX
def test_a_site_that_was_made_read_only_is_replaced_as_often_as_one_builds(tmp_path: Path) -> None:
    bare = _without_power()
    root = new_site(tmp_path / "site")
    assert built(root) == ""
    for place in (root / "site", *(path for path in (root / "site").rglob("*") if path.is_dir())):
        place.chmod(0o555)
    for name in ("samovar", "saucer"):
        (root / "articles" / f"{name}.md").write_text(TEAPOT.replace("teapot", name))
        done = subprocess.run([*bare, *command(root)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert tree(root / "site") == cleanly_built(root)


def _without_power() -> list[str]:
    """What makes a command obey the rights of files even if root runs it."""
    if os.geteuid():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may write everywhere, and there is no setpriv to take that away")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


@pytest.mark.parametrize("change", ["gone", "a folder now", "shorter", "empty"])
@pytest.mark.parametrize("name", ["kettle.txt", "box.mbox"])
def test_a_file_that_changes_before_it_is_read_is_named(tmp_path: Path, name: str, change: str) -> None:
    letter = "From a@b.c Tue Feb 27 06:30:00 2024\nSubject: Mud\n\nThe mud keeps what the river leaves.\n\n"
    path = tmp_path / name
    path.write_text(letter * 2)
    found, _ = find_sources(tmp_path, max_bytes=1_000_000)
    path.unlink()
    if change == "a folder now":
        path.mkdir()
    elif change != "gone":
        path.write_text("M" if change == "shorter" else "")
    outcomes = [read_article(file, RULES) for file in found]
    assert [outcome.source.partition("/")[0] for outcome in outcomes] == [name]
    assert all(outcome.article or outcome.problems for outcome in outcomes)
    if change == "gone":
        assert "cannot be read: no such file" in outcomes[0].problems[0].message


@POSIX
def test_every_name_that_a_disk_can_hold_is_published_or_named(tmp_path: Path) -> None:
    root = new_site(tmp_path / "site")
    accent = "café"
    names = [
        b"con.md", b"NUL.txt", b"aux", b"a:b.md", b"back\\slash.md", b"trailing .md", b"dot..md", b"-rf.md", b"--config.md",
        b"x" * 250 + b".md", "ß".encode() * 120 + b".md", b"Case.md", b"case.md", b"new\nline.md", b"bell\x07.md", b"\xff\xfe.md",
        unicodedata.normalize("NFC", accent).encode() + b".md", unicodedata.normalize("NFD", accent).encode() + b".md",
        "\u202egnp.md".encode(), "🫖.md".encode(), b"{{7}}.md", b"<b>.md", b"%2e%2e.md", b"$HOME.md", b"`id`.md",
    ]  # fmt: skip
    for number, name in enumerate(names):
        try:
            (Path(os.fsdecode(os.fsencode(root / "articles") + b"/" + name))).write_text(
                f"# Tea {number}\n\nTea {number} is warm.\n"
            )
        except OSError:  # a disk that does not take such names
            continue
    made = len(list((root / "articles").iterdir())) - 3  # some disks take several of the names for one
    told = built(root)
    shown = [path.parent.name for path in (root / "site" / "articles").glob("*/index.html")]
    assert len(shown) == len({name.casefold() for name in shown})
    assert len(shown) + told.count("left out") + told.count("rename it") + told.count("not known") == 3 + made
    assert all(len(name.encode()) < 200 for name in shown)


@pytest.mark.parametrize("when", [-86_400, 4_000_000_000], ids=["1969", "2096"])
def test_clocks_may_jump(tmp_path: Path, when: int) -> None:
    root = new_site(tmp_path / "site")
    assert built(root) == ""
    path = root / "articles" / "teapot.md"
    path.write_text(TEAPOT.replace("hour", "year"))  # of the same length
    for file in (path, root / "articles", root / "digest.yml"):
        os.utime(file, (when, when))
    assert built(root) == ""
    assert tree(root / "site") == cleanly_built(root)


@POSIX
def test_a_limit_on_the_size_of_files_is_named(tmp_path: Path) -> None:
    root = new_site(tmp_path / "site")
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); from generator.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", limited, *command(root)[3:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "free space" in done.stderr
    assert built(root) == ""
