"""How many articles a second each of our stages takes on one core, MkDocs and search left out.

    python -m benchmarks.pace [--articles 1000 20000] [--folder DIR …] [--size 4000]

For so many made-up articles, and for every folder of real ones, one process without workers reads,
analyses, keeps and loads, gathers, renders and writes, and says for each stage the milliseconds of
processor time an article takes and the peak of memory so far. Beside them stands sumy's LexRank,
which does nothing but the summary, on the first articles of the same collection.
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
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from benchmarks.figures import Figure, table
from benchmarks.make_corpus import make_corpus
from generator.analysis.analyse import analyse
from generator.analysis.sentences import find_sentences
from generator.config import Editor, Settings
from generator.corpus.gather import gather
from generator.corpus.lock import Lock
from generator.model import Analysis, Article
from generator.pages.render import render
from generator.pages.site import Site
from generator.parallel import collect_rarely
from generator.sources.discover import find_sources
from generator.sources.identity import settle_ids
from generator.sources.read import Outcome, Rules, read_article
from generator.writing.write import write_pages

T = TypeVar("T")
GOAL = 300.0
PEER, PEERS_ARTICLES = "sumy's LexRank, summary alone", 50
SENTENCES = 3
_WORD = re.compile(r"[^\W\d_]+")


class Clock:
    """Processor seconds by stage, and the peak of memory in MB at its end."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.peak: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        began = time.process_time()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began
        self.peak[stage] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return result


def run(folder: Path) -> dict[str, object]:
    """Take one folder through every stage; return the milliseconds an article and the peaks by stage."""
    collect_rarely()
    clock = Clock()
    analyses, sample = _analysed(folder, clock)
    count = len(analyses)
    with tempfile.TemporaryDirectory() as root:
        settings = Settings(root=Path(root))
        gathered = clock.time(
            "gather", lambda: gather(analyses, editor=Editor(), lock=Lock(), settings=settings)
        )
        site = Site(corpus=gathered.corpus, settings=settings, problems=(), intro="")
        pages = clock.time("render", lambda: render(site))
        clock.time("write", lambda: write_pages(pages, settings.docs))
    peer = _lexrank(sample)
    return {
        "articles": count,
        "ms": {stage: seconds * 1000 / count for stage, seconds in clock.seconds.items()},
        "mb": clock.peak,
        "peer": peer,
    }


def _analysed(folder: Path, clock: Clock) -> tuple[list[Analysis], list[Article]]:
    """Read and analyse one article after another, as a build does: what is kept is what is loaded again."""
    rules = Rules(publish=Settings().publish, language="", corrections=(), max_bytes=5_000_000)
    files, _ = find_sources(folder, max_bytes=rules.max_bytes)
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Analysis)
    analyses: list[Analysis] = []
    outcomes: list[Outcome] = []
    sample: list[Article] = []
    for file in files:
        outcome = clock.time("read", partial(read_article, file, rules))
        article = outcome.article
        if article is None:
            continue
        made = clock.time("analyse", partial(analyse, article, summary_sentences=SENTENCES))
        kept = clock.time("keep", partial(encoder.encode, made))
        analyses.append(clock.time("load", partial(decoder.decode, kept)))
        outcomes.append(msgspec.structs.replace(outcome, article=analyses[-1].article))
        if len(sample) < PEERS_ARTICLES:
            sample.append(article)
    there = {article.source for article in settle_ids(outcomes)[0]}
    return [one for one in analyses if one.article.source in there], sample


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


def figures(name: str, told: dict[str, object]) -> Iterator[Figure]:
    ms, mb, peer = told["ms"], told["mb"], told["peer"]
    assert isinstance(ms, dict)
    assert isinstance(mb, dict)
    beside = {PEER: 1000 / peer} if isinstance(peer, float) else {}
    yield Figure(f"articles a second on one core, {name}", 1000 / sum(ms.values()), beside, GOAL)
    goal = 1000 if told["articles"] == 20_000 else None
    yield Figure(f"peak memory in MB, {name}", max(mb.values()), {}, goal, less_is_better=True)


def show(name: str, told: dict[str, object]) -> None:
    ms, mb = told["ms"], told["mb"]
    assert isinstance(ms, dict)
    assert isinstance(mb, dict)
    print(f"\n{name}: {told['articles']:,} articles\n")
    print(f"{'stage':10}{'ms an article':>14}{'articles a second':>19}{'peak MB':>9}")
    for stage, each in ms.items():
        print(f"{stage:10}{each:14.2f}{1000 / each:19,.0f}{mb[stage]:9.0f}")
    print(f"{'all':10}{sum(ms.values()):14.2f}{1000 / sum(ms.values()):19,.0f}{max(mb.values()):9.0f}")


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
        for articles in asked.articles:
            folder = folders[f"{articles:,} made-up articles"] = Path(made) / str(articles)
            make_corpus(folder, articles=articles, size=asked.size)
        for name, folder in folders.items():
            told = measured(folder)
            show(name, told)
            rows += figures(name, told)
    print(f"\n{table(rows)}")


if __name__ == "__main__":
    main()
