"""The commands as a user types them: what they print, where they work, how they end."""

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from tests.conftest import MakeSite
from tests.test_build import CLUB


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Do what a command line asks, in this process, and tell how it ended."""
    told, warned = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(told), redirect_stderr(warned), pytest.raises(SystemExit) as ended:
        cli.answer([*map(str, arguments)])
    code = ended.value.code
    assert isinstance(code, int | None)
    return subprocess.CompletedProcess(arguments, code or 0, told.getvalue(), warned.getvalue())


def run_alone(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Do the same in a process of its own."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_build_makes_a_site_and_says_where(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    done = run_alone("build", folder=root)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "3 articles of 3 sources" in done.stdout
    assert "site/index.html" in done.stdout
    for page in ("index.html", "topics/index.html", "articles/kettle/index.html", "digest.json"):
        assert (root / "site" / page).is_file()


def test_commands_work_from_any_folder(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site(CLUB)
    below = root / "articles" / "saved"
    assert run("pages", "--quiet", folder=below).returncode == 0
    assert (root / "docs" / "index.md").is_file()
    away = run("pages", "--config", root / "digest.yml", "--docs", "elsewhere", folder=tmp_path)
    assert away.returncode == 0
    assert (tmp_path / "elsewhere" / "index.md").is_file()


def test_any_folder_of_articles_will_do(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "kettle.txt").write_text(CLUB["articles/kettle.txt"])
    done = run("build", "--articles", "texts", "--site", "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "articles" / "kettle" / "index.html").is_file()


def test_a_terminal_that_lacks_the_letters_of_a_name_stops_nothing(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "articles/東京.txt": ""})
    command = [sys.executable, "-m", "generator", "sources"]
    old = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=old)
    assert done.returncode == 0, done.stderr
    assert rb"\u6771\u4eac.txt" in done.stdout


def test_a_system_without_unicode_builds_what_others_do(make_site: MakeSite) -> None:
    texts = {
        **CLUB,
        "articles/東京.txt": "Tokyo\n\nThe kettle of Tokyo boils at dawn. Nobody drinks from it.",
    }
    root = make_site(texts)
    command = [sys.executable, "-m", "generator", "pages"]
    old = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=old)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (root / "docs" / "articles" / "東京.md").is_file()


def test_quiet_prints_nothing(make_site: MakeSite) -> None:
    done = run_alone("pages", "--quiet", folder=make_site(CLUB))
    assert (done.stdout, done.stderr) == ("", "")


def test_problems_fail_a_build_only_if_it_is_strict(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "articles/empty.txt": ""})
    lenient, strict = run("pages", folder=root), run("pages", "--strict", folder=root)
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert "error: empty.txt:" in lenient.stderr
    assert (root / "docs" / "articles" / "kettle.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["pages"], 2, "unknown setting 'titel'"),
        (["pages", "--config", "none.yml"], 2, "none.yml"),
        (["pages", "--jobs", "many"], 2, "--jobs"),
        (["serve", "--address", "nowhere"], 2, "HOST:PORT"),
        (["serve", "--address", "127.0.0.1:99999"], 2, "HOST:PORT"),
        (["pges"], 2, "pges"),
    ],
)
def test_wrong_usage_and_settings_end_with_2(
    make_site: MakeSite, arguments: list[str], code: int, message: str
) -> None:
    done = run(*arguments, folder=make_site({"digest.yml": "titel: x\n", **CLUB}))
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_folder_without_articles_is_named(make_site: MakeSite, command: str) -> None:
    done = run_alone(command, folder=make_site({}))
    assert done.returncode == 1
    assert "articles" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_foreign_site_folder_is_never_replaced(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "site/thesis.doc": "years of work"})
    done = run("build", folder=root)
    assert done.returncode == 1
    assert "was not built by digest" in done.stderr
    assert (root / "site" / "thesis.doc").read_text() == "years of work"


def test_two_builds_give_the_same_bytes(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    sites = []
    for _ in range(2):
        run("build", "--quiet", folder=root)
        sites.append({p.name: p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()})
    assert sites[0] == sites[1]


@pytest.mark.parametrize("seconds", ["", "-5", "yesterday", "1" * 11, "9" * 10])
def test_a_time_that_is_none_is_refused_before_anything_is_begun(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, seconds: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    root = make_site(CLUB)
    done = run("build", folder=root)
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH: give seconds since 1970, or leave it out" in done.stderr
    assert done.stdout == ""
    assert not (root / "docs").exists()


def test_a_hash_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run("new", "mine", "--sha256", "abc", folder=tmp_path)
    assert (done.returncode, (tmp_path / "mine").exists()) == (2, False)
    assert "give 64 hexadecimal digits" in done.stderr


def test_a_file_in_the_place_of_the_site_is_never_replaced(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "site": "Mud."})
    done = run("build", folder=root)
    assert done.returncode == 1
    assert (root / "site").read_text() == "Mud."


@pytest.mark.parametrize(
    "arguments, in_the_way",
    [
        (("new", "digest.yml/site"), "digest.yml"),
        (("topics", "forbid", "tea"), "topics.lock.json"),
        (("changes",), "articles.lock.json"),
    ],
)
def test_what_the_disk_refuses_ends_in_a_sentence(
    make_site: MakeSite, arguments: tuple[str, ...], in_the_way: str
) -> None:
    root = make_site(CLUB)
    if not (root / in_the_way).exists():
        (root / in_the_way).mkdir()
    done = run(*arguments, folder=root)
    assert done.returncode == 1
    assert in_the_way in done.stderr
    assert "remove what is in the way, then run again" in done.stderr


def test_a_new_site_builds_at_once_and_is_not_written_over(tmp_path: Path) -> None:
    assert run("new", "reading", "--title", 'What "we" read: a list', folder=tmp_path).returncode == 0
    done = run("build", "--strict", folder=tmp_path / "reading")
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "reading" / "site" / "index.html").read_text()
    assert "What &quot;we&quot; read: a list" in home or 'What "we" read: a list' in home
    again = run("new", "reading", folder=tmp_path)
    assert again.returncode == 1
    assert "already there" in again.stderr


def test_plain_mkdocs_builds_the_pages_without_a_warning(tmp_path: Path) -> None:
    run("new", "reading", folder=tmp_path)
    run("pages", "--quiet", folder=tmp_path / "reading")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "plain"]
    done = subprocess.run(command, cwd=tmp_path / "reading", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING -" not in done.stderr


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli.cli, arguments)


def test_help_names_every_command() -> None:
    assert all(command in invoke("--help").output for command in ("new", "pages", "build", "serve"))
