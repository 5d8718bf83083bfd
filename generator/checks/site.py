"""Checking a built site: all checks in turn."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from generator.checks.beside import check_beside, listed
from generator.checks.facts import PageFacts, read_page
from generator.checks.feeds import check_feeds
from generator.checks.links import INDEX, Ground, check_links, check_listed, check_loads, check_styles
from generator.checks.privacy import check_private, readable
from generator.checks.quotes import DATA, check_places, check_quotes, check_texts
from generator.errors import DigestError
from generator.model import Article, Problem
from generator.parallel import map_over
from generator.wording import Wording, english

FEEDS = ("feed.xml", "feed.json")
LISTS = ("llms.txt", "sitemap.xml")
TWIN = "index.txt"
"""A page as plain text, beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a site is held against."""

    articles: Mapping[str, Article]
    """The articles as they are read now, by id."""
    private: Mapping[str, tuple[str, ...]]
    """The texts of private articles by source, the title first."""
    topics: tuple[str, ...]
    """The ids of all topics that were ever published."""
    addresses: tuple[str, ...] = ()
    """Every other address that was ever published, with `/` at its end."""
    files: tuple[str, ...] = ()
    """Every feed and picture that may have been published once."""
    withheld: frozenset[str] = frozenset()
    """The ids of published articles that were made private: their addresses stay, and are no secret."""
    address: str = ""
    """The site's own, which engines that were not told it leave out of their pages."""
    wording: Wording = field(default_factory=english)
    """The words that the site speaks around the articles."""


def check_site(site: Path, expected: Expected, *, jobs: int) -> tuple[Problem, ...]:
    """Return everything that is wrong with a built site, sorted; empty if it may be published.

    Raises DigestError if there is no site.
    """
    if not (site / DATA).is_file():
        raise DigestError(f"{site}: there is no site to check; run digest build first")
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = [name for name in files if name.endswith(".html")]
    pages = {page.path: page for page in map_over(partial(_read, site), names, jobs=jobs)}
    address = _address(pages) or expected.address
    ground = Ground(frozenset(files), {name: page.anchors for name, page in pages.items()}, address)
    sheets = {name: (site / name).read_text("utf-8", "replace") for name in files if name.endswith(".css")}
    feeds = {name: (site / name).read_bytes() for name in files if name.rpartition("/")[2] in FEEDS}
    twins = {name: (site / name).read_bytes() for name in files if name.rpartition("/")[2] == TWIN}
    lists = {name: listed((site / name).read_bytes()) for name in files if name in LISTS}
    problems = [
        *check_quotes((site / DATA).read_bytes(), expected.articles, pages),
        *check_texts(expected.articles, pages),
        *check_places(pages.values(), ground, pages),
        *check_links(pages.values(), ground),
        *check_loads(pages.values(), ground),
        *check_styles(sheets, ground),
        *check_feeds(feeds),
        *check_beside(feeds | twins, expected.articles, ground.address, expected.wording),
        *check_listed(lists, ground),
        *_check_addresses(expected, ground),
    ]
    if expected.private:
        problems += check_private(
            _texts(site, files, pages, expected.withheld), expected.private, _said(expected.articles.values())
        )
    return tuple(sorted(set(problems)))


def _read(site: Path, name: str) -> PageFacts:
    return read_page(site / name, name)


def _address(pages: Mapping[str, PageFacts]) -> str:
    """Return the site's address as its home page tells it, with a `/` at its end."""
    home = pages.get(INDEX)
    address = home.canonical if home else ""
    return address if urlsplit(address).hostname and address.endswith("/") else ""


def _check_addresses(expected: Expected, ground: Ground) -> Iterator[Problem]:
    pages = (*(f"topics/{topic}/" for topic in expected.topics), *expected.addresses)
    for path, what in (
        *((page + INDEX, "neither a page nor a redirect") for page in pages),
        *((file, "nothing") for file in expected.files),
    ):
        if path not in ground.files:
            yield Problem(
                where=path,
                message=f"this address was published once, and now there is {what}: "
                "build the site anew; if it stays, look whether a file of yours lies in its place in docs",
            )


def _texts(
    site: Path, files: Iterable[str], pages: Mapping[str, PageFacts], withheld: frozenset[str]
) -> Iterator[tuple[str, str]]:
    known = {f"articles/{one}/{name}" for one in withheld for name in (INDEX, TWIN)}
    for name in files:
        said = pages[name].text if name in pages else readable(site / name)
        yield name, said if name in known else f"{name} {said}"


def _said(articles: Iterable[Article]) -> list[str]:
    return [
        " ".join((article.title, article.source, *(block.text for block in article.blocks)))
        for article in articles
    ]
