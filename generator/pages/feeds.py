"""What is in the feeds: one for the site and one for each topic, with digests as their content."""

import html
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from generator.model import Article, Topic
from generator.pages.addresses import absolute, article_path, lasting, outward, topic_path
from generator.pages.cards import place, shown_title
from generator.pages.dates import day
from generator.pages.filters import isolated
from generator.pages.inline import corrected
from generator.pages.site import Shelf
from generator.text import clean, fold
from generator.wording import Wording

NEWEST = 30
"""So many entries a feed has at most; a topic's page shows passages of as many articles."""


class Entry(Struct, frozen=True, kw_only=True):
    """What one article says, as plain text but for `content`."""

    id: str
    url: str
    title: str
    published: date
    content: str
    """HTML."""
    authors: tuple[str, ...]
    original: str
    """The address of the original, or empty."""
    topics: tuple[tuple[str, str], ...]
    """(id, name)"""
    language: str


class Feed(Struct, frozen=True, kw_only=True):
    """A feed; one without entries stands where there were some once."""

    id: str
    folder: str
    """Where its files lie below the site's root: empty, or with `/` at its end."""
    base: str
    """The address of that folder, which is the page the feed belongs to."""
    site: str
    """The name of the site."""
    title: str
    subtitle: str
    language: str
    """Of the site."""
    entries: tuple[Entry, ...]
    """Newest first."""
    since: date = date.min
    """The date of a feed without entries."""

    @property
    def updated(self) -> date:
        """The date of the newest entry: a feed changes when an article comes, not when a site is built."""
        return self.entries[0].published if self.entries else self.since


def has_feed(shelf: Shelf, topic: Topic) -> bool:
    """Return whether a topic has a feed: it needs the site's address and an article with a date."""
    return bool(shelf.site.settings.url) and any(
        shelf.article(one).published for one in topic.coverage.articles
    )


def site_has_feed(shelf: Shelf) -> bool:
    """Return whether there is a feed of the whole site: it needs as much."""
    return bool(shelf.site.settings.url) and any(article.published for article in shelf.newest[:1])


def site_feed(shelf: Shelf) -> Feed | None:
    """Return the feed of the whole site, or None without the site's address or any dated article."""
    settings = shelf.site.settings
    if not site_has_feed(shelf):
        return None
    return Feed(
        id=lasting(settings, ""),
        folder="",
        base=settings.url,
        site=settings.title,
        title=settings.title,
        subtitle=settings.description,
        language=shelf.site.wording.language,
        entries=tuple(_article_entries(shelf)),
    )


def topic_feeds(shelf: Shelf) -> Iterator[Feed]:
    """Yield the feed of every topic that has one, by topic id, its entries left out."""
    return (_topic_feed(shelf, topic, ()) for topic in shelf.site.corpus.topics if has_feed(shelf, topic))


def topic_feed(shelf: Shelf, topic: Topic) -> Feed:
    """Return the feed of a topic that has one."""
    return _topic_feed(shelf, topic, tuple(_topic_entries(shelf, topic)))


def _topic_feed(shelf: Shelf, topic: Topic, entries: tuple[Entry, ...]) -> Feed:
    settings = shelf.site.settings
    return Feed(
        id=lasting(settings, topic_path(topic.id)),
        folder=topic_path(topic.id),
        base=absolute(settings, topic_path(topic.id)),
        site=settings.title,
        title=f"{topic.name} – {settings.title}",
        subtitle=shelf.site.wording.text("topic_feed_described", topic=topic.name),
        language=shelf.site.wording.language,
        entries=entries,
    )


def _article_entries(shelf: Shelf) -> Iterator[Entry]:
    for article in shelf.newest[:NEWEST]:
        if article.published:
            summary = shelf.analysis(article.id).summary
            yield _entry(shelf, article, article.published, path=article_path(article.id), sentences=summary)


def _topic_entries(shelf: Shelf, topic: Topic) -> Iterator[Entry]:
    for coverage in topic.coverage.first(NEWEST):
        article = shelf.article(coverage.article)
        if article.published:
            path = f"{topic_path(topic.id)}#from-{article.id}"
            yield _entry(shelf, article, article.published, path=path, sentences=coverage.quotes)


def _entry(
    shelf: Shelf, article: Article, published: date, *, path: str, sentences: tuple[int, ...]
) -> Entry:
    settings = shelf.site.settings
    assert article.published, article.id
    return Entry(
        id=lasting(settings, path),
        url=absolute(settings, article_path(article.id)),
        title=plain(shown_title(article)),
        published=published,
        content=_content(shelf, article, sentences),
        authors=tuple(plain(author) for author in article.authors),
        original=outward(article.url),
        topics=tuple((id_, plain(name)) for id_, name in tags(shelf, article.id)),
        language=article.language,
    )


def tags(shelf: Shelf, article: str) -> list[tuple[str, str]]:
    """Return id and name of an article's topics, by id: in feeds and search their order says nothing."""
    return sorted((one.id, one.name) for one in shelf.topics_of.get(article, ()))


def _content(shelf: Shelf, article: Article, sentences: tuple[int, ...]) -> str:
    """Return the sentences, each a link to its paragraph, and where they come from."""
    here = absolute(shelf.site.settings, article_path(article.id))
    quoted = "".join(_paragraph(shelf, article, here, position) for position in sentences)
    cite = f' cite="{html.escape(original)}"' if (original := outward(article.url)) else ""
    quote = f"<blockquote{cite}>{quoted}</blockquote>" if quoted else ""
    return f"{quote}<p>{_source(shelf.site.wording, article, here)}</p>"


def _paragraph(shelf: Shelf, article: Article, here: str, position: int) -> str:
    analysis = shelf.analysis(article.id)
    span = analysis.sentences[position]
    text = corrected(analysis.article.blocks[span.block].text[span.start : span.end], article.corrections)
    anchor = shelf.showing[article.id].anchor(span.block)
    target = html.escape(f"{here}#{anchor}" if anchor else here)
    context = html.escape(shelf.site.wording.text("in_context"))
    return f'<p>{html.escape(plain(text))} <a href="{target}">{context}</a></p>'


def _source(wording: Wording, article: Article, here: str) -> str:
    authors = ", ".join(_named(wording, author) for author in article.authors)
    told = (html.escape(day(wording, article.published)), authors, _named(wording, place(article)))
    who = " · ".join(part for part in told if part)
    digest = f'<a href="{html.escape(here)}">{html.escape(wording.text("the_digest"))}</a>'
    original = outward(article.url)
    said = html.escape(wording.text("original_link"))
    link = f' · <a href="{html.escape(original)}">{said}</a>' if original else ""
    return f"{who} · {digest}{link}"


def _named(wording: Wording, name: str) -> str:
    return isolated(html.escape(plain(name)), name, wording.direction)


def plain(text: str) -> str:
    """Return a text as one line without characters that no XML may hold."""
    return fold(clean(text))
