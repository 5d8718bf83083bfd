"""Everything that is written below the docs folder, from one collection."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from msgspec import structs

from generator.model import Filed, Findable, Page
from generator.pages.addresses import absolute
from generator.pages.article_page import article_view
from generator.pages.change_pages import change_feed, change_views
from generator.pages.data import (
    Anchors,
    article_entry,
    digest_json,
    topic_entry,
    with_related,
)
from generator.pages.feed_files import opml
from generator.pages.feeds import site_feed, topic_feeds
from generator.pages.gone import gone, moved_topics
from generator.pages.home_page import home_view
from generator.pages.index_pages import (
    Part,
    archive_parts,
    archive_view,
    articles_view,
    part_view,
    topics_view,
)
from generator.pages.page_head import plain_head
from generator.pages.quiet import feed_pages, quiet_feeds, topic_feed_pages
from generator.pages.records import article_record, topic_record
from generator.pages.site import Shelf, Site, arrange
from generator.pages.social import Draw, draw_anew, social_images
from generator.pages.source_page import sources_view
from generator.pages.stock import ARCHIVE, ARTICLE, INDEX, TOPIC, Keys, Made, Stock, asked, print_of
from generator.pages.templates import assets, fill, theme
from generator.pages.topic_page import topic_view
from generator.pages.twins import article_twin, in_list, topic_twin, twins
from generator.pages.views import Head
from generator.parallel import map_stream
from generator.relations import Nearness


def render(site: Site, draw: Draw = draw_anew, *, jobs: int = 1) -> tuple[Page, ...]:
    """Return every generated file, sorted by path: the same bytes for the same site.

    `draw` draws a picture; one that remembers those it has drawn saves time. The result does not
    depend on `jobs`, the number of processes.
    """
    shelf, stock = arrange(site), Stock()
    found = render_what_changed(shelf, stock, draw, jobs=jobs)
    return tuple(sorted((one for one in found if isinstance(one, Page)), key=lambda page: page.path))


def render_what_changed(
    shelf: Shelf,
    stock: Stock,
    draw: Draw = draw_anew,
    *,
    jobs: int = 1,
    known: Callable[[str], None] = lambda _: None,
) -> Iterator[Page | Filed]:
    """Yield every generated file in no order; those that the stock knows, and that still stand, by name.

    In the end the stock has all that was made, before or now; of articles, and then of topics, as soon as it
    is told that these are `known`, as are the pages that list them after that. No two pages are held at once.
    """
    keys = Keys(shelf, stock.context)
    yield from _articles(shelf, keys, stock, jobs)
    known(ARTICLE)
    yield from _topics(shelf, keys, stock, jobs)
    known(TOPIC)
    yield from _indexes(shelf)
    yield from _archive(shelf, keys, stock)
    yield from _changes(shelf)
    yield from _sources_page(shelf)
    yield from gone(shelf)
    yield from _feeds(shelf)
    known(INDEX)
    root = shelf.site.settings.root
    yield from twins(shelf, stock.listed)
    yield from social_images(shelf, draw)
    yield robots(shelf)
    yield _page(shelf, "search.md", "search.md.j2", _search_head(shelf))
    yield from (Page(path=name, content=content) for name, content in assets(root, shelf.site.wording))
    yield from (Page(path=name, content=content) for name, content in theme(root, shelf.site.wording))
    yield Page(path="digest.json", content=_data(shelf, stock))


def _page(shelf: Shelf, where: str, template: str, view: object) -> Page:
    text = fill(shelf.site.settings.root, shelf.site.wording, template, view=view)
    return Page(path=where, content=text.encode())


def _search_head(shelf: Shelf) -> Head:
    text = shelf.site.wording.text
    return plain_head(shelf, text("search"), text("every_result"), "search/")


def _indexes(shelf: Shelf) -> Iterator[Page]:
    yield _page(shelf, "index.md", "home.md.j2", home_view(shelf))
    yield _page(shelf, "articles/index.md", "list.md.j2", articles_view(shelf))
    yield _page(shelf, "topics/index.md", "topics.md.j2", topics_view(shelf))


def _articles(shelf: Shelf, keys: Keys, stock: Stock, jobs: int) -> Iterator[Page | Filed]:
    wanted = {f"{ARTICLE}{article}": keys.article(article) for article in sorted(shelf.heads)}
    yield from _made(shelf, wanted, stock, _article, partial(map_stream, jobs=jobs))


def _topics(shelf: Shelf, keys: Keys, stock: Stock, jobs: int) -> Iterator[Page | Filed]:
    wanted = {f"{TOPIC}{id_}": keys.topic(topic) for id_, topic in sorted(shelf.topics.items())}
    worth = max(_FEW_TOPICS, len(shelf.heads) // _ARTICLES_A_TOPIC)
    share = partial(map_stream, jobs=jobs, worth=worth)
    yield from _made(shelf, wanted, stock, partial(_topic, stock.anchors), share)


def _archive(shelf: Shelf, keys: Keys, stock: Stock) -> Iterator[Page | Filed]:
    yield _page(shelf, "archive/index.md", "list.md.j2", archive_view(shelf))
    parts = {f"{ARCHIVE}{part.name}": part for part in archive_parts(shelf)}
    wanted = {name: keys.archive(part) for name, part in parts.items()}
    yield from _made(shelf, wanted, stock, lambda shelf, name: _archive_part(shelf, parts[name]))


_Fresh = tuple[tuple[Page, ...], Made]
"""Pages, and what is to be kept of them: its key and its files are added later."""
_Share = Callable[[Callable[[str], _Fresh], Sequence[str]], Iterable[_Fresh]]
"""As `map`: it says who makes what is missing."""
_NEW = b""
_FEW_TOPICS, _ARTICLES_A_TOPIC = 8, 250
"""With fewer topics, sharing the work costs more than it saves: a topic takes as long as some articles. So it
does with fewer for so many articles: among 10,000, copies took twice the processor's time for 20 topics."""


