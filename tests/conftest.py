"""What several tests share: sites in temporary folders, built for real."""

import shutil
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment
from playwright.sync_api import Browser, sync_playwright

from generator.build import make_pages
from generator.config import load_settings
from generator.run import Options, Result

# The same examples in every run: a build never fails by chance. For new ones: --hypothesis-profile explore
settings.register_profile(
    "fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile("fixed")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update")

MakeSite = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that approves the golden pages as they are now; review them with `git diff`."""
    parser.addoption("--update-golden", action="store_true", help="approve the golden pages as they are now")
    parser.addoption(
        "--corpora", metavar="DIR", help="try the ledger on every folder of real articles in DIR"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for one each folder of real articles, if the command line says where they are."""
    if "corpus_folder" in metafunc.fixturenames:
        given = metafunc.config.getoption("--corpora")
        folders = sorted(one for one in Path(given).resolve().iterdir() if one.is_dir()) if given else []
        none = pytest.param(
            None, marks=pytest.mark.skip("say where the articles are: --corpora DIR"), id="none"
        )
        params = [pytest.param(folder, id=folder.name) for folder in folders] or [none]
        metafunc.parametrize("corpus_folder", params)


@pytest.fixture(scope="session", autouse=True)
def _themes_are_compiled_once() -> Iterator[None]:
    """Compile each template of an installed theme once a process: it takes longer than most sites here."""
    compiled: Callable[..., str | CodeType] = Environment.compile
    known: dict[object, str | CodeType] = {}
    installed = sysconfig.get_path("purelib")

    def compiled_once(
        env: Environment, source: object, name: str | None = None, filename: str | None = None, *more: bool
    ) -> str | CodeType:
        if not filename or not filename.startswith(installed):
            return compiled(env, source, name, filename, *more)
        key = (source, name, filename, env.autoescape, *more)
        if key not in known:
            known[key] = compiled(env, source, name, filename, *more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compiled_once)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome, the machine's own or Playwright's: one for all tests, which it wants to be."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Write files of a site, by path, below a temporary folder that has a `digest.yml`."""

    return lambda files: written(tmp_path / "site of mine", files)


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files of a site, by path, below a folder, which has a `digest.yml` too."""
    for name, content in {"digest.yml": "title: Mine\n", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def pages_of(root: Path, *, jobs: int = 0) -> Result:
    """Run the generator on a site."""
    return make_pages(load_settings(root / "digest.yml"), Options(jobs=jobs), lambda *_: None)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that a site is built from or consists of."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".digest-")
    }
