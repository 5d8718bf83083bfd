"""How many articles a second each of our stages takes on one core, MkDocs and search left out.

    python -m benchmarks.pace [--articles 1000 20000] [--folder DIR …] [--size 4000]

For so many made-up articles, and for every folder of real ones, one process without workers reads,
analyses, keeps and loads, gathers, renders and writes, and says for each stage the milliseconds of
processor time an article takes and the peak of memory so far. As in a build, only the last analyses
are held. A folder is taken as it is, and once more cut: those of its Markdown files and plain texts
that are longer than `--size`, each up to the end of the paragraph nearest to it. Beside them stands
sumy's LexRank, which does nothing but the summary, on articles of the same collection.
"""

import argparse
import importlib
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from benchmarks.figures import Figure, table
from benchmarks.make_corpus import make_corpus
from generator.analysis.analyse import analyse
from generator.analysis.sentences import find_sentences
from generator.config import Settings
from generator.corpus.facts import Facts, facts_of
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock
from generator.corpus.shelf import Fetched
from generator.editor import Editor
from generator.model import Analysis, Article
from generator.pages.render import render_what_changed
from generator.pages.site import Site, arrange
from generator.pages.stock import Stock
from generator.process import collect_rarely
from generator.sources.discover import find_sources
from generator.sources.identity import settle_ids
from generator.sources.outcome import Outcome, Rules
from generator.sources.read import read_article
from generator.writing.write import write_pages

T = TypeVar("T")
GOAL = 300.0
PEER, PEERS_ARTICLES = "sumy's LexRank, summary alone", 500
"""So many articles at most, evenly spread, are summarised by the peer, whose time is counted an article."""
SENTENCES = 3
MOST_BYTES = 5_000_000
_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH_END = re.compile(rb"\n[ \t\r]*\n")


class Clock:
    """Processor seconds by stage, those of stages within it left out, and the peak of memory in MB then."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.peak: dict[str, float] = {}
        self._within = 0.0

    def time(self, stage: str, work: Callable[[], T]) -> T:
        outside, self._within = self._within, 0.0
        began = time.process_time()
        result = work()
        took = time.process_time() - began
        self.seconds[stage] = self.seconds.get(stage, 0.0) + took - self._within
        self.peak[stage] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self._within = outside + took
        return result

    def each(self, stage: str, items: Iterable[T]) -> Iterator[T]:
        rest, end = iter(items), object()
        while (item := self.time(stage, partial(next, rest, end))) is not end:
            yield item


class Collection:
    """The analyses of a folder, encoded in one file, and the facts of each."""

    def __init__(self, clock: Clock, file: BinaryIO) -> None:
        self._clock, self._file = clock, file
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Analysis).decode
        self._places: list[tuple[int, int]] = []
        self.outcomes: list[Outcome] = []
        self.facts: list[Facts] = []
        self.bytes = 0

    def add(self, outcome: Outcome, analysis: Analysis, size: int) -> None:
        """Keep an analysis; the article's text is not held."""
        encoded = self._encode(analysis)
        self._places.append((self._file.tell(), self._file.write(encoded)))
        self.facts.append(self._clock.time("facts", partial(facts_of, analysis, encoded)))
        self.outcomes.append(msgspec.structs.replace(outcome, article=self.facts[-1].head))
        self.bytes += size

    def analyses(self, places: Sequence[int]) -> Fetched:
        """Return some of the analyses, each loaded when it is asked for."""
        return Fetched(len(places), lambda at: self._clock.time("load", partial(self._load, places[at])))

    def _load(self, at: int) -> Analysis:
        start, length = self._places[at]
        self._file.seek(start)
        return self._decode(self._file.read(length))


