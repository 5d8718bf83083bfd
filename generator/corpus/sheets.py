"""Sheets: what is worked out of each topic from the texts of its articles, and remembered."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Self

import msgspec
import numpy as np

from generator.corpus.arrays import Floats, Ints, Lists, newest
from generator.corpus.coverage import About, about_article
from generator.corpus.evidence import Collection, Reading, Sight
from generator.corpus.facts import packed, unpacked
from generator.corpus.found import NONE, Found, flags_of
from generator.corpus.pieces import read_piece
from generator.corpus.profile import UNSHARPENED, Sharp
from generator.corpus.sights import Note, Sights
from generator.corpus.speech import Speech
from generator.corpus.summary import Told, claims_of, scarcity_of, summarise
from generator.keys import phrase_key
from generator.memory import Memory, key_of
from generator.model import Article, Quote, TopicKind
from generator.packed import Runs
from generator.parallel import map_here, map_stream, topics_worth_it


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic, and the articles it was found in."""

    keys: tuple[str, ...]
    """Sorted."""
    name: str
    """As articles write it; empty where a name is known."""
    kind: TopicKind
    first: Found
    """The articles that name it, or are told to be about it."""
    tagged: frozenset[int]
    """Those whose authors' tags name it."""
    asked: bool
    """It is looked for beyond what the articles list."""
    sharp: Sharp = UNSHARPENED

    @property
    def about(self) -> Found:
        """The articles about it."""
        return self.sharp.about or self.first


class Form(NamedTuple):
    """A way in which articles of one language write a topic."""

    text: str
    language: str
    times: int
    code: int
    """So many of these times as code."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What the articles about a topic say of it, article after article, in their order."""

    passages: Runs = Runs()
    spans: Runs = Runs()
    """Where each article names it: block, start and end of every place."""
    quotes: Runs = Runs()
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
    keys = {label: _key(collection, sights, one, work) for label, one in subjects.items()}
    kept = {label: work.memory.get(key) for label, key in keys.items()}
    missing = {label: subjects[label] for label, found in kept.items() if found is None}
    made = _made(collection, sights, missing, work)
    for label, one in subjects.items():
        place = _place_of(SUMMARY, one.keys)
        if label in made:
            work.memory.put(keys[label], made[label].sheet)
            work.memory.put(place, made[label].summary)
        else:
            for name in (_place_of(ROWS, one.keys), place):
                work.memory.get(name)  # kept for the next time
    decode = msgspec.msgpack.Decoder(Sheet).decode
    return {label: decode(found or made[label].sheet) for label, found in kept.items()}


def _key(collection: Collection, sights: Sights, subject: Subject, work: Work) -> bytes:
    """Return the hash of all that a sheet depends on."""
    at, shares = subject.about
    named = flags_of(subject.first.at, len(collection.facts))
    words = subject.sharp.words
    return key_of(
        repr((work.sentences, subject.keys, subject.asked)).encode("utf-8", "surrogatepass"),
        array("Q", words).tobytes(),
        array("d", words.values()).tobytes(),
        collection.commonness,
        sights.saying(subject.keys, at),
        named[at].tobytes(),
        collection.mark_rows[at].tobytes(),
        shares.tobytes(),
    )


class Row(NamedTuple):
    """What one article says of a topic."""

    passages: tuple[int, ...]
    spans: bytes = b""
    quotes: tuple[int, ...] = ()
    forms: tuple[tuple[str, bool], ...] = ()
    cited: bool = False
    """It speaks of the topic's name and not of the topic."""


_decode = msgspec.msgpack.Decoder(Row | None).decode
Named = dict[int, msgspec.Raw]
"""What those that may name the topic say of it, by position, encoded; nothing where it is not named."""


class Rows(NamedTuple):
    """What all articles about a topic say of it."""

    articles: Ints
    """Their positions, in order."""
    shares: Floats
    passages: Lists
    named: Mapping[int, Row]
    """By position: what those say that name it."""

    def teller(self) -> Callable[[int], About]:
        """Return what tells what one of the articles says, by its position."""
        places = {at: place for place, at in enumerate(self.articles.tolist())}
        passages, shares = self.passages.packed(), self.shares.tolist()

        def about(at: int) -> About:
            place = places[at]
            spans = unpacked(self.named[at].spans) if at in self.named else ()
            return About(article=at, share=shares[place], passages=passages[place], spans=spans)

        return about

    def of_named(self, lists: Sequence[Sequence[int]]) -> Runs:
        """Return what is said by those that name it, in order, with nothing for the others."""
        some = Lists.of(lists)
        lengths = np.zeros(len(self.articles), np.int64)
        lengths[np.searchsorted(self.articles, np.array(list(self.named), np.int64))] = some.lengths
        return Lists(lengths, some.values).packed()


