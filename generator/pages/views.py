"""The views that templates see. Text in them is Markdown already; templates only place things."""

from msgspec import Struct

from generator.pages.filters import Markdown


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of a source, word for word."""

    text: Markdown
    href: Markdown
    """Its paragraph, on the page of its article."""
    when: Markdown
    """The month of its article."""
    number: int = 0
    """The number of its article among a page's references."""


class Card(Struct, frozen=True, kw_only=True):
    """An article as other pages name it."""

    id: str
    title: Markdown
    href: Markdown
    byline: Markdown
    """Its date, its authors and where it was published."""
    origin: Markdown
    """The same, with a link to the original."""
    when: Markdown
    """Its month."""
    summary: tuple[Sentence, ...] = ()
    language: str = ""
    """Its language where it is not the site's."""
    also: Markdown | None = None
    """Links to the other tellings of its story, in words, where it stands for them."""


class Title(Struct, frozen=True, kw_only=True):
    """An article in a long list: a link, and the rest in words alone, as each mark in it costs some time."""

    title: Markdown
    href: Markdown
    byline: Markdown


class Chip(Struct, frozen=True, kw_only=True):
    """A topic as other pages name it."""

    name: Markdown
    href: Markdown


class Branch(Struct, frozen=True, kw_only=True):
    """A topic in the index; a narrower one stands indented below the broader."""

    topic: Chip
    count: int
    """How many articles speak of it."""
    indent: Markdown
    """The spaces that a list needs."""


class Group(Struct, frozen=True, kw_only=True):
    """The topics under one letter."""

    letter: Markdown
    branches: tuple[Branch, ...]


class RelatedCard(Struct, frozen=True, kw_only=True):
    """An article close to this one, and why."""

    card: Card
    because: Markdown
    """The shared phrases, in words."""
    here: Markdown
    """The passage on this page, or empty."""
    there: Markdown
    """The passage on the other, or empty."""


class TellingCard(Struct, frozen=True, kw_only=True):
    """An article that tells the story of this page."""

    card: Card
    here: bool
    """Whether it is the page's own article."""
    adds: tuple[Sentence, ...]
    """Sentences of what no earlier telling says."""


class MentionCard(Struct, frozen=True, kw_only=True):
    """An article that links to this one, and the sentences in which it does."""

    card: Card
    sentences: tuple[Sentence, ...]


class Passages(Struct, frozen=True, kw_only=True):
    """What one article says about a topic: paragraphs, cut to whole sentences."""

    card: Card
    paragraphs: tuple[Sentence, ...]


class Head(Struct, frozen=True, kw_only=True):
    """What stands in the front matter of a page."""

    title: Markdown
    """As a YAML text."""
    description: Markdown
    """As a YAML text."""
    tags: Markdown
    """HTML for the page's `head`, as the lines of a YAML block."""


class ArticleView(Struct, frozen=True, kw_only=True):
    """The page of an article."""

    head: Head
    title: Markdown
    byline: Markdown
    summary: tuple[Sentence, ...]
    topics: tuple[Chip, ...]
    text: Markdown
    """What its publish policy shows whole, or empty."""
    cut: bool
    """Whether there is more in the original."""
    quoted: Markdown
    """The sentences that the site quotes from the rest, each under its paragraph's anchor."""
    original: Markdown
    """The address of the original, or empty."""
    original_name: Markdown
    corrections: Markdown
    """The corrections made on this page, in words, or empty."""
    story: tuple[TellingCard, ...]
    """Every telling of its story in order of appearance, or empty."""
    related: tuple[RelatedCard, ...]
    mentioned: tuple[MentionCard, ...]
    language: str
    """The language of its text where it is not the site's, else empty."""
    outline: bool
    """Whether it has headings enough for a table of contents."""


class TopicView(Struct, frozen=True, kw_only=True):
    """The page of a topic."""

    head: Head
    name: Markdown
    trail: tuple[Chip, ...]
    """The broader topics, the broadest first."""
    facts: Markdown
    """How many articles, and when, in words."""
    plot: Markdown
    """Its articles over time as a small plot, or empty."""
    aliases: Markdown
    """Other ways to write it, in words, or empty."""
    summary: tuple[Sentence, ...]
    references: tuple[Card, ...]
    dated: bool
    """Any of the references has a date."""
    passages: tuple[Passages, ...]
    further: tuple[Title, ...]
    """Articles beyond those with passages, by title alone."""
    omitted: int
    """How many older ones are not named."""
    feed: Markdown
    """The way to the topic's feed, or empty."""
    narrower: tuple[Chip, ...]
    related: tuple[Chip, ...]


