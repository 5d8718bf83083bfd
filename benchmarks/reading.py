"""What the benchmarks share: a labelled collection, read and analysed as a build would."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.analysis.analyse import analyse
from generator.config import Settings
from generator.model import Analysis, Article
from generator.parallel import available_cores, map_over
from generator.sources.discover import SourceFile
from generator.sources.outcome import Rules
from generator.sources.read import read_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An article, and what its authors said of it."""

    name: str
    analysis: Analysis
    labels: frozenset[str]
    links: tuple[str, ...]
    """Names of the articles it links to."""


def read_labelled(folder: Path, hide: Callable[[Article], Article]) -> list[Labelled]:
    """Read the files that `items.jsonl` in `folder` lists (id, path, labels, internal_links).

    `hide` takes from each article what the benchmark is about to look for.
    """
    lines = (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    files = [
        SourceFile(source=PurePosixPath(item["path"]).name, at=str(folder / item["path"])) for item in items
    ]
    articles = [hide(article) for article in _articles(files)]
    analyses = {one.article.source: one for one in map_over(_analyse, articles, jobs=available_cores())}
    return [
        Labelled(
            name=item["id"],
            analysis=analyses[file.source],
            labels=frozenset(item.get("labels") or ()),
            links=tuple(item.get("internal_links") or ()),
        )
        for item, file in zip(items, files, strict=True)
        if file.source in analyses
    ]


def _articles(files: list[SourceFile]) -> Iterator[Article]:
    settings = Settings()
    rules = Rules(publish=settings.publish, language="", corrections=(), max_bytes=5_000_000)
    for file in files:
        article = read_article(file, rules).article
        if article is not None:
            yield article


def _analyse(article: Article) -> Analysis:
    return analyse(article, summary_sentences=3)
