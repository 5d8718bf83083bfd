"""The plain way: MkDocs builds every page, as its own command does."""

from pathlib import Path

from mkdocs.commands.build import build

from generator.config import Settings
from generator.publish.mkdocs.configuration import load


def build_whole(settings: Settings, site: Path, url: str) -> None:
    """Build the site into the folder `site`, with all its plugins. Raises MkDocs' own errors."""
    config = load(settings, site, url)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
