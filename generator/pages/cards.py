"""How pages name articles, topics and sentences: the parts that every view is built from."""

import math
from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Analysis, Article, Mark, MarkKind, Topic
from generator.pages.dates import day, short_month, timed
from generator.pages.filters import Markdown, attr, escape, link, path, url
from generator.pages.inline import corrected, fix_layers, mark_layers, weave
from generator.pages.saying import in_words, named, say, spoken
from generator.pages.showing import words
from generator.pages.site import Shelf
from generator.pages.views import Card, Chip, Sentence, Title
from generator.wording import Wording, base_of

_WORDS_A_MINUTE = 230
_ALSO = 4
"""So many other tellings of a story are named where it is one entry; the rest are counted."""
DOT = " · "


class Desk(Struct, frozen=True, kw_only=True):
    """Builds the common parts for pages of one folder."""

    shelf: Shelf
    base: str
    """The way up to the docs folder: `` or `../`."""

    @property
    def wording(self) -> Wording:
        """The words of the site."""
        return self.shelf.site.wording

    def article_href(self, article: str, anchor: str = "") -> Markdown:
        """Return the way to an article's page, and to an anchor on it."""
        return path(f"{self.base}articles/{article}.md" + (f"#{anchor}" if anchor else ""))

    def topic_href(self, topic: str) -> Markdown:
        """Return the way to a topic's page."""
        return path(f"{self.base}topics/{topic}.md")

    def chip(self, topic: Topic) -> Chip:
        """Return a topic as a link."""
        return Chip(name=named(self.wording, topic.name), href=self.topic_href(topic.id))

    def card(self, article: str, sentences: int = 0) -> Card:
        """Return an article as a link, with the first sentences of its summary; only for these it is read."""
        it = self.shelf.article(article)
        summary = self.shelf.analysis(article).summary[:sentences] if sentences else ()
        return Card(
            id=it.id,
            title=escape(shown_title(it)),
            href=self.article_href(article),
            byline=byline(self.wording, it),
            origin=origin(self.wording, it),
            when=timed(it.published, short_month(self.wording, it.published)),
            summary=tuple(self.sentence(article, one) for one in summary),
            language=self.foreign(it),
        )

    def title(self, article: str) -> Title:
        """Return an article as a link with its date, authors and place in words."""
        it = self.shelf.article(article)
        return Title(
            title=escape(shown_title(it)),
            href=self.article_href(article),
            byline=byline(self.wording, it, day(self.wording, it.published)),
        )

    def entry(self, article: str, sentences: int = 0) -> Card:
        """Return an article's card for a list of articles, where one entry stands for a whole story."""
        story = self.shelf.story_of.get(article)
        first = story is not None and story.id == article
        others = [one.article for one in story.tellings[1:]] if story and first else []
        return replace(self.card(article, sentences), also=self._also(others) or None)

    def _also(self, others: Sequence[str]) -> Markdown:
        """Return links to articles, in words: the place of each, or its title where it has none."""
        shown = others if len(others) <= _ALSO + 1 else others[:_ALSO]
        more = len(others) - len(shown)
        counted = [self.wording.text("others", more)] if more else []
        return in_words(
            self.wording, [*shown, *counted], lambda one: self._name(one) if one in shown else spoken(one)
        )

    def _name(self, article: str) -> Markdown:
        it = self.shelf.article(article)
        return link(named(self.wording, place(it) or shown_title(it)), self.article_href(article))

    def foreign(self, article: Article) -> str:
        """Return the language of an article where it is not the site's, else nothing."""
        return attr(article.language) if article.language != base_of(self.wording.language) else ""

    def sentence(self, article: str, position: int, number: int = 0) -> Sentence:
        """Return one sentence of an article."""
        return self.sentences(article, position, position, number)

    def sentences(self, article: str, first: int, last: int, number: int = 0) -> Sentence:
        """Return a run of sentences of one paragraph, word for word, corrections marked."""
        analysis = self.shelf.analysis(article)
        block = analysis.sentences[first].block
        anchor = self.shelf.showing[article].anchor(block)
        published = analysis.article.published
        text = verbatim(analysis, first, last, self.wording)
        language = self.foreign(analysis.article)
        return Sentence(
            text=Markdown(f'<span lang="{language}">{text}</span>') if language else text,
            href=self.article_href(article, anchor),
            when=timed(published, short_month(self.wording, published)),
            number=number,
        )


def verbatim(analysis: Analysis, first: int, last: int, wording: Wording) -> Markdown:
    """Return sentences `first` to `last`, of one block, as one line without their links.

    Emphasis on all of it says nothing where it stands alone, and is left out.
    """
    start, end = analysis.sentences[first].start, analysis.sentences[last].end
    block = analysis.article.blocks[analysis.sentences[first].block]
    marks = (mark for mark in block.marks if mark.kind is not MarkKind.LINK and not _covers(mark, start, end))
    fixes = fix_layers(block.text, analysis.article.corrections, wording)
    layers = [*mark_layers(marks, _nowhere), *fixes]
    return weave(block.text, layers, start, end)


def _covers(mark: Mark, start: int, end: int) -> bool:
    """Tell whether a mark other than code lies over all of a range, its last stop perhaps left out."""
    return mark.kind is not MarkKind.CODE and mark.start <= start and mark.end >= end - 1


def _nowhere(_target: str) -> Markdown:
    return Markdown("")


def shown_title(article: Article) -> str:
    """Return an article's title, corrections made."""
    return corrected(article.title, article.corrections) or article.id


def place(article: Article) -> str:
    """Return the name of the place where an article was published: its site, else its host."""
    return article.site or host(article)


def host(article: Article) -> str:
    """Return the host of the original, or nothing."""
    if not url(article.url):
        return ""
    return (urlsplit(article.url).hostname or "").removeprefix("www.")


def byline(wording: Wording, article: Article, when: str = "") -> Markdown:
    """Return an article's date, in the words that are given or as a `time` element, authors and place."""
    published, authors = (spoken(when), _authors(wording, article)) if when else _who(wording, article)
    return Markdown(DOT.join(part for part in (published, authors, named(wording, place(article))) if part))


def origin(wording: Wording, article: Article) -> Markdown:
    """Return the same, with a link to the original."""
    return Markdown(DOT.join(part for part in (*_who(wording, article), _original(wording, article)) if part))


def full_byline(wording: Wording, article: Article) -> Markdown:
    """Return the same with the reading time."""
    minutes = math.ceil(sum(words(block) for block in article.blocks) / _WORDS_A_MINUTE) or 1
    told = (origin(wording, article), say(wording, "min_read", minutes))
    return Markdown(DOT.join(part for part in told if part))


def _who(wording: Wording, article: Article) -> tuple[Markdown, Markdown]:
    return timed(article.published, day(wording, article.published)), _authors(wording, article)


def _authors(wording: Wording, article: Article) -> Markdown:
    return Markdown(", ".join(named(wording, author) for author in article.authors))


def _original(wording: Wording, article: Article) -> Markdown:
    there = url(article.url)
    where = named(wording, place(article)) or (say(wording, "original") if there else Markdown(""))
    return link(where, there)
