"""The command `digest`. Here and in `commands/` are the only prints and exit codes.

Exit codes: 0 done; 1 a build that failed or, with `--strict`, had problems, or a failed check; 2 wrong
usage or settings.
"""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper

import click

from generator import __version__
from generator.commands.common import FAILED, WRONG_SETTINGS
from generator.errors import DigestError, SettingsError
from generator.process import collect_rarely, end_at_once

COMMANDS: Mapping[str, str] = {
    "add": "intake.add",
    "build": "building.build_command",
    "bundle": "bundling.bundle_command",
    "cache": "caching.cache_command",
    "changes": "changing.changes",
    "check": "checking.check_command",
    "import": "intake.import_command",
    "index": "parts.index_command",
    "licences": "supplying.licences",
    "new": "beginning.new",
    "pages": "parts.pages",
    "sbom": "supplying.sbom",
    "serve": "serving.serve",
    "sources": "intake.sources",
    "sync": "intake.sync",
    "topics": "topics.topics",
}
"""Name → module and function below `commands/`."""
_OF_THE_DISK = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EIO,
        errno.EEXIST,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.ENAMETOOLONG,
    )
)
"""What a disk, or who owns it, refuses: no fault of ours, wherever we come upon it."""


class Commands(click.Group):
    """Commands that are loaded when they are asked for: all of them together take most of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, function = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"generator.commands.{module}"), function)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
def cli() -> None:
    """Publish digests of articles as a website of topics."""


def main() -> None:
    """Run the command line, in a process that ends with it."""
    _begin_in_utf8()
    collect_rarely()
    _say_anything()
    try:
        answer()
    except SystemExit as ended:
        end_at_once(ended.code)
        raise


def answer(arguments: Sequence[str] | None = None) -> None:
    """Do what the arguments ask, or else the command line; then exit as is said above."""
    try:
        cli(arguments)
    except SettingsError as error:
        click.secho(str(error), fg="red", err=True)
        sys.exit(WRONG_SETTINGS)
    except DigestError as error:
        click.secho(str(error), fg="red", err=True)
        sys.exit(FAILED)
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        name = error.filename2 or error.filename
        where = f"{name}: " if name else ""
        way_out = "free space or rights, or remove what is in the way, then run again"
        click.secho(f"{where}{error.strerror}; {way_out}", fg="red", err=True)
        sys.exit(FAILED)


def _begin_in_utf8() -> None:
    """Begin anew where names of files are in another encoding: one of ours may hold any letter."""
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - the same command


def _say_anything() -> None:
    """Let no name stop a command where the terminal's encoding lacks its letters: they are escaped then."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
