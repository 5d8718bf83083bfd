"""The command that checks a site before it is published."""

import sys

import click

from generator.build import check
from generator.commands.common import FAILED, common, near, options_of, progress_of, say, settings_of, show
from generator.text import plural


@click.command(name="check")
@common
def check_command(**given: object) -> None:
    """Check the built site: quotes, links, feeds, private articles, nothing from another host.

    One line for each fault; exit code 1 if there is any.
    """
    settings = settings_of(given)
    faults = check(settings, options_of(given), progress_of(given))
    for fault in faults:
        show(fault)
    if faults:
        say(f"{plural(len(faults), 'fault')} in {near(settings.site)}.", given)
        sys.exit(FAILED)
    say(f"{near(settings.site)} may be published.", given)
