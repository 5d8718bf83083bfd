"""Books: the site, or one topic with its articles, as EPUB 3.

W3C, "EPUB 3.3" (2023). A note on every sentence of a summary leads to its paragraph in the book.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from lxml import etree
from lxml.builder import ElementMaker

from generator.bundle.archive import packed
from generator.bundle.chapters import Book, Chapter, article_chapter, extent, title_page, topic_chapter
from generator.bundle.cover import cover
from generator.bundle.xhtml import TYPE, E, line, page, serialised
from generator.model import Topic
from generator.pages.dates import day
from generator.pages.site import Shelf

_DC = "http://purl.org/dc/elements/1.1/"
_OPF = "http://www.idpf.org/2007/opf"
_PACKAGE = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
_CORE = ElementMaker(namespace=_DC, nsmap={"dc": _DC})
_CONTAINER = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    b"</rootfiles></container>"
)
_STYLE = b"""body { font-family: serif; line-height: 1.5; margin: 0 5%; }
h1, h2, h3 { font-family: sans-serif; line-height: 1.2; text-align: left; hyphens: none; }
h1 { font-size: 1.6em; } h2 { font-size: 1.2em; margin-top: 2em; }
.meta, .notes { font-family: sans-serif; font-size: .85em; color: #595959; }
a { color: #0f5a66; }
.brief { border-left: .15em solid #0f5a66; padding-left: 2em; margin: 1em 0; }
.brief li { margin: .4em 0; } .brief a { color: inherit; text-decoration: none; }
.brief sup a { color: #0f5a66; }
blockquote { margin: 1em 0 1em 1em; } pre { white-space: pre-wrap; font-size: .85em; }
table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: .2em .5em; text-align: left; }
img { max-width: 100%; }
"""


def site_book(shelf: Shelf) -> bytes:
    """Return the whole site as an EPUB."""
    topics = [topic for topic in shelf.site.corpus.topics if topic.coverage]
    return make_book(
        Book(
            shelf=shelf,
            title=shelf.site.settings.title,
            about="",
            topics=tuple(sorted(topics, key=lambda topic: (topic.name.casefold(), topic.id))),
            articles=tuple(article.id for article in shelf.newest),
        )
    )


def topic_book(shelf: Shelf, topic: Topic) -> bytes:
    """Return a topic and the articles that speak of it as an EPUB."""
    return make_book(
        Book(
            shelf=shelf,
            title=topic.name,
            about=f"topics/{topic.id}/",
            topics=(topic,),
            articles=topic.coverage.articles,
        )
    )


def make_book(book: Book) -> bytes:
    """Return a book as the bytes of an EPUB file; they depend on nothing but what is in it."""
    places = {article: f"articles/a{at}.xhtml" for at, article in enumerate(book.articles, 1)}
    newest = _newest(book)
    topics = [topic_chapter(book, topic, places) for topic in book.topics]
    articles = [article_chapter(book, article, places[article]) for article in book.articles]
    chapters = [title_page(book), *topics, *articles]
    files = [
        ("META-INF/container.xml", _CONTAINER),
        ("EPUB/package.opf", _package(book, chapters, newest)),
        ("EPUB/nav.xhtml", _contents(book, topics, articles)),
        ("EPUB/cover.svg", cover(book.title, extent(book), day(book.wording, newest) if newest else "")),
        ("EPUB/style.css", _STYLE),
        *((f"EPUB/{chapter.file}", chapter.content) for chapter in chapters),
    ]
    return packed(files, first=("mimetype", b"application/epub+zip"))


def _newest(book: Book) -> date | None:
    """Return the date of the newest article: a book changes when an article comes, not when it is made."""
    dates = (book.shelf.article(article).published for article in book.articles)
    return max((one for one in dates if one), default=None)


def _contents(book: Book, topics: Iterable[Chapter], articles: Iterable[Chapter]) -> bytes:
    text = book.wording.text
    parts = [
        E.li(
            E.a(name, href=chapters[0].file),
            E.ol(*map(_entry, chapters)),
        )
        for name, chapters in ((text("topics"), list(topics)), (text("articles"), list(articles)))
        if chapters
    ]
    nav = E.nav(E.h1(text("contents")), E.ol(*parts), {TYPE: "toc", "id": "toc"})
    return page(text("contents_of", title=book.title), book.language(), [nav], depth=0)


def _entry(chapter: Chapter) -> etree._Element:
    return E.li(E.a(line(chapter.title), href=chapter.file))


def _package(book: Book, chapters: Sequence[Chapter], newest: date | None) -> bytes:
    settings = book.shelf.site.settings
    name = (settings.url or settings.title) + book.about
    identifier = _CORE("identifier", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}", id="id")
    changed = (newest or _UNDATED).isoformat()
    authors = sorted({author for id_ in book.articles for author in book.shelf.article(id_).authors})
    metadata = _PACKAGE.metadata(
        identifier,
        _CORE("title", line(book.title)),
        _CORE("language", book.language()),
        _CORE("date", changed),
        *(_CORE("creator", line(author)) for author in authors[:_CREATORS]),
        _CORE("publisher", line(settings.title)),
        _PACKAGE.meta(f"{changed}T00:00:00Z", property="dcterms:modified"),
    )
    items = [
        _PACKAGE.item({"id": "nav", "href": "nav.xhtml", "media-type": _XHTML, "properties": "nav"}),
        _PACKAGE.item(
            {"id": "cover", "href": "cover.svg", "media-type": "image/svg+xml", "properties": "cover-image"}
        ),
        _PACKAGE.item({"id": "style", "href": "style.css", "media-type": "text/css"}),
        *(
            _PACKAGE.item({"id": f"c{at}", "href": chapter.file, "media-type": _XHTML})
            for at, chapter in enumerate(chapters)
        ),
    ]
    order = [_PACKAGE.itemref(idref=f"c{at}") for at in range(len(chapters))]
    order.insert(1, _PACKAGE.itemref(idref="nav"))
    attributes = {"version": "3.0", "unique-identifier": "id"}
    return serialised(
        _PACKAGE.package(metadata, _PACKAGE.manifest(*items), _PACKAGE.spine(*order), attributes)
    )


_XHTML = "application/xhtml+xml"
_UNDATED = date(1970, 1, 1)
_CREATORS = 20
"""So many authors are named on the package; each chapter names its own."""
