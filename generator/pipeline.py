"""The whole pipeline, on one page.

articles/ ─ read ─ normalise ─ analyse ─▶ gather ─▶ render ─▶ write ─▶ docs/ ─ MkDocs ─ search ─▶ site/
           └────── for each article ──┘  └──── the whole collection ────┘
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.arranging import newest_of, now_of, site_of
from generator.changes.remember import Now
from generator.collecting import Collected, load_lock
from generator.config import LOCK_FILE, Settings, site_language
from generator.conflicts import is_unmerged
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
from generator.pages.site import Shelf, Site, arrange
from generator.pages.social import Draw
from generator.pages.stock import ARTICLE, TOPIC, Stock
from generator.parallel import available_cores
from generator.publish.own_pages import own_files, own_pages
from generator.publish.press import Order, Press
from generator.publish.search import Contents, Listed, Plan, build_search, index_missing, listed
from generator.run import Options, Progress, Result
from generator.standing import left_beside
from generator.wording import base_of
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
            digest_of = kept.disk.fingerprint
            begun.press.tell(Order.of(result.newest, result.report, result.docs, digest_of))
        left = _left(settings, result.docs, begun.found.gathered.lock)  # while the site is being made
        generated = {*result.report.written, *result.report.unchanged}

        def finish(folder: Path) -> Problems:
            progress("Indexing for search", 0, 0)
            return search.finish(folder, own_files(settings.docs, generated))

        progress("Building the site", 0, 0)
        told = begun.press.result(finish)
    return replace(result, problems=(*result.problems, *told), left=left)


def _left(settings: Settings, docs: Mapping[str, Stamp] | None, lock: Lock) -> str:
    """Return a hash of what was left beside the site; none where somebody edited the lock meanwhile.

    Whoever edits it after that changes its stamp.
    """
    left = left_beside(settings, docs)
    with suppress(OSError):
        # As bytes, which is far faster than to read what it says.
        if (settings.root / LOCK_FILE).read_bytes() == dump_lock(lock):
            return left
    return left if load_lock(settings.root) == lock else ""


class _Known(NamedTuple):
    """Who is told what is known of the pages before all of them are written."""

    contents: Callable[[Callable[[], Contents]], None]
    """Hears how it is found out what search is to find."""
    written: Callable[[Order], None]
    """Hears which files were written."""


class _Last(NamedTuple):
    """What was not known when the search index was begun."""

    more: Sequence[Findable]
    """What else it is to find."""
    own: Sequence[PurePosixPath] = ()
    """The files of pages that a person wrote."""
    folder: Path = Path()
    """Of the site, when it is there."""


Problems = tuple[Problem, ...]


class _Search:
    """The search index, made in a copy of this process beside all that is left to do.

    What changed is indexed as soon as it is known, before there is a site to put the index into.
    """

    def __init__(self, settings: Settings, options: Options, meanwhile: ExitStack) -> None:
        self._settings = settings
        self._plan = search_plan(settings, options)
        self._meanwhile = meanwhile
        self._prepare: Callable[[], tuple[Listed, ...]] = tuple
        self._copy: Early[_Last, None, None, Problems] | None = None
        self._more: Sequence[Findable] = ()

    def begin(self, contents: Callable[[], Contents]) -> None:
        """Let a copy of this process index what changed of contents, and what changed of others after that.

        Those are of other kinds and are read in the same way.
        """
        if self._copy:
            self._more = contents().pages
            self._copy.hint(_Last(self._more))
            return
        self._prepare = lambda: (self._indexed(contents()),)
        begun: AbstractContextManager[Early[_Last, None, None, Problems]] = early(
            self._prepare,
            lambda known, last, *_: self._last(known, last),
            jobs=self._plan.jobs,
            ahead=self._ahead,
        )
        self._copy = self._meanwhile.enter_context(begun)

    def _indexed(self, contents: Contents) -> Listed:
        with suppress(DigestError, OSError):  # who finds it missing will say why
            return index_missing(contents, replace(self._plan, jobs=1), self._settings.site)
        return listed(contents, self._plan)

    def _ahead(self, known: tuple[Listed, ...], last: _Last) -> tuple[Listed, ...]:
        more = replace(known[0].contents, pages=last.more)
        return (*known, self._indexed(more))

    def _last(self, known: tuple[Listed, ...], last: _Last) -> Problems:
        """Put the index into the folder of a site, given what is listed of it: all, or all but the last."""
        both = known if len(known) > 1 else self._ahead(known, last)
        own = Contents.of(own_pages(last.own, last.folder))
        return build_search(own, last.folder, self._plan, *both)

    def finish(self, folder: Path, own: Sequence[PurePosixPath]) -> Problems:
        """Put the index into the folder of a site, with the pages of files that a person wrote."""
        assert self._copy
        last = _Last(self._more, own, folder)
        self._copy.tell(last)
        with suppress(DigestError):  # of a copy that was stopped
            return self._copy.result(lambda _: None)
        return self._last(self._prepare(), last)


def search_plan(settings: Settings, options: Options) -> Plan:
    """Return how the search index of a site is made."""
    return Plan(
        cache=settings.cache,
        language=settings.language or base_of(site_language(settings)),
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
        if part in (ARTICLE, TOPIC):
            known.contents(partial(_contents, shelf, stock, part))

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


def _contents(shelf: Shelf, stock: Stock, part: str) -> Contents:
    """Return what search is to find of articles or of topics."""
    prints = {name: made.found for name, made in stock.made.items()}
    pages = (findable_topics if part == TOPIC else findable_articles)(shelf, prints)
    return Contents(pages=pages, read=partial(record_at, shelf))


def _save_lock(new: Lock, old: Lock, settings: Settings) -> None:
    path = settings.root / LOCK_FILE
    if new != old or (path.exists() and is_unmerged(path.read_bytes())):
        write_atomic(path, dump_lock(new), temporary=path.with_name(TEMPORARY))
