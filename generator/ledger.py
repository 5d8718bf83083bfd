"""The ledger: an account of every file in the articles folder; nothing is passed over in silence."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.build import Options, Progress, Worked, work_on
from generator.config import Settings, load_editor
from generator.errors import SourceError
from generator.model import Article, Problem
from generator.sources.discover import SourceFile, find_sources
from generator.sources.formats import reader_of
from generator.sources.front_matter import split_header
from generator.sources.identity import settle_ids

_HEAD = 20_000
_METHODS = {
    "text/markdown": "markdown-it",
    "text/plain": "layout of the lines",
    "text/html": "trafilatura",
    "message/rfc822": "the letter's part",
    "application/pdf": "pypdf",
    "text/x-rst": "docutils",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "mammoth",
}


class Fate(StrEnum):
    """What became of an input."""

    USED = "used"
    DUPLICATE = "duplicate"
    """Its address is another's."""
    REJECTED = "rejected"
    PRIVATE = "private"
    OTHER = "no article"
    """Of no format that is read: pictures and styles beside pages, hidden files, links to folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One input: a file, or one article of a file that holds several."""

    source: str
    fate: Fate
    why: str = ""
    """The reason, or which article it gives way to."""
    format: str = ""
    """The media type."""
    method: str = ""
    """How its text was found."""
    language: str = ""
    date: str = ""
    date_from: str = ""
    """How the date was found."""
    words: int = 0
    id: str = ""


def make_ledger(settings: Settings, options: Options, progress: Progress) -> tuple[Account, ...]:
    """Return an account of every input, sorted by source path. Raises DigestError."""
    files, unreadable = find_sources(settings.articles, max_bytes=settings.max_megabytes * 1_000_000)
    worked = work_on(files, settings, load_editor(settings.root), options, progress)
    kept, clashes = settle_ids([one.outcome for one in worked])
    taken = {article.source for article in kept}
    clashing = {problem.where: problem.message for problem in clashes}
    accounts = {
        file.source: _account(file, one, taken, clashing) for file, one in zip(files, worked, strict=True)
    }
    containers = {file.source.rpartition("/")[0] for file in files if file.part}
    for problem in unreadable:
        if problem.where not in containers:
            accounts.setdefault(problem.where, _refused(problem))
    for source in _all_files(settings.articles.resolve(), containers):
        accounts.setdefault(source, Account(source=source, fate=Fate.OTHER, why="is no article by its name"))
    return tuple(accounts[source] for source in sorted(accounts))


def counted(ledger: Sequence[Account]) -> Mapping[Fate, int]:
    """Return how many inputs met each fate; together they are all."""
    counts = Counter(account.fate for account in ledger)
    return {fate: counts[fate] for fate in Fate}


def _account(file: SourceFile, worked: Worked, taken: set[str], clashing: Mapping[str, str]) -> Account:
    outcome = worked.outcome
    reader = reader_of(file.source)
    kind = reader.media_type if reader else ""
    article = outcome.article
    if outcome.private:
        return Account(source=file.source, fate=Fate.PRIVATE, format=kind)
    if article is None:
        why = "; ".join(problem.message for problem in outcome.problems)
        return Account(source=file.source, fate=Fate.REJECTED, why=why, format=kind)
    used = file.source in taken
    return Account(
        source=file.source,
        fate=Fate.USED if used else Fate.DUPLICATE,
        why="" if used else clashing.get(file.source, ""),
        format=kind,
        method=_METHODS.get(kind, "its own marks"),
        language=article.language,
        date=article.published.isoformat() if article.published else "",
        date_from=_date_from(file, article),
        words=sum(len(block.text.split()) + _words_in(block.rows) for block in article.blocks),
        id=article.id,
    )


def _words_in(rows: Sequence[Sequence[object]]) -> int:
    return sum(len(str(getattr(cell, "text", "")).split()) for row in rows for cell in row)


def _date_from(file: SourceFile, article: Article) -> str:
    """Return how the date was found, as the header says or as the places it can come from allow."""
    if article.published is None:
        return "not found"
    try:
        header = (
            split_header(file.content(_HEAD).decode("utf-8", "replace")).metadata if not file.part else {}
        )
    except (SourceError, OSError):
        header = {}
    if header.get("date"):
        return str(header.get("date_from") or "its header")
    day = article.published.isoformat()
    return "its file's name" if file.source.rpartition("/")[2].startswith(day) else "its text or metadata"


def _refused(problem: Problem) -> Account:
    known = reader_of(problem.where) is not None
    return Account(source=problem.where, fate=Fate.REJECTED if known else Fate.OTHER, why=problem.message)


def _all_files(folder: Path, containers: set[str]) -> list[str]:
    """Return every file below a folder but those whose articles have accounts of their own."""
    found: list[str] = []
    for root, _, names in os.walk(folder):
        below = Path(root).relative_to(folder).as_posix()
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return sorted(set(found) - containers)
