"""The command that makes a site."""

import click

from generator.build import build
from generator.commands.common import common, finish, near, options_of, progress_of, settings_of, show_timings
from generator.timing import Stopwatch


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
