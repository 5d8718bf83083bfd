"""The command `digest`. Here and in `commands/` are the only prints and exit codes.

Exit codes: 0 done; 1 a build that failed or, with `--strict`, had problems, or a failed check; 2 wrong
usage or settings.
"""

import sys
from io import TextIOWrapper

import click

from generator import __version__
from generator.commands import building, bundling, caching, changing, checking, intake, supplying, topics
from generator.commands.common import FAILED, WRONG_SETTINGS
from generator.errors import DigestError, SettingsError
from generator.parallel import collect_rarely


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
def cli() -> None:
    """Publish digests of articles as a website of topics."""


def main() -> None:
    """Run the command line; exit with 2 for wrong settings and 1 for any other failure to build."""
    collect_rarely()
    _say_anything()
    try:
        cli()
    except SettingsError as error:
        click.secho(str(error), fg="red", err=True)
        sys.exit(WRONG_SETTINGS)
    except DigestError as error:
        click.secho(str(error), fg="red", err=True)
        sys.exit(FAILED)


def _say_anything() -> None:
    """Let no name stop a command where the terminal's encoding lacks its letters: they are escaped then."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


COMMANDS = (
    building.new,
    building.pages,
    building.build_command,
    building.serve,
    building.index_command,
    caching.cache_command,
    checking.check_command,
    changing.changes,
    bundling.bundle_command,
    intake.add,
    intake.import_command,
    intake.sources,
    intake.sync,
    supplying.licences,
    supplying.sbom,
    topics.topics,
)
for command in COMMANDS:
    cli.add_command(command)