def run(folder: Path) -> dict[str, object]:
    """Take one folder through every stage; return the milliseconds an article and the peaks by stage."""
    collect_rarely()
    clock = Clock()
    with tempfile.TemporaryDirectory() as root, (Path(root) / "kept").open("w+b") as file:
        collection = _analysed(folder, clock, file)
        there = {article.source for article in settle_ids(collection.outcomes)[0]}
        places = [at for at, one in enumerate(collection.outcomes) if one.source in there]
        analyses = collection.analyses(places)
        facts = tuple([collection.facts[at] for at in places])
        settings = Settings(root=Path(root), docs=Path(root) / "docs")
        gathered = clock.time(
            "gather", lambda: gather(analyses, editor=Editor(), lock=Lock(), settings=settings, facts=facts)
        )
        _publish(gathered, settings, clock)
        step = -(-len(places) // PEERS_ARTICLES) or 1
        peer = _lexrank([one.article for one in collection.analyses(places[::step])])
    count = len(places)
    return {
        "articles": count,
        "kB": collection.bytes / 1000 / count,
        "ms": {stage: seconds * 1000 / count for stage, seconds in clock.seconds.items()},
        "mb": clock.peak,
        "peer": peer,
    }


def _publish(gathered: Gathered, settings: Settings, clock: Clock) -> None:
    """Render and write the pages, each written as it is made."""
    site = Site(
        corpus=gathered.corpus, heads=gathered.articles, summaries=gathered.summaries, settings=settings
    )
    shelf = clock.time("render", lambda: arrange(site))
    pages = clock.each("render", render_what_changed(shelf, Stock()))
    clock.time("write", lambda: write_pages(pages, settings.docs))


def _analysed(folder: Path, clock: Clock, file: BinaryIO) -> Collection:
    """Read and analyse one article after another, as a build does."""
    rules = Rules(publish=Settings().publish, language="", corrections=(), max_bytes=MOST_BYTES)
    files, _ = find_sources(folder, max_bytes=rules.max_bytes)
    collection = Collection(clock, file)
    for source in files:
        outcome = clock.time("read", partial(read_article, source, rules))
        if outcome.article is None:
            continue
        made = clock.time("analyse", partial(analyse, outcome.article, summary_sentences=SENTENCES))
        clock.time("keep", partial(collection.add, outcome, made, source.size()))
    return collection


def cut_to(size: int, folder: Path, into: Path) -> None:
    """Write those texts of a folder that are longer than a size, up to the paragraph's end nearest to it."""
    files, _ = find_sources(folder, max_bytes=MOST_BYTES)
    for file in files:
        data = file.content(MOST_BYTES)
        if len(data) > size and not file.part and file.source.lower().endswith((".md", ".markdown", ".txt")):
            ends = [*(match.start() for match in _PARAGRAPH_END.finditer(data)), len(data)]
            path = into / file.source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data[: min(ends, key=lambda end: abs(end - size))] + b"\n")


def _lexrank(articles: list[Article]) -> float | None:
    """Return the milliseconds that LexRank takes for the summary of an article; None without sumy."""
    try:
        summarizer = importlib.import_module("sumy.summarizers.lex_rank").LexRankSummarizer()
        dom = importlib.import_module("sumy.models.dom")
    except ImportError:
        return None
    given = [
        [article.blocks[span.block].text[span.start : span.end] for span in find_sentences(article)]
        for article in articles
    ]
    began = time.process_time()
    for sentences in given:
        parts = [dom.Sentence(sentence, _Words()) for sentence in sentences]
        summarizer(dom.ObjectDocumentModel([dom.Paragraph(parts)]), SENTENCES)
    return (time.process_time() - began) * 1000 / max(1, len(given))


class _Words:
    """The part of sumy's tokenizer that LexRank asks, without the data that NLTK would download."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text))


def measured(folder: Path) -> dict[str, object]:
    """Run one folder in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.pace", "--run", str(folder)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)  # type: ignore[no-any-return]


def figures(name: str, told: dict[str, object], size: int) -> Iterator[Figure]:
    """Yield what was measured; the goal for the pace is one for articles of the size asked for."""
    ms, mb, peer, kb = told["ms"], told["mb"], told["peer"], told["kB"]
    assert isinstance(ms, dict)
    assert isinstance(mb, dict)
    assert isinstance(kb, float)
    beside = {PEER: 1000 / peer} if isinstance(peer, float) else {}
    goal = GOAL if abs(kb * 1000 / size - 1) < NEARLY else None
    yield Figure(
        f"articles a second on one core, {name}, {kb:.1f} kB each", 1000 / sum(ms.values()), beside, goal
    )
    most = 1000 if told["articles"] == 20_000 else None
    yield Figure(f"peak memory in MB, {name}", max(mb.values()), {}, most, less_is_better=True)


NEARLY = 0.2
"""Articles of nearly the size asked for have the goal: within a fifth of it in the mean."""


def show(name: str, told: dict[str, object]) -> None:
    ms, mb, kb = told["ms"], told["mb"], told["kB"]
    assert isinstance(ms, dict)
    assert isinstance(mb, dict)
    assert isinstance(kb, float)
    print(f"\n{name}: {told['articles']:,} articles of {kb:.1f} kB\n")
    print(f"{'stage':10}{'ms an article':>14}{'articles a second':>19}{'MB a second':>13}{'peak MB':>9}")
    for stage, each in [*ms.items(), ("all", sum(ms.values()))]:
        peak = mb.get(stage, max(mb.values()))
        print(f"{stage:10}{each:14.2f}{1000 / each:19,.0f}{kb / each:13.2f}{peak:9.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 20_000])
    parser.add_argument("--folder", type=Path, nargs="*", default=[])
    parser.add_argument("--size", type=int, default=4_000)
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(run(asked.run)))
        return
    rows: list[Figure] = []
    with tempfile.TemporaryDirectory() as made:
        folders = {str(folder): folder for folder in asked.folder}
        for at, folder in enumerate(asked.folder):
            cut_to(asked.size, folder, cut := Path(made) / f"cut {at}")
            if cut.is_dir():
                folders[f"{folder}, cut to {asked.size / 1000:g} kB"] = cut
        for articles in asked.articles:
            folder = folders[f"{articles:,} made-up articles"] = Path(made) / str(articles)
            make_corpus(folder, articles=articles, size=asked.size)
        for name, folder in folders.items():
            told = measured(folder)
            show(name, told)
            rows += figures(name, told, asked.size)
    print(f"\n{table(rows)}")


if __name__ == "__main__":
    main()
