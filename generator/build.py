"""The whole pipeline, on one page.

articles/ ─ read ─ normalise ─ analyse ─▶ gather ─▶ render ─▶ write ─▶ docs/ ─ MkDocs ─ search ─▶ site/
           └────── for each article ──┘  └──── the whole collection ────┘
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import structs

from generator import cache
from generator.analysis.analyse import analyse
from generator.bundle.make import Form, check_bundles, make_bundle
from generator.changes.remember import Now
from generator.checks.site import Expected, check_site
from generator.config import LOCK_FILE, Editor, Settings, load_editor
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock, dump_lock, parse_lock
from generator.drawings import kept_drawings
from generator.errors import DigestError, SourceError
from generator.history import Change, Fate, History, addresses
from generator.intake.originals import load_originals
from generator.kept import clear
from generator.ledger import Inputs, make_ledger, public_accounts
from generator.model import Account, Analysis, Article, Problem, Severity, WriteReport
from generator.noting import day_of, load_history, names_told, noted, save_history, titles_at_risk
from generator.pages.index_pages import archive_names
from generator.pages.records import records
from generator.pages.render import render
from generator.pages.site import Site, arrange
from generator.parallel import available_cores, beside, map_over
from generator.publish.own_pages import own_pages
from generator.publish.search import Plan, build_search, index_missing
from generator.publish.site import build_site
from generator.sources.discover import SourceFile, find_sources
from generator.sources.identity import settle_ids
from generator.sources.read import Outcome, Rules, read_article, texts_of
from generator.standing import Standing, keep_standing, key_of, read_before, still_standing
from generator.writing.atomic import TEMPORARY, write_atomic
from generator.writing.write import write_pages

INTRO = "intro.md"
"""The editor's own Markdown for the home page, in the docs folder."""
ONE_BUILD = ".digest-lock"
"""Held while a folder is being built from; a second build waits for it."""
PATIENCE = 300
"""Seconds that a build waits for another one to finish."""

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
    """Those of private articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build did."""

    sources: int
    """Source files found; published + private + left out."""
    published: int
    private: int
    topics: int
    newest: date | None
    """The date of the newest article: the time of building that the site tells, so that bytes repeat."""
    problems: tuple[Problem, ...]
    report: WriteReport


def build(settings: Settings, options: Options, progress: Progress, *, url: str = "") -> Result:
    """Make the site: the Markdown, MkDocs, search; `url` overrides its address. Raises DigestError."""
    with _alone(settings):
        asked = repr((replace(options, jobs=0), url))
        kept = still_standing(settings, asked)
        if kept:
            return _told_again(kept)
        before = read_before(settings)
        result, lock = _build(settings, options, progress, url)
        found = _standing(result, key_of(settings, asked, before))
        if load_lock(settings.root) == lock:  # nobody edited it meanwhile
            keep_standing(settings, found)
        return result


def _build(settings: Settings, options: Options, progress: Progress, url: str) -> tuple[Result, Lock]:
    found = collect(settings, options, progress)
    ready = _ready(found, settings)
    shown = records(ready.site)
    jobs = options.jobs or available_cores()
    plan = _search_plan(settings, options)
    with beside(partial(index_missing, shown, replace(plan, jobs=1)), jobs=jobs) as indexed:

        def finish(folder: Path) -> tuple[Problem, ...]:
            progress("Indexing for search", 0, 0)
            indexed()
            generated = {*result.report.written, *result.report.unchanged}
            return build_search((*shown, *own_pages(settings.docs, folder, generated)), folder, plan)

        result = _write(ready, options, progress)
        progress("Building the site", 0, 0)
        told = build_site(settings, built=result.newest, finish=finish, url=url, jobs=jobs)
    return replace(result, problems=(*result.problems, *told)), found.gathered.lock


def _standing(result: Result, key: str) -> Standing:
    return Standing(
        key=key,
        sources=result.sources,
        published=result.published,
        private=result.private,
        topics=result.topics,
        newest=result.newest,
        problems=result.problems,
        pages=(*result.report.written, *result.report.unchanged),
    )


def _told_again(kept: Standing) -> Result:
    return Result(
        sources=kept.sources,
        published=kept.published,
        private=kept.private,
        topics=kept.topics,
        newest=kept.newest,
        problems=kept.problems,
        report=WriteReport(written=(), unchanged=kept.pages, removed=(), refused=()),
    )