def _made(
    shelf: Shelf,
    wanted: Mapping[str, bytes],
    stock: Stock,
    make: Callable[[Shelf, str], _Fresh],
    share: _Share = map,
) -> Iterator[Page | Filed]:
    """Yield the files under the names wanted, given with their keys: those that stand, then those made."""
    missing = []
    for name, key in wanted.items():
        made = stock.standing(shelf, name, key)
        if made:
            stock.made[name] = made
            yield from made.files
        else:
            missing.append(name)
    fresh = share(partial(make, shelf), missing)
    for name, (pages, made) in zip(missing, fresh, strict=True):
        files = tuple(Filed(page.path, sha256(page.content).hexdigest()) for page in pages)
        stock.made[name] = structs.replace(made, key=wanted[name], files=files)
        yield from pages


def _article(shelf: Shelf, name: str) -> _Fresh:
    id_ = name.removeprefix(ARTICLE)
    view, article = article_view(shelf, id_), shelf.analysis(id_).article
    page = _page(shelf, f"{name}.md", "article.md.j2", view)
    made = Made(
        key=_NEW,
        files=(),
        line=memoryview(article_entry(shelf, id_)),
        found=Findable.of(article_record(shelf, id_)).print,
        listed=in_list(shelf, shelf.article(id_)),
        asked=asked(shelf, article),
        anchors=" ".join(shelf.showing[id_].passages),
    )
    return (page, article_twin(shelf, article)), made


def _topic(anchors: Anchors, shelf: Shelf, name: str) -> _Fresh:
    it = shelf.topics[name.removeprefix(TOPIC)]
    page = _page(shelf, f"{name}.md", "topic.md.j2", topic_view(shelf, it))
    made = Made(
        key=_NEW,
        files=(),
        line=memoryview(topic_entry(shelf, it, anchors)),
        found=Findable.of(topic_record(shelf, it)).print,
    )
    return (page, topic_twin(shelf, it), *topic_feed_pages(shelf, it), *moved_topics(shelf, it)), made


def _archive_part(shelf: Shelf, part: Part) -> _Fresh:
    page = _page(shelf, f"{ARCHIVE}{part.name}.md", "list.md.j2", part_view(shelf, part))
    return (page,), Made(key=_NEW, files=())


def _data(shelf: Shelf, stock: Stock) -> bytes:
    related = Nearness.of(shelf.site.corpus.related)
    articles = (_entry(related, stock, article) for article in sorted(shelf.heads))
    topics = (stock.made[f"{TOPIC}{id_}"].line for id_ in sorted(shelf.topics))
    return digest_json(shelf, articles, topics)


def _entry(related: Nearness, stock: Stock, article: str) -> memoryview:
    """Return an article's entry in the data, and let the stock know it."""
    name = f"{ARTICLE}{article}"
    made, print_ = stock.made[name], print_of(related.packed(article))
    if made.related != print_:
        line = with_related(bytes(made.line), related.near(article).each())
        made = structs.replace(made, line=memoryview(line), related=print_)
        stock.made[name] = made
    return made.line


def _changes(shelf: Shelf) -> Iterator[Page]:
    for name, view in change_views(shelf):
        yield _page(shelf, f"changes/{name}.md", "changes.md.j2", view)


def _sources_page(shelf: Shelf) -> Iterator[Page]:
    if shelf.site.settings.sources_page:
        yield _page(shelf, "sources/index.md", "sources.md.j2", sources_view(shelf))


def _feeds(shelf: Shelf) -> Iterator[Page]:
    own = [*filter(None, [site_feed(shelf), change_feed(shelf)])]
    for feed in own:
        yield from feed_pages(feed, feed.folder)
    feeds = [*own, *topic_feeds(shelf)]
    if feeds:
        yield Page(path="feeds.opml", content=opml(shelf.site.settings.title, feeds))
    yield from quiet_feeds(shelf)


def robots(shelf: Shelf) -> Page:
    """Return `robots.txt`: everything may be read, and the sitemap says what there is."""
    sitemap = absolute(shelf.site.settings, "sitemap.xml")
    text = "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")
    return Page(path="robots.txt", content=text.encode())
