"""The scaffold of `digest new` keeps step with the project's own site."""

from pathlib import Path

import pytest
import yaml

from generator.scaffold import default_engine_settings, scaffold_folder

ROOT = Path(__file__).parent.parent
OWN = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
SCAFFOLD = yaml.safe_load(default_engine_settings("Any title"))


@pytest.mark.parametrize(
    "part",
    ["theme", "plugins", "markdown_extensions", "validation", "extra", "extra_css", "extra_javascript"],
)
def test_a_new_site_is_built_like_the_demo(part: str) -> None:
    assert SCAFFOLD[part] == OWN[part]


def test_a_new_site_leaves_the_same_files_out() -> None:
    assert (SCAFFOLD["exclude_docs"], SCAFFOLD["not_in_nav"]) == (OWN["exclude_docs"], OWN["not_in_nav"])


@pytest.mark.parametrize("title", ["Plain", 'With "quotes": and a colon', "Čeština & more", "{{ braces }}"])
def test_any_title_survives(title: str) -> None:
    assert yaml.safe_load(default_engine_settings(title))["site_name"] == title


def test_actions_are_pinned_by_commit() -> None:
    folders = (ROOT / ".github" / "workflows", scaffold_folder() / "dot-github" / "workflows")
    used = [
        line.strip()
        for folder in folders
        for file in sorted(folder.glob("*.yml"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert all(len(line.partition("@")[2].partition(" ")[0]) == 40 for line in used)
