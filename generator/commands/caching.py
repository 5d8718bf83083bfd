"""The command that shows and clears the cache."""

from pathlib import Path

import click

from generator.build import clear_cache
from generator.commands.common import FILE, FOLDER, near
from generator.config import SETTINGS_FILE, load_settings
from generator.kept import Part, parts_of
from generator.text import plural


@click.command(name="cache")
@click.argument("action", type=click.Choice(["show", "clear"]), default="show")
@click.option(
    "--config", type=FILE, metavar="FILE", help=f"The settings; else {SETTINGS_FILE} here or above."
)
@click.option("--cache", "folder", type=FOLDER, metavar="DIR", help="The folder of the cache.")
def cache_command(action: str, config: Path | None, folder: Path | None) -> None:
    """Show what the cache holds, or clear it: the next build takes longer, and makes the same."""
    settings = load_settings(config, cache=folder)
    parts = parts_of(settings.cache)
    for part in parts:
        click.echo(_line(part.size, part.files, part.what))
    if not parts:
        click.echo(f"{near(settings.cache)} holds nothing.")
    elif action == "clear":
        clear_cache(settings)
        click.echo(f"{near(settings.cache)} is cleared.")
    else:
        total = Part("all", sum(part.files for part in parts), sum(part.size for part in parts))
        click.echo(_line(total.size, total.files, f"in {near(settings.cache)}"))


def _line(size: int, files: int, what: str) -> str:
    return f"{size / 1e6:9,.1f} MB  {plural(files, 'file'):>13}  {what}"
