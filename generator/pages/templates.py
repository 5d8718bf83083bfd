"""Where the templates lie, and how they are filled: whatever they are given is escaped."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from generator.errors import DigestError
from generator.pages.filters import Markdown, attr, escape, link, path, url, yaml
from generator.pages.saying import in_theme, label, say, script_words
from generator.shipped import own_templates
from generator.wording import ENGLISH, Wording
from generator.wording import FOLDER as WORDS

_ASSETS = "assets"
THEME = ".theme"
"""Where the theme's overrides lie in the docs folder; `mkdocs.yml` names it as `custom_dir`."""
_NOT_PUBLISHED = {".md"}
_SCRIPT = "digest.js"
_LANGUAGE = "partials/language.html"


def fill(root: Path, wording: Wording, name: str, **values: object) -> str:
    """Return the page that a template makes; a file of that name in `root`/templates wins over ours.

    A template says the site's words by `say`, and those in an attribute of HTML by `label`.

    Raises DigestError, which names the template and the line, if it cannot be filled.
    """
    try:
        template = _environment(root).get_template(f"pages/{name}")
        return template.render(values, **_said_by(wording))
    except TemplateSyntaxError as error:
        raise DigestError(f"templates/{error.name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise DigestError(f"templates/pages/{name}: {error}") from error


def _said_by(wording: Wording) -> dict[str, object]:
    """Return what a template says words by."""
    return {"say": partial(say, wording), "label": partial(label, wording), "wording": wording, "link": _link}


def _link(text: str, target: str) -> Markdown:
    """Return a link; its target is a path that a template gives."""
    return link(Markdown(text), Markdown(target))


def fingerprint(root: Path) -> str:
    """Return a hash of everything that a template may be filled from: ours, and all in `root`/templates."""
    digest = sha256()
    for folder in (own_templates() / "pages", own_templates() / WORDS, root / "templates"):
        for file in sorted(filter(Path.is_file, folder.rglob("*"))):
            name = os.fsencode(file.relative_to(folder))
            digest.update(name + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def assets(root: Path, wording: Wording) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every asset, by path; a file in `root`/templates wins over ours.

    Before the script that every page loads stand the words of all scripts.
    """
    for name, content in _copied(root, _ASSETS):
        yield f"{_ASSETS}/{name}", script_words(wording) + content if name == _SCRIPT else content


def theme(root: Path, wording: Wording) -> Iterator[tuple[str, bytes]]:
    """Yield, in the same way, what changes the engine's theme; it is not published.

    Where a template has the name of words in `[[ ]]`, these stand. In English the theme says itself what
    language it is in.
    """
    for name, content in _copied(root, "theme"):
        if name != _LANGUAGE or wording.language != ENGLISH:
            yield f"{THEME}/{name}", in_theme(wording, content) if name.endswith(".html") else content


def _copied(root: Path, part: str) -> Iterator[tuple[str, bytes]]:
    found: dict[str, Path] = {}
    for folder in (own_templates() / part, root / "templates" / part):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix not in _NOT_PUBLISHED and not file.name.startswith("."):
                found[file.relative_to(folder).as_posix()] = file
    for name, file in sorted(found.items()):
        yield name, file.read_bytes()


@lru_cache(maxsize=4)
def _environment(root: Path) -> Environment:
    folders = (root / "templates", own_templates())
    environment = Environment(
        loader=FunctionLoader(partial(_load, folders)),
        autoescape=False,  # noqa: S701 (`finalize` escapes, for Markdown and not for HTML)
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(attr=attr, path=path, url=url, yaml=yaml)
    return environment


def _load(folders: Iterable[Path], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """Return the text and the path of a template, and whether another build would find the same.

    A file that begins to win over ours changes none of ours: only looking for it again shows it.
    """
    found = _find(folders, name)
    if found is None:
        return None
    return found[0].read_text(encoding="utf-8"), str(found[0]), lambda: _find(folders, name) == found


def _find(folders: Iterable[Path], name: str) -> tuple[Path, int, int] | None:
    for file in (folder / name for folder in folders):
        if file.is_file():
            status = file.stat()
            return file, status.st_size, status.st_mtime_ns
    return None


def _finalize(value: object) -> object:
    return value if isinstance(value, Markdown) else escape(str(value))
