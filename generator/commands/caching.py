"""The command that shows and clears the cache."""

from pathlib import Path

import click

from generator.build import clear_cache
from generator.commands.common import FILE, near
from generator.config import SETTINGS_FILE, Settings, load_settings
from generator.kept import Part, parts_of
from generator.remote import shown
from generator.shared import clear, objects
from generator.text import plural


@click.command(name="cache")
@click.argument("action", type=click.Choice(["show", "clear"]), default="show")
@click.option(
    "--config", type=FILE, metavar="FILE", help=f"The settings; else {SETTINGS_FILE} here or above."
)
@click.option("--cache", "folder", metavar="DIR", help="The folder of the cache, or an address.")
def cache_command(action: str, config: Path | None, folder: str | None) -> None:
    """Show what the cache holds, or clear it: the next build takes longer, and makes the same."""
    settings = load_settings(config, cache=folder)
    parts = (*parts_of(settings.cache), *_shared(settings))
    for part in parts:
        click.echo(_line(part.size, part.files, part.what))
    if not parts:
        click.echo(f"{near(settings.cache)} holds nothing.")
    elif action == "clear":
        clear_cache(settings)
        if settings.cache_at:
            clear(settings.cache_at)
        click.echo(f"{near(settings.cache)} is cleared.")
    else:
        total = Part("all", sum(part.files for part in parts), sum(part.size for part in parts))
        click.echo(_line(total.size, total.files, f"in {near(settings.cache)}"))


def _shared(settings: Settings) -> tuple[Part, ...]:
    """Return what lies in the cache that machines share, if there is one."""
    found = objects(settings.cache_at) if settings.cache_at else ()
    what = f"articles, read and analysed, at {shown(settings.cache_at)}"
    return (Part(what, len(found), sum(one.size for one in found)),) if found else ()


def _line(size: int, files: int, what: str) -> str:
    return f"{size / 1e6:9,.1f} MB  {plural(files, 'file'):>13}  {what}"
