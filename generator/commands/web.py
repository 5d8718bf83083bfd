"""What the commands share that ask other machines."""

import click

from generator.config import Settings
from generator.intake.fetching import Manners, Web

allow_local_option = click.option(
    "--allow-local", is_flag=True, help="Read addresses of this machine and of local networks too."
)
_PAUSE = 1.0
"""Seconds between two questions to one server."""


def web_of(settings: Settings, *, allow_local: bool, seconds: float = 30.0) -> Web:
    """Return the web for a run; servers of one's own need no pause between two questions."""
    return Web(
        Manners(
            max_bytes=settings.max_megabytes * 1_000_000,
            seconds=seconds,
            allow_local=allow_local,
            pause=0.0 if allow_local else _PAUSE,
        )
    )
