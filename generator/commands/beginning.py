"""The command that begins a site of one's own."""

import re
from pathlib import Path

import click

from generator.commands.common import FOLDER
from generator.parsing import parse_language_tag
from generator.scaffold import Host, new_site
from generator.wording import ENGLISH, languages, speaks


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
@click.option(
    "--language",
    default=ENGLISH,
    show_default=True,
    metavar="CODE",
    help="The language that the site speaks around its articles.",
)
def new(folder: Path, title: str, host: str, sha256: str, language: str) -> None:
    """Begin a site of your own in DIR: settings, an example article, workflows that publish it."""
    if sha256 and not re.fullmatch("[0-9a-f]{64}", sha256):
        raise click.BadParameter("give 64 hexadecimal digits", param_hint="--sha256")
    try:
        language = parse_language_tag(language)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--language") from error
    if not speaks(language, folder):
        known = ", ".join(languages(folder))
        raise click.BadParameter(
            f"there are no words of {language!r}; give one of {known}, and bring others later",
            param_hint="--language",
        )
    named = title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    for path in new_site(folder, title=named, host=Host(host), sha256=sha256, language=language):
        click.echo(f"  {folder / path}")
    click.echo(f"Now: cd {folder} && digest serve")
