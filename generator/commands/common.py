"""What every command shares: its options, and how it reports and ends."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from generator.config import FOLDERS, SETTINGS_FILE, Settings, load_settings, told_day
from generator.errors import SettingsError
from generator.model import Problem, Severity
from generator.remote import shown
from generator.run import Options, Result
from generator.text import plural
from generator.timing import Stage

FAILED, WRONG_SETTINGS = 1, 2
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

Given = Mapping[str, Any]
"""The common options, by name."""
_CLUSTER = re.compile(r"dask://\S+:\d{1,5}")


def _cluster(_context: click.Context, _option: click.Parameter, address: str) -> str:
    """Return the address of a cluster as it is given, even if there will be no work for it."""
    if address and not _CLUSTER.fullmatch(address):
        raise click.BadParameter(
            "give dask://HOST:PORT, the address of a Dask scheduler, or leave it out to work on this machine"
        )
    return address


_OPTIONS = (
    click.option(
        "--config", type=FILE, metavar="FILE", help=f"The settings; else {SETTINGS_FILE} here or above."
    ),
    click.option("--articles", metavar="DIR", help="The folder of source articles, or an address."),
    click.option("--docs", type=FOLDER, metavar="DIR", help="The folder for the Markdown."),
    click.option("--site", type=FOLDER, metavar="DIR", help="The folder for the website."),
    click.option("--cache", metavar="DIR", help="The folder of the cache, or an address."),
    click.option(
        "--jobs", type=click.IntRange(0, 256), default=0, metavar="N", help="Processes; 0: one for each core."
    ),
    click.option(
        "--executor",
        default="",
        metavar="ADDRESS",
        callback=_cluster,
        help="A Dask cluster that reads articles: dask://HOST:PORT.",
    ),
    click.option("--strict", is_flag=True, help="Exit with 1 if there was any problem."),
    click.option("--locked", is_flag=True, help="Publish no topic that topics.lock.json does not know."),
    click.option("--quiet", is_flag=True, help="Print nothing but problems."),
)


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all building commands share."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_of(given: Given) -> Settings:
    """Return the settings, with the folders that the command line names. Raises SettingsError."""
    told_day()  # before anything is begun that could stumble over it
    folders = {name: given[name] for name in FOLDERS}
    return load_settings(given["config"], **folders)


def settings_to_write(given: Given) -> Settings:
    """Return the settings of a command that writes articles. Raises SettingsError if they lie elsewhere."""
    settings = settings_of(given)
    if settings.articles_at:
        raise SettingsError(
            f"the articles lie at {shown(settings.articles_at)}, and are not written there: name a folder "
            "with --articles, and copy what comes into it"
        )
    return settings


def options_of(given: Given) -> Options:
    """Return what the command line asks of this run."""
    return Options(jobs=given["jobs"], executor=given["executor"], publish_new=not given["locked"])


def progress_of(given: Given) -> Callable[[str, int, int], None]:
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


def today() -> date:
    """Return the day on which articles are taken in and originals asked: the only use of the clock here."""
    return datetime.now(UTC).date()


def finish(result: Result, given: Given, where: str) -> None:
    """Report a build and where it is; exit with 1 if it had problems and must be strict."""
    report(result, given)
    say(where, given)
    if given["strict"] and result.problems:
        sys.exit(FAILED)


def report(result: Result, given: Given) -> None:
    """Print the problems of a build and what it counted."""
    if sys.stdout.isatty() and not given["quiet"]:
        click.echo("\r\033[K", nl=False)
    for problem in result.problems:
        show(problem)
    left_out = result.sources - result.published - result.private
    say(
        f"{plural(result.published, 'article')} of {plural(result.sources, 'source')}"
        f" ({result.private} private, {left_out} left out), {plural(result.topics, 'topic')};"
        f" {plural(len(result.report.written), 'page')} written,"
        f" {len(result.report.unchanged):,} unchanged, {len(result.report.removed):,} removed.",
        given,
    )


def show(problem: Problem) -> None:
    """Print a problem on the error stream."""
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    label = click.style(f"{problem.severity}:", fg=colour)
    click.echo(f"{label} {problem.where}: {problem.message}", err=True)


def show_timings(stages: Sequence[Stage]) -> None:
    """Print what each stage took, and what all did."""
    if sys.stdout.isatty():
        click.echo("\r\033[K", nl=False)
    click.echo(f"{'':24}{'seconds':>9}{'processor s':>13}{'most MB':>9}")
    seconds, processor = sum(one.seconds for one in stages), sum(one.processor for one in stages)
    most = max(one.megabytes for one in stages)
    for one in (*stages, Stage("all", seconds, processor, most)):
        click.echo(f"{one.name:24}{one.seconds:9.2f}{one.processor:13.2f}{one.megabytes:9.0f}")


def say(line: str, given: Given) -> None:
    """Print a line, unless the user wants quiet."""
    if not given["quiet"]:
        click.echo(line)


def near(path: Path) -> str:
    """Return a path as it is seen from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
