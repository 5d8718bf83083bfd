"""What the program is made of is known, and may be used by anybody."""

import json
from pathlib import Path

import pytest

from generator.supply import Package, Terms, bill_of_materials, packages, terms_of
from tests.test_cli import run

FILE_BY_FILE = {"certifi", "pathspec", "tld"}
"""Under the Mozilla licence: used as they are, which asks for nothing more."""


@pytest.mark.parametrize(
    ("licence", "terms"),
    [
        ("MIT", Terms.PERMISSIVE),
        ("Apache-2.0 AND CNRI-Python", Terms.PERMISSIVE),
        ("Apache-2.0 OR GPL-3.0", Terms.PERMISSIVE),
        ("MPL-2.0", Terms.FILE_BY_FILE),
        ("MIT AND MPL-2.0", Terms.FILE_BY_FILE),
        ("GPL-3.0", Terms.OTHER),
        ("MIT AND GPL-3.0", Terms.OTHER),
        ("", Terms.OTHER),
    ],
)
def test_a_licence_asks_for_the_least_of_its_choices(licence: str, terms: Terms) -> None:
    assert terms_of(licence) is terms


def test_all_that_is_needed_is_permissive_but_for_three_that_are_so_file_by_file() -> None:
    found = {one.name: terms_of(one.licence) for one in packages()}
    assert {"mkdocs", "lxml", "jinja2", "pypdf", "mammoth"} <= found.keys()
    assert {name for name, terms in found.items() if terms is not Terms.PERMISSIVE} <= FILE_BY_FILE
    assert Terms.OTHER not in found.values()


def test_a_bill_of_materials_names_every_package() -> None:
    found = (Package(name="a-b", version="1.0", licence="MIT"), Package(name="c", version="2", licence=""))
    bill = json.loads(bill_of_materials(found))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert [one["purl"] for one in bill["components"]] == ["pkg:pypi/a-b@1.0", "pkg:pypi/c@2"]
    assert bill["components"][0]["licenses"] == [{"license": {"name": "MIT"}}]


def test_the_commands_print_both(tmp_path: Path) -> None:
    listed = run("licences", folder=tmp_path)
    assert listed.returncode == 0, listed.stdout
    assert "mkdocs-material" in listed.stdout
    assert {one["name"] for one in json.loads(run("sbom", folder=tmp_path).stdout)["components"]} >= {
        "mkdocs",
        "pyyaml",
    }
