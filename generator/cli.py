"""The command `digest`: the only place that prints and sets exit codes.

Exit codes: 0 done; 1 a build that failed or, with `--strict`, had problems; 2 wrong usage or settings.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.build import Options, Result, build, make_pages
from generator.config import SETTINGS_FILE, TOPICS_FILE, Settings, load_settings
from generator.errors import DigestError, SettingsError
from generator.model import Problem, Severity
from generator.publish.mkdocs import MKDOCS_FILE, build_site, serve_site
from generator.scaffold import new_site
from generator.text import plural
from generator.writing.manifest import load_manifest

FAILED, WRONG_SETTINGS = 1, 2
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

Given = Mapping[str, Any]
"""The common options, by name."""

_COMMON = (
    click.option(
        "--config", type=_FILE, metavar="FILE", help=f"The settings; else {SETTINGS_FILE} here or above."
    ),
    click.option("--articles", type=_FOLDER, metavar="DIR", help="The folder of source articles."),
    click.option("--docs", type=_FOLDER, metavar="DIR", help="The folder for the Markdown."),
    click.option("--site", type=_FOLDER, metavar="DIR", help="The folder for the website."),
    click.option("--cache", type=_FOLDER, metavar="DIR", help="The folder of the cache."),
    click.option(
        "--jobs", type=click.IntRange(0, 256), default=0, metavar="N", help="Processes; 0: one for each core."
    ),
    click.option("--strict", is_flag=True, help="Exit with 1 if there was any problem."),
    click.option("--locked", is_flag=True, help="Publish no topic that topics.lock.json does not know."),
    click.option("--quiet", is_flag=True, help="Print nothing but problems."),
)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all building commands share."""
    for option in reversed(_COMMON):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
def cli() -> None:
    """Publish digests of articles as a website of topics."""


@cli.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--title", default="", help="The site's title; else made from the folder's name.")
def new(folder: Path, title: str) -> None:
    """Begin a site of your own in DIR: settings, an example article, a publishing workflow."""
    named = title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    for path in new_site(folder, title=named):
        click.echo(f"  {folder / path}")
    click.echo(f"Now: cd {folder} && digest serve")


@cli.command()
@_common
def pages(**given: object) -> None:
    """Turn the articles into Markdown in the docs folder; plain `mkdocs build` works from there."""
    settings = _settings(given)
    result = make_pages(settings, _options(given), _progress(given))
    _finish(result, given, f"The Markdown is in {_near(settings.docs)}.")


@cli.command(name="build")
@_common
def build_command(**given: object) -> None:
    """Turn the articles into Markdown, and the Markdown into the website."""
    settings = _settings(given)
    result = build(settings, _options(given), _progress(given))
    _finish(result, given, f"Open {_near(settings.site / 'index.html')}, or read it with: digest serve")


@cli.command()
@_common
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="Where to serve the site.")
def serve(address: str, **given: object) -> None:
    """Build the site and serve it; rebuild it and reload the browser when a file changes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise click.BadParameter("give HOST:PORT, such as 127.0.0.1:8000", param_hint="--address")

    def rebuild(site: Path) -> None:
        try:
            settings = replace(_settings(given), site=site)
            result = make_pages(settings, _options(given), _progress(given))
            warnings = build_site(settings, built=result.newest, url=f"http://{address}/")
            _report(replace(result, problems=(*result.problems, *warnings)), given)
            _say(f"Read it at http://{address}/ (Ctrl-C stops)", given)
        except DigestError as error:
            click.secho(str(error), fg="red", err=True)

    settings = _settings(given)
    serve_site(rebuild, _watched(settings, given), host, int(port))


def main() -> None:
    """Run the command line; exit with 2 for wrong settings and 1 for any other failure to build."""
    try:
        cli()
    except SettingsError as error:
        click.secho(str(error), fg="red", err=True)
        sys.exit(WRONG_SETTINGS)
    except DigestError as error:
        click.secho(str(error), fg="red", err=True)
        sys.exit(FAILED)


def _settings(given: Given) -> Settings:
    folders = {name: given[name] for name in ("articles", "docs", "site", "cache")}
    return load_settings(given["config"], **folders)


def _options(given: Given) -> Options:
    return Options(jobs=given["jobs"], publish_new=not given["locked"])


def _progress(given: Given) -> Callable[[str, int, int], None]:
    """Return a reporter: a line that counts up on a terminal, a plain line a stage otherwise."""
    stages: list[str] = []

    def tell(stage: str, done: int, total: int) -> None:
        counted = f" {done:,}/{total:,}" if total else ""
        if sys.stdout.isatty():
            click.echo(f"\r\033[K{stage}{counted} …", nl=False)
        elif stage not in stages:
            click.echo(f"{stage} …")
        stages.append(stage)

    return (lambda _stage, _done, _total: None) if given["quiet"] else tell


def _finish(result: Result, given: Given, where: str) -> None:
    _report(result, given)
    _say(where, given)
    if given["strict"] and result.problems:
        sys.exit(FAILED)


def _report(result: Result, given: Given) -> None:
    if sys.stdout.isatty() and not given["quiet"]:
        click.echo("\r\033[K", nl=False)
    for problem in result.problems:
        _show(problem)
    left_out = result.sources - result.published - result.private
    _say(
        f"{plural(result.published, 'article')} of {plural(result.sources, 'source')}"
        f" ({result.private} private, {left_out} left out), {plural(result.topics, 'topic')};"
        f" {plural(len(result.report.written), 'page')} written,"
        f" {len(result.report.unchanged):,} unchanged, {len(result.report.removed):,} removed.",
        given,
    )


def _show(problem: Problem) -> None:
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    label = click.style(f"{problem.severity}:", fg=colour)
    click.echo(f"{label} {problem.where}: {problem.message}", err=True)


def _say(line: str, given: Given) -> None:
    if not given["quiet"]:
        click.echo(line)


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _watched(settings: Settings, given: Given) -> Iterable[Path]:
    """Return what a rebuild depends on: sources, settings, templates, and pages written by hand."""
    files = (SETTINGS_FILE, TOPICS_FILE, MKDOCS_FILE)
    named = [settings.articles, settings.root / "templates", *(settings.root / name for name in files)]
    generated = {path.split("/")[0] for path in load_manifest(settings.docs).owned}
    by_hand = [
        path
        for path in (sorted(settings.docs.iterdir()) if settings.docs.is_dir() else [])
        if path.name not in generated and not path.name.startswith(".")
    ]
    config = [given["config"]] if given["config"] else []
    return [path for path in (*named, *by_hand, *config) if path.exists()]
