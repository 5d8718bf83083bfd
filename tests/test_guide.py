"""The guide says everything: every command, option, setting and default."""

from dataclasses import fields
from pathlib import Path

import click
import pytest

from generator.cli import cli
from generator.config import Settings

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md")))
CONFIGURATION = (GUIDE / "configuration.md").read_text(encoding="utf-8")
SETTINGS = [field for field in fields(Settings) if not field.metadata.get("internal")]
COMMANDS = {name: cli.get_command(click.Context(cli), name) for name in cli.list_commands(click.Context(cli))}
OPTIONS = sorted(
    {o for c in COMMANDS.values() if c for p in c.params if isinstance(p, click.Option) for o in p.opts}
)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_guide(command: str) -> None:
    assert f"`digest {command}" in PAGES


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_in_the_guide(option: str) -> None:
    assert f"`{option}" in PAGES


@pytest.mark.parametrize("name", [field.name for field in SETTINGS])
def test_every_setting_is_in_the_guide_with_its_default(name: str) -> None:
    default = getattr(Settings(), name)
    written = str(default).lower() if isinstance(default, bool) else str(default)
    shown = f"`{written}`" if written else "empty"
    assert f"| `{name}` | {shown} |" in CONFIGURATION


def test_the_guide_names_no_setting_that_is_not_there() -> None:
    table = CONFIGURATION.partition("| --- ")[2].partition("\n\n")[0]
    named = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert named == [field.name for field in SETTINGS]


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) < 600
