"""What a rebuild costs: `python -m benchmarks.rebuild --articles 1000 10000 50000 --work FOLDER`.

Collections of made-up articles (and real ones: `--folder DIR`) are built clean, then with nothing
changed, with one article added that was not there, and with one in a hundred changed; other builders
(benchmarks/rebuild_peers.py) make a site of the same after each of our builds. For each of these it
prints seconds on the clock and of all processors together, the most memory that one process and that all
of them together held, and what lies on the disk; for ours also by stage, as `digest build --timings`
says it. Processor seconds are what other work on the machine changes least.

With `--work FOLDER` everything is kept there, and a run that was stopped goes on where it was: what
it had measured is not measured again.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.costs import cost, size
from benchmarks.figures import Figure, table
from benchmarks.make_corpus import make_corpus
from benchmarks.rebuild_peers import PEERS, Peer, program
from generator.cache import code_version

OURS = "digest"
DIGEST = [sys.executable, "-m", "generator"]
CLEAN, SAME, ADDED, CHANGED = "clean", "nothing changed", "one added", "1 % changed"
GOALS = {SAME: 1.0, ADDED: 3.0}
"""Seconds, at up to 10,000 articles."""
TIMES_MKDOCS, TIMES_PER_ARTICLE, MEGABYTES = 1.5, 1.3, 1_000
SETTLED = 2.5
"""Seconds after which a build trusts the times of files."""


class Collection(NamedTuple):
    """A collection of articles being measured, and where."""

    name: str
    articles: int
    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def sources(self) -> Path:
        return self.site / "articles"


class Notes:
    """What was done and measured, kept in a file after each step."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def get(self, *step: str) -> Any:  # noqa: ANN401 - whatever was noted
        return self._kept.get(" | ".join(step))

    def keep(self, *step: str, value: object) -> None:
        self._kept[" | ".join(step)] = value
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(self._kept, indent=1))
        new.replace(self._path)


