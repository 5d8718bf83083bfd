"""The chapters of a book: its title page, its topics and its articles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from generator.bundle.xhtml import TYPE, E, Pen, blocks_to_xhtml, line, page, rich
from generator.model import Article, Mark, MarkKind, Quote, Topic
from generator.pages.addresses import outward
from generator.pages.cards import DOT, place, shown_title
from generator.pages.dates import day
from generator.pages.filters import runs_against
from generator.pages.inline import corrected
from generator.pages.site import Shelf
from generator.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One file of a book."""

    file: str
    """Below the folder of the package."""
    title: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What goes into a book, in order."""

    shelf: Shelf
    title: str
    about: str
    """What makes it another book than any other: part of its identifier."""
    topics: tuple[Topic, ...]
    articles: tuple[str, ...]
    """Ids, newest first."""

    def topic_file(self, topic: str) -> str:
        """Return the file of a topic's chapter, or nothing if the book has none."""
        return next((f"topics/t{at}.xhtml" for at, one in enumerate(self.topics, 1) if one.id == topic), "")

    @property
    def wording(self) -> Wording:
        """The words around the articles."""
        return self.shelf.site.wording

    def language(self) -> str:
        """Return the language of the book."""
        return self.wording.language


def title_page(book: Book) -> Chapter:
    """Return the first page: what the book is and where it is from."""
    settings, text = book.shelf.site.settings, book.wording.text
    parts = [
        E.p(E.img(src="cover.svg", alt=text("cover"))),
        E.h1(line(book.title)),
        *([E.p(line(settings.description))] if settings.description and not book.about else []),
        *([E.p(text("from_site", site=line(settings.title)))] if book.about else []),
        E.p(text("book_described", **_extent(book)), {"class": "meta"}),
        *([E.p(E.a(settings.url, href=settings.url))] if settings.url else []),
    ]
    body = page(book.title, book.language(), [E.section(*parts, {TYPE: "titlepage"})], depth=0)
    return Chapter(file="title.xhtml", title=book.title, content=body)


def topic_chapter(book: Book, topic: Topic, places: Mapping[str, str]) -> Chapter:
    """Return what the articles say about a topic; `places` are the files of the articles by id."""
    shelf, text = book.shelf, book.wording.text
    parts: list[etree._Element] = [
        E.h1(line(topic.name)),
        E.p(text("count_articles", len(topic.coverage)), {"class": "meta"}),
    ]
    if topic.summary:
        items = [
            E.li(_sentence(shelf, one.article, one.sentence), E.sup(_note(number)))
            for number, one in enumerate(topic.summary, 1)
        ]
        parts += [E.h2(text("in_brief")), E.ul(*items, {"class": "brief"})]
    parts.append(E.h2(text("key_passages")))
    for coverage in topic.coverage:
        parts += _passages(shelf, coverage.article, coverage.quotes, f"../{places[coverage.article]}")
    parts += [
        _footnote(shelf, number, one, f"../{places[one.article]}")
        for number, one in enumerate(topic.summary, 1)
    ]
    content = page(topic.name, book.language(), [E.section(*parts, {TYPE: "chapter"})], depth=1)
    return Chapter(file=book.topic_file(topic.id), title=topic.name, content=content)


def _note(number: int) -> etree._Element:
    return E.a(str(number), {TYPE: "noteref", "href": f"#n{number}"})


def _footnote(shelf: Shelf, number: int, quote: Quote, chapter: str) -> etree._Element:
    """Return the note on a sentence: it leads to its paragraph."""
    it = shelf.article(quote.article)
    anchor = _anchor(shelf, quote.article, quote.sentence)
    link = E.a(line(shown_title(it)), href=f"{chapter}#{anchor}" if anchor else chapter)
    told = E.p(f"{number}. ", link, " ", *byline(shelf.site.wording, it))
    return E.aside(told, {TYPE: "footnote", "id": f"n{number}", "class": "notes"})


def _passages(shelf: Shelf, article: str, quotes: Sequence[int], chapter: str) -> Iterator[etree._Element]:
    it = shelf.article(article)
    if not quotes:
        return
    yield E.h3(E.a(line(shown_title(it)), href=chapter))
    yield E.p(*byline(shelf.site.wording, it), {"class": "meta"})
    for position in quotes:
        anchor = _anchor(shelf, article, position)
        context = E.a(
            shelf.site.wording.text("in_context"), href=f"{chapter}#{anchor}" if anchor else chapter
        )
        yield E.blockquote(E.p(_sentence(shelf, article, position), " ", context))


