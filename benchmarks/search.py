"""What search costs: `python -m benchmarks.search --articles 1000 5000 10000 [--pieces 20000]`.

Indexes made-up articles of 5 kB, then once more with one of them changed: seconds, CPU seconds, peak
memory. Then a real browser, with nothing cached, opens search and asks: seconds to the first
result and kB fetched, from a server and from a disk. Beside them Material's own search with an index of the
same pages, in the form that its plugin writes.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace
from playwright.sync_api import Browser

from benchmarks.figures import Figure, table
from benchmarks.make_corpus import Language, article
from benchmarks.search_site import chromium, make_search_site, served
from generator.model import Line, Record
from generator.publish import index_files, segments

SIZE = 5_000
PATIENCE = 180_000
"""Milliseconds that a browser may take to show a result."""
IS_SHOWN = "hit => document.querySelector(hit)?.checkVisibility()"
"""Asked for every picture that the browser draws. To wait for the selector would be to look at ever longer
distances, in the end twice a second: what is there after .4 s would count as .9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One query in a browser that has nothing cached."""

    seconds: float
    kilobytes: float


def records(count: int) -> Iterator[Record]:
    """Yield the made-up articles as search is told of them."""
    language = Language(random.Random("vocabulary"))
    for number in range(count):
        yield record(number, article(number, language, SIZE))


def record(number: int, text: str) -> Record:
    _, head, body = text.split("---\n", 2)
    lines = []
    counts = {"s": 0, "p": 0}
    for block in body.strip().split("\n\n"):
        kind = "s" if block.startswith("## ") else "p"
        counts[kind] += 1
        pieces = ((block.removeprefix("## "), False),)
        lines.append(Line(anchor=f"{kind}{counts[kind]}", pieces=pieces, heading=kind == "s"))
    return Record(
        path=f"articles/article-{number:06}",
        title=found(r"title: (.*)", head),
        kind="article",
        published=date.fromisoformat(found(r"date: (.*)", head)),
        topics=(),
        names=(),
        lines=tuple(lines),
    )


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match
    return match[1]


def queries(some: Sequence[Record]) -> tuple[str, ...]:
    """Return a common word, a rarer one, and two words."""
    lines = [line.pieces[0][0] for one in some[:200] for line in one.lines]
    count = Counter(word for line in lines for word in re.findall("[a-z]{5,}", line))
    by_count = sorted(count, key=lambda word: (-count[word], word))
    return by_count[2], by_count[len(by_count) // 3], f"{by_count[8]} {by_count[len(by_count) // 4]}"


def index_in_a_process(count: int, folder: Path, *, changed: bool) -> tuple[float, float, float]:
    """Index in a process of its own; return seconds, CPU seconds and peak MB of the larger process."""
    command = [sys.executable, "-m", "benchmarks.search", "--index", str(folder), "--articles", str(count)]
    command += ["--pieces", str(index_files.PIECE), "--full", str(segments.FULL)]
    done = subprocess.run([*command, *(["--changed"] if changed else [])], check=True, stdout=subprocess.PIPE)
    seconds, cpu, megabytes = json.loads(done.stdout)
    return seconds, cpu, megabytes


def index(count: int, folder: Path, *, changed: bool) -> None:
    """Index, and print what it cost."""
    some = list(records(count))
    if changed:
        some[0] = replace(some[0], title="Another title")
    before, began = cpu_seconds(), time.perf_counter()
    make_search_site(folder / "site", some, folder / "cache")
    cost = (time.perf_counter() - began, cpu_seconds() - before, peak_megabytes())
    print(json.dumps(cost))


def cpu_seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak_megabytes() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(one.ru_maxrss for one in used) / 1024


def ask(browser: Browser, address: str, folder: Path, query: str, hit: str) -> Asked:
    """Open search with its key, type, and wait for the first result; count what search has fetched."""
    context = browser.new_context()
    page = context.new_page()
    fetched: set[str] = set()
    page.on("requestfinished", lambda request: fetched.add(request.url))
    page.goto(address, wait_until="networkidle")
    began = time.perf_counter()
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    page.wait_for_function(IS_SHOWN, arg=hit, timeout=PATIENCE)
    seconds = time.perf_counter() - began
    searched = [url for url in fetched if "search" in url.rpartition("/site/")[2]]
    asked = Asked(seconds=seconds, kilobytes=sum(weight(url, folder) for url in searched) / 1000)
    context.close()
    return asked


def weight(url: str, folder: Path) -> float:
    """Return the bytes of what an address stands for: every file here is sent as it is."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)) if parts.scheme == "file" else folder / unquote(parts.path).lstrip("/")
    return path.stat().st_size if path.is_file() else 0


