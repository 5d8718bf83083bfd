"""What was made before of each article, topic and part of the archive, and whether it still stands.

All that is made of one of them stands under one name, with a key: a hash of everything that its pages
show, and of nothing else. Where the key is the same and the files lie where they were left, nothing is
made again. A relative link may come to lead elsewhere when another article comes or goes; so what each
of them was resolved to is kept as well.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import msgspec
from msgspec import field, structs

from generator.model import Article, Filed, MarkKind, Topic
from generator.packed import Packed
from generator.pages.feeds import NEWEST, has_feed, site_has_feed, tags
from generator.pages.index_pages import Part
from generator.pages.site import Shelf
from generator.pages.topic_page import broader
from generator.relations import Nearness

ARTICLE, TOPIC, ARCHIVE = "articles/", "topics/", "archive/"
"""How the names of what is made begin; an id follows."""
INDEX = "index"
"""The pages that list articles and topics."""
_SIZE = 16
_encode = msgspec.msgpack.Encoder(order="deterministic").encode


class Made(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What was made under one name."""

    key: bytes
    files: tuple[Filed, ...]
    line: memoryview = memoryview(b"")
    """Its entry in `digest.json`: it lies where the file that keeps it was read to."""
    related: bytes = b""
    """A hash of what an article is related to as its entry tells it; that may change while no page does."""
    found: bytes = b""
    """A hash of what search knows of it."""
    asked: dict[str, str] = {}
    """Relative link of the article → id of the article that it led to, or nothing."""
    listed: str = ""
    """An article's line in the list of all of them."""
    anchors: str = ""
    """The anchors of an article's passages, a space between two; empty where one is not shown."""

    def __reduce__(self) -> tuple[Callable[[bytes], object], tuple[bytes]]:
        """Say how it goes from one process to another: what lies in a file that was read cannot."""
        return _made, (_encode(self),)


def _made(data: bytes) -> Made:
    return msgspec.msgpack.decode(data, type=Made)


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """What was made before, and what this time."""

    context: bytes = b""
    """A hash of all that every page depends on: settings, templates, this program."""
    known: Mapping[str, Made] = field(default_factory=dict)
    is_there: Callable[[Filed], bool] = lambda _: False
    """Tells whether a file lies where it was left, unchanged."""
    made: dict[str, Made] = field(default_factory=dict)
    """Everything that stands now, by name: it grows as pages are made."""

    def anchors(self, article: str) -> tuple[str, ...]:
        """Return the anchor of each passage of an article whose page stands, without reading the article."""
        return _parted(self.made[f"{ARTICLE}{article}"].anchors)

    def listed(self, article: str) -> str:
        """Return the line of an article that stands in the list of all of them."""
        return self.made[f"{ARTICLE}{article}"].listed

    def standing(self, shelf: Shelf, name: str, key: bytes) -> Made | None:
        """Return what is known under a name, if it need not be made again."""
        known = self.known.get(name)
        if known is None or known.key != key or not all(map(self.is_there, known.files)):
            return None
        same = all(shelf.linked(_source(shelf, name), target) == to for target, to in known.asked.items())
        return known if same else None


@lru_cache(1 << 15)
def _parted(anchors: str) -> tuple[str, ...]:
    """Return the anchors of an article, which nearly every topic of it asks for."""
    return tuple(anchors.split(" "))


def _source(shelf: Shelf, name: str) -> str:
    return shelf.article(name.removeprefix(ARTICLE)).source