class HomeView(Struct, frozen=True, kw_only=True):
    """The first page."""

    head: Head
    title: Markdown
    description: Markdown
    intro: Markdown
    """The editor's own words."""
    lead: Card | None
    """The newest article."""
    newest: tuple[Card, ...]
    """Those after it."""
    topics: Markdown
    """The map of the topics, or empty."""
    topics_count: str
    articles_count: str
    activity: Markdown
    """Articles over time as a plot, or empty."""
    activity_words: Markdown
    feeds: bool
    """Whether there are feeds."""


class TopicsView(Struct, frozen=True, kw_only=True):
    """The index of topics."""

    head: Head
    count: str
    groups: tuple[Group, ...]
    empty: tuple[Chip, ...]
    """Topics of which no article speaks any more."""


class Period(Struct, frozen=True, kw_only=True):
    """A year or a month of the archive."""

    name: Markdown
    href: Markdown
    count: str
    plot: Markdown


class Dated(Struct, frozen=True, kw_only=True):
    """The articles of one year or month."""

    name: Markdown
    """Empty where the page's title says it."""
    cards: tuple[Card, ...]


class ListView(Struct, frozen=True, kw_only=True):
    """A list of articles: the index of articles, the archive or a part of it."""

    head: Head
    title: Markdown
    count: str
    trail: bool
    """Whether a link back to the archive stands above."""
    groups: tuple[Dated, ...]
    periods: tuple[Period, ...]


class Input(Struct, frozen=True, kw_only=True):
    """One file or message that the site was made from."""

    name: Markdown
    href: Markdown
    """Its page, or empty where it has none."""
    facts: Markdown
    original: Markdown
    """A link to where it comes from and whether that still answers, or empty."""


class Inputs(Struct, frozen=True, kw_only=True):
    """The inputs that met one fate."""

    name: Markdown
    entries: tuple[Input, ...]


class SourcesView(Struct, frozen=True, kw_only=True):
    """What became of every public input."""

    head: Head
    title: Markdown
    count: Markdown
    groups: tuple[Inputs, ...]


class ChangedText(Struct, frozen=True, kw_only=True):
    """One piece of a paragraph that changed."""

    mark: str
    """The name of the HTML element that marks it: `ins` or `del`; empty where nothing changed."""
    text: Markdown


class Changed(Struct, frozen=True, kw_only=True):
    """One article or topic in a list of changes."""

    name: Markdown
    href: Markdown
    """Its page, or empty where it has none."""
    byline: Markdown
    """What else there is to say of it, or empty."""
    paragraphs: tuple[tuple[ChangedText, ...], ...] = ()
    """What changed in its text."""
    more: str = ""
    """How many other paragraphs changed, in words, or empty."""


class Changes(Struct, frozen=True, kw_only=True):
    """The changes of one sort in one week."""

    name: Markdown
    entries: tuple[Changed, ...]
    more: str
    """How many others there are that are not listed, in words, or empty."""


class WeekView(Struct, frozen=True, kw_only=True):
    """What changed in one week; the first of these pages also lists the weeks."""

    head: Head
    title: Markdown
    trail: bool
    """Whether a link back to the list of weeks stands above."""
    week: Markdown
    """The days of the week, in words; empty where the title says them."""
    groups: tuple[Changes, ...]
    weeks: tuple[Period, ...]
    feeds: bool


class GoneView(Struct, frozen=True, kw_only=True):
    """A page that stands where something was published once: neither name nor text of it is left."""

    title: Markdown
    text: Markdown
    target: Markdown
    """The folder where it is now, or where to look further; files opened as such need its `index.html`."""
    name: Markdown
    """What is there."""
    moved: bool
    """Whether a browser goes there by itself."""
    style: Markdown
    """The way to the site's stylesheet."""
