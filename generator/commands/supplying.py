"""The commands that say what this program is made of."""

import sys

import click

from generator import supply
from generator.commands.common import FAILED


@click.command()
def licences() -> None:
    """List every package that is installed with this program, its licence, and what that asks for.

    Exit code 1 if one asks for more than that its notice is kept and changes of its own files shared.
    """
    found = supply.packages()
    for one in found:
        click.echo(f"{one.name} {one.version}: {one.licence or 'not named'} ({supply.terms_of(one.licence)})")
    if any(supply.terms_of(one.licence) is supply.Terms.OTHER for one in found):
        sys.exit(FAILED)


@click.command()
def sbom() -> None:
    """Print a bill of materials: every package that is installed with this program, as CycloneDX."""
    click.echo(supply.bill_of_materials(supply.packages()).decode(), nl=False)
