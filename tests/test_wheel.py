"""The wheel holds what an installed program needs, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True
    )
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_template_and_every_file_of_the_scaffold_is_in_the_wheel(names: set[str]) -> None:
    templates = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    wanted = {f"generator/_templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in templates}
    assert wanted <= names


def test_the_lock_that_new_sites_install_by_is_in_the_wheel(names: set[str]) -> None:
    assert "generator/_templates/requirements.lock" in names


def test_every_module_and_word_list_is_in_the_wheel(names: set[str]) -> None:
    package = (path for path in (ROOT / "generator").rglob("*") if path.suffix in {".py", ".txt"})
    assert {path.relative_to(ROOT).as_posix() for path in package} <= names


def test_nothing_else_is_in_the_wheel(names: set[str]) -> None:
    templates = {
        f"generator/_templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and path.suffix in {".py", ".txt", ".typed"}
    }
    about = {name for name in names if name.startswith("digestpress-")}
    assert names - about <= templates | package | {"generator/_templates/requirements.lock"}
    assert {name.partition("/")[2] for name in about} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }
