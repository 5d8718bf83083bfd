"""Small sites of Markdown, built by us and by plain MkDocs."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.config import Settings
from generator.model import Problem, Severity
from generator.publish.mkdocs import configuration
from generator.publish.mkdocs.whole import build_whole
from generator.publish.site import Task, build_site
from generator.publish.staging import twin_of

DAY = date(2024, 5, 1)
MKDOCS = """site_name: Kettles
site_url: https://example.org/kettles/
theme: {name: material, font: false, custom_dir: overrides}
plugins: []
nav: [{Home: index.md}, {Pots: [pots/index.md]}]
not_in_nav: |
  /pots/*
  !/pots/index.md
markdown_extensions: [attr_list, md_in_html, {toc: {permalink: true}}]
validation: {links: {anchors: warn, unrecognized_links: warn}}
"""
OVERRIDE = '{% extends "base.html" %}{% block footer %}<p>Made with care</p>{% endblock %}\n'
FILES = {
    "mkdocs.yml": MKDOCS,
    "overrides/main.html": OVERRIDE,
    "docs/digest.json": "{}",
    "docs/assets/small.css": "p {}",
    "docs/index.md": "# Kettles\n\n[A teapot](pots/teapot.md#spout)\n",
    "docs/pots/index.md": "# Pots\n\n- [Teapot](teapot.md)\n",
    "docs/pots/teapot.md": "# Teapot\n\n## The spout {#spout}\n\nIt pours. [Home](../index.md)\n",
}


def write(root: Path, files: Mapping[str, str]) -> Settings:
    """Write files below `root`, and return the settings of the site that they are."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    return Settings(
        root=root,
        articles=root / "articles",
        docs=root / "docs",
        site=root / "site",
        cache=root / ".digest",
    )


def plain(settings: Settings, folder: Path, *, built: date | None = DAY) -> tuple[Problem, ...]:
    """Build the site into `folder` as MkDocs itself would, and return its warnings."""
    with configuration.clock(built), configuration.warnings() as told:
        build_whole(settings, folder, "")
    return tuple(Problem(where="MkDocs", message=m, severity=Severity.WARNING) for m in sorted(set(told)))


def built(settings: Settings, *, jobs: int = 1) -> tuple[Problem, ...]:
    return build_site(Task(settings=settings, built=DAY, jobs=jobs))


def two_sites(folder: Path) -> Path:
    """Return a site of one page, beside which lies a twin with another."""
    site = folder / "site"
    for place, text in ((site, "old"), (twin_of(site), "new")):
        place.mkdir()
        (place / "index.html").write_text(text)
    return site
