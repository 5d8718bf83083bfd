"""Build the site: make again what changed, keep the rest, and publish it as a whole."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct
from msgspec.structs import replace

from generator.config import Settings
from generator.errors import DigestError
from generator.filetimes import Stamp as Times
from generator.model import Problem, Severity
from generator.publish import looking, staging
from generator.publish.changes import Plan, State, known_by, plan
from generator.publish.mkdocs import configuration, rendering
from generator.publish.mkdocs.ahead import Ahead, begin_ahead, make_ahead
from generator.publish.mkdocs.inputs import open_project, open_settings, state
from generator.publish.mkdocs.known import Known
from generator.publish.mkdocs.project import Opened, Project
from generator.publish.mkdocs.whole import build_whole
from generator.publish.record import Facts, Record, Stamp, record_of
from generator.publish.remembering import (
    Remembered,
    load_notes,
    load_record,
    save_notes,
    save_record,
    stamps_of,
)

Finish = Callable[[Path], tuple[Problem, ...]]
"""Puts what MkDocs does not make into the folder of a site that it has made.

It may put files beside the pages, and into folders in which MkDocs made none. What it put there last time
may be there still. Files that are there it must replace or remove, never
write into: they may be links to those of the site that is being read.
"""
PATIENCE = 300
"""Seconds that a build waits for another one of the same site."""


class Task(Struct, frozen=True, kw_only=True):
    """A site to be built."""

    settings: Settings
    built: date | None
    """The time of building that the sitemap tells, unless SOURCE_DATE_EPOCH is set."""
    finish: Finish = lambda _: ()
    stands: Callable[[tuple[Problem, ...]], None] = lambda _: None
    """Hears what went wrong as soon as the new site is there; then its twin is brought up to it."""
    url: str = ""
    """Overrides the site's address."""
    jobs: int = 1
    docs: Mapping[str, Times] | None = None
    """The files of the docs folder, if somebody looked and saw no link."""
    begun: "Begun | None" = None
    """What was found before the files of the docs folder were written."""
    changed: Collection[str] = ()
    """The files of the docs folder that were written or removed since."""
    digests: Mapping[str, str | None] = {}
    """Of those that were written, as far as they are known."""

    @property
    def site(self) -> Path:
        """Where the site stands."""
        return self.settings.site

    @property
    def twin(self) -> Path:
        """Where the next site grows."""
        return staging.twin_of(self.site)


class Begun(Struct, frozen=True, kw_only=True):
    """What is known of a site before the files of the docs folder are written."""

    seen: looking.Look
    remembered: Remembered
    """Of the last build."""
    stamps: tuple[Times | None, ...]
    """Of the files that tell it."""
    opened: Opened | None
    """None if MkDocs' settings cannot be read, or ask for a build by MkDocs itself."""
    told: tuple[str, ...]
    """What MkDocs warned of."""
    ahead: Ahead | None = None
    """Pages that were made since."""


def begin_site(settings: Settings, url: str, docs: Mapping[str, Times] | None = None) -> Begun:
    """Find out what can be known beforehand of the site that is to be built; nothing is changed.

    `docs` are the files of the docs folder as they are now, if somebody looked.
    """
    path = record_of(settings)
    stamps, remembered, noted = stamps_of(path), load_record(path), load_notes(path)
    record, opened, ahead = remembered.record, None, None
    with configuration.warnings() as told, suppress(DigestError), configuration.said_plainly():
        opened = open_settings(settings, staging.twin_of(settings.site), url)
    seen = looking.look(settings.site, record.outputs if record else None, noted)
    if opened and record and docs:
        known = Known(docs=docs, rules=record.rules, places=record.places)
        with suppress(DigestError, OSError), configuration.said_plainly():
            ahead = begin_ahead(opened, settings.cache, known, path.with_suffix(_AHEAD))
    return Begun(
        seen=seen, remembered=remembered, stamps=stamps, opened=opened, told=tuple(told), ahead=ahead
    )


_AHEAD = ".ahead"


def print_ahead(begun: Begun, built: date | None, written: Collection[str], *, jobs: int) -> Begun:
    """Make the pages of files that were just written, as far as it is known what they are to be.

    Nothing of the site is changed. Raises DigestError, OSError.
    """
    if begun.ahead is None:
        return begun
    with configuration.clock(built) as clock, configuration.said_plainly():
        return replace(begun, ahead=make_ahead(begun.ahead, written, clock, jobs=jobs))


def build_site(task: Task) -> tuple[Problem, ...]:
    """Bring `settings.site` up to `settings.docs` and return MkDocs' warnings as problems.

    The result is what MkDocs would make of the docs folder, byte for byte, but only pages that can
    have changed are made again, by `jobs` processes. The old site stays whole until the new one is
    ready. Raises DigestError if MkDocs fails, or if the site folder holds something else than a site.
    """
    with _alone(task.site), configuration.clock(task.built) as clock, configuration.warnings() as told:
        staging.recover(task.site)
        staging.refuse_foreign(task.site)
        try:
            with configuration.said_plainly():
                return _build(task, clock, told)
        except DigestError as error:
            raise DigestError("\n".join([str(error), *told])) from error


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(site.with_name(f".{site.name}.lock"), timeout=PATIENCE):
            yield
    except Timeout:
        raise DigestError(f"{site}: another build is still writing it; wait for it or stop it") from None


