"""The direction of the architecture: stages do not know each other."""

import ast
import re
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent
BELOW = {
    "model",
    "config",
    "conflicts",
    "editor",
    "parsing",
    "errors",
    "text",
    "tokens",
    "words",
    "unspaced",
    "keys",
    "concepts",
    "destinations",
    "gazetteer",
    "parallel",
    "copies",
    "process",
    "history",
    "seal",
    "memory",
    "packed",
    "relations",
    "remote",
    "filetimes",
    "packages",
    "shipped",
    "wording",
}
"""What lies under all stages."""
STAGES = {
    "sources",
    "analysis",
    "corpus",
    "pages",
    "writing",
    "publish",
    "checks",
    "bundle",
    "intake",
    "changes",
}
ALLOWED = {"publish": {"scaffold"}, "changes": {"corpus"}, "bundle": {"pages"}, "intake": {"sources"}}
"""Intake turns what others hold into articles: it reads them as a build would."""
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imported(module: str) -> set[str]:
    """The parts of the package that a module imports, by their first name."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator"):
            dotted = [f"{node.module}.{alias.name}" for alias in node.names]
            names |= {
                name.split(".")[1] for name in (dotted if node.module == "generator" else [node.module])
            }
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("generator.")}
    return names - {"__version__"}


@pytest.mark.parametrize("module", [m for m in MODULES if m.partition("/")[0] in STAGES])
def test_a_stage_imports_only_itself_and_what_lies_below(module: str) -> None:
    stage = module.partition("/")[0]
    assert imported(module) <= {stage} | BELOW | ALLOWED.get(stage, set())


@pytest.mark.parametrize("name", sorted(BELOW))
def test_what_lies_below_imports_no_stage(name: str) -> None:
    assert imported(f"{name}.py") <= BELOW


@pytest.mark.parametrize(
    "module", [m for m in MODULES if m not in {"__main__.py", "cli.py"} and not m.startswith("commands/")]
)
def test_only_the_command_line_knows_the_command_line(module: str) -> None:
    assert imported(module).isdisjoint({"cli", "commands"})


def test_only_one_package_knows_mkdocs() -> None:
    knowing = {m.rpartition("/")[0] for m in MODULES if "mkdocs" in _outside(m)}
    assert knowing == {"publish/mkdocs"}


def test_only_one_module_knows_pagefind() -> None:
    assert [m for m in MODULES if "pagefind_bin" in _outside(m)] == ["publish/pagefind.py"]


def _outside(module: str) -> set[str]:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    froms = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    plain = [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
    return {name.partition(".")[0] for name in (*froms, *plain)}


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python before 3.11.5 never ends on `(?:ab)*+`; `(?>(?:ab)*)` says the same to every Python."""
    repeats = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9,]+\})\+")
    found = [m for m in MODULES if repeats.search((PACKAGE / m).read_text(encoding="utf-8"))]
    assert not found
