"""From the articles folder to the collection: read, analysed, gathered; nothing is written but the cache."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import structs

from generator import cache
from generator.analysis.analyse import analyse
from generator.config import LOCK_FILE, Editor, Settings, load_editor
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock, parse_lock
from generator.errors import SourceError
from generator.ledger import Inputs, may_be_private
from generator.model import Analysis, Article, Problem, Severity
from generator.parallel import available_cores, map_over
from generator.sources.discover import SourceFile, find_sources
from generator.sources.identity import settle_ids
from generator.sources.read import Outcome, Rules, read_article

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, the steps done and the steps in all (0: not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What one run is asked for, beside the settings."""

    jobs: int = 0
    """How many processes work on articles; 0: one for each core."""
    publish_new: bool = True
    """False: publish no topic that the lock does not know."""
    remember: bool = True
    """False: show what changed, and do not note it yet."""


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source file; this is what the cache keeps."""

    outcome: Outcome
    analysis: Analysis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The collection, read and gathered, before anything is written."""

    inputs: Inputs
    gathered: Gathered
    lock: Lock
    """As it was before."""
    sources: int
    """Source files found."""
    private: tuple[SourceFile, ...]
    failed: frozenset[str]
    """Source files that could not be read."""
    problems: tuple[Problem, ...]
    """Those that the site may name, sorted."""
    hidden: tuple[Problem, ...]
    """Those of private articles, and of files that may be meant to be private."""


def collect(settings: Settings, options: Options, progress: Progress) -> Collected:
    """Read, analyse and gather the articles; write nothing but the cache. Raises DigestError."""
    editor = load_editor(settings.root)
    lock = load_lock(settings.root)
    files, unreadable = find_sources(settings.articles, max_bytes=settings.max_megabytes * 1_000_000)
    worked = work_on(files, settings, editor, options, progress)
    articles, clashes = settle_ids([one.outcome for one in worked])
    kept = {article.source for article in articles}
    progress("Finding topics", 0, 0)
    gathered = gather(
        [one.analysis for one in worked if one.analysis and one.analysis.article.source in kept],
        editor=editor,
        lock=lock,
        settings=settings,
        publish_new=options.publish_new,
        jobs=options.jobs or available_cores(),
    )
    told: list[Problem] = []
    hidden: list[Problem] = []
    for file, one in zip(files, worked, strict=True):
        silent = one.outcome.private or (one.outcome.article is None and may_be_private(file))
        (hidden if silent else told).extend(one.outcome.problems)
    return Collected(
        inputs=Inputs(
            files=files,
            outcomes=tuple(one.outcome for one in worked),
            unreadable=unreadable,
            clashes=clashes,
        ),
        gathered=gathered,
        lock=lock,
        sources=len(files) + sum(problem.severity is Severity.ERROR for problem in unreadable),
        private=tuple(file for file, one in zip(files, worked, strict=True) if one.outcome.private),
        failed=frozenset(
            [problem.where for problem in unreadable]
            + [one.outcome.source for one in worked if not one.outcome.private and not one.outcome.article]
        ),
        problems=tuple(sorted({*unreadable, *told, *clashes, *gathered.problems})),
        hidden=tuple(hidden),
    )


def find_originals(settings: Settings, options: Options, progress: Progress) -> tuple[Article, ...]:
    """Return the articles that come from an address, private ones left out. Raises DigestError."""
    files, _ = find_sources(settings.articles, max_bytes=settings.max_megabytes * 1_000_000)
    worked = work_on(files, settings, load_editor(settings.root), options, progress)
    articles, _ = settle_ids([one.outcome for one in worked])
    return tuple(article for article in articles if article.url)


def work_on(
    files: Sequence[SourceFile], settings: Settings, editor: Editor, options: Options, progress: Progress
) -> list[Worked]:
    """Read and analyse every file, taking from the cache what has not changed."""
    rules = Rules(
        publish=settings.publish,
        language=settings.language,
        corrections=editor.corrections,
        max_bytes=settings.max_megabytes * 1_000_000,
    )
    work = partial(_work_on_one, rules=rules, sentences=settings.summary_sentences)
    keys = {file.source: _key(file, rules, settings.summary_sentences) for file in files}
    known = cache.load(settings.cache, [key for key in keys.values() if key])
    missing = [file for file in files if keys[file.source] not in known]
    jobs = options.jobs or available_cores()
    made: dict[str, bytes] = {}
    for file, encoded in zip(missing, map_over(work, missing, jobs=jobs), strict=True):
        made[file.source] = encoded
        progress("Reading articles", len(files) - len(missing) + len(made), len(files))
    new = {keys[source]: encoded for source, encoded in made.items() if keys[source]}
    if new or len(known) != len(files):
        cache.save(settings.cache, new=new, used=[key for key in keys.values() if key])
    del new
    decoder = msgspec.msgpack.Decoder(Worked)
    # Each encoded result is let go as it is decoded: the collection is never held twice.
    kept = (made.pop(file.source, b"") or known.pop(keys[file.source]) for file in files)
    return [_whole(decoder.decode(one)) for one in kept]


def _work_on_one(file: SourceFile, *, rules: Rules, sentences: int) -> bytes:
    outcome = read_article(file, rules)
    analysis = analyse(outcome.article, summary_sentences=sentences) if outcome.article else None
    return msgspec.msgpack.encode(Worked(outcome=structs.replace(outcome, article=None), analysis=analysis))


def _whole(worked: Worked) -> Worked:
    """Return what was kept with the article back in its outcome: it is kept once."""
    if worked.analysis is None:
        return worked
    outcome = structs.replace(worked.outcome, article=worked.analysis.article)
    return Worked(outcome=outcome, analysis=worked.analysis)


def _key(file: SourceFile, rules: Rules, sentences: int) -> str:
    try:
        content = sha256(file.content()).digest()
    except (OSError, SourceError):
        return ""  # reading it again reports why
    return cache.key(file.source, content, repr(rules), str(sentences))


def load_lock(folder: Path) -> Lock:
    """Return a folder's memory of every published topic; empty before the first build. Raises DigestError."""
    path = folder / LOCK_FILE
    return parse_lock(path.read_bytes(), str(path)) if path.exists() else Lock()