def begin(collection: Collection, real: Path | None) -> None:
    """Make a site with the articles, the last one held back."""
    shutil.rmtree(collection.folder, ignore_errors=True)
    collection.folder.mkdir(parents=True)
    subprocess.run(
        [*DIGEST, "new", "site", "--title", "Speed"],
        cwd=collection.folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(collection.sources)
    if real:
        shutil.copytree(real, collection.sources)
    else:
        make_corpus(collection.sources, articles=collection.articles + 1)
    last = articles_of(collection)[-1]
    last.rename(collection.folder / last.name)
    (collection.folder / "held-back.txt").write_text(last.relative_to(collection.sources).as_posix())


def articles_of(collection: Collection) -> list[Path]:
    return sorted(path for path in collection.sources.rglob("*") if path.suffix in {".md", ".txt", ".html"})


def add_one(collection: Collection) -> None:
    name = (collection.folder / "held-back.txt").read_text()
    (collection.folder / Path(name).name).rename(collection.sources / name)


def change_some(collection: Collection) -> None:
    for path in articles_of(collection)[::100]:
        with path.open("a", encoding="utf-8") as stream:
            stream.write("\nOne more thing was said of this later, and it is said here.\n")


CHANGES: dict[str, Callable[[Collection], None]] = {
    CLEAN: lambda _: None,
    SAME: lambda _: None,
    ADDED: add_one,
    CHANGED: change_some,
}


def measure(collection: Collection, peers: Sequence[tuple[Peer, str]], notes: Notes) -> None:
    """Take a collection through all its changes, with us and every peer, leaving out what was measured."""
    for change, make in CHANGES.items():
        if not notes.get(change, "made"):
            make(collection)
            notes.keep(change, "made", value=True)
            time.sleep(SETTLED)
        _step(notes, change, OURS, partial(_ours, collection, change))
        for peer, command in peers:
            _step(notes, change, peer.name, partial(_theirs, collection, peer, command, change))


def _step(notes: Notes, change: str, name: str, work: Callable[[], dict[str, Any]]) -> None:
    if notes.get(change, name):
        return
    stopped = notes.get(change, name, "begun") and change != CLEAN  # what is clean begins from nothing
    notes.keep(change, name, "begun", value=True)
    found = work()
    found["stopped"] = bool(stopped)
    notes.keep(change, name, value=found)
    again = "  (was stopped before: what was done then is missing)" if stopped else ""
    print(f"{change:16}{name:10}{_line(found)}{again}", flush=True)


def _line(found: dict[str, Any]) -> str:
    return (
        f"{found['wall']:10.2f} s{found['processor']:10.2f} s of processors{found['largest']:8.0f} MB"
        f"{found['tree']:8.0f} MB in all{found['site']:10.1f} MB site{found['kept']:9.1f} MB kept"
    )


LEFT = ("site", ".site.new", "docs", ".digest", "articles.lock")


def _ours(collection: Collection, change: str) -> dict[str, Any]:
    if change == CLEAN:
        for name in LEFT:
            shutil.rmtree(collection.site / name, ignore_errors=True)
        for lock in collection.site.glob("*.lock.json"):
            lock.unlink()
    took = cost([*DIGEST, "build", "--timings", "--quiet"], collection.site)
    site, docs = collection.site / "site", collection.site / "docs"
    twin = size(site, collection.site / ".site.new")  # the twin's files are the site's own
    return {
        **took._asdict(),
        "site": size(site).megabytes,
        "kept": size(collection.site / ".digest", docs).megabytes + twin.megabytes - size(site).megabytes,
        "stages": [line.groups() for line in map(_STAGE.match, took.told.splitlines()) if line],
        "told": "",
    }


_STAGE = re.compile(r"(\D+?) +([\d.]+) +([\d.]+) +(\d+)$")


def _theirs(collection: Collection, peer: Peer, found: str, change: str) -> dict[str, Any]:
    folder = collection.folder / peer.name.lower()
    if change == CLEAN:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    peer.prepare(collection.site, folder)
    took = cost([found, *peer.command[bool(peer.packages) :]], folder)
    return {
        **took._asdict(),
        "site": size(folder / peer.site).megabytes,
        "kept": size(*(folder / name for name in peer.kept)).megabytes,
        "told": "",
    }


def show_stages(collection: Collection, notes: Notes) -> None:
    for change in CHANGES:
        print(f"\n{collection.name}, {change}: our stages\n")
        print(f"{'':24}{'seconds':>9}{'processor s':>13}{'most MB':>9}")
        for name, wall, processor, most in notes.get(change, OURS)["stages"]:
            print(f"{name:24}{wall:>9}{processor:>13}{most:>9}")


def figures(collection: Collection, peers: Sequence[Peer], notes: Notes) -> Iterator[Figure]:
    """Yield the figures of a collection."""
    small = collection.articles <= 10_000
    for change in CHANGES:
        ours = notes.get(change, OURS)
        others = {peer.name: notes.get(change, peer.name) for peer in peers}
        goal = GOALS.get(change) if small else None
        if change == CLEAN and "MkDocs" in others:
            goal = TIMES_MKDOCS * others["MkDocs"]["wall"]
        for title, key, at_most in (
            ("seconds", "wall", goal),
            ("processor s", "processor", None),
            ("MB in the largest process", "largest", MEGABYTES if small else None),
            ("MB in all processes", "tree", None),
            ("MB of site", "site", None),
        ):
            yield Figure(
                f"{collection.name}, {change}: {title}",
                ours[key],
                {name: found[key] for name, found in others.items()},
                at_most,
                less_is_better=True,
            )


def growth(measured: Sequence[tuple[Collection, Notes]]) -> Iterator[Figure]:
    """Yield what an article of the largest made-up collection costs, as times of one of the smallest."""
    if len(measured) < 2:
        return
    (small, first), *_, (large, last) = measured
    for key in ("processor", "wall"):
        each = [notes.get(CLEAN, OURS)[key] / one.articles for one, notes in ((small, first), (large, last))]
        peers = {
            peer.name: last.get(CLEAN, peer.name)[key]
            / large.articles
            / (first.get(CLEAN, peer.name)[key] / small.articles)
            for peer in PEERS.values()
            if first.get(CLEAN, peer.name) and last.get(CLEAN, peer.name)
        }
        name = f"{key} seconds an article, {large.articles:,} to {small.articles:,} articles"
        yield Figure(name, each[1] / each[0], peers, TIMES_PER_ARTICLE, less_is_better=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000])
    parser.add_argument("--folder", type=Path, nargs="*", default=[], help="folders of real articles")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--work", type=Path, help="where everything is kept; else a temporary folder")
    parser.add_argument(
        "--environments", type=Path, help="where peers are installed; else in the work folder"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        run(asked, (asked.work or Path(temporary)).resolve())


def run(asked: argparse.Namespace, work: Path) -> None:
    """Measure every collection, and print what was found."""
    work.mkdir(parents=True, exist_ok=True)
    environments = (asked.environments or work / "environments").resolve()
    found = [(PEERS[name], program(PEERS[name], environments)) for name in asked.peers]
    peers = [(peer, command) for peer, command in found if command]
    wanted = [(f"{count:,} made-up articles", count, None) for count in sorted(asked.articles)]
    wanted += [
        (folder.parent.name if folder.name == "raw" else folder.name, 0, folder) for folder in asked.folder
    ]
    rows: list[Figure] = []
    grown: list[tuple[Collection, Notes]] = []
    for name, count, real in wanted:
        collection = Collection(name, count, work / re.sub(r"\W+", "-", name))
        if not (collection.folder / "begun").exists():
            begin(collection, real)
            (collection.folder / "begun").touch()
        print(f"\n# {name}\n", flush=True)
        notes = Notes(collection.folder / "notes.json")
        if notes.get("version") not in {None, code_version()}:
            sys.exit(f"{collection.folder} was begun with another version of the program: remove it first")
        notes.keep("version", value=code_version())
        measure(collection, peers, notes)
        show_stages(collection, notes)
        rows += figures(collection, [peer for peer, _ in peers], notes)
        grown += [(collection, notes)] if count else []
    print(f"\n{table([*rows, *growth(grown)])}")


if __name__ == "__main__":
    main()
