"""The whole pipeline, on one page.

articles/ ─ read ─ normalise ─ analyse ─▶ gather ─▶ render ─▶ write ─▶ docs/ ─ MkDocs ─ search ─▶ site/
           └────── for each article ──┘  └──── the whole collection ────┘
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.arranging import newest_of, now_of, site_of
from generator.changes.remember import Now
from generator.collecting import Collected
from generator.config import LOCK_FILE, Settings
from generator.corpus.lock import Lock, dump_lock
from generator.drawings import kept_drawings
from generator.filetimes import Stamp
from generator.history import History
from generator.kept_pages import kept_pages
from generator.model import Problem
from generator.noting import load_history, noted, save_history
from generator.pages.records import findable, record_at
from generator.pages.render import render_what_changed
from generator.pages.site import Site, arrange
from generator.parallel import available_cores, beside
from generator.publish.own_pages import own_pages
from generator.publish.press import Order, Press
from generator.publish.search import Contents, Plan, build_search, index_missing
from generator.run import Options, Progress, Result
from generator.writing.atomic import TEMPORARY, write_atomic
from generator.writing.write import write_pages


class Begun(NamedTuple):
    """What a build knows before it writes anything."""

    found: Collected
    docs: Mapping[str, Stamp] | None
    """The files of the docs folder, if somebody looked."""
    press: Press
    """Makes the site of what was written there."""


def build_site_of(begun: Begun, settings: Settings, options: Options, progress: Progress) -> Result:
    """Make the site of a collection: the Markdown, MkDocs, search. Raises DigestError."""
    jobs = options.jobs or available_cores()
    result, shown = _write(_ready(begun.found, settings, jobs), options, progress, begun.docs)
    begun.press.tell(Order.of(result.newest, result.report, result.docs))
    plan = search_plan(settings, options)
    with beside(partial(index_missing, shown, replace(plan, jobs=1), settings.site), jobs=jobs) as indexed:

        def finish(folder: Path) -> tuple[Problem, ...]:
            progress("Indexing for search", 0, 0)
            indexed()
            generated = {*result.report.written, *result.report.unchanged}
            own = own_pages(settings.docs, folder, generated)
            return build_search(shown.together(Contents.of(own)), folder, plan)

        progress("Building the site", 0, 0)
        told = begun.press.result(finish)
    return replace(result, problems=(*result.problems, *told))


def search_plan(settings: Settings, options: Options) -> Plan:
    """Return how the search index of a site is made."""
    return Plan(
        cache=settings.cache,
        language=settings.language or "en",
        offline=settings.offline_search,
        jobs=options.jobs or available_cores(),
    )


def write_pages_of(found: Collected, settings: Settings, options: Options, progress: Progress) -> Result:
    """Make the Markdown of a collection in the docs folder. Raises DigestError."""
    jobs = options.jobs or available_cores()
    return _write(_ready(found, settings, jobs), options, progress, None)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """The collection, and the site that is to be made of it."""

    found: Collected
    site: Site
    now: Now
    before: History | None


def _ready(found: Collected, settings: Settings, jobs: int) -> _Ready:
    before = load_history(settings.root)
    now = now_of(found, before, settings)
    site = site_of(found, now, noted(settings, before, now, jobs=jobs), settings)
    return _Ready(found=found, site=site, now=now, before=before)


def _write(
    ready: _Ready, options: Options, progress: Progress, docs: Mapping[str, Stamp] | None
) -> tuple[Result, Contents]:
    """Write what is to be remembered, and the pages; return what was done, and what search is to find."""
    progress("Writing pages", 0, 0)
    found, site, now = ready.found, ready.site, ready.now
    settings = site.settings
    jobs = options.jobs or available_cores()
    if options.remember:
        save_history(settings, ready.before, site.history, now, jobs=jobs)
    _save_lock(found.gathered.lock, found.lock, settings)
    shelf = arrange(site)
    with kept_drawings(settings.cache) as draw, kept_pages(settings, docs) as kept:
        pages = render_what_changed(shelf, kept.stock, draw, jobs=jobs)
        report = write_pages(pages, settings.docs, kept.disk)
    result = Result(
        sources=found.sources,
        published=len(now.articles),
        private=len(found.private),
        topics=len(site.corpus.topics),
        newest=newest_of(now.articles.values()),
        problems=tuple(sorted({*found.problems, *found.hidden, *report.refused})),
        report=report,
        docs=None if docs is None else kept.disk.files(),
    )
    prints = {name: made.found for name, made in kept.stock.made.items()}
    return result, Contents(pages=findable(shelf, prints), read=partial(record_at, shelf))


def _save_lock(new: Lock, old: Lock, settings: Settings) -> None:
    if new != old:
        path = settings.root / LOCK_FILE
        write_atomic(path, dump_lock(new), temporary=path.with_name(TEMPORARY))