def check(
    settings: Settings, options: Options, progress: Progress, *, bundles: Path | None = None
) -> tuple[Problem, ...]:
    """Return everything that is wrong with the built site, and with its bundles in a folder.

    Raises DigestError if there is no site.
    """
    found = collect(settings, options, progress)
    history = load_history(settings.root) or History()
    progress("Checking the site", 0, 0)
    expected = Expected(
        articles={id_: analysis.article for id_, analysis in found.gathered.corpus.analyses.items()},
        private={file.source: texts_of(file, settings.max_megabytes * 1_000_000) for file in found.private},
        topics=tuple(entry.id for entry in found.lock.entries),
        addresses=tuple(addresses(history)),
        withheld=frozenset(one.id for one in history.articles if one.state is Fate.PRIVATE),
    )
    jobs = options.jobs or available_cores()
    problems = check_site(settings.site, expected, jobs=jobs)
    shelf = arrange(_site_again(settings, found)) if bundles and bundles.is_dir() else None
    return (*problems, *(check_bundles(shelf, bundles) if shelf and bundles else ()))


def pending(
    settings: Settings, options: Options, progress: Progress, *, since: Path
) -> tuple[tuple[Change, ...], dict[str, str]]:
    """Return what a build would change, held against the locks in the folder `since`; and names by id.

    The names are those of articles that may be named; those of topics that stand in a change's `into`.
    Nothing is written but the cache. Raises DigestError.
    """
    found = collect(settings, options, progress)
    old = load_history(since)
    now = replace(now_of(found, old, settings), before=load_lock(since))
    new = noted(settings, old, now)
    before = set(old.changes if old else ())
    topics = {topic.id: topic.name for topic in found.gathered.corpus.topics}
    titles = topics | {one.id: one.title for one in new.articles if one.title}
    return tuple(change for change in new.changes if change not in before), titles


def index(settings: Settings, options: Options, progress: Progress) -> tuple[Problem, ...]:
    """Put the search index into a site that is there, whatever built it. Raises DigestError."""
    if not (settings.site / "index.html").is_file():
        raise DigestError(f"{settings.site}: there is no site to index; build it first")
    found = collect(settings, options, progress)
    progress("Indexing for search", 0, 0)
    shown = records(_site_again(settings, found))
    return build_search(shown, settings.site, _search_plan(settings, options))


def _search_plan(settings: Settings, options: Options) -> Plan:
    return Plan(
        cache=settings.cache,
        language=settings.language or "en",
        offline=settings.offline_search,
        jobs=options.jobs or available_cores(),
    )


def account(settings: Settings, options: Options, progress: Progress) -> tuple[Account, ...]:
    """Return an account of every input, sorted by source path. Raises DigestError."""
    return _ledger(collect(settings, options, progress), settings)


def _ledger(found: Collected, settings: Settings) -> tuple[Account, ...]:
    return make_ledger(
        settings.articles,
        found.inputs,
        stories=found.gathered.corpus.stories,
        originals=load_originals(settings.root),
    )


def _public_accounts(found: Collected, settings: Settings) -> tuple[Account, ...]:
    """Return the accounts that the site may show: nothing that is private, or might be."""
    return public_accounts(_ledger(found, settings), found.inputs)


def find_originals(settings: Settings, options: Options, progress: Progress) -> tuple[Article, ...]:
    """Return the articles that come from an address, private ones left out. Raises DigestError."""
    files, _ = find_sources(settings.articles, max_bytes=settings.max_megabytes * 1_000_000)
    worked = work_on(files, settings, load_editor(settings.root), options, progress)
    articles, _ = settle_ids([one.outcome for one in worked])
    return tuple(article for article in articles if article.url)


def bundle(
    settings: Settings, options: Options, progress: Progress, *, forms: Iterable[Form], into: Path
) -> Iterator[Path]:
    """Write the forms of the site that can be taken along, and yield their paths. Raises DigestError."""
    found = collect(settings, options, progress)
    shelf = arrange(_site_again(settings, found))
    for form in forms:
        progress(f"Making {form}", 0, 0)
        yield from make_bundle(form, shelf, into)


def make_pages(settings: Settings, options: Options, progress: Progress) -> Result:
    """Make the Markdown of the articles in the docs folder. Raises DigestError."""
    with _alone(settings):
        found = collect(settings, options, progress)
        return _write(_ready(found, settings), options, progress)


