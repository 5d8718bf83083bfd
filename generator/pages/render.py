"""Everything that is written below the docs folder, from one collection."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from generator.model import Page
from generator.pages.addresses import absolute
from generator.pages.article_page import article_view
from generator.pages.change_pages import change_feed, change_views
from generator.pages.data import digest_json
from generator.pages.drawing import draw as draw_anew
from generator.pages.feed_files import opml
from generator.pages.feeds import site_feed, topic_feeds
from generator.pages.gone import gone
from generator.pages.home_page import home_view
from generator.pages.index_pages import archive_parts, archive_view, articles_view, topics_view
from generator.pages.page_head import plain_head
from generator.pages.quiet import feed_pages, quiet_feeds
from generator.pages.site import Shelf, Site, arrange
from generator.pages.social import Draw, social_images
from generator.pages.source_page import sources_view
from generator.pages.templates import assets, fill, theme
from generator.pages.topic_page import topic_view
from generator.pages.twins import article_twin, topic_twin, twins
from generator.parallel import map_here


def render(site: Site, draw: Draw = draw_anew, *, jobs: int = 1) -> tuple[Page, ...]:
    """Return every generated file, sorted by path: the same bytes for the same site.

    `draw` draws a picture; one that remembers those it has drawn saves time. The result does not
    depend on `jobs`, the number of processes.
    """
    shelf = arrange(site)
    pages = [
        *_home(shelf),
        *_articles(shelf, jobs),
        *_topics(shelf, jobs),
        *_archive(shelf),
        *_changes(shelf),
        *_sources_page(shelf),
        *gone(shelf),
        *_feeds(shelf),
        *twins(shelf),
        *social_images(shelf, draw),
        robots(shelf),
        _page(shelf, "search.md", "search.md.j2", plain_head(shelf, "Search", "Every result.", "search/")),
        *(Page(path=name, content=content) for name, content in assets(site.settings.root)),
        *(Page(path=name, content=content) for name, content in theme(site.settings.root)),
        Page(path="digest.json", content=digest_json(shelf)),
    ]
    return tuple(sorted(pages, key=lambda page: page.path))


def _page(shelf: Shelf, where: str, template: str, view: object, made_from: tuple[str, ...] = ()) -> Page:
    text = fill(shelf.site.settings.root, template, view=view)
    return Page(path=where, content=text.encode(), made_from=made_from)


def _home(shelf: Shelf) -> Iterator[Page]:
    yield _page(shelf, "index.md", "home.md.j2", home_view(shelf))


def _articles(shelf: Shelf, jobs: int) -> Iterator[Page]:
    yield _page(shelf, "articles/index.md", "list.md.j2", articles_view(shelf))
    made = map_here(partial(_article, shelf), list(shelf.site.corpus.analyses), jobs=jobs)
    yield from chain.from_iterable(made)


def _article(shelf: Shelf, article: str) -> tuple[Page, Page]:
    view = article_view(shelf, article)
    others = [one.card.id for one in view.related] + [one.card.id for one in view.mentioned]
    made_from = _sources(shelf, [article, *others])
    page = _page(shelf, f"articles/{article}.md", "article.md.j2", view, made_from)
    return page, article_twin(shelf, shelf.article(article))


def _topics(shelf: Shelf, jobs: int) -> Iterator[Page]:
    yield _page(shelf, "topics/index.md", "topics.md.j2", topics_view(shelf))
    yield from chain.from_iterable(map_here(partial(_topic, shelf), list(shelf.topics), jobs=jobs))


def _topic(shelf: Shelf, topic: str) -> tuple[Page, Page]:
    it = shelf.topics[topic]
    made_from = _sources(shelf, [one.article for one in it.coverage])
    page = _page(shelf, f"topics/{topic}.md", "topic.md.j2", topic_view(shelf, it), made_from)
    return page, topic_twin(shelf, it)


def _sources(shelf: Shelf, articles: list[str]) -> tuple[str, ...]:
    return tuple(sorted({shelf.article(article).source for article in articles}))


def _archive(shelf: Shelf) -> Iterator[Page]:
    yield _page(shelf, "archive/index.md", "list.md.j2", archive_view(shelf))
    for name, view in archive_parts(shelf):
        yield _page(shelf, f"archive/{name}.md", "list.md.j2", view)


def _changes(shelf: Shelf) -> Iterator[Page]:
    for name, view in change_views(shelf):
        yield _page(shelf, f"changes/{name}.md", "changes.md.j2", view)


def _sources_page(shelf: Shelf) -> Iterator[Page]:
    if shelf.site.settings.sources_page:
        yield _page(shelf, "sources/index.md", "sources.md.j2", sources_view(shelf))


def _feeds(shelf: Shelf) -> Iterator[Page]:
    feeds = [*filter(None, [site_feed(shelf), change_feed(shelf)]), *topic_feeds(shelf)]
    for feed in feeds:
        yield from feed_pages(feed, feed.folder)
    if feeds:
        yield Page(path="feeds.opml", content=opml(shelf.site.settings.title, feeds))
    yield from quiet_feeds(shelf)


def robots(shelf: Shelf) -> Page:
    """Return `robots.txt`: everything may be read, and the sitemap says what there is."""
    sitemap = absolute(shelf.site.settings, "sitemap.xml")
    text = "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")
    return Page(path="robots.txt", content=text.encode())
