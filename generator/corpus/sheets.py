"""Sheets: what is worked out of each topic from the texts of its articles, and remembered."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np

from generator.corpus.coverage import About, about_article
from generator.corpus.evidence import Collection, Reading, Sight
from generator.corpus.facts import packed, unpacked
from generator.corpus.pieces import read_piece
from generator.corpus.profile import UNSHARPENED, Sharp, find_places
from generator.corpus.sights import Sights
from generator.corpus.summary import summarise
from generator.memory import Memory, key_of
from generator.model import Quote, TopicKind
from generator.parallel import map_here


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic, and the articles it was found in."""

    keys: tuple[str, ...]
    """Sorted."""
    name: str
    """As articles write it; empty where a name is known."""
    kind: TopicKind
    first: Mapping[int, float]
    """The articles that name it, or are told to be about it, by position; and how much."""
    tagged: frozenset[int]
    """Those whose authors' tags name it."""
    asked: bool
    """It is looked for beyond what the articles list."""
    sharp: Sharp = UNSHARPENED

    @property
    def shares(self) -> Mapping[int, float]:
        """The articles about it, by position, and how much they are."""
        return self.sharp.shares or self.first


class Form(NamedTuple):
    """A way in which articles of one language write a topic."""

    text: str
    language: str
    times: int
    code: int
    """So many of these times as code."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What the articles about a topic say of it, article after article, in the order of their ids."""

    articles: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    passages: tuple[tuple[int, ...], ...] = ()
    spans: tuple[bytes, ...] = ()
    """Where each article names it."""
    quotes: tuple[tuple[int, ...], ...] = ()
    """The sentences that say most about it."""
    forms: tuple[Form, ...] = ()
    summary: tuple[Quote, ...] = ()


class Work(NamedTuple):
    """How sheets are to be made."""

    sentences: int
    """Of a summary, at most."""
    jobs: int = 1
    memory: Memory = Memory()


def make_sheets(
    collection: Collection, sights: Sights, subjects: Mapping[str, Subject], work: Work
) -> dict[str, Sheet]:
    """Return the sheet of each topic; those whose articles are what they were come from memory."""
    row_keys = {label: _row_keys(collection, sights, subject) for label, subject in subjects.items()}
    keys = {label: _key(collection, one, row_keys[label], work) for label, one in subjects.items()}
    kept = {label: work.memory.get(key) for label, key in keys.items()}
    missing = {label: subjects[label] for label, found in kept.items() if found is None}
    before = {
        label: _rows_before(one.keys, work.memory, wanted=label in missing) for label, one in subjects.items()
    }
    there = {
        label: {at: before[label].get(key, _NO_ROW) for at, key in row_keys[label].items()}
        for label in missing
    }
    rows = _rows(collection, sights, missing, there, jobs=work.jobs)
    made = _made(collection, missing, rows, work)
    for label, sheet in made.items():
        work.memory.put(keys[label], msgspec.msgpack.encode(sheet))
        _keep_rows(subjects[label].keys, row_keys[label], rows[label], work.memory)
    decode = msgspec.msgpack.Decoder(Sheet).decode
    return {label: decode(found) if found is not None else made[label] for label, found in kept.items()}


RowKeys = Mapping[int, bytes]
"""By the position of an article: a mark of all that its row depends on."""


def _row_keys(collection: Collection, sights: Sights, subject: Subject) -> RowKeys:
    """Return the marks of a topic's rows: the profile counts only where it may be asked for."""
    said = sights.said_of(subject.keys)
    named = repr((subject.keys, subject.asked)).encode("utf-8", "surrogatepass")
    unnamed = key_of(named, repr(sorted(subject.sharp.words.items())).encode())
    named = key_of(named)
    return {
        at: (named if at in subject.first else unnamed) + collection.marks[at] + b"%x" % said.get(at, 0)
        for at in subject.shares
    }


def _key(collection: Collection, subject: Subject, rows: RowKeys, work: Work) -> bytes:
    """Return the hash of all that a sheet depends on."""
    shares = np.array(list(subject.shares.values()), "<f8").tobytes()
    sentences = str(work.sentences).encode()
    return key_of(sentences, collection.commonness, b" ".join(rows.values()), shares)


class Row(NamedTuple):
    """What one article says of a topic."""

    passages: tuple[int, ...]
    spans: bytes
    quotes: tuple[int, ...]
    forms: tuple[tuple[str, bool], ...]


