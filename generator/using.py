"""What is done with a collection, and with the site that was built of it, other than building."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from generator.arranging import ledger_of, now_of, site_again
from generator.bundle.make import Form, check_bundles, make_bundle
from generator.checks.site import Expected, check_site
from generator.collecting import collect, load_lock
from generator.config import Settings
from generator.corpus.shelf import Articles
from generator.errors import DigestError
from generator.history import TOPIC_KINDS, Change, Fate, History, addresses
from generator.model import Account, Problem
from generator.noting import load_history, noted
from generator.pages.quiet import kept_files
from generator.pages.records import records
from generator.pages.site import arrange
from generator.parallel import available_cores
from generator.pipeline import search_plan
from generator.publish.search import Contents, build_search
from generator.run import Options, Progress
from generator.sources.read import texts_of


def check(
    settings: Settings, options: Options, progress: Progress, *, bundles: Path | None = None
) -> tuple[Problem, ...]:
    """Return everything that is wrong with the built site, and with its bundles in a folder.

    Raises DigestError if there is no site.
    """
    found = collect(settings, options, progress)
    history = load_history(settings.root) or History()
    progress("Checking the site", 0, 0)
    topics = tuple(entry.id for entry in found.lock.entries)
    expected = Expected(
        articles=Articles(found.gathered.corpus.analyses),
        private={file.source: texts_of(file, settings.max_megabytes * 1_000_000) for file in found.private},
        topics=topics,
        addresses=tuple(addresses(history)),
        files=tuple(kept_files(history, topics)) if settings.url else (),
        withheld=frozenset(one.id for one in history.articles if one.state is Fate.PRIVATE),
        address=settings.url,
        wording=found.wording,
    )
    jobs = options.jobs or available_cores()
    problems = check_site(settings.site, expected, jobs=jobs)
    shelf = arrange(site_again(settings, found)) if bundles and bundles.is_dir() else None
    return (*problems, *(check_bundles(shelf, bundles) if shelf and bundles else ()))


def pending(
    settings: Settings, options: Options, progress: Progress, *, since: Path
) -> tuple[tuple[Change, ...], dict[str, str]]:
    """Return what a build would change, held against the locks in the folder `since`; and names by id.

    The names are those of articles that may be named; those of topics that stand in a change's `into`.
    Nothing is written but the cache. Raises DigestError.
    """
    found = collect(settings, options, progress)
    old = _begun_anew(load_history(since))
    now = replace(now_of(found, old, settings), before=load_lock(since))
    new = noted(settings, old, now)
    before = set(old.changes if old else ())
    topics = {topic.id: topic.name for topic in found.gathered.corpus.topics}
    titles = topics | {one.id: one.title for one in new.articles if one.title}
    return tuple(change for change in new.changes if change not in before), titles


def _begun_anew(old: History | None) -> History | None:
    """Return a record without what became of articles: what is new is then told whole, on whatever day."""
    if old is None:
        return None
    return replace(old, changes=tuple(one for one in old.changes if one.kind in TOPIC_KINDS))


def index(settings: Settings, options: Options, progress: Progress) -> tuple[Problem, ...]:
    """Put the search index into a site that is there, whatever built it. Raises DigestError."""
    if not (settings.site / "index.html").is_file():
        raise DigestError(f"{settings.site}: there is no site to index; build it first")
    found = collect(settings, options, progress)
    progress("Indexing for search", 0, 0)
    shown = records(site_again(settings, found))
    return build_search(Contents.of(shown), settings.site, search_plan(settings, options))


def account(settings: Settings, options: Options, progress: Progress) -> tuple[Account, ...]:
    """Return an account of every input, sorted by source path. Raises DigestError."""
    return ledger_of(collect(settings, options, progress), settings)


def bundle(
    settings: Settings, options: Options, progress: Progress, *, forms: Iterable[Form], into: Path
) -> Iterator[Path]:
    """Write the forms of the site that can be taken along, and yield their paths. Raises DigestError."""
    found = collect(settings, options, progress)
    shelf = arrange(site_again(settings, found))
    for form in forms:
        progress(f"Making {form}", 0, 0)
        yield from make_bundle(form, shelf, into)