def article_chapter(book: Book, article: str, file: str) -> Chapter:
    """Return an article as its page shows it: in brief, and its text by its publish policy."""
    shelf = book.shelf
    analysis, showing = shelf.analysis(article), shelf.showing[article]
    it = analysis.article
    text = book.wording.text
    pen = Pen(target=outward, mend=lambda written: corrected(written, it.corrections), wording=book.wording)
    told = E.p(*byline(book.wording, it), {"class": "meta"})
    parts: list[etree._Element] = [E.h1(line(shown_title(it))), told]
    if analysis.summary:
        items = [
            E.li(E.a(_sentence(shelf, article, one), href=f"#{_anchor(shelf, article, one)}"))
            for one in analysis.summary
        ]
        parts += [E.h2(text("in_brief")), E.ol(*items, {"class": "brief"})]
    blocks = zip(showing.anchors[: showing.blocks], it.blocks, strict=False)
    parts += blocks_to_xhtml(blocks, pen)
    parts += _quoted(shelf, article)
    if original := outward(it.url):
        parts.append(E.p(E.a(text("original_link"), href=original), {"class": "meta"}))
    parts += _topics_of(book, article)
    language = it.language or book.language()
    content = page(shown_title(it), language, [E.article(*parts, {TYPE: "chapter"})], depth=1)
    return Chapter(file=file, title=shown_title(it), content=content)


def _quoted(shelf: Shelf, article: str) -> Iterator[etree._Element]:
    """Yield what the book quotes of the text that it does not show whole."""
    analysis, showing = shelf.analysis(article), shelf.showing[article]
    if showing.quoted:
        yield E.h2(shelf.site.wording.text("quoted_here"))
    for group in showing.quoted:
        block = analysis.sentences[group[0]].block
        sentences = [_sentence(shelf, article, position) for position in group]
        parts = [part for sentence in sentences for part in (sentence, " ")]
        yield E.blockquote(E.p(*parts), id=showing.anchors[block])


def _topics_of(book: Book, article: str) -> Iterator[etree._Element]:
    links = [
        E.a(line(topic.name), href=f"../{file}")
        for topic in book.shelf.topics_of.get(article, ())
        if (file := book.topic_file(topic.id))
    ]
    if links:
        for link in links[:-1]:
            link.tail = ", "
        before, after = book.wording.text("topics_named", topics="\0").split("\0")
        links[-1].tail = after
        yield E.p(before, *links, {"class": "meta"})


def _sentence(shelf: Shelf, article: str, position: int) -> etree._Element:
    """Return a sentence with its emphasis; its links are left out."""
    analysis = shelf.analysis(article)
    span = analysis.sentences[position]
    block = analysis.article.blocks[span.block]
    marks = [
        Mark(
            kind=mark.kind,
            start=max(mark.start, span.start) - span.start,
            end=min(mark.end, span.end) - span.start,
        )
        for mark in block.marks
        if mark.kind is not MarkKind.LINK and mark.start < span.end and span.start < mark.end
    ]
    pen = Pen(target=outward, mend=lambda text: corrected(text, analysis.article.corrections))
    return rich(E.span(), block.text[span.start : span.end], marks, pen)


def _anchor(shelf: Shelf, article: str, position: int) -> str:
    return shelf.showing[article].anchor(shelf.analysis(article).sentences[position].block)


def byline(wording: Wording, article: Article) -> Iterator[etree._Element | str]:
    """Yield the parts of a line with an article's date, authors and place."""
    date_ = day(wording, article.published) if article.published else ""
    groups = [names for names in ((date_,), article.authors, (place(article),)) if any(names)]
    for number, names in enumerate(groups):
        yield DOT if number else ""
        for position, name in enumerate(names):
            yield ", " if position else ""
            yield _named(wording, name)


def _named(wording: Wording, name: str) -> etree._Element | str:
    """Return a name, apart from the line it stands in where it runs against it."""
    return E.bdi(line(name)) if runs_against(name, wording.direction) else line(name)


def extent(book: Book) -> str:
    """Return how much is in a book, in words."""
    return book.wording.text("book_extent", **_extent(book))


def _extent(book: Book) -> dict[str, Any]:
    text = book.wording.text
    topics, articles = len(book.topics), len(book.articles)
    return {"topics": text("count_topics", topics), "articles": text("count_articles", articles)}
