"""Whether the pages of a site can be made one by one, and what all of them depend on.

A page can be made alone if nothing but its source, the settings, the templates, the navigation and the
places of what it links to can change it. Plugins and unknown extensions of Markdown may read anything.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import jinja2
from jinja2.meta import find_undeclared_variables
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from generator.packages import installed_packages
from generator.publish.mkdocs.versions import knows_mkdocs

_ELSEWHERE = {"pymdownx.snippets", "pymdownx.b64"}
"""Extensions that read the files that a page names."""
_KNOWN = ("markdown.extensions.", "pymdownx.")
_OURS_TO_TRUST = ("pymdownx.", "material.")
"""Modules whose functions, named in the options of an extension, read nothing but their package."""
_SEEN_OTHERWISE = {
    *("config_file_path", "site_dir", "docs_dir"),
    *("exclude_docs", "draft_docs", "not_in_nav", "nav", "plugins", "hooks"),
}
"""Settings that say where things lie, and those whose effect on the files and the navigation is seen."""
_META = re.compile(r"(?<!\bpage)\.meta\b(?![\"'])(?:\s+and\b|\.(\w+))?")
"""What a template asks of the front matter of a page that is not its own; in quotes it is a text's name."""
_SYNTAX = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
"""What templates are written in, as MkDocs reads them."""
_CLOCK = re.compile(r"\b(?:build_date_utc|update_date|now\(\))")


class Shown(Struct, frozen=True, kw_only=True):
    """What the templates of a theme show on each page of things that lie outside of it."""

    fingerprint: str
    """Of the templates themselves."""
    meta: frozenset[str]
    """The keys of front matter that the entries of the navigation show."""
    all_of_meta: bool
    """Whether it cannot be told which."""
    clock: bool
    """Whether a page may tell the time of building."""
    other_pages: bool
    """Whether a page may list all other pages."""


def made_alone(config: MkDocsConfig, shown: Shown) -> bool:
    """Tell whether pages depend on nothing but what is known of them.

    MkDocs' own strictness counts every warning of a build, so it needs a whole one too.
    """
    return (
        knows_mkdocs()
        and not any(config.plugins.events.values())
        and not config.strict
        and not shown.other_pages
        and all(map(_reads_nothing, config.markdown_extensions))
        and _harmless(config.mdx_configs)
    )


def _reads_nothing(extension: str) -> bool:
    if extension in _ELSEWHERE:
        return False
    own = "." not in extension and find_spec(f"markdown.extensions.{extension}") is not None
    return own or extension.startswith(_KNOWN)


def _harmless(options: object) -> bool:
    """Tell whether options name no folder of icons, and no function from elsewhere."""
    if isinstance(options, Mapping):
        return "custom_icons" not in options and all(map(_harmless, options.values()))
    if isinstance(options, list | tuple):
        return all(map(_harmless, options))
    return not callable(options) or str(getattr(options, "__module__", "")).startswith(_OURS_TO_TRUST)


def fingerprint(config: MkDocsConfig, shown: Shown) -> str:
    """Return a hash of all that every page depends on, but for the navigation and the clock.

    That is the settings, the theme, this program's own code, and the installed packages.
    """
    digest = sha256(shown.fingerprint.encode())
    digest.update(json.dumps([sys.version, installed_packages(), _settings(config)]).encode())
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _settings(config: MkDocsConfig) -> str:
    given = {name: value for name, value in config.items() if name not in _SEEN_OTHERWISE}
    return json.dumps(given, default=_plain, sort_keys=True)


def _plain(value: object) -> object:
    """Functions are known by their names; the text of anything else may change from run to run."""
    if isinstance(value, Mapping):
        return dict(value)
    name = getattr(value, "__qualname__", None)
    return f"{getattr(value, '__module__', '')}.{name}" if name else repr(value)


def shown_by(config: MkDocsConfig) -> Shown:
    """Read the templates of the theme, and all files in the folder of one's own."""
    sources = dict(_templates(config))
    texts = {
        name: data.decode("utf-8", "replace") for name, data in sources.items() if name.endswith(".html")
    }
    meta = [match for text in texts.values() for match in _META.finditer(text)]
    return Shown(
        fingerprint=_hash(sources),
        meta=frozenset(match[1] for match in meta if match[1]),
        all_of_meta=any(match[1] is None and not match[0].endswith("and") for match in meta),
        clock=any(map(_CLOCK.search, texts.values())),
        other_pages=any("pages" in text and _uses_pages(text) for text in texts.values()),
    )


def _templates(config: MkDocsConfig) -> Iterable[tuple[str, bytes]]:
    """Yield name and content: every file of the folder of one's own, the templates of packages."""
    for number, folder in enumerate(map(Path, config.theme.dirs)):
        own = str(folder) == config.theme.custom_dir
        for path in sorted(files_below(folder, hidden=own)):
            if own or path.suffix == ".html":
                yield f"{number} {path.relative_to(folder).as_posix()}", path.read_bytes()


def files_below(folder: Path, *, hidden: bool) -> Iterable[Path]:
    """Yield the files below a folder, those in hidden folders too if these are wanted."""
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
        yield from (Path(inside) / name for name in names)


def _hash(sources: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name, data in sources.items():
        digest.update(name.encode() + b"\0" + sha256(data).digest())
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _uses_pages(text: str) -> bool:
    try:
        return "pages" in find_undeclared_variables(_SYNTAX.parse(text))
    except jinja2.TemplateSyntaxError:
        return True
