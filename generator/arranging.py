"""From the collection to the site that shows it, in the light of what was published before."""

from collections.abc import Iterable
from datetime import date

from msgspec import structs

from generator.changes.remember import Now
from generator.collecting import Collected
from generator.config import Settings
from generator.corpus.shelf import Articles
from generator.history import History
from generator.intake.originals import load_originals
from generator.ledger import make_ledger, public_accounts
from generator.model import Account, Article
from generator.noting import day_of, load_history, names_told, titles_at_risk
from generator.pages.index_pages import archive_names
from generator.pages.site import Site

INTRO = "intro.md"
"""The editor's own Markdown for the home page, in the docs folder."""


def site_of(found: Collected, now: Now, history: History, settings: Settings) -> Site:
    """Return what the pages are made from: without topics that only private articles speak of."""
    corpus = found.gathered.corpus
    topics = tuple(topic for topic in corpus.topics if topic.id not in now.unnamed)
    return Site(
        corpus=structs.replace(corpus, topics=topics),
        settings=settings,
        heads=found.gathered.articles,
        summaries=found.gathered.summaries,
        problems=found.problems,
        intro=_intro(settings),
        history=history,
        accounts=_public_accounts(found, settings) if settings.sources_page else (),
        retired=retired(found, now.unnamed),
        wording=found.wording,
    )


def site_again(settings: Settings, found: Collected) -> Site:
    """Return what the pages of the site that is there were made from."""
    old = load_history(settings.root)
    return site_of(found, now_of(found, old, settings), old or History(), settings)


def now_of(found: Collected, old: History | None, settings: Settings) -> Now:
    """Return the site as it is to be published, to be held against what is remembered."""
    corpus = found.gathered.corpus
    articles = found.gathered.articles
    silent = {topic.id: topic.name for topic in corpus.topics if not topic.coverage}
    at_risk = bool(found.private) and (bool(silent) or titles_at_risk(old, articles))
    texts = _texts(found, settings) if at_risk else []
    unnamed = names_told(silent, (text for one in texts for text in one))
    return Now(
        day=day_of(newest_of(articles.values())),
        articles=articles,
        whole=Articles(corpus.analyses),
        private=frozenset(file.source for file in found.private),
        failed=found.failed,
        secrets=frozenset(title for one in texts for title in one[:1]),
        unnamed=unnamed,
        before=found.lock,
        after=found.gathered.lock,
        topics=frozenset(topic.id for topic in corpus.topics),
        archive=archive_names(articles.values()),
    )


def _texts(found: Collected, settings: Settings) -> list[tuple[str, ...]]:
    """Return the texts of each private article."""
    from generator.sources.read import texts_of  # noqa: PLC0415 - most sites have none

    return [texts_of(file, settings.max_megabytes * 1_000_000) for file in found.private]


def newest_of(articles: Iterable[Article]) -> date | None:
    """Return the date of the newest article."""
    return max((article.published for article in articles if article.published), default=None)


def retired(found: Collected, unnamed: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of topics that were published once and lead nowhere now."""
    corpus = found.gathered.corpus
    there = {topic.id for topic in corpus.topics} | corpus.redirects.keys()
    return tuple(
        entry.id for entry in found.gathered.lock.entries if entry.id not in there or entry.id in unnamed
    )


def ledger_of(found: Collected, settings: Settings) -> tuple[Account, ...]:
    """Return an account of every input, sorted by source path."""
    return make_ledger(
        settings.articles,
        found.inputs,
        stories=found.gathered.corpus.stories,
        originals=load_originals(settings.root),
    )


def _public_accounts(found: Collected, settings: Settings) -> tuple[Account, ...]:
    """Return the accounts that the site may show: nothing that is private, or might be."""
    return public_accounts(ledger_of(found, settings), found.inputs)


def _intro(settings: Settings) -> str:
    path = settings.docs / INTRO
    return path.read_text(encoding="utf-8") if path.is_file() else ""
