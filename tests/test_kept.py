from pathlib import Path

from click.testing import CliRunner

from generator.cli import cli
from generator.config import load_settings
from generator.kept import PARTS, clear, parts_of
from tests.conftest import MakeSite, pages_of, tree
from tests.test_build import CLUB


def test_every_part_of_a_cache_is_known(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    cache = load_settings(root / "digest.yml").cache
    known = {path.name for pattern in PARTS for path in cache.glob(pattern)}
    assert {path.name for path in cache.iterdir()} - known <= {".gitignore"}
    assert "articles, read and analysed" in {part.what for part in parts_of(cache)}


def test_clearing_removes_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    for name in ("articles.sqlite", "sites/a.record", "letters/from-ada.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    clear(tmp_path)
    assert sorted(tree(tmp_path)) == ["letters/from-ada.txt", "notes.md"]
    assert parts_of(tmp_path) == ()


def test_a_linked_folder_loses_the_link_and_no_file(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter.txt").write_text("mine")
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "sites").symlink_to(elsewhere)
    assert [(part.files, part.what) for part in parts_of(cache)] == [(1, PARTS["sites"])]
    clear(cache)
    assert sorted(tree(elsewhere)) == ["letter.txt"]


def test_the_command_shows_and_clears_and_the_next_build_makes_the_same(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    before = tree(root / "docs")
    asked = ["cache", "--config", str(root / "digest.yml")]
    assert "MB" in CliRunner().invoke(cli, asked).output
    cleared = CliRunner().invoke(cli, ["cache", "clear", *asked[1:]])
    assert (cleared.exit_code, "is cleared" in cleared.output) == (0, True)
    assert "holds nothing" in CliRunner().invoke(cli, asked).output
    assert pages_of(root).report.written == ()
    assert tree(root / "docs") == before
