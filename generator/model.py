"""The values that pass between the stages: frozen, made once, never filled in later.

Positions count Unicode code points. A range is half open: `text[start:end]`.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import Self

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from generator.packed import Runs


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Something was left out."""
    WARNING = "warning"
    """Something was published otherwise than its author may expect."""


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """A failure as a value: it is reported, and the build goes on."""

    where: str
    """The source path, with `:line` where a line is known, or the setting."""
    message: str
    """The reason and the way out, in one sentence or two."""
    severity: Severity = Severity.ERROR


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    IMAGE = "image"
    NOTE = "note"


class MarkKind(StrEnum):
    """What an inline mark does to its range."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"


class Mark(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Inline emphasis, code or a link over `text[start:end]`."""

    kind: MarkKind
    start: int
    end: int
    target: str = ""
    """Where a link leads: an http, https or mailto address, or a relative path. Else empty."""


NOTE = "#fn:"
"""Where a link to a note leads begins so; the number of the note follows."""


class RichText(Struct, frozen=True, kw_only=True):
    """Plain text with its inline marks; the text itself holds no markup."""

    text: str
    marks: tuple[Mark, ...] = ()
    """Sorted by (start, -end, kind); ranges may nest, links never do."""


class Block(Struct, frozen=True, kw_only=True, array_like=True):
    """One heading, paragraph, list item, quoted paragraph, code block, table, image or footnote."""

    kind: BlockKind
    text: str = ""
    """Plain text, white space folded to single spaces, except in code, which is verbatim."""
    marks: tuple[Mark, ...] = ()
    """As in RichText."""
    level: int = 0
    """Heading 2–6 (the title is not a block); depth of a list item or a quote from 1; else 0."""
    number: int = 0
    """The number of a note, or of an item of an ordered list; 0 for a bullet."""
    speaker: str = ""
    """Who says this, where the source labels its speakers; the label is not part of `text`."""
    language: str = ""
    """The programming language of code, where the source names it."""
    rows: tuple[tuple[RichText, ...], ...] = ()
    """A table's rows, the header first, all of one length; `text` is then empty."""
    target: str = ""
    """Where an image lies; its `text` is the alternative text."""


