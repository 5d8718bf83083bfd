"""The commands that bring articles in: add, import, sync; and sources, which accounts for them."""

import difflib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
import msgspec
import yaml

from generator.commands.common import (
    FAILED,
    FILE,
    Given,
    common,
    options_of,
    progress_of,
    say,
    settings_of,
    settings_to_write,
    show,
    today,
)
from generator.commands.web import allow_local_option, web_of
from generator.config import Settings
from generator.errors import DigestError, SourceError
from generator.intake.articles import Found, Shelf, State
from generator.intake.exports import Export, Saved, read_export
from generator.intake.fetching import FetchError, Web
from generator.intake.finding import PAGES, from_page, from_saved
from generator.intake.gathering import STANDARD_INPUT, found_in, from_text
from generator.intake.sync import STATE_FILE, Memory, Outcome, dump_memory, parse_memory, sync_feed
from generator.ledger import counted
from generator.model import Account, Problem, Severity
from generator.text import plural
from generator.using import account
from generator.writing.atomic import TEMPORARY, write_atomic

_MOST_EXPORT = 200_000_000
_EDITED = (
    "has changed where it came from, but you edited it here since, so it stays as it is: take over by "
    "hand what you want of the difference above, or remove the file and add it again"
)
_update = click.option("--update", is_flag=True, help="Take what has changed; else it is shown.")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@_update
@allow_local_option
@common
def add(sources: Sequence[str], *, update: bool, allow_local: bool, **given: object) -> None:
    """Make Markdown articles of files, folders, web addresses and - (standard input)."""
    settings = settings_to_write(given)
    taking = _Taking(settings, given, update=update)
    web = web_of(settings, allow_local=allow_local)
    limit = settings.max_megabytes * 1_000_000
    for source in sources:
        if source == STANDARD_INPUT:
            taking.take(from_text(sys.stdin.buffer.read(limit + 1), max_bytes=limit))
        else:
            for found in found_in(source, web=web, articles=settings.articles, max_bytes=limit):
                taking.take(found)
    taking.finish()


@click.command(name="import")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--fetch", is_flag=True, help="Fetch the pages of links that come without their text.")
@_update
@allow_local_option
@common
def import_command(file: Path, *, fetch: bool, update: bool, allow_local: bool, **given: object) -> None:
    """Bring in an export of a read-later service, a bookmark manager or a browser, or a list of feeds."""
    settings = settings_to_write(given)
    export = _export(file)
    if export.feeds:
        _show_feeds(export, settings)
        return
    taking = _Taking(settings, given, update=update)
    web = web_of(settings, allow_local=allow_local)
    listed: list[Saved] = []
    for link in export.links:
        if link.html:
            taking.take(_of_saved(link))
        elif fetch and taking.shelf.has(link.url):
            taking.pass_over()
        elif fetch:
            taking.take(_fetched(link, web))
        else:
            listed.append(link)
    for link in listed:
        click.echo(f"{link.url}  {link.title}".rstrip())
    _say_counts(export, listed, given)
    taking.finish()


