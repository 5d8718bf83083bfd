"""Build the site: make again what changed, keep the rest, and publish it as a whole."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from generator.config import Settings
from generator.errors import DigestError
from generator.model import Problem, Severity
from generator.publish import staging
from generator.publish.changes import Plan, State, plan
from generator.publish.mkdocs import configuration, rendering
from generator.publish.mkdocs.inputs import open_project, state
from generator.publish.mkdocs.project import Project
from generator.publish.mkdocs.whole import build_whole
from generator.publish.record import Record, Stamp, load_record, record_of, save_record

Finish = Callable[[Path], tuple[Problem, ...]]
"""Puts what MkDocs does not make into the folder of a site that it has made.

What it put there last time may be there still. Files that are there it must replace or remove, never
write into: they may be links to those of the site that is being read.
"""
PATIENCE = 300
"""Seconds that a build waits for another one of the same site."""


def build_site(
    settings: Settings, *, built: date | None, finish: Finish = lambda _: (), url: str = "", jobs: int = 1
) -> tuple[Problem, ...]:
    """Bring `settings.site` up to `settings.docs` and return MkDocs' warnings as problems.

    The result is what MkDocs would make of the docs folder, byte for byte, but only pages that can
    have changed are made again, by `jobs` processes. The old site stays whole until the new one is
    ready. `built` is the time of building that the sitemap tells, unless SOURCE_DATE_EPOCH is set;
    `url` overrides the site's address. Raises DigestError if MkDocs fails, or if the site folder holds
    something else than a site.
    """
    with _alone(settings.site), configuration.clock(built) as clock, configuration.warnings() as told:
        staging.recover(settings.site)
        staging.refuse_foreign(settings.site)
        task = _Task(settings=settings, clock=clock, url=url, finish=finish, jobs=jobs)
        try:
            with configuration.said_plainly():
                found = _build(task)
        except DigestError as error:
            raise DigestError("\n".join([str(error), *told])) from error
    return tuple(sorted({*found, *map(_problem, told)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    settings: Settings
    clock: str
    url: str
    finish: Finish
    jobs: int

    @property
    def site(self) -> Path:
        return self.settings.site

    @property
    def twin(self) -> Path:
        """Where the next site grows."""
        return staging.twin_of(self.site)


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(site.with_name(f".{site.name}.lock"), timeout=PATIENCE):
            yield
    except Timeout:
        raise DigestError(f"{site}: another build is still writing it; wait for it or stop it") from None


def _build(task: _Task) -> Iterable[Problem]:
    project = open_project(task.settings, task.twin, task.url)
    if project is None:
        return _build_whole(task)
    old = load_record(record_of(task.settings))
    now = state(project, repr(task.settings), task.clock, known=old.sources if old else {})
    numbers: dict[str, int] = {}
    there = staging.files_in(task.site, numbers)
    decided = plan(now, old, there)
    if old and decided.nothing:
        return old.problems
    in_twin = staging.twin_files(task.twin, there, numbers)
    record = _make(project, decided, now, task, in_twin)
    staging.change_places(task.site)
    save_record(record_of(task.settings), record)
    staging.mirror(task.twin, record.outputs, task.site, there)  # what was the site is now the twin
    return record.problems


def _make(project: Project, decided: Plan, now: State, task: _Task, in_twin: Mapping[str, Stamp]) -> Record:
    """Let the next site grow in the twin, and return the record of it."""
    task.twin.mkdir(exist_ok=True)
    staging.mirror(task.twin, decided.keep, task.site, in_twin)
    facts = {**decided.facts, **rendering.render_pages(project, decided.render, jobs=task.jobs)}
    rendering.copy_files(project, decided.copy)
    rendering.render_templates(project)
    told = [warning for known in facts.values() for warning in known.warnings]
    problems = [*map(_problem, (*told, *rendering.wrong_anchors(project, facts))), *task.finish(task.twin)]
    outputs = staging.prune(task.twin, decided.sourced)
    return Record(
        engine=now.engine,
        navigation=now.navigation,
        clock=now.clock,
        settings=now.settings,
        places=dict(now.places),
        sources=dict(now.sources),
        facts=facts,
        outputs=outputs,
        added=tuple(sorted(outputs.keys() - {*now.outputs.values(), *now.templated})),
        problems=tuple(sorted(set(problems))),
    )


def _build_whole(task: _Task) -> Iterable[Problem]:
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