class Document(Struct, frozen=True, kw_only=True):
    """What a reader found in one source file."""

    source: str
    """The path below the articles folder, with `/`."""
    media_type: str
    """`text/plain`, `text/markdown` or `text/html`."""
    title: str
    """The title that the text itself gives, or empty."""
    blocks: tuple[Block, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    """The source's own metadata, keys in lower case, values as found."""


class Publish(StrEnum):
    """How much of an article's own text the site shows."""

    FULL = "full"
    EXCERPT = "excerpt"
    DIGEST = "digest"


class Article(Struct, frozen=True, kw_only=True, array_like=True):
    """A source article, ready to be analysed and published."""

    id: str
    """The slug of its address, from `slug:` or the file's path; a new title never changes it."""
    title: str
    blocks: tuple[Block, ...]
    language: str
    """A two-letter ISO 639-1 code."""
    published: date | None
    """The day its author gives, else None."""
    authors: tuple[str, ...]
    url: str
    """The original's http(s) address, or empty."""
    site: str
    """The name of the place it was published in, or empty."""
    source: str
    """The path below the articles folder."""
    publish: Publish
    tags: tuple[str, ...] = ()
    """Keywords and categories from its own metadata: evidence for topics."""
    topics: tuple[str, ...] = ()
    """Topics that its front matter asks for: an order, by id or name."""
    corrections: tuple[tuple[str, str], ...] = ()
    """(as written, as it should be), longest first: the editor's and the article's own."""
    digest: str = ""
    """SHA-256 of the source file, in hexadecimal."""
    paths: tuple[str, ...] = ()
    """Where its header says that it stands on a site of its author's; links may lead there."""


class Span(Struct, frozen=True, kw_only=True, array_like=True, order=True, gc=False):
    """A range of one block's text."""

    block: int
    """Position in `Article.blocks`."""
    start: int
    end: int


class TopicKind(StrEnum):
    """What sort of thing a topic or an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PRODUCT = "product"
    PLACE = "place"
    CONCEPT = "concept"


class Phrase(Struct, frozen=True, kw_only=True, array_like=True):
    """A run of words that may name what an article speaks of."""

    key: str
    """Its stems, joined by spaces: one key for every inflection."""
    text: str
    """The form written most in the article, corrections applied."""
    kind: TopicKind
    """CONCEPT unless it is a named entity."""
    weight: float
    """How much the article is about it: from 0 upward, comparable within the article."""
    spans: tuple[Span, ...]
    """Every place it stands in, headings included, in order."""


class Passage(Struct, frozen=True, kw_only=True, array_like=True):
    """A run of blocks under one heading: what topics and links point at."""

    article: str
    heading: int
    """Position of the heading's block, or -1 before the first heading."""
    first: int
    """Position of its first block."""
    last: int
    """Position after its last block."""


class Analysis(Struct, frozen=True, kw_only=True, array_like=True):
    """What an article says: every part is a position in it, so each can be checked against it."""

    article: Article
    sentences: tuple[Span, ...]
    """Every sentence of its paragraphs, items and quotes, in order; edges trimmed."""
    phrases: tuple[Phrase, ...]
    """Concepts, the weightiest first."""
    entities: tuple[Phrase, ...]
    """Names of people, organisations, products and places, the weightiest first."""
    stems: tuple[str, ...] = ()
    """The stems of each block's content words in their order, parted by spaces; none of code."""
    passages: tuple[Passage, ...]
    summary: tuple[int, ...]
    """Positions in `sentences`, in reading order."""
    merits: tuple[float, ...] = ()
    """How well each sentence would stand in a summary: 0 to 1, 0 if not alone; empty if not judged."""


class Quote(Struct, frozen=True, kw_only=True, order=True):
    """One sentence of one article."""

    article: str
    sentence: int
    """Position in `Analysis.sentences`."""


class Coverage(Struct, frozen=True, kw_only=True):
    """What one article says about a topic."""

    article: str
    passages: tuple[int, ...]
    """Positions in `Analysis.passages`, in reading order."""
    quotes: tuple[int, ...]
    """The sentences that say most about the topic: 1 to 3 positions, in reading order."""
    weight: float
    """How much of the article is about the topic; larger is more."""


class Covered(Struct, frozen=True, kw_only=True, array_like=True):
    """What articles say about a topic, column by column; each is made when it is asked for."""

    articles: tuple[str, ...] = ()
    passages: Runs = Runs()
    quotes: Runs = Runs()
    weights: bytes = b""

    @classmethod
    def of(cls, coverage: Sequence[Coverage]) -> Self:
        """Return what these articles say."""
        return cls(
            articles=tuple([one.article for one in coverage]),
            passages=Runs.of([one.passages for one in coverage]),
            quotes=Runs.of([one.quotes for one in coverage]),
            weights=array("d", [one.weight for one in coverage]).tobytes(),
        )

    def first(self, count: int) -> tuple[Coverage, ...]:
        """Return so many of them."""
        return tuple([self[at] for at in range(min(len(self), count))])

    def __len__(self) -> int:
        return len(self.articles)

    def __getitem__(self, at: int) -> Coverage:
        weight = memoryview(self.weights).cast("d")[at]
        return Coverage(
            article=self.articles[at], passages=self.passages[at], quotes=self.quotes[at], weight=weight
        )

    def __iter__(self) -> Iterator[Coverage]:
        return map(self.__getitem__, range(len(self)))


class Topic(Struct, frozen=True, kw_only=True):
    """A named concept and the passages that speak of it."""

    id: str
    """The slug of its address; once published it never changes."""
    name: str
    kind: TopicKind
    aliases: tuple[str, ...]
    """Other ways in which the articles write it, sorted."""
    keys: tuple[str, ...]
    """The phrase keys that define it, sorted."""
    parent: str
    """The id of the broader topic, or empty."""
    coverage: Covered
    """Newest article first; empty once no article speaks of it any more."""
    summary: tuple[Quote, ...]
    """5–8 sentences where there are as many, from different articles rather than one, oldest first."""
    related: tuple[str, ...]
    """Ids of the topics that share most passages with it, sorted."""


class Related(Struct, frozen=True, kw_only=True):
    """An article close to another, and why."""

    article: str
    score: float
    """0–1, rounded to 4 places."""
    because: tuple[str, ...]
    """The phrases that both share, the most telling first, as people write them."""
    here: int
    """The passage of this side that says most of it: a position in `Analysis.passages`."""
    there: int
    """The same on the other side."""


class Mention(Struct, frozen=True, kw_only=True):
    """A topic named in an article's text, to be linked to the topic's page."""

    span: Span
    topic: str


class Backlink(Struct, frozen=True, kw_only=True):
    """An article that links to another by its own hand, and the words around the link."""

    article: str
    """The article that links."""
    span: Span
    """The sentence, or else the whole block, that holds the link."""


class Telling(Struct, frozen=True, kw_only=True):
    """One article's account of a story."""

    article: str
    adds: tuple[int, ...]
    """The sentences that tell most of what no earlier telling says: positions, in reading order."""


class Story(Struct, frozen=True, kw_only=True):
    """An event that several articles tell, or an article and its copies."""

    id: str
    """The id of the article that told it first."""
    tellings: tuple[Telling, ...]
    """Two or more in order of appearance; those without a date last, by id."""


class Corpus(Struct, frozen=True, kw_only=True):
    """The whole collection, ready to be laid out on pages."""

    analyses: Mapping[str, Analysis]
    """By article id, in the order of the ids."""
    topics: tuple[Topic, ...]
    """Sorted by id."""
    related: Mapping[str, tuple[Related, ...]]
    """By article id, closest first."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """By article id, in reading order; never overlapping, never inside a link or code."""
    backlinks: Mapping[str, tuple[Backlink, ...]]
    """By the id of the article that is linked to, sorted by the linking article's id."""
    redirects: Mapping[str, str]
    """Old topic id → the id that stands for it now."""
    stories: tuple[Story, ...] = ()
    """Sorted by id; an article tells one story at most."""


class Page(Struct, frozen=True, kw_only=True):
    """One generated file, as it will stand below the docs folder."""

    path: str
    """Relative, with `/`."""
    content: bytes


class Filed(Struct, frozen=True, array_like=True, gc=False):
    """A generated file that is known without being made again."""

    path: str
    """As in Page."""
    fingerprint: str
    """The SHA-256 of its content, in hexadecimal."""


class LinkHealth(StrEnum):
    """What became of an original."""

    ALIVE = "alive"
    MOVED = "moved"
    """It answers at another address."""
    DEAD = "dead"
    """Its server says that it is gone, or has gone itself."""
    UNSURE = "no answer"
    """It took too long, was in trouble, or answers no programs: nobody can say."""


class Original(Struct, frozen=True, kw_only=True):
    """What was found of the page that an article comes from."""

    health: LinkHealth
    checked: date
    """The day on which it was asked."""
    why: str = ""
    """What it answered, where that is not the page itself."""


class Fate(StrEnum):
    """What became of an input."""

    USED = "used"
    MERGED = "merged"
    """Used, and told together with others: a story that another article told first, or a copy."""
    DUPLICATE = "duplicate"
    """Left out: its address is another's, or it stands twice in one file."""
    REJECTED = "rejected"
    PRIVATE = "private"
    OTHER = "no article"
    """Of no format that is read: pictures and styles beside pages, hidden files, covers of books."""


class Account(Struct, frozen=True, kw_only=True):
    """What became of one input: a file, or one article of a file that holds several."""

    source: str
    fate: Fate
    why: str = ""
    """The reason, which article it gives way to, or whose story it tells."""
    format: str = ""
    """The media type."""
    method: str = ""
    """How its text was found."""
    language: str = ""
    date: str = ""
    date_from: str = ""
    """How the date was found."""
    words: int = 0
    id: str = ""
    url: str = ""
    """Its original's address."""
    link: str = ""
    """Whether the original is still there, and when that was asked; empty without an address."""


class Line(Struct, frozen=True, kw_only=True):
    """A heading or a paragraph as search finds it."""

    anchor: str
    """Its anchor on the page, or empty."""
    pieces: tuple[tuple[str, bool], ...]
    """Its text in pieces, and whether each is a sentence of the summary."""
    heading: bool = False


class Record(Struct, frozen=True, kw_only=True):
    """What search knows of one page: only what the page shows."""

    path: str
    """The page below the site, without the ending: `articles/kettle`."""
    title: str
    kind: str
    """`article`, or what sort of thing a topic is."""
    published: date | None
    topics: tuple[tuple[str, str], ...]
    """(id, name) of an article's topics, by id: what filters ask for. By these words it is not found."""
    names: tuple[str, ...]
    """Other names that it should be found by."""
    lines: tuple[Line, ...]


class Findable(Struct, frozen=True, kw_only=True):
    """A page that search finds, without its text."""

    path: str
    kind: str
    published: date | None
    topics: tuple[tuple[str, str], ...]
    """All as in Record."""
    print: bytes
    """A hash of all that the index says of it: of the record but for its topics."""

    @classmethod
    def of(cls, record: Record) -> Self:
        """Return what a record is about."""
        indexed = replace(record, topics=())
        return cls(
            path=record.path,
            kind=record.kind,
            published=record.published,
            topics=record.topics,
            print=blake2b(msgpack.encode(indexed), digest_size=16).digest(),
        )


class WriteReport(Struct, frozen=True, kw_only=True):
    """What writing the pages did; every path is relative to the docs folder, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Problem, ...]
    """Files that a person wrote or edited, left as they are."""