def material_site(folder: Path, some: Sequence[Record]) -> None:
    """Build one page with Material, and give it a search index of all pages."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n")
    (folder / "mkdocs.yml").write_text(
        "site_name: Peer\ntheme: {name: material, font: false}\nplugins: [search]\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    file = folder / "site" / "search" / "search_index.json"
    data = json.loads(file.read_bytes())
    data["docs"] = [entry for one in some for entry in sections(one)]
    file.write_text(json.dumps(data, separators=(",", ":")))


def sections(one: Record) -> Iterator[dict[str, str]]:
    """Yield an entry for the page and one for each of its headings, as Material's plugin does."""
    location, title, text = f"{one.path}/", one.title, list[str]()
    for line in one.lines:
        if line.heading:
            yield {"location": location, "title": title, "text": "".join(text)}
            location, title, text = f"{one.path}/#{line.anchor}", line.pieces[0][0], []
        else:
            text.append(f"<p>{line.pieces[0][0]}</p>")
    yield {"location": location, "title": title, "text": "".join(text)}


def worst(browser: Browser, address: str, folder: Path, asked: Sequence[str], hit: str) -> Asked:
    """Return the slowest answer's seconds and the heaviest answer's weight."""
    answers = [ask(browser, address, folder, query, hit) for query in asked]
    return Asked(seconds=max(a.seconds for a in answers), kilobytes=max(a.kilobytes for a in answers))


def measure(count: int, *, peer: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean = index_in_a_process(count, folder, changed=False)
        one = index_in_a_process(count, folder, changed=True)
        some = list(records(count))
        asked = queries(some)
        files = [file for file in (folder / "site").rglob("*") if file.is_file()]
        size = sum(
            file.stat().st_size for file in files if not (file.suffix == ".js" and file.name != "engine.js")
        )
        if peer:
            material_site(folder / "peer", some)
        with chromium() as browser:
            http, disk, peers = in_the_browser(browser, folder, asked, peer=peer)
    name = f"search, {count:,} articles"
    yield less(f"{name}: index, s", clean[0])
    yield less(f"{name}: index, CPU s", clean[1])
    yield less(f"{name}: index, peak MB", clean[2], 1_000)
    yield less(f"{name}: index, MB without scripts", size / 1e6)
    yield less(f"{name}: one changed, s", one[0])
    yield less(f"{name}: one changed, CPU s", one[1])
    yield less(f"{name}: first result, s", http.seconds, 1, {n: a.seconds for n, a in peers.items()})
    yield less(f"{name}: first result, kB", http.kilobytes, 500, {n: a.kilobytes for n, a in peers.items()})
    yield less(f"{name}: first result from a disk, s", disk.seconds, 1)
    yield less(f"{name}: first result from a disk, kB", disk.kilobytes)


def less(
    name: str, ours: float, goal: float | None = None, peers: Mapping[str, float] | None = None
) -> Figure:
    """Return a figure of which less is better."""
    return Figure(name, ours, peers or {}, goal, less_is_better=True)


def in_the_browser(
    browser: Browser, folder: Path, asked: Sequence[str], *, peer: bool
) -> tuple[Asked, Asked, dict[str, Asked]]:
    site, other = folder / "site", folder / "peer" / "site"
    with served(site) as address:
        http = worst(browser, address, site, asked, ".dp-find-hit")
    disk = worst(browser, f"file://{site}/index.html", site, asked, ".dp-find-hit")
    if not peer:
        return http, disk, {}
    with served(other) as address:
        return http, disk, {"Material": worst(browser, address, other, asked, ".md-search-result__link")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000])
    parser.add_argument("--peer-up-to", type=int, default=5_000, help="above it Material is not asked")
    parser.add_argument("--pieces", type=int, default=index_files.PIECE)
    parser.add_argument("--full", type=int, default=segments.FULL, help="records of a segment")
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--changed", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    index_files.PIECE, segments.FULL = given.pieces, given.full
    if given.index:
        index(given.articles[0], given.index, changed=given.changed)
        return
    counts = given.articles
    print(table(row for count in counts for row in measure(count, peer=count <= given.peer_up_to)))


if __name__ == "__main__":
    main()
