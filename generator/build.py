"""One build at a time, and only of what may have changed.

Whether the last build still stands is asked before the pipeline is loaded: that alone takes half a second.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module

from filelock import FileLock, Timeout
from msgspec.structs import replace

from generator.ahead import Seen, read_ahead
from generator.config import Settings
from generator.copies import meanwhile
from generator.errors import DigestError
from generator.kept import clear
from generator.model import Problem, WriteReport
from generator.parallel import available_cores
from generator.publish.press import press
from generator.run import Options, Progress, Result
from generator.sources.discover import find_sources
from generator.standing import (
    Before,
    Standing,
    is_changed,
    keep_standing,
    key_of,
    last_build,
    look_at_articles,
    looked_at,
    read_before,
    site_now,
    still_stands,
)

ONE_BUILD = ".digest-lock"
"""Held while a folder is being built from; a second build waits for it."""
AHEAD = (
    "numpy",
    "generator.corpus.gather",
    "generator.collecting",
    "generator.pages.render",
    "generator.pages.site",
    "generator.arranging",
    "generator.pipeline",
)
"""Modules that may be loaded while somebody else looks at the files, in this order."""
SOON = 0.06
"""Seconds in which it is known of a small site whether anything changed: it is not worth loading anything."""
PATIENCE = 300
"""Seconds that a build waits for another one to finish."""


def build(settings: Settings, options: Options, progress: Progress, *, url: str = "") -> Result:
    """Make the site: the Markdown, MkDocs, search; `url` overrides its address. Raises DigestError."""
    with _alone(settings), ExitStack() as copies:
        left = _brought(settings, progress)
        asked = repr((replace(options, jobs=0, executor=""), url, left))
        jobs = options.jobs or available_cores()
        last, before, seen = _look(settings, options, copies)
        if last and still_stands(settings, asked, before, last):
            return last.result
        from generator import collecting, pipeline  # noqa: PLC0415 - not needed where the build stands

        docs = looked_at(settings, before)
        with press(settings, url, docs, jobs=jobs) as site:
            found = collecting.collect(settings, options, progress, left=left, seen=seen)
            copies.close()
            begun = pipeline.Begun(found, docs, site)
            result = pipeline.build_site_of(begun, settings, options, progress)
            key = key_of(settings, asked, before, result.left)
            again = _told_again(result)
            done = Standing(key=key, articles=before.articles, before=before.stamps, result=again)
            keep_standing(settings, done)
        return result


def make_pages(settings: Settings, options: Options, progress: Progress) -> Result:
    """Make the Markdown of the articles in the docs folder. Raises DigestError."""
    from generator import collecting, pipeline  # noqa: PLC0415

    with _alone(settings):
        found = collecting.collect(settings, options, progress)
        return pipeline.write_pages_of(found, settings, options, progress)


def clear_cache(settings: Settings) -> None:
    """Remove all that the cache holds, when no build of the site is running. Raises DigestError."""
    with _alone(settings):
        clear(settings.cache)


def _look(
    settings: Settings, options: Options, copies: ExitStack
) -> tuple[Standing | None, Before, Seen | None]:
    """Return what the last build did, and all that this one reads, as it is before it begins.

    If the articles alone tell that there is something to do, the program is loaded meanwhile, and what is
    new among them is read by one of the `copies` of this process.
    """
    last, articles = last_build(settings), look_at_articles(settings)
    jobs = options.jobs or available_cores()
    if not is_changed(articles, last):
        with meanwhile(partial(site_now, settings), jobs=jobs) as site:
            before = read_before(settings, articles)
            return last, before._replace(site=site.wait()), None
    looked = articles.looked if articles else None
    found = find_sources(settings.articles, max_bytes=settings.max_megabytes * 1_000_000, looked=looked)
    seen = Seen(found)
    if not options.executor:
        reading = meanwhile(partial(read_ahead, found[0], settings), jobs=jobs)
        seen = Seen(found, copies.enter_context(reading).wait)
    with meanwhile(partial(read_before, settings, articles), jobs=jobs) as coming:
        _load_ahead(coming.is_there)
        return last, coming.wait(), seen


def _load_ahead(is_known: Callable[[float], bool]) -> None:
    """Load what a build needs if it has to be done, piece by piece, as long as that is not known."""
    waited = SOON
    for name in AHEAD:
        if is_known(waited):
            break
        import_module(name)
        waited = 0.0


def _brought(settings: Settings, progress: Progress) -> tuple[Problem, ...]:
    """Bring the articles here if they lie at an address; return what was left out. Raises DigestError."""
    if not settings.articles_at:
        return ()
    from generator.collecting import brought  # noqa: PLC0415

    return brought(settings, progress)


def _told_again(result: Result) -> Result:
    """Return what a build would tell that finds everything as this one left it."""
    pages = (*result.report.written, *result.report.unchanged)
    report = WriteReport(written=(), unchanged=pages, removed=(), refused=())
    return replace(result, report=report, docs=None, left="")


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
        where = error.filename2 or error.filename or settings.docs
        raise DigestError(
            f"{where}: {error.strerror or error}; free space or rights, or remove what is in the way, "
            "then run again"
        ) from error
