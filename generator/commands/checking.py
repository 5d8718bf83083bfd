"""The command that checks a site before it is published, and the originals of its articles."""

import sys
from collections import Counter
from pathlib import Path

import click

from generator.collecting import find_originals
from generator.commands.bundling import DIST
from generator.commands.common import (
    FAILED,
    FOLDER,
    Given,
    common,
    near,
    options_of,
    progress_of,
    say,
    settings_of,
    show,
    today,
)
from generator.commands.web import allow_local_option, web_of
from generator.config import ORIGINALS_FILE, Settings
from generator.intake.asking import ask
from generator.intake.originals import archived, due, dump_originals, load_originals
from generator.model import Article, LinkHealth, Original, Problem, Severity
from generator.text import plural
from generator.using import check
from generator.writing.atomic import TEMPORARY, write_atomic

_SECONDS = 15.0
_SAVE_EVERY = 20


@click.command(name="check")
@click.option("--links", is_flag=True, help="Look whether the articles' originals are still there, instead.")
@click.option(
    "--most",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    metavar="N",
    help="How many originals are asked at once; the others wait for the next time.",
)
@allow_local_option
@common
@click.option(
    "--bundles",
    type=FOLDER,
    metavar="DIR",
    help="Where bundles lie that must equal the site; else dist beside the settings.",
)
def check_command(
    *, bundles: Path | None, links: bool, most: int, allow_local: bool, **given: object
) -> None:
    """Check the built site: quotes, links, feeds, private articles, nothing from another host.

    One line for each fault; exit code 1 if there is any.
    """
    settings = settings_of(given)
    if links:
        articles = find_originals(settings, options_of(given), progress_of({**given, "quiet": True}))
        _check_originals(settings, articles, given, most=most, allow_local=allow_local)
        return
    folder = bundles or settings.root / DIST
    faults = check(settings, options_of(given), progress_of(given), bundles=folder)
    for fault in faults:
        show(fault)
    if faults:
        say(f"{plural(len(faults), 'fault')} in {near(settings.site)}.", given)
        sys.exit(FAILED)
    say(f"{near(settings.site)} may be published.", given)


def _check_originals(
    settings: Settings, articles: tuple[Article, ...], given: Given, *, most: int, allow_local: bool
) -> None:
    """Ask the originals that are due, remember what they say, and tell of those that are not well."""
    path = settings.root / ORIGINALS_FILE
    urls = {article.url for article in articles}
    known = {url: found for url, found in load_originals(settings.root).items() if url in urls}
    now = due(urls, known, today=today(), most=most)
    web = web_of(settings, allow_local=allow_local, seconds=_SECONDS)
    tell = progress_of(given)
    for count, (url, found) in enumerate(ask(now, web, today=today()), 1):
        known[url] = found
        tell("Asking the originals", count, len(now))
        if count % _SAVE_EVERY == 0:
            _save(path, known)
    if known or path.exists():
        _save(path, known)
    for article in articles:
        if article.url in known:
            _tell(article, known[article.url])
    counts = Counter(found.health for found in known.values())
    told = ", ".join(f"{counts[health]:,} {health}" for health in LinkHealth)
    say(
        f"{plural(len(urls), 'original')}: {told}, {len(urls) - len(known):,} not asked yet"
        f" ({len(now):,} asked now).",
        given,
    )
    if counts[LinkHealth.DEAD] and given["strict"]:
        sys.exit(FAILED)


def _save(path: Path, known: dict[str, Original]) -> None:
    write_atomic(path, dump_originals(known), temporary=path.with_name(TEMPORARY))


def _tell(article: Article, found: Original) -> None:
    if found.health is LinkHealth.ALIVE:
        return
    way_out = ""
    if found.health is LinkHealth.DEAD:
        way_out = f"; an archive may have it: {archived(article.url, article.published)}"
    message = f"{article.url} is {found.health} ({found.why}; asked on {found.checked}){way_out}"
    if found.health is LinkHealth.UNSURE:
        message = f"{article.url} gave no answer ({found.why}; asked on {found.checked})"
    severity = Severity.ERROR if found.health is LinkHealth.DEAD else Severity.WARNING
    show(Problem(where=article.source, message=message, severity=severity))