Rows = dict[int, Row]
"""By the position of the article."""
Before = Mapping[bytes, Row]
"""By a hash of all that a row depends on."""


def _rows_before(keys: Sequence[str], memory: Memory, *, wanted: bool) -> Before:
    """Return the rows of a topic at the last build; those that are not wanted are only kept for the next."""
    found = memory.get(_place_of_rows(keys))
    return msgspec.msgpack.decode(found, type=dict[bytes, Row]) if found and wanted else {}


def _keep_rows(keys: Sequence[str], row_keys: RowKeys, rows: Rows, memory: Memory) -> None:
    kept = {row_keys[at]: row for at, row in rows.items()}
    memory.put(_place_of_rows(keys), msgspec.msgpack.encode(kept))


def _place_of_rows(keys: Sequence[str]) -> bytes:
    return key_of(b"rows", "\n".join(keys).encode("utf-8", "surrogatepass"))


def _made(
    collection: Collection, subjects: Mapping[str, Subject], rows: Mapping[str, Rows], work: Work
) -> dict[str, Sheet]:
    def summary(label: str) -> tuple[Quote, ...]:
        abouts = list(_abouts(subjects[label], rows[label]))
        abouts.sort(key=lambda about: _age(collection, about.article))
        return summarise(collection, abouts, sentences=work.sentences)

    summaries = map_here(summary, list(subjects), jobs=work.jobs)
    return {
        label: Sheet(
            articles=tuple(collection.heads[at].id for at in subject.shares),
            shares=tuple(subject.shares.values()),
            passages=tuple(row.passages for row in rows[label].values()),
            spans=tuple(row.spans for row in rows[label].values()),
            quotes=tuple(row.quotes for row in rows[label].values()),
            forms=tuple(_forms(collection, rows[label])),
            summary=told,
        )
        for (label, subject), told in zip(subjects.items(), summaries, strict=True)
    }


def _rows(
    collection: Collection,
    sights: Sights,
    subjects: Mapping[str, Subject],
    there: Mapping[str, Rows],
    *,
    jobs: int,
) -> dict[str, Rows]:
    """Return what each article says of each topic, where that is not known, article by article.

    Each article is fetched once.
    """
    said = {label: _by_article(sights, subject.keys) for label, subject in subjects.items()}
    found = {label: dict(rows) for label, rows in there.items()}
    asked: dict[int, list[str]] = {}
    for label, rows in found.items():
        for at, row in rows.items():
            if row is _NO_ROW:
                asked.setdefault(at, []).append(label)

    def read(at: int) -> list[Row]:
        reading = Reading(collection, at)
        return [_row(collection, reading, subjects[label], said[label].get(at, ())) for label in asked[at]]

    articles = sorted(asked)
    for at, made in zip(articles, map_here(read, articles, jobs=jobs), strict=True):
        for label, row in zip(asked[at], made, strict=True):
            found[label][at] = row
    return found


_NO_ROW = Row((), b"", (), ())


def _by_article(sights: Sights, keys: Sequence[str]) -> dict[int, list[Sight]]:
    found: dict[int, list[Sight]] = {}
    for key in keys:
        for sight in sights.get(key, ()):
            found.setdefault(sight.article, []).append(sight)
    return found


def _row(collection: Collection, reading: Reading, subject: Subject, sights: Sequence[Sight]) -> Row:
    at = reading.at
    share = subject.shares[at]
    if at in subject.first:
        about = about_article(collection, at, sights, share)
    else:
        about = find_places(collection, reading, subject.keys, sights, (share, subject.sharp.words))
    piece = read_piece(collection, about)
    return Row(about.passages, packed(about.spans), piece.quotes, piece.forms)


def _abouts(subject: Subject, rows: Mapping[int, Row]) -> Iterator[About]:
    for at, row in rows.items():
        spans = unpacked(row.spans)
        yield About(article=at, share=subject.shares[at], passages=row.passages, spans=spans)


def _age(collection: Collection, at: int) -> tuple[int, int]:
    published = collection.heads[at].published or date.min
    return -published.toordinal(), at


def _forms(collection: Collection, rows: Mapping[int, Row]) -> Iterator[Form]:
    times: Counter[tuple[str, str]] = Counter()
    code: Counter[tuple[str, str]] = Counter()
    for at, row in rows.items():
        for text, is_code in row.forms:
            times[text, collection.heads[at].language] += 1
            code[text, collection.heads[at].language] += is_code
    for text, language in sorted(times):
        yield Form(text, language, times[text, language], code[text, language])
