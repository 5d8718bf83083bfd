"""The same site, byte for byte, wherever it is built: `python -m benchmarks.reproduce [--python PATH…]`.

Builds the articles of this project in surroundings that differ (locale, time zone, rights of new files,
hash seed, order and place of the files, number of processes, other Pythons with the package's requirements
installed) and compares every byte of the site, the archive and the book. The hash that it prints is the
same on every machine. Exits with 1 if anything differs.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where and how a site is built."""

    name: str
    python: str = sys.executable
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    jobs: int = 1
    backwards: bool = False
    """Whether the files are made in the opposite order."""
    folder: str = "site of mine"


USUAL = Surroundings(name="as usual")
OTHERS = (
    USUAL,
    Surroundings(name="plain C locale", variables={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}),
    Surroundings(name="far east", variables={"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}),
    Surroundings(name="far west", variables={"TZ": "Pacific/Pago_Pago", "LANGUAGE": "tr"}),
    Surroundings(name="for nobody else's eyes", umask=0o077, variables={"PYTHONHASHSEED": "1"}),
    Surroundings(name="for everybody", umask=0, variables={"PYTHONHASHSEED": "2"}),
    Surroundings(name="files the other way round", backwards=True, folder="Ein anderer Ort é"),
    Surroundings(name="two processes", jobs=2),
    Surroundings(name="seven processes", jobs=7, variables={"PYTHONHASHSEED": "3"}),
)


def made(where: Surroundings, articles: Path, below: Path) -> dict[str, bytes]:
    """Return every file of the site, the archive and the book, built from a folder of articles."""
    root = below / where.folder
    before = os.umask(where.umask)
    try:
        _copy(articles, root / "articles", backwards=where.backwards)
        (root / "digest.yml").write_text("title: Mine\nurl: https://example.org/mine/\n", encoding="utf-8")
        for words in (["build"], ["bundle", "--into", str(root / "out")]):
            _run(where, [*words, "--quiet", "--jobs", str(where.jobs), "--config", str(root / "digest.yml")])
    finally:
        os.umask(before)
    return {name: content for part in ("site", "out") for name, content in _tree(root, part)}


def _copy(source: Path, target: Path, *, backwards: bool) -> None:
    for path in sorted((path for path in source.rglob("*") if path.is_file()), reverse=backwards):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def _run(where: Surroundings, words: list[str]) -> None:
    variables = {**os.environ, "PYTHONPATH": str(PROJECT), **where.variables}
    subprocess.run([where.python, "-m", "generator", *words], check=True, env=variables)


def _tree(root: Path, part: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted((root / part).rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path.read_bytes()


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of the files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def fingerprint(files: Mapping[str, bytes]) -> str:
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return sha256("".join(lines).encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=PROJECT / "articles")
    parser.add_argument("--python", nargs="+", default=[], metavar="PATH")
    asked = parser.parse_args()
    others = [Surroundings(name=path, python=path) for path in asked.python]
    usual: dict[str, bytes] = {}
    wrong = 0
    for number, where in enumerate((*OTHERS, *others)):
        with TemporaryDirectory() as name:
            files = made(where, asked.articles, Path(name))
        usual = usual or files
        found = differing(usual, files)
        wrong += bool(found)
        print(
            f"{number + 1}. {where.name}: {len(files)} files, {len(found)} differ {' '.join(found[:9])}",
            flush=True,
        )
    print(f"sha256 of all: {fingerprint(usual)}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
