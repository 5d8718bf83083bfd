"""Other site builders, given what a build of ours made: the same pages, or the same texts with tags.

MkDocs and Zensical get our very pages. Hugo and Pelican get each article's text with its title, day and
topics as tags, since neither finds topics; Hugo adds its related content. Each but MkDocs is installed
in an environment of its own, from the network, and none is a dependency: Pelican is under the AGPL.
"""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
INSTALLED = "installed"
UNDATED = "2000-01-01"


class Peer(NamedTuple):
    """A site builder."""

    name: str
    packages: tuple[str, ...]
    """What pip is to install in an environment of its own; empty: it is here."""
    command: tuple[str, ...]
    """Its program first."""
    prepare: Callable[[Path, Path], None]
    """Brings its folder up to our site's folder."""
    site: str
    """The folder that it writes the site to."""
    kept: tuple[str, ...] = ()
    """Folders in which it keeps what helps the next time."""


def program(peer: Peer, environments: Path) -> str | None:
    """Return the peer's program, installed if need be; None, and a word why, if that fails."""
    if not peer.packages:
        return sys.executable
    folder = environments / peer.name.lower()
    if not (folder / INSTALLED).exists():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(folder / SCRIPTS / "python"), *INSTALL, *peer.packages]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{peer.name} is left out: it cannot be installed here:\n{done.stderr[-500:]}")
            return None
        (folder / INSTALLED).touch()
    return str(folder / SCRIPTS / peer.command[0])


def same_pages(site: Path, folder: Path) -> None:
    """Bring the very pages of our site, and its settings of MkDocs, into a peer's folder."""
    _synchronise(_files_of(site / "docs"), folder / "docs")
    shutil.copyfile(site / "mkdocs.yml", folder / "mkdocs.yml")


def _files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".digest-"):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _synchronise(files: Iterator[tuple[str, bytes]], folder: Path) -> None:
    """Make a folder hold these files only; those that are right keep their times."""
    wanted = set()
    for name, content in files:
        path = folder / name
        wanted.add(path)
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in wanted:
            path.unlink()


def _texts(site: Path) -> Iterator[tuple[Mapping[str, object], list[str], str]]:
    """Yield what is known of each article, the names of its topics, and its text."""
    data = json.loads((site / "docs" / "digest.json").read_text(encoding="utf-8"))
    names = {topic["id"]: topic["name"].replace('"', "").replace(",", "") for topic in data["topics"]}
    for one in data["articles"]:
        text = (site / "docs" / "articles" / one["id"] / "index.txt").read_text(encoding="utf-8")
        yield one, [names[topic] for topic in one["topics"] if topic in names], text.replace("{{", "{ {")


def for_hugo(site: Path, folder: Path) -> None:
    """Bring every article's text, title, day and tags into Hugo's folder, with templates of few lines."""
    for name, content in _HUGO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    _synchronise(
        ((f"{one['id']}.md", _for_hugo(one, tags, text)) for one, tags, text in _texts(site)),
        folder / "content" / "articles",
    )


def _for_hugo(one: Mapping[str, object], tags: list[str], text: str) -> bytes:
    head = {"title": one["title"], "date": one["published"] or UNDATED, "tags": tags}
    return f"---\n{json.dumps(head)}\n---\n{text}".encode()


def for_pelican(site: Path, folder: Path) -> None:
    """Bring every article's text, title, day and tags into Pelican's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pelicanconf.py").write_text(_PELICAN, encoding="utf-8")
    _synchronise(
        ((f"{one['id']}.md", _for_pelican(one, tags, text)) for one, tags, text in _texts(site)),
        folder / "content",
    )


def _for_pelican(one: Mapping[str, object], tags: list[str], text: str) -> bytes:
    head = {
        "Title": one["title"],
        "Date": one["published"] or UNDATED,
        "Slug": one["id"],
        "Tags": ", ".join(tags),
    }
    return ("".join(f"{name}: {value}\n" for name, value in head.items()) + f"\n{text}").encode()


_HUGO = {
    "hugo.toml": """baseURL = "https://example.org/"
title = "Speed"
[taxonomies]
tag = "tags"
[related]
threshold = 0
includeNewer = true
[[related.indices]]
name = "tags"
weight = 100
[[related.indices]]
name = "date"
weight = 10
""",
    "layouts/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><a href="/">Home</a> <a href="/articles/">Articles</a> <a href="/tags/">Topics</a></nav>
{{ block "main" . }}{{ end }}</body></html>
""",
    "layouts/page.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range first 5 (.Site.RegularPages.Related .) }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
""",
    "layouts/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
}
_PELICAN = """SITENAME = "Speed"
SITEURL = ""
AUTHOR = "Nobody"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
LOAD_CONTENT_CACHE = True
CACHE_CONTENT = True
CONTENT_CACHING_LAYER = "generator"
CHECK_MODIFIED_METHOD = "mtime"
"""

MKDOCS = Peer(
    name="MkDocs",
    packages=(),
    command=("-m", "mkdocs", "build", "--quiet", "--site-dir", "site"),
    prepare=same_pages,
    site="site",
)
ZENSICAL = Peer(
    name="Zensical",
    packages=("--require-hashes", "-r", "requirements-zensical.lock"),
    command=("zensical", "build", "-f", "mkdocs.yml"),
    prepare=same_pages,
    site="site",
    kept=(".cache",),
)
HUGO = Peer(
    name="Hugo",
    packages=("--require-hashes", "-r", "requirements-hugo.lock"),
    command=("hugo", "build", "--quiet"),
    prepare=for_hugo,
    site="public",
    kept=("resources",),
)
PELICAN = Peer(
    name="Pelican",
    packages=("pelican[markdown]==4.12.0",),
    command=("pelican", "content", "--output", "output", "--settings", "pelicanconf.py", "--quiet"),
    prepare=for_pelican,
    site="output",
    kept=("cache",),
)
PEERS = {peer.name.lower(): peer for peer in (MKDOCS, ZENSICAL, HUGO, PELICAN)}