def _named(
    collection: Collection, sights: Sights, subjects: Mapping[str, Subject], speech: Speech, work: Work
) -> dict[str, Named]:
    """Return what the articles that may name a topic say of it; the rest is remembered."""
    row_keys = {label: _row_keys(collection, sights, one, speech) for label, one in subjects.items()}
    before = {label: _rows_before(one.keys, work.memory) for label, one in subjects.items()}
    found: dict[str, Named] = {
        label: {at: before[label][key] for at, key in keys.items() if key in before[label]}
        for label, keys in row_keys.items()
    }
    asked: dict[int, list[str]] = {}
    for label in subjects:
        for at in row_keys[label].keys() - found[label].keys():
            asked.setdefault(at, []).append(label)
    for at, made in _read(collection, sights, subjects, asked, jobs=work.jobs):
        for label, row in zip(asked[at], made, strict=True):
            found[label][at] = msgspec.Raw(row)
    for label, one in subjects.items():
        kept = {row_keys[label][at]: found[label][at] for at in sorted(found[label])}
        if kept.keys() != before[label].keys():
            work.memory.put(_place_of(ROWS, one.keys), msgspec.msgpack.encode(kept))
    return found


def _row_keys(collection: Collection, sights: Sights, subject: Subject, speech: Speech) -> dict[int, bytes]:
    """Return for each article that may name a topic a mark of all that its row depends on."""
    said = sights.said_of(subject.keys)
    named = key_of(repr((subject.keys, subject.asked)).encode("utf-8", "surrogatepass"))
    first = flags_of(subject.first.at, len(collection.facts))
    able = first.copy()
    for key in subject.keys:
        able[speech.holding(key.split())] = True
    able[list(said)] = True
    some = subject.about.among(able).at
    return {
        at: named + collection.marks[at] + b"%x%x" % (said.get(at, 0), own)
        for at, own in zip(some.tolist(), first[some].tolist(), strict=True)
    }


def _rows_before(keys: Sequence[str], memory: Memory) -> Mapping[bytes, msgspec.Raw]:
    """Return the rows of a topic at the last build, by their marks."""
    found = memory.get(_place_of(ROWS, keys))
    return msgspec.msgpack.decode(found, type=dict[bytes, msgspec.Raw]) if found else {}


ROWS, SUMMARY = b"rows", b"summary"
"""What is remembered of a topic beside its sheet, under these names and its keys."""


def _place_of(part: bytes, keys: Sequence[str]) -> bytes:
    return key_of(part, "\n".join(keys).encode("utf-8", "surrogatepass"))


def _read(
    collection: Collection,
    sights: Sights,
    subjects: Mapping[str, Subject],
    asked: Mapping[int, Sequence[str]],
    *,
    jobs: int,
) -> Iterator[tuple[int, list[bytes]]]:
    """Yield what each article says of each topic that it is asked for, encoded; each is fetched once."""
    by_topic: dict[str, set[int]] = {}
    for at, labels in asked.items():
        for label in labels:
            by_topic.setdefault(label, set()).add(at)
    asking = {label: _Asking.of(sights, subjects[label], some) for label, some in by_topic.items()}

    encode = msgspec.msgpack.Encoder().encode

    def read(at: int) -> list[bytes]:
        reading = Reading(collection, at)
        return [encode(_row(collection, reading, asking[label])) for label in asked[at]]

    articles = sorted(asked)
    return zip(articles, map_stream(read, articles, jobs=jobs), strict=True)


class _Asking(NamedTuple):
    """A topic for which articles are read."""

    subject: Subject
    shares: Mapping[int, float]
    """How much articles are about it, by position."""
    first: AbstractSet[int]
    """The articles that name it, or are told to be about it."""
    sights: Sights
    said: Mapping[int, Sequence[tuple[str, Note]]]
    """By article, what is noted of its sights, each with its key."""

    @classmethod
    def of(cls, sights: Sights, subject: Subject, articles: AbstractSet[int]) -> Self:
        """Return what is to be known of a topic when these articles are read for it."""
        first = frozenset(subject.first.at.tolist())
        said: dict[int, list[tuple[str, Note]]] = {}
        for key in subject.keys:
            for at, note in sights.noted(key, articles):
                said.setdefault(at, []).append((key, note))
        return cls(subject, subject.about.by_article(), first, sights, said)


def _row(collection: Collection, reading: Reading, asking: _Asking) -> Row | None:
    """Return what an article says of a topic; nothing if other words found it, and it does not name it."""
    at, keys = reading.at, asking.subject.keys
    sights: Sequence[Sight] = [asking.sights.sight(key, note) for key, note in asking.said.get(at, ())]
    if at not in asking.first:
        sights = sights or reading.sights_of(keys)
        if not sights and not _is_titled(reading.facts.head, keys):
            return None
    about = about_article(collection, at, sights, asking.shares[at])
    piece = read_piece(collection, about)
    return Row(about.passages, packed(about.spans), *piece)


def _is_titled(article: Article, keys: Sequence[str]) -> bool:
    title = f" {phrase_key(article.title, article.language)} "
    return any(f" {key} " in title for key in keys)


class _Made(NamedTuple):
    """A sheet that was made, as bytes."""

    sheet: bytes
    summary: bytes
    """And what is to be remembered of its summary."""


