"""The commands that do a part of a build: pages, index."""

import sys

import click

from generator.build import make_pages
from generator.commands.common import (
    FAILED,
    common,
    finish,
    near,
    options_of,
    progress_of,
    say,
    settings_of,
    show,
)
from generator.using import index


@click.command()
@common
def pages(**given: object) -> None:
    """Turn the articles into Markdown in the docs folder; plain `mkdocs build` works from there."""
    settings = settings_of(given)
    result = make_pages(settings, options_of(given), progress_of(given))
    finish(result, given, f"The Markdown is in {near(settings.docs)}.")


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
