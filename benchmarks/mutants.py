"""Would a test notice? `python -m benchmarks.mutants PART… [--sample N] [--each N] [--seed N] [--folder F]`.

Lets mutmut change one small thing of the code at a time and runs the tests of that part on it (`writing`,
`analysis`, `corpus`, or one module of them such as `corpus/lock`). What mypy refuses counts as noticed.
Prints how many were noticed and shows the others. With `--sample`, as many are drawn from all by the seed;
with `--each`, as many from every module.
It works in a copy of the project, in the folder F if one is given; there `mutmut browse` shows them again.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from resource import RLIMIT_CPU, setrlimit
from tempfile import TemporaryDirectory
from time import process_time

import pytest
from hypothesis import Phase, settings

PROJECT = Path(__file__).parent.parent
PACKAGE = "generator"
TESTS = {
    "writing": ("tests/writing",),
    "analysis": ("tests/analysis", "tests/test_languages.py"),
    "corpus": ("tests/corpus", "tests/test_concepts.py", "tests/test_keys.py"),
}
"""What tests each part."""
CACHES = ("__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")
NOT_COPIED = (".git", ".venv", ".digest", "site", "dist", "mutants", *CACHES)
ENOUGH = 40
"""Seconds of the processor: a change that no test has noticed by then is not noticed."""
NOTICED = ("killed", "caught by type check", "timeout", "suspicious", "segfault")


def options(parts: Sequence[str]) -> str:
    """Return what mutmut is to change, and what notices."""
    stages = sorted({part.partition("/")[0] for part in parts})
    shown = {
        "source_paths": [PACKAGE],
        "only_mutate": [f"generator/{part}.py" if "/" in part else f"generator/{part}/*" for part in parts],
        "also_copy": sorted({path.name for path in PROJECT.iterdir()} - {*NOT_COPIED, PACKAGE}),
        "pytest_add_cli_args": ["-p", "no:xdist", "-p", "no:cacheprovider", "-p", "benchmarks.mutants"],
        "track_dependencies": False,
        "pytest_add_cli_args_test_selection": [test for stage in stages for test in TESTS[stage]],
        "type_check_command": [
            *(sys.executable, "-m", "mypy", "--output", "json", "--disable-error-code", "unused-ignore"),
            *(f"generator/{stage}" for stage in stages),
        ],
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in shown.items())
    return "\n".join(["", "[tool.mutmut]", *lines, ""])


def pytest_configure() -> None:
    """Let no test look for a smaller example, nor a mutant run for ever."""
    settings.register_profile("mutants", settings.default, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("mutants")
    if _is_mutant():
        setrlimit(RLIMIT_CPU, (3 * ENOUGH, 3 * ENOUGH))


def _is_mutant() -> bool:
    return "__mutmut_" in os.environ.get("MUTANT_UNDER_TEST", "")


def pytest_runtest_setup() -> None:
    """Stop if the tests tried so far, the quickest first, took long enough and noticed nothing."""
    if _is_mutant() and process_time() > ENOUGH:
        pytest.exit("not noticed", returncode=0)
    _forget()


def _forget() -> None:
    """Forget before each test what functions have kept: else only the first to call one would notice."""
    for name, module in list(sys.modules.items()):
        if name.startswith("generator"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def copy_to(folder: Path, parts: Sequence[str]) -> None:
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as stream:
        stream.write(options(parts))


def mutmut(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def results(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of every mutant and what became of it."""
    for line in mutmut(folder, "results", "--all", "true").splitlines():
        name, found, state = line.strip().partition(": ")
        if found and "__mutmut_" in name:
            yield name, state


def every_name(folder: Path) -> list[str]:
    """Make all mutants, and return their names."""
    mutmut(folder, "run", "no mutant has this name")
    names = sorted(name for name, _ in results(folder))
    print(f"{len(names):,} mutants in all", flush=True)
    return names


def drawn(names: Sequence[str], count: int, seed: int) -> list[str]:
    """Return as many of the names, by chance."""
    return sorted(random.Random(seed).sample(names, min(count, len(names))))


def drawn_from_each(names: Sequence[str], count: int, seed: int) -> list[str]:
    """Return as many of the names of every module, by chance."""
    modules = [list(mutants) for _, mutants in groupby(names, key=module_of)]
    return [name for mutants in modules for name in drawn(mutants, count, seed)]


def module_of(name: str) -> str:
    """Return the module that a mutant changes: `generator.corpus.lock.x_read__mutmut_3` changes `lock`."""
    return name.rpartition(".")[0]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="+", metavar="PART")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--sample", type=int, default=0)
    amount.add_argument("--each", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        copy_to(folder, asked.parts)
        chosen = []
        if asked.sample:
            chosen = drawn(every_name(folder), asked.sample, asked.seed)
        elif asked.each:
            chosen = drawn_from_each(every_name(folder), asked.each, asked.seed)
        told = mutmut(folder, "run", "--max-children", str(asked.at_once), *chosen)
        found = {name: state for name, state in results(folder) if not chosen or name in chosen}
        if not any(state in NOTICED for state in found.values()):
            print(told[-3000:])
            return 2
        for survivor in sorted(name for name, state in found.items() if state not in NOTICED):
            print(mutmut(folder, "show", survivor))
    print(", ".join(f"{count:,} {state}" for state, count in sorted(Counter(found.values()).items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
