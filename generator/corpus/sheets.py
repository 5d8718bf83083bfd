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
    keys = {label: _key(collection, subject, work.sentences) for label, subject in subjects.items()}
    kept = {label: work.memory.get(key) for label, key in keys.items()}
    missing = {label: subjects[label] for label, found in kept.items() if found is None}
    made = _made(collection, sights, missing, work)
    for label, sheet in made.items():
        work.memory.put(keys[label], msgspec.msgpack.encode(sheet))
    decode = msgspec.msgpack.Decoder(Sheet).decode
    return {label: decode(found) if found is not None else made[label] for label, found in kept.items()}


def _key(collection: Collection, subject: Subject, sentences: int) -> bytes:
    """Return the hash of all that a sheet depends on."""
    words = sorted(subject.sharp.words.items())
    places = list(subject.shares)
    return key_of(
        repr((subject.keys, subject.asked, sentences, words)).encode("utf-8", "surrogatepass"),
        collection.commonness,
        b"".join(collection.marks[at] for at in places),
        np.array(list(subject.shares.values()), "<f8").tobytes(),
        bytes(at in subject.first for at in places),
    )


class _Row(NamedTuple):
    """What one article says of a topic."""

    passages: tuple[int, ...]
    spans: bytes
    quotes: tuple[int, ...]
    forms: tuple[tuple[str, bool], ...]


def _made(
    collection: Collection, sights: Sights, subjects: Mapping[str, Subject], work: Work
) -> dict[str, Sheet]:
    rows = _rows(collection, sights, subjects, jobs=work.jobs)

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
    collection: Collection, sights: Sights, subjects: Mapping[str, Subject], *, jobs: int
) -> dict[str, dict[int, _Row]]:
    """Return what each article says of each topic, looked for article by article: each is fetched once."""
    said = {label: _by_article(sights, subject.keys) for label, subject in subjects.items()}
    asked: dict[int, list[str]] = {}
    for label, subject in subjects.items():
        for at in subject.shares:
            asked.setdefault(at, []).append(label)

    def read(at: int) -> list[_Row]:
        reading = Reading(collection, at)
        return [_row(collection, reading, subjects[label], said[label].get(at, ())) for label in asked[at]]

    found: dict[str, dict[int, _Row]] = {
        label: dict.fromkeys(subject.shares, _Row((), b"", (), ())) for label, subject in subjects.items()
    }
    articles = sorted(asked)
    for at, rows in zip(articles, map_here(read, articles, jobs=jobs), strict=True):
        for label, row in zip(asked[at], rows, strict=True):
            found[label][at] = row
    return found


def _by_article(sights: Sights, keys: Sequence[str]) -> dict[int, list[Sight]]:
    found: dict[int, list[Sight]] = {}
    for key in keys:
        for sight in sights.get(key, ()):
            found.setdefault(sight.article, []).append(sight)
    return found


def _row(collection: Collection, reading: Reading, subject: Subject, sights: Sequence[Sight]) -> _Row:
    at = reading.at
    share = subject.shares[at]
    if at in subject.first:
        about = about_article(collection, at, sights, share)
    else:
        about = find_places(collection, reading, subject.keys, sights, (share, subject.sharp.words))
    piece = read_piece(collection, about)
    return _Row(about.passages, packed(about.spans), piece.quotes, piece.forms)


def _abouts(subject: Subject, rows: Mapping[int, _Row]) -> Iterator[About]:
    for at, row in rows.items():
        spans = unpacked(row.spans)
        yield About(article=at, share=subject.shares[at], passages=row.passages, spans=spans)


def _age(collection: Collection, at: int) -> tuple[int, int]:
    published = collection.heads[at].published or date.min
    return -published.toordinal(), at


def _forms(collection: Collection, rows: Mapping[int, _Row]) -> Iterator[Form]:
    times: Counter[tuple[str, str]] = Counter()
    code: Counter[tuple[str, str]] = Counter()
    for at, row in rows.items():
        for text, is_code in row.forms:
            times[text, collection.heads[at].language] += 1
            code[text, collection.heads[at].language] += is_code
    for text, language in sorted(times):
        yield Form(text, language, times[text, language], code[text, language])
