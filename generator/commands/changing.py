"""The command that tells what a build would change on the site."""

from pathlib import Path

import click

from generator.commands.common import FOLDER, common, options_of, progress_of, settings_of
from generator.history import Change, Kind
from generator.pages.filters import escape
from generator.text import fold, plural
from generator.using import pending

_NAMES = (
    (Kind.BEGUN, "The record begins"),
    (Kind.NEW, "New articles"),
    (Kind.REVISED, "Revised articles"),
    (Kind.MOVED, "Moved articles"),
    (Kind.WITHDRAWN, "Removed articles"),
    (Kind.TOPIC_NEW, "New topics"),
    (Kind.TOPIC_RENAMED, "Renamed topics"),
    (Kind.TOPIC_MERGED, "Merged topics"),
    (Kind.TOPIC_GONE, "Removed topics"),
)
_LISTED = 50


@click.command()
@common
@click.option(
    "--since",
    type=FOLDER,
    metavar="DIR",
    help="Compare with the locks in DIR, such as those of an earlier commit; else with the site's own.",
)
def changes(since: Path | None, **given: object) -> None:
    """Print, as Markdown, what is new, changed and removed since the locks were written; write nothing."""
    settings = settings_of(given)
    quiet = {**given, "quiet": True}
    found, titles = pending(settings, options_of(given), progress_of(quiet), since=since or settings.root)
    click.echo("## What changes on the site\n")
    if not found:
        click.echo("Nothing.")
    for kind, name in _NAMES:
        of_kind = [change for change in found if change.kind is kind]
        if of_kind:
            click.echo(f"### {name}: {sum(change.count or 1 for change in of_kind):,}\n")
            for change in of_kind[:_LISTED]:
                click.echo(f"- {_line(change, titles)}")
            if len(of_kind) > _LISTED:
                click.echo(f"- and {len(of_kind) - _LISTED:,} more")
            click.echo()


def _line(change: Change, titles: dict[str, str]) -> str:
    if change.kind is Kind.BEGUN:
        return plural(change.count, "article")
    name = escape(fold(change.name or titles.get(change.id, "")) or change.id)
    if change.kind is Kind.MOVED:
        return f"{name} ({escape(change.id)} → {escape(change.into)})"
    was = f" (before: {escape(change.was)})" if change.was else ""
    into = f" (now: {escape(titles.get(change.into) or change.into)})" if change.into else ""
    return f"{name}{was}{into}"
