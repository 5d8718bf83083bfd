"""The command that makes the site to take along."""

from pathlib import Path

import click

from generator.bundle.make import Form
from generator.commands.common import FOLDER, common, near, options_of, progress_of, say, settings_of
from generator.using import bundle

DIST = Path("dist")


@click.command(name="bundle")
@click.option(
    "--format",
    "forms",
    type=click.Choice([str(form) for form in Form]),
    multiple=True,
    help="What to make; can be given several times. Else zip and epub.",
)
@click.option(
    "--into", type=FOLDER, metavar="DIR", help="The folder for the files; else dist beside the settings."
)
@common
def bundle_command(forms: tuple[str, ...], into: Path | None, **given: object) -> None:
    """Make the built site into files to take along: an archive, books, a file for Kiwix."""
    settings = settings_of(given)
    wanted = [Form(form) for form in forms] or [Form.ZIP, Form.EPUB]
    for path in bundle(
        settings, options_of(given), progress_of(given), forms=wanted, into=into or settings.root / DIST
    ):
        say(f"{near(path)}  {path.stat().st_size:,} bytes", given)
