"""The ledger: an account of every file in the articles folder; nothing is passed over in silence."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.errors import SourceError
from generator.model import Account, Article, Fate, Original, Problem, Story
from generator.sources.containers import parts_of
from generator.sources.discover import SourceFile, shown_name
from generator.sources.encoding import decoded
from generator.sources.formats import format_of
from generator.sources.outcome import Outcome

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


class Inputs(Struct, frozen=True, kw_only=True):
    """What a build read, and what came of it."""

    files: tuple[SourceFile, ...]
    outcomes: tuple[Outcome, ...]
    """One for each file."""
    unreadable: tuple[Problem, ...]
    """What else lies in the folder and was named."""
    clashes: tuple[Problem, ...]
    """Articles that give way to another with their address."""
    words: Mapping[str, int]
    """How many words each article has, by source path."""


class Fates(Struct, frozen=True, kw_only=True):
    """What is known of articles beyond their own file."""

    stories: Mapping[str, Story]
    """By the id of each article that tells it."""
    sources: Mapping[str, str]
    """Article id → source path."""
    clashing: Mapping[str, str]
    """Source path → why it gives way."""
    originals: Mapping[str, Original]
    """By address."""
    words: Mapping[str, int]
    """Source path → how many words the article has."""


def make_ledger(
    folder: Path, inputs: Inputs, *, stories: Sequence[Story], originals: Mapping[str, Original]
) -> tuple[Account, ...]:
    """Return an account of every input below the articles folder, sorted by source path."""
    clashing = {problem.where: problem.message for problem in inputs.clashes}
    articles = [one.article for one in inputs.outcomes if one.article and one.source not in clashing]
    fates = Fates(
        stories={telling.article: story for story in stories for telling in story.tellings},
        sources={article.id: article.source for article in articles},
        clashing=clashing,
        originals=originals,
        words=inputs.words,
    )
    found = [_account(*one, fates) for one in zip(inputs.files, inputs.outcomes, strict=True)]
    containers = {file.source.rpartition("/")[0]: file.path for file in inputs.files if file.part}
    found += _passed_over(containers)
    accounts = {account.source: account for account in found}
    for problem in inputs.unreadable:
        if problem.where not in containers:
            accounts.setdefault(problem.where, _refused(problem))
    for source in _all_files(folder.resolve(), set(containers)):
        accounts.setdefault(source, Account(source=source, fate=Fate.OTHER, why="is no article by its name"))
    return tuple(accounts[source] for source in sorted(accounts))


def public_accounts(ledger: Sequence[Account], inputs: Inputs) -> tuple[Account, ...]:
    """Return the accounts that a site may show.

    Private articles are not among them, nor files that could not be read but speak of privacy, nor what
    is no article: a draft's name may say much.
    """
    files = {file.source: file for file in inputs.files}
    return tuple(
        account
        for account in ledger
        if account.fate in {Fate.USED, Fate.MERGED, Fate.DUPLICATE}
        or (account.fate is Fate.REJECTED and not may_be_private(files.get(account.source)))
    )


def may_be_private(file: SourceFile | None) -> bool:
    """Tell whether a file that is no article may be meant to be private: it says so, or cannot be read."""
    try:
        head = file.content(_HEAD).lower() if file else b"private"
    except (SourceError, OSError):
        return True
    return b"privat" in head or b"draft" in head


def _passed_over(containers: Mapping[str, Path]) -> Iterator[Account]:
    """Yield accounts of what in books and mailboxes is no article: covers, messages that are there twice."""
    for source, path in containers.items():
        form = format_of(source)
        kind = form.media_type if form else ""
        for name, why in parts_of(path).passed_over:
            fate = Fate.DUPLICATE if "twice" in why else Fate.OTHER
            yield Account(source=f"{source}/{name}", fate=fate, why=why, format=kind)


def counted(ledger: Sequence[Account]) -> Mapping[Fate, int]:
    """Return how many inputs met each fate; together they are all."""
    counts = Counter(account.fate for account in ledger)
    return {fate: counts[fate] for fate in Fate}


def _account(file: SourceFile, outcome: Outcome, fates: Fates) -> Account:
    form = format_of(file.source)
    kind = form.media_type if form else ""
    article = outcome.article
    if outcome.private:
        return Account(source=file.source, fate=Fate.PRIVATE, format=kind)
    if article is None:
        why = "; ".join(problem.message for problem in outcome.problems)
        return Account(source=file.source, fate=Fate.REJECTED, why=why, format=kind)
    fate, why = _fate(article, fates)
    return Account(
        source=file.source,
        fate=fate,
        why=why,
        format=kind,
        method=_METHODS.get(kind, "its own marks"),
        language=article.language,
        date=article.published.isoformat() if article.published else "",
        date_from=_date_from(file, article),
        words=fates.words.get(file.source, 0),
        id=article.id,
        url=article.url,
        link=_link(article.url, fates.originals),
    )


def _fate(article: Article, fates: Fates) -> tuple[Fate, str]:
    """Return what became of an article, and why."""
    if article.source in fates.clashing:
        return Fate.DUPLICATE, fates.clashing[article.source]
    story = fates.stories.get(article.id)
    if story is None or story.id == article.id:
        return Fate.USED, f"told by {len(story.tellings)} articles, here first" if story else ""
    return Fate.MERGED, f"tells the story of {fates.sources[story.id]}"


def _link(url: str, originals: Mapping[str, Original]) -> str:
    if not url:
        return ""
    original = originals.get(url)
    if original is None:
        return "not asked"
    why = f": {original.why}" if original.why else ""
    return f"{original.health} on {original.checked}{why}"


def _date_from(file: SourceFile, article: Article) -> str:
    """Return how the date was found, as the header says or as the places it can come from allow."""
    if article.published is None:
        return "not found"
    from generator.sources.front_matter import split_header  # noqa: PLC0415 - only this asks for it

    try:
        header = split_header(decoded(file.content(_HEAD))).metadata if not file.part else {}
    except (SourceError, OSError):
        header = {}
    if header.get("date"):
        return str(header.get("date_from") or "its header")
    named = file.source.rpartition("/")[2].startswith(article.published.isoformat())
    return "its file's name" if named and not file.part else "its text or metadata"


def _refused(problem: Problem) -> Account:
    known = format_of(problem.where) is not None
    return Account(source=problem.where, fate=Fate.REJECTED if known else Fate.OTHER, why=problem.message)


def _all_files(folder: Path, containers: set[str]) -> list[str]:
    """Return all files below a folder, as they are shown, but those whose articles have accounts."""
    found: list[str] = []
    for root, _, names in os.walk(folder):
        below = Path(root).relative_to(folder).as_posix()
        found += [shown_name(name if below == "." else f"{below}/{name}") for name in names]
    return sorted(set(found) - containers)