class Keys:
    """Makes the keys of what stands on a shelf."""

    def __init__(self, shelf: Shelf, context: bytes) -> None:
        self._shelf = shelf
        self._context = context + bytes([site_has_feed(shelf)])
        self._articles = _Prints(self._print)
        self._related = Nearness.of(shelf.site.corpus.related)
        self._tags = {id_: _encode((id_, topic.name)) for id_, topic in shelf.topics.items()}

    def article(self, article: str) -> bytes:
        """Return the key of an article's page: of the article, and of what it shows of others.

        How close related articles are shows in the data alone, where it is told anew each time.
        """
        shelf, prints = self._shelf, self._articles
        near = self._related.near(article)
        backlinks = shelf.site.corpus.backlinks.get(article, ())
        story = shelf.story_of.get(article)
        told = [one.article for one in story.tellings] if story else []
        shown = [article, *near.articles, *(one.article for one in backlinks), *told]
        return self._hash(
            [backlinks, story, self._mentions(article), near.why],
            b"".join([self._tags[topic.id] for topic in shelf.topics_of.get(article, ())]),
            b"".join(map(prints.__getitem__, shown)),
        )

    def _mentions(self, article: str) -> object:
        """Return what an article mentions, or what tells it from all else."""
        mentions = self._shelf.site.corpus.mentions
        return mentions.mark(article) if isinstance(mentions, Packed) else mentions.get(article, ())

    def topic(self, topic: Topic) -> bytes:
        """Return the key of a topic's page: how much each article is about it shows only in their order."""
        shelf = self._shelf
        around = (*broader(shelf, topic), *shelf.narrower.get(topic.id, ()))
        named = (*around, *(shelf.topics[one] for one in topic.related if one in shelf.topics))
        newest = topic.coverage.articles[:NEWEST]
        in_feed = [tags(shelf, article) for article in newest] if has_feed(shelf, topic) else []
        return self._hash(
            structs.replace(topic, coverage=structs.replace(topic.coverage, weights=b""), keys=()),
            [len(around), [(one.id, one.name) for one in named], has_feed(shelf, topic), in_feed],
            shelf.redirected.get(topic.id, ()),
            [*map(self._articles.__getitem__, topic.coverage.articles)],
            [*map(self._articles.__getitem__, (one.article for one in topic.summary))],
        )

    def archive(self, part: Part) -> bytes:
        """Return the key of a part of the archive: of the articles in it, and of who tells their stories."""
        stories = (self._shelf.story_of.get(one.id) for one in part.articles)
        tellings = [[one.article for one in story.tellings] for story in stories if story]
        shown = dict.fromkeys((*(one.id for one in part.articles), *chain.from_iterable(tellings)))
        return self._hash([part.name, part.months, tellings], [*map(self._articles.__getitem__, shown)])

    def _print(self, article: str) -> bytes:
        """Return a hash of all that an article itself is, and of how much of it the site shows."""
        shelf = self._shelf
        parts = (self._self(article), shelf.quoted.get(article), shelf.site.summaries.get(article))
        return self._hash(*parts)

    def _self(self, article: str) -> object:
        """Return what tells an article from every other: its source's hash, and what was made of that."""
        head = self._shelf.article(article)
        if not head.digest:
            return self._shelf.analysis(article)
        return structs.replace(head, blocks=()) if head.blocks else head

    def _hash(self, *parts: object) -> bytes:
        return blake2b(self._context + _encode(parts), digest_size=_SIZE).digest()


def print_of(packed: bytes) -> bytes:
    """Return a hash of what is kept as bytes."""
    return blake2b(packed, digest_size=_SIZE).digest()


class _Prints(dict[str, bytes]):
    """A hash of each article, made when it is first asked for."""

    def __init__(self, make: Callable[[str], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, article: str) -> bytes:
        found = self[article] = self._make(article)
        return found


def asked(shelf: Shelf, article: Article) -> dict[str, str]:
    """Return where each link of an article leads that may lead to another article of the collection."""
    marks = chain.from_iterable(
        (block.marks, *(cell.marks for row in block.rows for cell in row)) for block in article.blocks
    )
    targets = {mark.target for some in marks for mark in some if mark.kind is MarkKind.LINK}
    inside = sorted(target for target in targets if not target.startswith(("http:", "https:", "mailto:")))
    return {target: shelf.linked(article.source, target) for target in inside}
