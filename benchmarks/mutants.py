"""Would a test notice? `python -m benchmarks.mutants PART… [--sample N] [--each N] [--seed N] [--folder F]`.

Lets mutmut change one small thing of the code at a time and tries the tests of that part on it (`writing`,
`analysis`, `corpus`, or one module of them such as `corpus/lock`). Prints how many were noticed, by a test or
else by mypy, and shows the others. With `--sample`, as many are drawn from all by the seed;
with `--each`, as many from every module; with `--only`, those are tried that a file names.
It works in a copy of the project, in the folder F if one is given. See `benchmarks/trying.py` for how tests
are tried.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.trying import MUTANTS, NOT_NOTICED, TRIED, UNREACHED

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
MYPY = (sys.executable, "-m", "mypy", "--output", "json", "--disable-error-code", "unused-ignore")
REFUSED = "refused by mypy alone"


def stages_of(parts: Iterable[str]) -> list[str]:
    return sorted({part.partition("/")[0] for part in parts})


def options(parts: Sequence[str]) -> str:
    """Return what mutmut is to change, and what refuses changes before any test."""
    shown = {
        "source_paths": [PACKAGE],
        "only_mutate": [f"{PACKAGE}/{part}.py" if "/" in part else f"{PACKAGE}/{part}/*" for part in parts],
        "also_copy": sorted({path.name for path in PROJECT.iterdir()} - {*NOT_COPIED, PACKAGE}),
        "type_check_command": [*MYPY, *(f"{PACKAGE}/{stage}" for stage in stages_of(parts))],
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in shown.items())
    return "\n".join(["", "[tool.mutmut]", *lines, ""])


def copy_to(folder: Path, parts: Sequence[str]) -> None:
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as stream:
        stream.write(options(parts))


def make_mutants() -> dict[str, Path]:
    """Make all mutants below the folder that we are in, and return what file each changes, by its name."""
    from mutmut.__main__ import create_mutants  # noqa: PLC0415 - it reads its settings where we are now
    from mutmut.mutation.data import SourceFileMutationData  # noqa: PLC0415
    from mutmut.utils.file_utils import (  # noqa: PLC0415
        copy_also_copy_files,
        copy_src_dir,
        walk_mutatable_files,
    )

    Path("mutants").mkdir(exist_ok=True)
    with redirect_stdout(sys.stderr):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 1)
    found: dict[str, Path] = {}
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        found |= dict.fromkeys(data.exit_code_by_key, path)
    return dict(sorted(found.items()))


def refused() -> set[str]:
    """Return the mutants that mypy refuses."""
    from mutmut.mutation.file_mutation import filter_mutants_with_type_checker  # noqa: PLC0415

    return set(filter_mutants_with_type_checker())


def diff_of(name: str, path: Path) -> str:
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415

    return f"# {name}\n{get_diff_for_mutant(name, path=path)}"


def tried(names: Sequence[str], parts: Sequence[str]) -> dict[str, str]:
    """Let the tests try some mutants, and return what became of each."""
    tests = [test for stage in stages_of(parts) for test in TESTS[stage]]
    command = [*(sys.executable, "-m", "pytest", "-q", "-s", "--rootdir=.", "-p", "benchmarks.trying")]
    command += ["-p", "no:xdist", "-p", "no:cacheprovider", *tests]
    Path("mutants", MUTANTS).write_text("\n".join(names), encoding="utf-8")
    there = {**os.environ, "PYTHONPATH": ".", "MUTANT_UNDER_TEST": ""}
    subprocess.run(command, cwd="mutants", env=there, stdout=sys.stderr, check=True)
    lines = Path("mutants", TRIED).read_text(encoding="utf-8").splitlines()
    states = dict(line.split(": ") for line in lines)
    return {name: states[name] for name in names}


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


def chosen(names: Sequence[str], asked: argparse.Namespace) -> list[str]:
    if asked.only:
        wanted = frozenset(asked.only.read_text(encoding="utf-8").split())
        return [name for name in names if name in wanted]
    if asked.each:
        return drawn_from_each(names, asked.each, asked.seed)
    return drawn(names, asked.sample or len(names), asked.seed)


def tell(states: Mapping[str, str], paths: Mapping[str, Path]) -> None:
    """Show the mutants that no test noticed, and how many became what, by module and in all."""
    for name, state in states.items():
        if state in {NOT_NOTICED, UNREACHED}:
            print(diff_of(name, paths[name]))
    for module, names in groupby(states, key=module_of):
        print(f"{module}: {_counted(states[name] for name in names)}")
    print(f"{len(states):,} of {len(paths):,} tried: {_counted(states.values())}")


def _counted(states: Iterable[str]) -> str:
    return ", ".join(f"{count:,} {state}" for state, count in sorted(Counter(states).items()))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="+", metavar="PART")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--sample", type=int, default=0)
    amount.add_argument("--each", type=int, default=0)
    amount.add_argument("--only", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.only:
        asked.only = asked.only.resolve()
    with TemporaryDirectory() as name:
        folder = asked.folder or Path(name)
        copy_to(folder, asked.parts)
        os.chdir(folder)
        paths = make_mutants()
        names = chosen(list(paths), asked)
        states = tried(names, asked.parts)
        unnoticed = {name for name, state in states.items() if state in {NOT_NOTICED, UNREACHED}}
        states |= dict.fromkeys(refused() & unnoticed, REFUSED)
        tell(states, paths)
        os.chdir(PROJECT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
