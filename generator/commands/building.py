"""The commands that make a site: new, pages, build and serve."""

import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from generator.build import build, make_pages
from generator.commands.common import (
    FAILED,
    FOLDER,
    Given,
    common,
    finish,
    near,
    options_of,
    progress_of,
    report,
    say,
    settings_of,
    show,
    show_timings,
)
from generator.config import SETTINGS_FILE, TOPICS_FILE, Settings
from generator.errors import DigestError
from generator.model import Severity
from generator.parallel import in_a_copy
from generator.publish.mkdocs.configuration import MKDOCS_FILE
from generator.publish.mkdocs.serving import serve_site
from generator.scaffold import Host, new_site
from generator.timing import Stopwatch
from generator.using import index
from generator.writing.manifest import load_manifest


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--title", default="", help="The site's title; else made from the folder's name.")
@click.option(
    "--ci",
    "host",
    type=click.Choice([str(host) for host in Host]),
    default=str(Host.GITHUB),
    show_default=True,
    help="Whose workflows check, publish and sync the site.",
)
@click.option(
    "--sha256",
    default="",
    metavar="HASH",
    help="The hash of digestpress' wheel, which workflows then insist on.",
)
def new(folder: Path, title: str, host: str, sha256: str) -> None:
    """Begin a site of your own in DIR: settings, an example article, workflows that publish it."""
    if sha256 and not re.fullmatch("[0-9a-f]{64}", sha256):
        raise click.BadParameter("give 64 hexadecimal digits", param_hint="--sha256")
    named = title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    for path in new_site(folder, title=named, host=Host(host), sha256=sha256):
        click.echo(f"  {folder / path}")
    click.echo(f"Now: cd {folder} && digest serve")


@click.command()
@common
def pages(**given: object) -> None:
    """Turn the articles into Markdown in the docs folder; plain `mkdocs build` works from there."""
    settings = settings_of(given)
    result = make_pages(settings, options_of(given), progress_of(given))
    finish(result, given, f"The Markdown is in {near(settings.docs)}.")


@click.command(name="build")
@click.option("--timings", is_flag=True, help="Say at the end what each stage took.")
@common
def build_command(*, timings: bool, **given: object) -> None:
    """Turn the articles into Markdown, and the Markdown into the website."""
    watch = Stopwatch(progress_of(given))
    settings = settings_of(given)
    result = build(settings, options_of(given), watch.hear)
    if timings:
        show_timings(watch.stages())
    finish(result, given, f"Open {near(settings.site / 'index.html')}, or read it with: digest serve")


@click.command(name="index")
@common
def index_command(**given: object) -> None:
    """Put the search index into a site that another engine built from the Markdown."""
    settings = settings_of(given)
    problems = index(settings, options_of(given), progress_of(given))
    for problem in problems:
        show(problem)
    if problems:
        sys.exit(FAILED)
    say(f"{near(settings.site)} can be searched.", given)


@click.command()
@common
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="Where to serve the site.")
def serve(address: str, **given: object) -> None:
    """Build the site and serve it; rebuild it and reload the browser when a file changes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise click.BadParameter("give HOST:PORT, such as 127.0.0.1:8000", param_hint="--address")

    def rebuild(site: Path) -> list[str]:
        try:
            settings = replace(settings_of(given), site=site)
            options = replace(options_of(given), remember=False)  # noted when the site is built for good
            result = build(settings, options, progress_of(given), url=f"http://{address}/")
            report(result, given)
            say(f"Read it at http://{address}/ (Ctrl-C stops)", given)
        except DigestError as error:
            click.secho(str(error), fg="red", err=True)
            return [str(error)]
        wrong = (problem for problem in result.problems if problem.severity is Severity.ERROR)
        return [f"{problem.where}: {problem.message}" for problem in wrong]

    settings = settings_of(given)
    served = (
        settings.cache / f"served-{port}" / "site"
    )  # kept, so that the next time only what changed is made
    with in_a_copy(rebuild) as build_it:
        serve_site(build_it, _watched(settings, given), served, host, int(port))


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