def _build(task: Task, clock: str, told: list[str]) -> tuple[Problem, ...]:
    opened, (old, whole), seen = _found(task, told)
    ahead = task.begun.ahead if task.begun else None
    before = ahead.project if ahead else None
    project = open_project(opened, task.settings.cache, _known(task, old), before) if opened else None
    if project is None:
        return _all(_build_whole(task), told)
    times = task.docs or {}
    sources = {**(old.sources if old else {}), **known_by(task.digests, times)}
    now = state(project, repr(task.settings), clock, known=sources, times=times)
    decided = plan(now, old, seen.site)
    if old and decided.nothing:
        return _all(old.problems, told)
    record, changed = _make(project, decided, now, task, seen)
    staging.change_places(task.site)
    save_record(record_of(task.settings), record, whole)
    problems = _all(record.problems, told)
    task.stands(problems)
    # What was the site is now the twin.
    staging.mirror(task.twin, record.outputs, task.site, seen.site, changed)
    staging.remove_empty(task.twin, _gone(seen.site, record.outputs, changed))
    save_notes(record_of(task.settings), looking.swapped(seen.folders))
    return problems


def _gone(
    before: Mapping[str, Stamp], now: Mapping[str, Stamp], changed: Collection[str] | None
) -> Iterable[str]:
    """Return the files that are no longer there, of all or of those that have changed."""
    return before.keys() - now.keys() if changed is None else (one for one in changed if one not in now)


def _all(problems: Iterable[Problem], told: Iterable[str]) -> tuple[Problem, ...]:
    return tuple(sorted({*problems, *map(_problem, told)}))


def _found(task: Task, told: list[str]) -> tuple[Opened | None, Remembered, looking.Look]:
    """Return what was found beforehand, or what there is to be found now if that may be another thing."""
    begun, path = task.begun, record_of(task.settings)
    old = begun.remembered if begun and begun.stamps == stamps_of(path) else load_record(path)
    seen = looking.seen_now(task.site, begun.seen if begun else None)
    if begun and begun.opened and not any(path.startswith(configuration.THEME) for path in task.changed):
        told += begun.told
        return begun.opened, old, seen
    return open_settings(task.settings, task.twin, task.url), old, seen


def _known(task: Task, old: Record | None) -> Known | None:
    if task.docs is None:
        return None
    return Known(docs=task.docs, rules=old.rules if old else "", places=old.places if old else {})


def _make(
    project: Project, decided: Plan, now: State, task: Task, seen: looking.Look
) -> tuple[Record, Collection[str] | None]:
    """Let the next site grow in the twin, and return the record of it, and what changed if that is known."""
    task.twin.mkdir(exist_ok=True)
    same_twin = seen.twin is seen.site
    staging.mirror(task.twin, decided.keep, task.site, seen.twin, decided.dropped if same_twin else None)
    fresh = _rendered(project, decided, now, task)
    facts = {**decided.facts, **fresh}
    rendering.copy_files(project, decided.copy)
    rendering.render_templates(project)
    doubtful = rendering.doubtful_pages(facts, [*fresh, *decided.doubtful])
    told = [warning for known in facts.values() for warning in known.warnings]
    told += rendering.wrong_anchors(project, facts, doubtful)
    problems = [*map(_problem, told), *task.finish(task.twin)]
    theirs = {*now.outputs.values(), *project.config.extra_templates}
    outputs, others = looking.grown(task.site, decided.keep, theirs, seen)
    changed = None if decided.dropped is None else decided.dropped | others
    staging.remove_empty(task.twin, _gone(seen.twin, outputs, changed if same_twin else None))
    record = Record(
        engine=now.engine,
        navigation=now.navigation,
        clock=now.clock,
        settings=now.settings,
        places=dict(now.places),
        rules=now.rules,
        sources=dict(now.sources),
        facts=facts,
        doubtful=tuple(sorted(doubtful)),
        outputs=outputs,
        problems=tuple(sorted(set(problems))),
    )
    return record, changed


def _rendered(project: Project, decided: Plan, now: State, task: Task) -> dict[str, Facts]:
    """Put the pages into the twin that are to be made, and return what is to be known of each, by source."""
    ahead = task.begun.ahead if task.begun else None
    made = ahead.standing(now) if ahead and ahead.project.config is project.config else {}
    if ahead:
        ahead.put([uri for uri in decided.render if uri in made], task.twin)
    rest = [uri for uri in decided.render if uri not in made]
    fresh = rendering.render_pages(project, rest, jobs=task.jobs)
    return {uri: made.get(uri) or fresh[uri] for uri in decided.render}


def _build_whole(task: Task) -> Iterable[Problem]:
    """Let MkDocs build every page; it tells its warnings itself."""
    record_of(task.settings).unlink(missing_ok=True)
    shutil.rmtree(task.twin, ignore_errors=True)
    build_whole(task.settings, task.twin, task.url)
    problems = task.finish(task.twin)
    staging.change_places(task.site)
    shutil.rmtree(task.twin, ignore_errors=True)
    return problems


def _problem(message: str) -> Problem:
    return Problem(where="MkDocs", message=message, severity=Severity.WARNING)
