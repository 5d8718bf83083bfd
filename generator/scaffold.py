"""A site of one's own, to begin with."""

import json
from enum import StrEnum
from pathlib import Path

from generator import __version__
from generator.errors import DigestError
from generator.shipped import own_templates

_TITLE = "TITLE-OF-THE-SITE"
"""Stands for the site's title in the files of the scaffold, as a YAML text."""
_REQUIREMENTS = "requirements.txt"
_VERSION = "VERSION-OF-DIGESTPRESS"
"""Stands for the version of this program."""


def scaffold_folder() -> Path:
    """Return the folder of the scaffold: in the installed package, or in a checkout of the source."""
    return own_templates() / "site"


def default_engine_settings(title: str) -> str:
    """Return the `mkdocs.yml` of a new site, which also serves a folder that has none."""
    return _fill((scaffold_folder() / "mkdocs.yml").read_text(encoding="utf-8"), title)


class Host(StrEnum):
    """Where the site is published from: which workflows it gets."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


_WORKFLOWS = {Host.GITHUB: ".github/", Host.GITLAB: ".gitlab-ci.yml"}
LOCK = "requirements.lock"
"""Every package that this program needs, by hash: workflows install it and nothing else."""


def new_site(folder: Path, *, title: str, host: Host = Host.GITHUB, sha256: str = "") -> tuple[str, ...]:
    """Write a working site into `folder` and return the paths of its files, sorted.

    `sha256` is the hash of this program's own wheel, if it is known. Raises DigestError, before anything is
    written, if one of the files is already there.
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
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_fill(text, title), encoding="utf-8", newline="\n")
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


def _fill(text: str, title: str) -> str:
    return text.replace(_TITLE, json.dumps(title)).replace(_VERSION, __version__)
