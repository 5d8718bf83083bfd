"""The settings of MkDocs, the clock it sees, and what it warns of."""

import html
import logging
import os
from calendar import timegm
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from jinja2 import TemplateSyntaxError
from jinja2.filters import do_mark_safe
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import get_theme_dir
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from generator.config import MKDOCS_FILE, Settings, site_language
from generator.errors import DigestError
from generator.publish.mkdocs.policy import with_policy
from generator.scaffold import default_engine_settings, for_themes
from generator.wording import ENGLISH, load_wording, theme_language

_CLOCK = "SOURCE_DATE_EPOCH"
_THEME = ".theme"
"""The folder of our overrides, below the docs folder."""
THEME = f"{_THEME}/"
"""How the paths of the files in it begin."""
_OVERRIDES = f"docs/{_THEME}"
"""As `mkdocs.yml` names it; the docs folder may be another."""


def load(settings: Settings, site: Path, url: str) -> MkDocsConfig:
    """Return the settings of a build into the folder `site`; `url` overrides the site's address.

    Raises MkDocs' own errors.
    """
    file = settings.root / MKDOCS_FILE
    if not file.is_file():
        file = settings.cache / MKDOCS_FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        ours = default_engine_settings(settings.title, load_wording(site_language(settings), settings.root))
        file.write_text(ours, encoding="utf-8", newline="\n")
    address = url or settings.url
    config = load_config(
        str(file),
        docs_dir=str(settings.docs),
        site_dir=str(site),
        theme=_theme(file, settings),
        **({"site_url": address} if address else {}),
    )
    name = for_themes(config.site_name)
    config.site_name = name if name == html.unescape(name) else do_mark_safe(name)
    return with_policy(config)


def _theme(file: Path, settings: Settings) -> dict[str, object]:
    """Return the theme that a file asks for, with our overrides where they really are.

    It speaks the language of the site, if the file does not say another and it has that.
    """
    try:
        with file.open("rb") as opened:
            given = yaml_load(opened).get("theme") or "mkdocs"
    except (OSError, YAMLError) as error:
        raise DigestError(f"{file}: cannot be read: {error}; mend or allow it, then run again") from error
    theme = {"name": given} if isinstance(given, str) else dict(given)
    overrides = settings.docs / _THEME
    if theme.get("custom_dir", _OVERRIDES) == _OVERRIDES and overrides.is_dir():
        theme["custom_dir"] = str(overrides)
    is_ours = settings.cache in file.parents
    if theme.get("name") == _MATERIAL and (is_ours or not theme.get("language")):
        language = theme_language(site_language(settings))
        theme["language"] = language if _material_has(language) else ENGLISH
    return theme


_MATERIAL = "material"


def _material_has(language: str) -> bool:
    """Tell whether Material knows a language."""
    return (Path(get_theme_dir(_MATERIAL)) / "partials" / "languages" / f"{language}.html").is_file()


@contextmanager
def clock(built: date | None) -> Iterator[str]:
    """Let MkDocs, which reads the clock by way of a variable, see the day that is given; yield it."""
    given = os.environ.get(_CLOCK)
    if given is None:
        day = built or date(1970, 1, 1)
        os.environ[_CLOCK] = str(timegm(day.timetuple()))
    try:
        yield os.environ[_CLOCK]
    finally:
        if given is None:
            del os.environ[_CLOCK]


class _Collector(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        self._found.append(record.getMessage())


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Collect what MkDocs and its plugins warn of, instead of printing it."""
    found: list[str] = []
    logger, handler = logging.getLogger("mkdocs"), _Collector(found)
    propagated, logger.propagate = logger.propagate, False
    before = logger.handlers[:]
    logger.handlers[:] = [handler]
    try:
        yield found
    finally:
        logger.handlers[:] = before
        logger.propagate = propagated


@contextmanager
def said_plainly(where: str = "") -> Iterator[None]:
    """Turn what MkDocs raises over its settings or a page into a DigestError."""
    try:
        yield
    except MkDocsException as error:
        raise DigestError(f"MkDocs: {error}") from error
    except TemplateSyntaxError as error:
        place = f"{error.filename or error.name}:{error.lineno}"
        raise DigestError(f"{place}: {error.message}; mend the template") from error
    except UnicodeDecodeError as error:
        page = where or "a page"
        raise DigestError(f"MkDocs: {page} is not written in UTF-8; save it as UTF-8: {error}") from error
