"""Facts: what gathering asks of every article, in little space, so that no analysis need be held for it."""

import struct
from collections.abc import Container, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import NamedTuple, Self

import numpy as np
from msgspec import Struct, field
from msgspec.msgpack import encode
from msgspec.structs import replace
from numpy.typing import NDArray

from generator.corpus.aliases import find_aliases
from generator.corpus.alone import Sentences
from generator.corpus.far import Far
from generator.corpus.links import Leading, find_leading
from generator.corpus.terms import Said
from generator.corpus.weighing import Weights, wide_numbers_of
from generator.keys import phrase_key
from generator.model import Analysis, Article, Block, BlockKind, Passage, Span, TopicKind
from generator.unspaced import words_in_signs

KINDS = tuple(TopicKind)
"""By the number that is kept for each."""
MARK = 16
"""The bytes of an article's mark."""
OPENING = 4
"""Who or what an article is about is named in so many first sentences, or in the title."""

FIRST = 9
"""So many words tell whether sentences are the same: with eight, a long name may be all that they share."""
LABEL = 4
"""So many words before a colon say what comes: `Our newest members are:`; one or two may be any label."""
ITEM = np.dtype([("block", "<u4"), ("mark", "<u8")])
"""What is kept of an item of a list."""
NAMING = 2
"""An item with fewer spaces may be no more than the name of what the article is about."""
SORTS = 3
LONG, SHORT, WHOLE = range(3)
"""What the last digits of a mark tell: it is of a longer item, of such a short one, or of a paragraph."""


class Written(NamedTuple):
    """How the entities and phrases of an article are written, and where."""

    texts: str = ""
    places: bytes = b""


