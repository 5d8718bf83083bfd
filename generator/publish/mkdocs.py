"""MkDocs, and the only module that knows it."""

import logging
import os
import shutil
import tempfile
from calendar import timegm
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from generator.config import Settings
from generator.errors import DigestError
from generator.model import Problem, Severity
from generator.scaffold import default_engine_settings

MKDOCS_FILE = "mkdocs.yml"
_CLOCK = "SOURCE_DATE_EPOCH"
_THEME = ".theme"
"""The folder of our overrides, below the docs folder."""
_OVERRIDES = f"docs/{_THEME}"
"""As `mkdocs.yml` names it; the docs folder may be another."""
OURS = "digest.json"
"""A site folder that holds this file was built by us and may be replaced."""

Finish = Callable[[Path], tuple[Problem, ...]]
"""Puts what MkDocs does not make into the folder of a site that it has made."""
Rebuild = Callable[[Path], None]
"""Builds the site into the folder it is given."""


def build_site(
    settings: Settings, *, built: date | None, finish: Finish, url: str = ""
) -> tuple[Problem, ...]:
    """Build `settings.site` from `settings.docs` and return MkDocs' warnings as problems.

    The new site grows beside the old one, which stays whole until the new one is ready. `built` is
    the time of building that its sitemap tells, unless SOURCE_DATE_EPOCH is set; `finish` adds to it
    before it is shown; `url` overrides the site's address. Raises DigestError if MkDocs fails, or if
    the site folder holds something else than a site.
    """
    _refuse_foreign(settings.site)
    fresh = settings.site.with_name(f".{settings.site.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    with _warnings() as found, _clock(built):
        try:
            _run(_configuration(settings, fresh, url))
        except (MkDocsException, Abort) as error:
            raise DigestError(f"MkDocs: {error}") from error
    found.extend(finish(fresh))
    _swap(fresh, settings.site)
    return tuple(sorted(set(found)))


def serve_site(rebuild: Rebuild, watched: Iterable[Path], host: str, port: int) -> None:
    """Serve a site; call `rebuild` with its folder at first and when a watched file changes.

    Browsers reload by themselves. Returns when the user stops it. Raises DigestError if the
    address cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="digest-serve-") as folder:
        site = Path(folder) / "site"
        rebuild(site)
        server = LiveReloadServer(builder=lambda: rebuild(site), host=host, port=port, root=str(site))
        server.error_handler = lambda code: _error_page(site, code)
        for path in watched:
            server.watch(str(path))
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        except OSError as error:
            reason = error.strerror or error
            raise DigestError(f"{host}:{port}: {reason}; choose another with --address") from error
        finally:
            server.shutdown()


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _configuration(settings: Settings, site: Path, url: str) -> MkDocsConfig:
    file = settings.root / MKDOCS_FILE
    if not file.is_file():
        file = settings.cache / MKDOCS_FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(default_engine_settings(settings.title), encoding="utf-8")
    address = url or settings.url
    return load_config(
        str(file),
        docs_dir=str(settings.docs),
        site_dir=str(site),
        theme=_theme(file, settings.docs),
        **({"site_url": address} if address else {}),
    )


def _theme(file: Path, docs: Path) -> dict[str, object]:
    """Return the theme that a file asks for, with our overrides where they really are."""
    try:
        with file.open("rb") as opened:
            given = yaml_load(opened).get("theme") or "mkdocs"
    except (OSError, YAMLError) as error:
        raise DigestError(f"{file}: cannot be read: {error}") from error
    theme = {"name": given} if isinstance(given, str) else dict(given)
    if theme.get("custom_dir", _OVERRIDES) == _OVERRIDES and (docs / _THEME).is_dir():
        theme["custom_dir"] = str(docs / _THEME)
    return theme


def _run(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _clock(built: date | None) -> Iterator[None]:
    """Let MkDocs, which reads the clock by way of this variable, see the day that is given."""
    given = os.environ.get(_CLOCK)
    if given is None:
        day = built or date(1970, 1, 1)
        os.environ[_CLOCK] = str(timegm(day.timetuple()))
    try:
        yield
    finally:
        if given is None:
            del os.environ[_CLOCK]


class _Collector(logging.Handler):
    def __init__(self, found: list[Problem]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        problem = Problem(where="MkDocs", message=record.getMessage(), severity=Severity.WARNING)
        self._found.append(problem)


@contextmanager
def _warnings() -> Iterator[list[Problem]]:
    """Collect what MkDocs and its plugins warn of, instead of printing it."""
    found: list[Problem] = []
    logger, handler = logging.getLogger("mkdocs"), _Collector(found)
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated


def _refuse_foreign(site: Path) -> None:
    if site.is_dir() and any(site.iterdir()) and not (site / OURS).is_file():
        raise DigestError(f"{site}: is not empty and was not built by digest; empty it or choose another")
    if site.exists() and not site.is_dir():
        raise DigestError(f"{site}: is a file; remove it or choose another folder with --site")


def _swap(fresh: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