def _made(
    collection: Collection, sights: Sights, subjects: Mapping[str, Subject], work: Work
) -> dict[str, _Made]:
    """Return the sheets of topics: what articles say where they name one, or else say its words."""
    stems = {stem for one in subjects.values() for key in one.keys for stem in key.split()}
    numbers = {number for one in subjects.values() for number in one.sharp.words}
    others = (np.setdiff1d(one.about.at, one.first.at, assume_unique=True) for one in subjects.values())
    asked = np.unique(np.concatenate([NONE.at, *others]))  # of the first it is known where they name it
    speech = Speech.of(collection.facts, asked, stems, numbers)
    named = _named(collection, sights, subjects, speech, work)

    def make(label: str) -> _Made:
        rows = _rows(subjects[label], named[label], speech)
        summary = _summary(collection, subjects[label].keys, rows, work)
        sheet = _sheet(collection, rows, summary.quotes)
        return _Made(msgspec.msgpack.encode(sheet), msgspec.msgpack.encode(summary))

    worth = topics_worth_it(len(collection.facts))
    made = map_here(make, list(subjects), jobs=work.jobs, worth=worth)
    return dict(zip(subjects, made, strict=True))


def _rows(subject: Subject, named: Named, speech: Speech) -> Rows:
    """Return what each article says of a topic."""
    articles, shares = subject.about
    found = ((at, _decode(named[at])) for at in sorted(named))
    rows = {at: row for at, row in found if row}
    silent = ~np.isin(articles, np.array(list(rows), np.int64), assume_unique=True)
    passages = Lists.of([row.passages for row in rows.values()])
    passages = passages.with_(speech.best(subject.sharp.words, articles[silent]))
    places = np.argsort(np.argsort(silent, kind="stable"))
    return Rows(articles, shares, passages.take(places), rows)


def _sheet(collection: Collection, rows: Rows, summary: tuple[Quote, ...]) -> Sheet:
    return Sheet(
        passages=rows.passages.packed(),
        spans=rows.of_named([memoryview(row.spans).cast("I") for row in rows.named.values()]),
        quotes=rows.of_named([row.quotes for row in rows.named.values()]),
        forms=tuple(_forms(collection, rows.named)),
        summary=summary,
    )


def _told(collection: Collection, rows: Rows) -> Told:
    """Return the articles that speak of a topic in the language of most of them, the newest first."""
    order = newest(collection.days[rows.articles])
    order = order[~np.isin(rows.articles[order], _citing(rows))]
    tongues = collection.tongues[rows.articles[order]]
    order = order[tongues == np.bincount(tongues).argmax()] if len(order) else order
    return Told(rows.articles[order], rows.shares[order])


def _citing(rows: Rows) -> Ints:
    """Return the articles that give the topic's name as an example of a word, unless most set it apart."""
    citing = [at for at, row in rows.named.items() if row.cited]
    return np.array(citing if 2 * len(citing) <= len(rows.named) else [], np.int64)


class _Summary(NamedTuple):
    """A summary, and a hash of what it was chosen from."""

    chosen_from: bytes
    quotes: tuple[Quote, ...]


def _summary(collection: Collection, keys: Sequence[str], rows: Rows, work: Work) -> _Summary:
    """Return the summary of a topic; the last one stands if it would be chosen from the same again."""
    kept = work.memory.get(_place_of(SUMMARY, keys))
    before = msgspec.msgpack.decode(kept, type=_Summary) if kept else None
    told = _told(collection, rows)
    chosen_from = _chosen_from(collection, told, rows, work)
    if before and before.chosen_from == chosen_from:
        return before
    return _Summary(chosen_from, summarise(collection, told, rows.teller(), sentences=work.sentences))


def _chosen_from(collection: Collection, told: Told, rows: Rows, work: Work) -> bytes:
    """Return the hash of all that a summary depends on."""
    asked = claims_of(told)
    articles = told.articles[np.array([place for _, place in asked], np.int64)]
    places = np.searchsorted(rows.articles, articles)
    passages = rows.passages.take(places).packed()
    spans = [rows.named[at].spans if at in rows.named else b"" for at in articles.tolist()]
    parts = (work.sentences, scarcity_of(told), [claim for claim, _ in asked], list(map(len, spans)))
    return key_of(
        repr(parts).encode(),
        collection.commonness,
        collection.mark_rows[articles].tobytes(),
        rows.shares[places].tobytes(),
        passages.ends,
        passages.values,
        b"".join(spans),
    )


def _forms(collection: Collection, rows: Mapping[int, Row]) -> Iterator[Form]:
    said: defaultdict[str, list[Row]] = defaultdict(list)
    for at, row in rows.items():
        said[collection.heads[at].language].append(row)
    forms = {
        language: Counter(chain.from_iterable([row.forms for row in some])) for language, some in said.items()
    }
    for text, language in sorted(
        {(text, language) for language, times in forms.items() for text, _ in times}
    ):
        plain, code = forms[language][text, False], forms[language][text, True]
        yield Form(text, language, plain + code, code)