def clear_cache(settings: Settings) -> None:
    """Remove all that the cache holds, when no build of the site is running. Raises DigestError."""
    with _alone(settings):
        clear(settings.cache)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Wait until no other build works on the docs folder, and keep others waiting."""
    try:
        settings.docs.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.docs / ONE_BUILD, timeout=PATIENCE):
            yield
    except Timeout:
        raise DigestError(
            f"{settings.docs}: another build is still running; wait for it or stop it"
        ) from None
    except OSError as error:
        where = error.filename or settings.docs
        raise DigestError(
            f"{where}: {error.strerror or error}; free space or rights, or remove what is in the way, "
            "then run again"
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """The collection, and the site that is to be made of it."""

    found: Collected
    site: Site
    now: Now
    before: History | None


def _ready(found: Collected, settings: Settings) -> _Ready:
    before = load_history(settings.root)
    now = now_of(found, before, settings)
    site = site_of(found, now, noted(settings, before, now), settings)
    return _Ready(found=found, site=site, now=now, before=before)


def _write(ready: _Ready, options: Options, progress: Progress) -> Result:
    """Write what is to be remembered, and the pages."""
    progress("Writing pages", 0, 0)
    found, site, now = ready.found, ready.site, ready.now
    settings = site.settings
    if options.remember:
        save_history(settings, ready.before, site.history, now.articles)
    _save_lock(found.gathered.lock, found.lock, settings)
    with kept_drawings(settings.cache) as draw:
        report = write_pages(render(site, draw, jobs=options.jobs or available_cores()), settings.docs)
    return Result(
        sources=found.sources,
        published=len(now.articles),
        private=len(found.private),
        topics=len(site.corpus.topics),
        newest=newest_of(now.articles.values()),
        problems=tuple(sorted({*found.problems, *found.hidden, *report.refused})),
        report=report,
    )


def site_of(found: Collected, now: Now, history: History, settings: Settings) -> Site:
    """Return what the pages are made from: without topics that only private articles speak of."""
    corpus = found.gathered.corpus
    topics = tuple(topic for topic in corpus.topics if topic.id not in now.unnamed)
    return Site(
        corpus=structs.replace(corpus, topics=topics),
        settings=settings,
        problems=found.problems,
        intro=_intro(settings),
        history=history,
        accounts=_public_accounts(found, settings) if settings.sources_page else (),
        retired=retired(found, now.unnamed),
    )


def _site_again(settings: Settings, found: Collected) -> Site:
    """Return what the pages of the site that is there were made from."""
    old = load_history(settings.root)
    return site_of(found, now_of(found, old, settings), old or History(), settings)


def newest_of(articles: Iterable[Article]) -> date | None:
    """Return the date of the newest article."""
    return max((article.published for article in articles if article.published), default=None)


def now_of(found: Collected, old: History | None, settings: Settings) -> Now:
    """Return the site as it is to be published, to be held against what is remembered."""
    corpus = found.gathered.corpus
    articles = {id_: analysis.article for id_, analysis in corpus.analyses.items()}
    silent = {topic.id: topic.name for topic in corpus.topics if not topic.coverage}
    at_risk = bool(found.private) and (bool(silent) or titles_at_risk(old, articles))
    limit = settings.max_megabytes * 1_000_000
    texts = [texts_of(file, limit) for file in found.private] if at_risk else []
    unnamed = names_told(silent, (text for one in texts for text in one))
    return Now(
        day=day_of(newest_of(articles.values())),
        articles=articles,
        private=frozenset(file.source for file in found.private),
        failed=found.failed,
        secrets=frozenset(title for one in texts for title in one[:1]),
        unnamed=unnamed,
        before=found.lock,
        after=found.gathered.lock,
        topics=frozenset(topic.id for topic in corpus.topics),
        archive=archive_names(articles.values()),
    )


def retired(found: Collected, unnamed: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of topics that were published once and lead nowhere now."""
    corpus = found.gathered.corpus
    there = {topic.id for topic in corpus.topics} | corpus.redirects.keys()
    return tuple(
        entry.id for entry in found.gathered.lock.entries if entry.id not in there or entry.id in unnamed
    )


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
    told = [problem for one in worked if not one.outcome.private for problem in one.outcome.problems]
    hidden = [problem for one in worked if one.outcome.private for problem in one.outcome.problems]
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


def _intro(settings: Settings) -> str:
    path = settings.docs / INTRO
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def load_lock(folder: Path) -> Lock:
    """Return a folder's memory of every published topic; empty before the first build. Raises DigestError."""
    path = folder / LOCK_FILE
    return parse_lock(path.read_bytes(), str(path)) if path.exists() else Lock()


def _save_lock(new: Lock, old: Lock, settings: Settings) -> None:
    if new != old:
        path = settings.root / LOCK_FILE
        write_atomic(path, dump_lock(new), temporary=path.with_name(TEMPORARY))
