"""What a rebuild costs: `python -m benchmarks.rebuild --articles 1000 10000`.

Builds made-up articles clean, then with nothing changed, one added, and one in a hundred changed; beside
it, plain MkDocs with Material makes the very same Markdown. Seconds are those of all processes on the
processor, which other work on the machine does not change; memory is the largest process's.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, table
from benchmarks.make_corpus import make_corpus

DIGEST = [sys.executable, "-m", "generator"]
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "plain"]
NOTHING, ADDED, SAME = 1.0, 3.0, "nothing changed"


class Cost(NamedTuple):
    """What a command took."""

    processor: float
    """Seconds."""
    wall: float
    megabytes: float


def cost(command: list[str], folder: Path) -> Cost:
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{told}")
    seconds = usage.ru_utime + usage.ru_stime
    return Cost(seconds, time.perf_counter() - began, usage.ru_maxrss / 1024)


def add_one(articles: Path) -> None:
    shutil.copy(articles / "article-000000.md", articles / "added.md")


def change_some(articles: Path) -> None:
    for path in sorted(articles.glob("*.md"))[::100]:
        path.write_text(path.read_text(encoding="utf-8").replace(" that ", " which "), encoding="utf-8")


CHANGES: dict[str, Callable[[Path], None]] = {
    "clean": lambda _: None,
    SAME: lambda _: None,
    "one added": add_one,
    "1 % changed": change_some,
}
GOALS = {SAME: NOTHING, "one added": ADDED}


def figures(articles: int, folder: Path) -> Iterator[Figure]:
    """Yield the figures of one size of collection."""
    subprocess.run([*DIGEST, "new", "site", "--title", "Speed"], cwd=folder, check=True, stdout=-3)
    site = folder / "site"
    shutil.rmtree(site / "articles")
    make_corpus(site / "articles", articles=articles)
    time.sleep(2.5)  # a build trusts the times of files that have settled
    for name, change in CHANGES.items():
        change(site / "articles")
        ours, plain = cost([*DIGEST, "build"], site), cost(MKDOCS, site)
        goal = GOALS.get(name)
        title = f"{articles:,} articles, {name}"
        yield Figure(
            f"{title}: processor s", ours.processor, {"MkDocs": plain.processor}, goal, less_is_better=True
        )
        yield Figure(f"{title}: wall s", ours.wall, {"MkDocs": plain.wall}, goal, less_is_better=True)
        yield Figure(f"{title}: MB", ours.megabytes, {"MkDocs": plain.megabytes}, 1_000, less_is_better=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000])
    for articles in parser.parse_args().articles:
        with tempfile.TemporaryDirectory() as folder:
            print(table(figures(articles, Path(folder))))


if __name__ == "__main__":
    main()
