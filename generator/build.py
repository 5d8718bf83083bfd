"""The whole pipeline, on one page.

articles/ ─ read ─ normalise ─ analyse ─▶ gather ─▶ render ─▶ write ─▶ docs/ ─ MkDocs ─ search ─▶ site/
           └────── for each article ──┘  └──── the whole collection ────┘
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from generator.arranging import newest_of, now_of, site_of
from generator.changes.remember import Now
from generator.collecting import Collected, Options, Progress, brought, collect, load_lock
from generator.config import LOCK_FILE, Settings
from generator.corpus.lock import Lock, dump_lock
from generator.drawings import kept_drawings
from generator.errors import DigestError
from generator.history import History
from generator.kept import clear
from generator.kept_pages import kept_pages
from generator.model import Problem, WriteReport
from generator.noting import load_history, noted, save_history
from generator.pages.records import findable, record_at
from generator.pages.render import render_what_changed
from generator.pages.site import Site, arrange
from generator.parallel import available_cores, beside
from generator.publish.own_pages import own_pages
from generator.publish.search import Contents, Plan, build_search, index_missing
from generator.publish.site import build_site
from generator.standing import Before, Standing, keep_standing, key_of, read_before, still_standing
from generator.writing.atomic import TEMPORARY, write_atomic
from generator.writing.write import write_pages

ONE_BUILD = ".digest-lock"
"""Held while a folder is being built from; a second build waits for it."""
PATIENCE = 300
"""Seconds that a build waits for another one to finish."""


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
        left = brought(settings, progress)
        asked = repr((replace(options, jobs=0, executor=""), url, left))
        before = read_before(settings)
        kept = still_standing(settings, asked, before)
        if kept:
            return _told_again(kept)
        found = collect(settings, options, progress, left=left)
        result = _build(found, settings, options, progress, url=url)
        if load_lock(settings.root) == found.gathered.lock:  # nobody edited it meanwhile
            keep_standing(settings, _standing(result, key_of(settings, asked, before), before))
        return result


def _build(found: Collected, settings: Settings, options: Options, progress: Progress, *, url: str) -> Result:
    jobs = options.jobs or available_cores()
    result, shown = _write(_ready(found, settings), options, progress)
    plan = search_plan(settings, options)
    with beside(partial(index_missing, shown, replace(plan, jobs=1), settings.site), jobs=jobs) as indexed:

        def finish(folder: Path) -> tuple[Problem, ...]:
            progress("Indexing for search", 0, 0)
            indexed()
            generated = {*result.report.written, *result.report.unchanged}
            own = own_pages(settings.docs, folder, generated)
            return build_search(shown.together(Contents.of(own)), folder, plan)

        progress("Building the site", 0, 0)
        told = build_site(settings, built=result.newest, finish=finish, url=url, jobs=jobs)
    return replace(result, problems=(*result.problems, *told))


def _standing(result: Result, key: str, before: Before) -> Standing:
    return Standing(
        key=key,
        before=before.stamps,
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


def search_plan(settings: Settings, options: Options) -> Plan:
    """Return how the search index of a site is made."""
    return Plan(
        cache=settings.cache,
        language=settings.language or "en",
        offline=settings.offline_search,
        jobs=options.jobs or available_cores(),
    )


def make_pages(settings: Settings, options: Options, progress: Progress) -> Result:
    """Make the Markdown of the articles in the docs folder. Raises DigestError."""
    with _alone(settings):
        found = collect(settings, options, progress)
        return _write(_ready(found, settings), options, progress)[0]


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


def _write(ready: _Ready, options: Options, progress: Progress) -> tuple[Result, Contents]:
    """Write what is to be remembered, and the pages; return what was done, and what search is to find."""
    progress("Writing pages", 0, 0)
    found, site, now = ready.found, ready.site, ready.now
    settings = site.settings
    if options.remember:
        save_history(settings, ready.before, site.history, now)
    _save_lock(found.gathered.lock, found.lock, settings)
    shelf = arrange(site)
    with kept_drawings(settings.cache) as draw, kept_pages(settings) as kept:
        pages = render_what_changed(shelf, kept.stock, draw, jobs=options.jobs or available_cores())
        report = write_pages(pages, settings.docs, kept.disk)
    result = Result(
        sources=found.sources,
        published=len(now.articles),
        private=len(found.private),
        topics=len(site.corpus.topics),
        newest=newest_of(now.articles.values()),
        problems=tuple(sorted({*found.problems, *found.hidden, *report.refused})),
        report=report,
    )
    prints = {name: made.found for name, made in kept.stock.made.items()}
    return result, Contents(pages=findable(shelf, prints), read=partial(record_at, shelf))


def _save_lock(new: Lock, old: Lock, settings: Settings) -> None:
    if new != old:
        path = settings.root / LOCK_FILE
        write_atomic(path, dump_lock(new), temporary=path.with_name(TEMPORARY))