@click.command()
@allow_local_option
@common
def sync(*, allow_local: bool, **given: object) -> None:
    """Take the new entries of the feeds in digest.yml."""
    settings = settings_to_write(given)
    if not settings.feeds:
        raise DigestError("digest.yml names no feeds: write their addresses under `feeds:`")
    path = settings.root / STATE_FILE
    memory = parse_memory(path.read_bytes(), str(path)) if path.exists() else {}
    web, shelf = web_of(settings, allow_local=allow_local), Shelf(settings.articles)
    taken = (settings.publish_added, today().isoformat())
    failed = False
    for feed in settings.feeds:
        outcome, known = sync_feed(feed, memory.get(feed.url, Memory()), web=web, shelf=shelf, taken=taken)
        failed = failed or bool(outcome.problems)
        memory = {**memory, feed.url: known}
        write_atomic(path, dump_memory(memory), temporary=path.with_name(TEMPORARY))
        for problem in outcome.problems:
            show(problem)
        say(_of_feed(outcome), given)
    if failed and given["strict"]:
        sys.exit(FAILED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON.")
@common
def sources(*, as_json: bool, **given: object) -> None:
    """Account for every file in the articles folder: what became of it, and why."""
    ledger = account(settings_of(given), options_of(given), progress_of({**given, "quiet": True}))
    if as_json:
        click.echo(json.dumps([msgspec.to_builtins(one) for one in ledger], ensure_ascii=False, indent=1))
        return
    for one in ledger:
        say(_line(one), given)
    counts = counted(ledger)
    parts = ", ".join(f"{count:,} {fate}" for fate, count in counts.items())
    click.echo(f"{plural(len(ledger), 'input')}: {parts}.")


class _Taking:
    """One run that takes articles in: what is new is written, what has changed is shown or taken."""

    def __init__(self, settings: Settings, given: Given, *, update: bool) -> None:
        self.shelf = Shelf(settings.articles)
        self._settings = settings
        self._given = given
        self._update = update
        self._today = today().isoformat()
        self._counts: Counter[State] = Counter()
        self._failed = 0

    def take(self, found: Found | Problem) -> None:
        """Write an article if it is new, or changed and wanted so; show what is wrong or has changed."""
        if isinstance(found, Problem):
            self._failed += 1
            show(found)
            return
        decision = self.shelf.decide(found, publish=self._settings.publish_added, retrieved=self._today)
        self._counts[decision.state] += 1
        name = decision.path.relative_to(self._settings.articles).as_posix()
        if decision.state is State.NEW or (decision.state is State.CHANGED and self._update):
            self.shelf.put(decision, found)
            say(f"{decision.state}: {name}", self._given)
            for warning in found.warnings:
                show(warning)
        elif decision.state is State.CHANGED:
            click.echo("\n".join(_diff(decision.before, decision.text, name)))
        elif decision.state is State.EDITED:
            click.echo("\n".join(_diff(decision.before, decision.text, name)))
            show(Problem(where=name, message=_EDITED, severity=Severity.WARNING))

    def pass_over(self) -> None:
        """Count an article that is there already and need not be asked for."""
        self._counts[State.SAME] += 1

    def finish(self) -> None:
        """Say what was done; exit with 1 if anything failed and the run is strict."""
        changed = self._counts[State.CHANGED]
        edited = f"{self._counts[State.EDITED]:,} edited here, " if self._counts[State.EDITED] else ""
        done = "updated" if self._update else "changed (take them with --update)" if changed else "changed"
        say(
            f"{plural(self._counts[State.NEW], 'new article')}, {self._counts[State.SAME]:,} unchanged, "
            f"{changed:,} {done}, {edited}{self._failed:,} left out.",
            self._given,
        )
        if self._failed and (self._given["strict"] or not self._counts):
            sys.exit(FAILED)


def _diff(before: str, after: str, name: str) -> Iterable[str]:
    return difflib.unified_diff(
        before.splitlines(),
        after.splitlines(),
        f"{name} (as it is)",
        f"{name} (as it is now there)",
        lineterm="",
        n=1,
    )


def _export(file: Path) -> Export:
    if file.stat().st_size > _MOST_EXPORT:
        raise DigestError(f"{file}: is larger than {_MOST_EXPORT / 1e6:g} MB: split it")
    try:
        return read_export(file.read_bytes(), file.name)
    except SourceError as error:
        raise DigestError(f"{file}: {error}") from error


def _show_feeds(export: Export, settings: Settings) -> None:
    """Print the feeds of an OPML file that digest.yml does not have, as text to paste into it."""
    known = {feed.url for feed in settings.feeds}
    new = [
        {"url": url, **({"name": title} if title else {})} for title, url in export.feeds if url not in known
    ]
    if new:
        click.echo("# paste into digest.yml")
        click.echo(yaml.safe_dump({"feeds": new}, sort_keys=False, allow_unicode=True).rstrip())
    click.echo(
        f"# {plural(export.records, 'feed')}: {len(new):,} new, "
        f"{len(export.feeds) - len(new):,} in digest.yml already, "
        f"{export.repeated:,} there twice, {export.unusable:,} without a web address"
    )


def _say_counts(export: Export, listed: Sequence[Saved], given: Given) -> None:
    with_text = sum(bool(link.html) for link in export.links)
    say(
        f"{plural(export.records, 'link')}: {with_text:,} with text, "
        f"{len(export.links) - with_text:,} without, "
        f"{export.repeated:,} there twice, {export.unusable:,} no web address.",
        given,
    )
    if listed:
        say(f"Fetch {plural(len(listed), 'page')} listed above with: --fetch", given)


def _of_saved(link: Saved) -> Found | Problem:
    try:
        return from_saved(link)
    except SourceError as error:
        return Problem(where=link.url, message=str(error))


def _fetched(link: Saved, web: Web) -> Found | Problem:
    """Return the article behind a link, with what the export knows of it."""
    try:
        found = from_page(web.fetch(link.url, kinds=PAGES))
    except (FetchError, SourceError) as error:
        return Problem(where=link.url, message=str(error).removeprefix(f"{link.url}: "))
    own = {"saved": link.saved, "tags": link.tags, "private": link.private}
    facts = {**(found.facts or {}), **{key: value for key, value in own.items() if value}}
    return replace(found, url=link.url, source=found.url, facts=facts)


def _of_feed(outcome: Outcome) -> str:
    if outcome.unchanged:
        return f"{outcome.feed}: unchanged since the last time"
    if outcome.unread:
        return f"{outcome.feed}: could not be read; it is asked again the next time"
    return (
        f"{outcome.feed}: {plural(outcome.entries, 'entry', 'entries')}, {outcome.new:,} new, "
        f"{outcome.known:,} known, {outcome.filtered:,} filtered out, {outcome.passed_over:,} passed over, "
        f"{outcome.failed:,} failed"
    )


def _line(account: Account) -> str:
    facts = [account.format, account.method, account.language]
    date = f"{account.date or 'no date'} ({account.date_from})" if account.date_from else ""
    words = plural(account.words, "word") if account.words else ""
    link = f"original {account.link}" if account.link else ""
    told = ", ".join(part for part in (*facts, date, words, link, account.why) if part)
    return f"{account.fate}  {account.source}  {told}"
