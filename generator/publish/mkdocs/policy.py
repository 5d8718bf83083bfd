"""What the scripts of a page may do: the Content Security Policy, the second wall around hostile text.

The first is that text from an article never becomes markup. Should it ever, a browser that reads this
policy runs no script but the files of the site and those that stand in the theme's own templates, each
known by its hash. The hashes come from the templates, never from a page: what is smuggled into a page
is in none of them.
"""

import base64
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

KEY = "content_security_policy"
"""Where in `extra` of `mkdocs.yml` the policy stands: an editor's own word, or ours for each base address."""
_DEEPEST = 8
"""Folders that a page may lie below the site's own, and still be known."""
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = (
    "default-src 'self' data: blob:; "
    "script-src 'self' blob: 'wasm-unsafe-eval'{hashes}; "
    "style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
"""Search compiles WebAssembly, and from a file it runs its engine out of a blob, since pages opened as files
may not load modules. Plots and Material set styles in place; a style cannot run a script."""


def with_policy(config: MkDocsConfig) -> MkDocsConfig:
    """Return the settings with the policy for each base address that a page may have in `extra`."""
    if KEY not in config.extra:
        env = config.theme.get_env()
        scripts = tuple(_templates(_inline_scripts(config), env))
        places = [("-/" * depth, "/".join([".."] * depth) or ".") for depth in range(_DEEPEST)]
        known = {base: _written(scripts, _Place(url), base, config) for url, base in places}
        nowhere = urlsplit(config.site_url or "/").path  # what the page for wrong addresses is told
        known[nowhere] = _written(scripts, None, nowhere, config)
        config.extra[KEY] = {base: _policy(found) for base, found in known.items()}
    return config


class _Place(Struct, frozen=True):
    """What a template that makes an address asks of its page."""

    url: str


def _policy(scripts: Iterable[str]) -> str:
    hashes = sorted({base64.b64encode(sha256(script.encode()).digest()).decode() for script in scripts})
    return _POLICY.format(hashes="".join(f" 'sha256-{one}'" for one in hashes))


def _inline_scripts(config: MkDocsConfig) -> Iterator[str]:
    """Yield the scripts in the theme's templates as these have them; of one name the first counts."""
    seen: set[str] = set()
    for folder in map(Path, config.theme.dirs):
        for path in sorted(_html_below(folder)):
            name = path.relative_to(folder).as_posix()
            if name not in seen:
                seen.add(name)
                yield from _INLINE.findall(path.read_text(encoding="utf-8"))


_ICONS = ".icons"
"""A folder in which Material has 14,000 files, and none that is a page's."""


def _html_below(folder: Path) -> Iterator[Path]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != _ICONS]
        yield from (Path(inside) / name for name in names if name.endswith(".html"))


def _templates(scripts: Iterable[str], env: jinja2.Environment) -> Iterator[jinja2.Template]:
    for script in scripts:
        with suppress(jinja2.TemplateError):
            yield env.from_string(script)


def _written(
    scripts: Iterable[jinja2.Template], page: _Place | None, base_url: str, config: MkDocsConfig
) -> Iterator[str]:
    """Yield the scripts as they stand on a page; not those that need to know more of it."""
    for script in scripts:
        with suppress(jinja2.TemplateError, TypeError, ValueError, KeyError):
            yield script.render(config=config, base_url=base_url, page=page)
