"""The whole pipeline, on one page.

articles/ ─ read ─ normalise ─ analyse ─▶ gather ─▶ render ─▶ write ─▶ docs/ ─ MkDocs ─ search ─▶ site/
           └────── for each article ──┘  └──── the whole collection ────┘
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.arranging import newest_of, now_of, site_of
from generator.changes.remember import Now
from generator.collecting import Collected
from generator.config import LOCK_FILE, Settings
from generator.copies import Early, early
from generator.corpus.lock import Lock, dump_lock
from generator.drawings import kept_drawings
from generator.errors import DigestError
from generator.filetimes import Stamp
from generator.history import History
from generator.kept_pages import Kept, kept_pages
from generator.model import Findable, Problem
from generator.noting import load_history, noted, save_history
from generator.pages.records import findable_articles, findable_topics, record_at
from generator.pages.render import render_what_changed
from generator.pages.site import Site, arrange
from generator.pages.social import Draw
from generator.pages.stock import TOPIC
from generator.parallel import available_cores
from generator.publish.own_pages import own_pages
from generator.publish.press import Order, Press
from generator.publish.search import Contents, Listed, Plan, build_search, index_missing, listed
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
    ready = _ready(begun.found, settings, options)
    with ExitStack() as meanwhile:
        search = _Search(settings, options, meanwhile)
        with _kept(settings, begun.docs) as (draw, kept):
            result = _write(ready, draw, kept, progress, _Known(search.begin, begun.press.hint))
            begun.press.tell(Order.of(result.newest, result.report, result.docs))
        search.prepare()
        generated = {*result.report.written, *result.report.unchanged}

        def finish(folder: Path) -> tuple[Problem, ...]:
            progress("Indexing for search", 0, 0)
            return search.finish(folder, generated)

        progress("Building the site", 0, 0)
        told = begun.press.result(finish)
    return replace(result, problems=(*result.problems, *told))


class _Known(NamedTuple):
    """Who is told what is known of the pages before all of them are written."""

    contents: Callable[[Contents], None]
    """Hears what search is to find."""
    written: Callable[[Order], None]
    """Hears which files were written."""


_Indexing = Early[Sequence[Findable], None, None, None]


class _Search:
    """The search index: what changed is indexed as soon as it is known, beside all that is left to do."""

    def __init__(self, settings: Settings, options: Options, meanwhile: ExitStack) -> None:
        self._settings = settings
        self._plan = search_plan(settings, options)
        self._meanwhile = meanwhile
        self._contents = Contents.of(())
        self._listed: Listed | None = None
        self._copy: _Indexing | None = None
        self._more: Sequence[Findable] = ()

    def begin(self, contents: Contents) -> None:
        """Let a copy of this process index what changed of contents, and what changed of others after that.

        Those are of other kinds and are read in the same way.
        """
        self._contents = self._contents.together(contents)
        if self._copy:
            self._more = contents.pages
            return

        def index(pages: Sequence[Findable]) -> None:
            with suppress(DigestError, OSError):  # who finds it missing will say why
                some = Contents(pages=pages, read=contents.read)
                index_missing(some, replace(self._plan, jobs=1), self._settings.site)

        def go_on(_: None, pages: Sequence[Findable], *__: object) -> None:
            index(pages)

        begun: AbstractContextManager[_Indexing] = early(
            partial(index, contents.pages), go_on, jobs=self._plan.jobs
        )
        self._copy = self._meanwhile.enter_context(begun)

    def prepare(self) -> None:
        """Find out what can be known of the index before there is a site, when nothing else is to be done."""
        if self._copy:
            self._copy.tell(self._more)  # it may take a while until that is heard
        self._listed = listed(self._contents, self._plan)

    def finish(self, folder: Path, generated: Collection[str]) -> tuple[Problem, ...]:
        """Put the index into the folder of a site, with the pages that were not `generated`."""
        if self._copy:
            with suppress(DigestError):  # what it did not do is done here
                self._copy.result(lambda _: None)
        own = Contents.of(own_pages(self._settings.docs, folder, generated))
        others = self._listed or listed(self._contents, self._plan)
        return build_search(own, folder, self._plan, others)


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
    ready = _ready(found, settings, options)
    with _kept(settings, None) as (draw, kept):
        return _write(ready, draw, kept, progress, _Known(lambda _: None, lambda _: None))


@contextmanager
def _kept(settings: Settings, docs: Mapping[str, Stamp] | None) -> Iterator[tuple[Draw, Kept]]:
    """Give what is kept of the pages made before; in the end, keep what stands then."""
    with kept_drawings(settings.cache) as draw, kept_pages(settings, docs) as kept:
        yield draw, kept


class _Ready(Struct, frozen=True, kw_only=True):
    """The collection, and the site that is to be made of it."""

    found: Collected
    site: Site
    now: Now
    before: History | None
    options: Options

    @property
    def jobs(self) -> int:
        """How many processes may share the work."""
        return self.options.jobs or available_cores()


def _ready(found: Collected, settings: Settings, options: Options) -> _Ready:
    before = load_history(settings.root)
    now = now_of(found, before, settings)
    history = noted(settings, before, now, jobs=options.jobs or available_cores())
    site = site_of(found, now, history, settings)
    return _Ready(found=found, site=site, now=now, before=before, options=options)


def _write(ready: _Ready, draw: Draw, kept: Kept, progress: Progress, known: _Known) -> Result:
    """Write what is to be remembered, and the pages; what is `known` before all are written is told then."""
    progress("Writing pages", 0, 0)
    found, site, now = ready.found, ready.site, ready.now
    settings, stock = site.settings, kept.stock
    if ready.options.remember:
        save_history(settings, ready.before, site.history, now, jobs=ready.jobs)
    _save_lock(found.gathered.lock, found.lock, settings)
    shelf = arrange(site)

    newest = newest_of(now.articles.values())

    def tell(part: str) -> None:
        known.written(Order(built=newest, written=kept.disk.written_since(), removed=()))
        prints = {name: made.found for name, made in stock.made.items()}
        pages = (findable_topics if part == TOPIC else findable_articles)(shelf, prints)
        known.contents(Contents(pages=pages, read=partial(record_at, shelf)))

    pages = render_what_changed(shelf, stock, draw, jobs=ready.jobs, known=tell)
    report = write_pages(pages, settings.docs, kept.disk)
    return Result(
        sources=found.sources,
        published=len(now.articles),
        private=len(found.private),
        topics=len(site.corpus.topics),
        newest=newest,
        problems=tuple(sorted({*found.problems, *found.hidden, *report.refused})),
        report=report,
        docs=None if kept.disk.looked is None else kept.disk.files(),
    )


def _save_lock(new: Lock, old: Lock, settings: Settings) -> None:
    if new != old:
        path = settings.root / LOCK_FILE
        write_atomic(path, dump_lock(new), temporary=path.with_name(TEMPORARY))