class Rest(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is asked of few articles: the greater part, kept apart."""

    said: Said
    sentences: Sentences
    texts: str
    """Of its names."""
    places: bytes
    much: bytes
    """Of its weights."""


class Names(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The entities and phrases of an article, entities first, column by column."""

    keys: str = ""
    """On a line each."""
    numbers: bytes = b""
    """The wide number of each key."""
    entities: int = 0
    """So many of them are entities."""
    kinds: bytes = b""
    weights: bytes = b""
    counts: bytes = b""
    """In how many places each stands."""
    far: Far = field(default_factory=lambda: Far.at_hand(Written()))

    @property
    def texts(self) -> str:
        """How each is written, on a line each."""
        texts: str = self.far.rest.texts
        return texts

    @property
    def places(self) -> bytes:
        """Block, start and end of every place, one after another."""
        places: bytes = self.far.rest.places
        return places

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        """Return the names that an analysis lists."""
        phrases = (*analysis.entities, *analysis.phrases)
        spans = [
            number for one in phrases for span in one.spans for number in (span.block, span.start, span.end)
        ]
        return cls(
            keys="\n".join([one.key for one in phrases]),
            numbers=wide_numbers_of([one.key for one in phrases]).astype("<u8").tobytes(),
            entities=len(analysis.entities),
            kinds=bytes([KINDS.index(one.kind) for one in phrases]),
            weights=np.array([one.weight for one in phrases], "<f8").tobytes(),
            counts=np.array([len(one.spans) for one in phrases], "<u4").tobytes(),
            far=Far.at_hand(
                Written(
                    texts="\n".join([one.text.replace("\n", " ") for one in phrases]),
                    places=np.array(spans, "<u4").tobytes(),
                )
            ),
        )

    def __len__(self) -> int:
        return len(self.kinds)

    def all_keys(self) -> list[str]:
        """Return the key of each."""
        return self.keys.split("\n") if self.kinds else []

    def all_weights(self) -> NDArray[np.float64]:
        """Return the weight of each."""
        return np.frombuffer(self.weights, "<f8")

    def all_counts(self) -> NDArray[np.uint32]:
        """Return in how many places each stands."""
        return np.frombuffer(self.counts, "<u4")

    def blocks_of(self, position: int) -> list[int]:
        """Return the blocks of the places where one of them stands."""
        counts = memoryview(self.counts).cast("I")
        start = sum(counts[:position])
        return memoryview(self.places).cast("I")[3 * start : 3 * (start + counts[position]) : 3].tolist()

    def places_of_each(self, wanted: Container[str]) -> Iterator[tuple[str, tuple[Span, ...]]]:
        """Yield those of the keys that are wanted, and where each stands."""
        counts = self.all_counts().tolist()
        starts = [0, *accumulate(counts)]
        for key, start, count in zip(self.all_keys(), starts, counts, strict=False):
            if key in wanted:
                yield key, spans_of(self, start, count)


_PLACE = struct.Struct("<3I")


def spans_of(names: Names, start: int, count: int) -> tuple[Span, ...]:
    """Return so many of the places, from one on."""
    return unpacked(names.places[start * _PLACE.size : (start + count) * _PLACE.size])


def packed(spans: Sequence[Span]) -> bytes:
    """Return some places as bytes."""
    return b"".join([_PLACE.pack(span.block, span.start, span.end) for span in spans])


def unpacked(data: bytes) -> tuple[Span, ...]:
    """Return the places that were packed."""
    return tuple(
        [Span(block=block, start=first, end=last) for block, first, last in _PLACE.iter_unpack(data)]
    )


def as_spans(numbers: Sequence[int]) -> tuple[Span, ...]:
    """Return some places by their numbers."""
    places = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return tuple([Span(block=block, start=first, end=last) for block, first, last in places])


class Facts(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is asked of one article time and again."""

    head: Article
    """The article without its blocks."""
    words: int
    """In its blocks, tables too."""
    title: str
    """The stems of its title, each once, sorted."""
    names: Names
    claims: tuple[tuple[str, str], ...]
    """(short, key): the key of a form in which an entity is written or another name, and the entity's own."""
    marks: bytes
    """For every sentence that might be quoted: the same eight bytes for the same first words."""
    passages: bytes
    """For each block the position of its passage, or of the next one for a heading; -1 for none."""
    headings: bytes
    """For each passage the position of its heading's block, or -1."""
    weights: Weights
    items: bytes
    """Its list items and paragraphs: the block of each, and the same mark for the same words.

    Of a paragraph the first nine words count.
    """
    openers: bytes
    """The positions of the entities that are named in the title or in the first sentences."""
    links: tuple[Leading, ...]
    mark: bytes
    """The same for the same analysis."""
    far: Far

    @property
    def said(self) -> Said:
        """What it says."""
        said: Said = self.far.rest.said
        return said

    @property
    def sentences(self) -> Sentences:
        """How well each sentence stands alone."""
        sentences: Sentences = self.far.rest.sentences
        return sentences

    @property
    def passage_of(self) -> Sequence[int]:
        """For each block: the position of its passage, or of the next one for a heading."""
        return memoryview(self.passages).cast("i")

    @property
    def heading_of(self) -> Sequence[int]:
        """For each passage: the position of its heading's block, or -1."""
        return memoryview(self.headings).cast("i")

    @property
    def opening(self) -> list[int]:
        """The positions of the entities that it opens with."""
        return list(memoryview(self.openers).cast("i"))


def facts_of(analysis: Analysis, encoded: bytes = b"") -> Facts:
    """Return the facts of an article; whoever has encoded its analysis gives that too."""
    article = analysis.article
    title = sorted(set(phrase_key(article.title, article.language).split()))
    names, weights = Names.of(analysis), Weights.of(analysis, title)
    rest = Rest(
        said=Said.of(analysis),
        sentences=Sentences.of(analysis),
        texts=names.texts,
        places=names.places,
        much=weights.much,
    )
    far = Far.at_hand(rest)
    return Facts(
        head=replace(article, blocks=()),
        words=sum(map(_words_in, article.blocks)),
        title=" ".join(title),
        names=replace(names, far=far),
        claims=tuple(sorted({*_claims(analysis), *find_aliases(analysis)})),
        marks=b"".join(mark_of(analysis, at) for at, merit in enumerate(analysis.merits) if merit),
        passages=np.array(_passage_of_blocks(analysis.passages, len(article.blocks)), "i").tobytes(),
        headings=np.array([passage.heading for passage in analysis.passages], "i").tobytes(),
        weights=replace(weights, far=far),
        items=b"".join(_items(article.blocks)),
        openers=np.fromiter(_openers(analysis), "i").tobytes(),
        links=find_leading(analysis),
        mark=mark_of_all(encoded or encode(analysis)),
        far=far,
    )


def rest_of(analysis: Analysis) -> Rest:
    """Return what is kept apart of an article."""
    rest: Rest = facts_of(analysis).far.rest
    return rest


def mark_of_all(encoded: bytes) -> bytes:
    """Return the mark of an analysis that was encoded: the same for the same one."""
    return blake2b(encoded, digest_size=MARK).digest()


def mark_of(analysis: Analysis, at: int) -> bytes:
    """Return eight bytes for a sentence: the same for the same words, whatever numbers stand among them.

    Only the first nine words count, or those up to an earlier colon: a fixture may have another end each
    time.
    """
    span = analysis.sentences[at]
    text = analysis.article.blocks[span.block].text[span.start : span.end]
    words = _without_digits(text.casefold()).split(maxsplit=FIRST)[:FIRST]
    if ":" in text:
        words = words[: next((n for n, word in enumerate(words, 1) if n >= LABEL and word[-1] == ":"), FIRST)]
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()


def _without_digits(text: str) -> str:
    for digit in "0123456789":  # where there are none, nothing is copied: `translate` takes 20 times as long
        text = text.replace(digit, "")
    return text


def _items(blocks: Sequence[Block]) -> Iterator[bytes]:
    for at, block in enumerate(blocks):
        if block.kind in _REPEATED:
            words = _without_digits(block.text[:_LOOK].casefold())
            sort = SHORT if words.count(" ") < NAMING else LONG
            if block.kind is BlockKind.PARAGRAPH:
                words, sort = " ".join(words.split(maxsplit=FIRST)[:FIRST]), WHOLE
            mark = blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
            yield struct.pack("<I", at) + bytes([mark[0] & ~SORTS | sort]) + mark[1:]


_REPEATED = frozenset({BlockKind.ITEM, BlockKind.PARAGRAPH})
_LOOK = 1000
"""So many characters tell whether blocks are the same."""


def _words_in(block: Block) -> int:
    words = len(block.text.split()) + words_in_signs(block.text)
    return words + sum(len(cell.text.split()) for row in block.rows for cell in row)


def _claims(analysis: Analysis) -> Iterator[tuple[str, str]]:
    article = analysis.article
    for entity in analysis.entities:
        texts = {article.blocks[span.block].text[span.start : span.end] for span in entity.spans}
        for text in texts | {entity.text}:
            short = phrase_key(text, article.language)
            if short != entity.key:
                yield short, entity.key


def _openers(analysis: Analysis) -> Iterator[int]:
    """Yield who and what is named first, but for who talks: nobody tells of that."""
    last = analysis.sentences[min(OPENING, len(analysis.sentences)) - 1] if analysis.sentences else None
    title = f" {analysis.article.title} "
    speakers = {block.speaker for block in analysis.article.blocks}
    for at, name in enumerate(analysis.entities):
        first = name.spans[0] if name.spans else None
        early = first and last and (first.block, first.end) <= (last.block, last.end)
        early = early or name.text in title or (first and _written(analysis, first) in title)
        if early and name.text not in speakers and not _is_label(analysis, name.spans):
            yield at


def _is_label(analysis: Analysis, places: Sequence[Span]) -> bool:
    """Tell whether a name stands before a colon more than once: `Jonathan: How did you begin?`."""
    blocks = analysis.article.blocks
    return sum(blocks[span.block].text.startswith(":", span.end) for span in places) > 1


def _written(analysis: Analysis, span: Span) -> str:
    return analysis.article.blocks[span.block].text[span.start : span.end]


def _passage_of_blocks(passages: Sequence[Passage], blocks: int) -> list[int]:
    places = [-1] * blocks
    for at, passage in enumerate(passages):
        places[passage.first : passage.last] = [at] * (passage.last - passage.first)
        if passage.heading >= 0 and places[passage.heading] < 0:
            places[passage.heading] = at
    return places
