"""One id, one article: who keeps an address that two sources ask for."""

from collections.abc import Iterable
from unicodedata import normalize

from generator.model import Article, Problem
from generator.sources.outcome import Outcome


def settle_ids(outcomes: Iterable[Outcome]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Return the articles, sorted by source path, each id once, and a problem for each left out.

    Of two sources with one id the first by path keeps it.
    """
    articles = sorted((o.article for o in outcomes if o.article), key=lambda article: article.source)
    owners: dict[str, Article] = {}
    problems = []
    for article in articles:
        owner = owners.setdefault(article.id, article)
        if owner is not article:
            problems.append(_clash(article, owner))
    return tuple(owners.values()), tuple(problems)


def _clash(article: Article, owner: Article) -> Problem:
    same = normalize("NFC", article.source) == normalize("NFC", owner.source)
    looks = " (which looks the same: in one of the two, accents are signs of their own)" if same else ""
    message = (
        f"left out: its address `{article.id}` is taken by {owner.source}{looks}; "
        "rename one of the two, or give it a `slug:` of its own in its front matter"
    )
    return Problem(where=article.source, message=message)
