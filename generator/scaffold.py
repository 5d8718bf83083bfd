"""A site of one's own, to begin with."""

import html
import json
import re
from enum import StrEnum
from pathlib import Path

from generator import __version__
from generator.config import MKDOCS_FILE
from generator.errors import DigestError
from generator.shipped import own_templates
from generator.wording import ENGLISH, Wording, load_wording, theme_language

_TITLE = "TITLE-OF-THE-SITE"
"""Stands for the site's title in the files of the scaffold, as a YAML text."""
_LANGUAGE = "LANGUAGE-OF-THE-SITE"
"""Stands for the code of the site's language."""
_THEME_LANGUAGE = "LANGUAGE-OF-THE-THEME"
"""Stands for what the theme calls it."""
_WORDS = re.compile(r'"\[\[ (\w+) \]\]"')
"""Stand for the site's words of that name, as a YAML text."""
_REQUIREMENTS = "requirements.txt"
_VERSION = "VERSION-OF-DIGESTPRESS"
"""Stands for the version of this program."""


def scaffold_folder() -> Path:
    """Return the folder of the scaffold: in the installed package, or in a checkout of the source."""
    return own_templates() / "site"


def default_engine_settings(title: str, wording: Wording) -> str:
    """Return the `mkdocs.yml` of a new site, which also serves a folder that has none."""
    text = (scaffold_folder() / MKDOCS_FILE).read_text(encoding="utf-8")
    return _fill(text, for_themes(title), wording)


def for_themes(name: str) -> str:
    """Return a site's name so that themes, which put it into pages as it is, are not broken by it.

    A name that breaks nothing stays as it is, for whatever plugin shows it elsewhere; so does one that is
    HTML already.
    """
    return html.escape(html.unescape(name)) if _BREAKS.search(name) else name


_BREAKS = re.compile('[<"]')


class Host(StrEnum):
    """Where the site is published from: which workflows it gets."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


_WORKFLOWS = {Host.GITHUB: ".github/", Host.GITLAB: ".gitlab-ci.yml"}
LOCK = "requirements.lock"
"""Every package that this program needs, by hash: workflows install it and nothing else."""


def new_site(
    folder: Path, *, title: str, host: Host = Host.GITHUB, sha256: str = "", language: str = ENGLISH
) -> tuple[str, ...]:
    """Write a working site into `folder` and return the paths of its files, sorted.

    `sha256` is the hash of this program's own wheel, if it is known; `language` is what the site speaks
    around its articles. Raises DigestError, before anything is written, if one of the files is already there.
    """
    texts = {_place(path): path.read_text(encoding="utf-8") for path in _scaffold_files()}
    others = tuple(start for other, start in _WORKFLOWS.items() if other is not host)
    texts = {name: text for name, text in texts.items() if not name.startswith(others)}
    if host is Host.NONE:
        del texts[_REQUIREMENTS]
    else:
        texts[LOCK] = _lock_file().read_text(encoding="utf-8")
        texts[_REQUIREMENTS] = texts[_REQUIREMENTS].rstrip() + (
            f" --hash=sha256:{sha256}\n" if sha256 else "\n"
        )
    there = sorted(name for name in texts if (folder / name).exists())
    if there:
        raise DigestError(f"{folder}: {', '.join(there)} already there; choose an empty or new folder")
    wording = load_wording(language, folder)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = for_themes(title) if name == MKDOCS_FILE else title
        path.write_text(_fill(text, shown, wording), encoding="utf-8", newline="\n")
    return tuple(sorted(texts))


def _lock_file() -> Path:
    folder = scaffold_folder().parent
    return next(path for path in (folder / LOCK, folder.parent / LOCK) if path.is_file())


def _scaffold_files() -> list[Path]:
    return sorted(path for path in scaffold_folder().rglob("*") if path.is_file())


def _place(path: Path) -> str:
    """Dot files lie in the scaffold under names that begin with `dot-`: build tools leave out others."""
    parts = path.relative_to(scaffold_folder()).parts
    return "/".join(part.replace("dot-", ".", 1) if part.startswith("dot-") else part for part in parts)


def _fill(text: str, title: str, wording: Wording) -> str:
    said = _WORDS.sub(lambda found: json.dumps(wording.form(found[1]), ensure_ascii=False), text)
    named = said.replace(_TITLE, json.dumps(title)).replace(_VERSION, __version__)
    return named.replace(_THEME_LANGUAGE, theme_language(wording.language)).replace(
        _LANGUAGE, wording.language
    )
