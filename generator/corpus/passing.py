"""Passing: names of topics in an article's text, whether the article lists them among its own or not.

An article lists the names and phrases that it says most. Others it says in passing: what its text says
as a topic is called is a mention, but only where it is sure to be the topic's name.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Self

import numpy as np

from generator.corpus.arrays import Ints, Numbers, places_among
from generator.corpus.describing import Named
from generator.corpus.evidence import Collection
from generator.corpus.facts import Facts
from generator.corpus.links import LINKED, is_free
from generator.corpus.marks import WHOLE, Marks, sums_of
from generator.corpus.naming import flat, is_general
from generator.corpus.weighing import all_numbers, number_of
from generator.gazetteer import HONORIFICS, OFFICES, known_kind
from generator.memory import key_of
from generator.model import Analysis, BlockKind, Span, Topic, TopicKind
from generator.tokens import words_in
from generator.words import NOUNS_CAPITALISED, is_stop, is_weak, stem


class Name(NamedTuple):
    """What a topic is called."""

    topic: str
    text: str
    named: bool
    """It is written with these capitals only; else it is a phrase, such as `open source`."""
    kind: TopicKind
    wanted: str
    """What is looked for."""

    @classmethod
    def of(cls, topic: Topic, text: str, *, named: bool) -> Self:
        """Return one of the names of a topic."""
        return cls(topic.id, text, named, topic.kind, text if named else flat(text).removesuffix("s"))

    @property
    def mark(self) -> int:
        """A number for this name of this topic."""
        return int.from_bytes(key_of(repr(tuple(self)).encode("utf-8", "surrogatepass"))[:8])


class Names(NamedTuple):
    """The names of all topics, by the words that an article must say for each."""

    names: Sequence[Name]
    by_word: Mapping[int, Sequence[tuple[int, frozenset[int]]]]
    """By the number of a word's stem: which names it tells, each with the other words that it takes."""

    @classmethod
    def of(cls, collection: Collection, named: Sequence[Named]) -> Self:
        """Return the names of some topics."""
        languages = sorted({head.language for head in collection.heads})
        names = list(_names(collection, [one.topic for one in named if one.topic.coverage]))
        found: defaultdict[int, set[tuple[int, frozenset[int]]]] = defaultdict(set)
        for at, name in enumerate(names):
            for stems in _ways(name.text, languages):
                first, *others = map(number_of, stems)
                found[first].add((at, frozenset(others)))
                for number in others:
                    found[number]
        return cls(names, {number: tuple(told) for number, told in found.items()})

    def said_by(self, facts: Sequence[Facts]) -> "Said":
        """Return which of the names articles may say."""
        numbers = np.array(sorted(self.by_word), np.uint32)
        words, inside = np.empty(0, np.int64), np.empty(0, np.int64)
        if len(numbers):
            words, inside = places_among(all_numbers([one.weights for one in facts]), numbers)
        bounds = np.cumsum([0, *(len(one.weights.numbers) // 4 for one in facts)])
        return Said(self, numbers, words, np.searchsorted(inside, bounds))


class Said(NamedTuple):
    """Which names articles may say."""

    names: Names
    numbers: Numbers
    words: Ints
    """Those of each article, by the places of their numbers."""
    bounds: Ints
    """Where those of each article begin, and where the last one's end."""

    def marks(self) -> Marks:
        """Return for each article a mark of the names that it may say, and of some others."""
        names, by_word = self.names
        marks = [name.mark for name in names]
        told = [sum(marks[at] for at, _ in by_word[number]) & WHOLE for number in self.numbers.tolist()]
        return sums_of(np.array(told, np.uint64)[self.words], self.bounds)

    def by(self, article: int) -> list[Name]:
        """Return the names that an article may say, in their order."""
        names, by_word = self.names
        said = self.numbers[self.words[self.bounds[article] : self.bounds[article + 1]]].tolist()
        there = frozenset(said)
        found = {at for number in said for at, others in by_word[number] if others <= there}
        return [names[at] for at in sorted(found)]


def _names(collection: Collection, topics: Sequence[Topic]) -> Iterator[Name]:
    """Yield what topics are called; what two of them are called is the name of neither."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for topic in topics:
        for text in topic.aliases:
            owners[flat(text)].add(topic.id)
    owners.update({flat(topic.name): {topic.id} for topic in topics})
    for topic, as_name in zip(topics, _are_names(collection, topics), strict=True):
        for text in dict.fromkeys((topic.name, *topic.aliases)):
            name = _name(topic, text, as_name=as_name) if owners[flat(text)] == {topic.id} else None
            if name:
                yield name


def _are_names(collection: Collection, topics: Sequence[Topic]) -> list[bool]:
    """Tell of each topic whether most articles that list it list it as a name."""
    columns = collection.columns
    keys = [(key, at) for at, topic in enumerate(topics) for key in topic.keys]
    places = columns.places([key for key, _ in keys])
    owners = np.full(len(columns.numbers), -1)
    owners[places[places >= 0]] = np.array([at for _, at in keys], np.int64)[places >= 0]
    whose = owners[columns.keys]
    every = np.bincount(whose[whose >= 0], minlength=len(topics))
    as_names = np.bincount(whose[columns.named & (whose >= 0)], minlength=len(topics))
    named: list[bool] = (2 * as_names > every).tolist()
    return named


def _name(topic: Topic, text: str, *, as_name: bool) -> Name | None:
    """Return a name of a topic; nothing where other words are needed to tell what it means."""
    words = text.split()
    if len(words) > 1:
        written = all(word[0].isupper() or word in _SMALL or _OWN.search(word) for word in words)
        return Name.of(topic, text, named=written)
    least = SHORTEST + (text != topic.name)
    named = as_name or topic.kind is not TopicKind.CONCEPT or _OWN.search(text) is not None
    if not named or topic.kind is TopicKind.PERSON or len(text) < least or _is_everyday(text):
        return None
    return Name.of(topic, text, named=named)


SHORTEST = 2
"""Letters of a name; another name that a topic has needs one more: `CO` and `PM` are many things."""
_OWN = re.compile(r"\w[A-Z]|\d|\w\.\w|^[b-df-hj-np-tv-xz]+$|^[a-z]+(?:-[a-z]+)+$")
"""What is written so on purpose: `GitHub`, `API`, `Node.js`, `npm`, `sqlite-utils`."""
_SMALL = frozenset("of the and for to in on de la van von &".split())


def _is_everyday(word: str) -> bool:
    """Tell whether a word with a capital may be anything: `Act`, `Go`, and `DATA` too."""
    return is_general(word) or (not _OWN.search(word) and (is_weak(word, "en") or is_stop(word, "en")))


def _ways(name: str, languages: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield the stems that an article has that says a name, the longest first: apart, or as one word."""
    words = words_in(name)
    whole = "-".join(words) if len(words) > 1 else f"{name}s"
    for language in languages:
        stems = {stem(word, language) for word in words if not is_stop(word, language)}
        if stems:
            yield sorted(stems, key=lambda one: (-len(one), one))
            yield [stem(whole, language)]


def find_passing(
    analysis: Analysis, names: Sequence[Name], listed: Mapping[str, Sequence[Span]]
) -> Iterator[tuple[str, Span]]:
    """Yield each topic that an article's text names, and the places where it is sure to do so.

    Given are the names that it may say, and the places where topics are known to be named: what comes
    after one of these in the same section is not looked at.
    """
    text = _Text(analysis, names, listed)
    for name in names:
        for start, end in text.places(name):
            if start < text.first_place(name.topic, start) and text.means(name, start, end):
                yield name.topic, text.span(start, end)


class _Text:
    """The text of an article where links may stand, its blocks one after another."""

    def __init__(
        self, analysis: Analysis, names: Sequence[Name], listed: Mapping[str, Sequence[Span]]
    ) -> None:
        self._analysis = analysis
        self._listed = listed
        self._before: dict[str, Mapping[int, int]] = {}
        self._language = analysis.article.language
        self._names = frozenset([name.text for name in names if name.named])
        blocks = analysis.article.blocks
        self._blocks = [at for at, block in enumerate(blocks) if block.kind in LINKED and analysis.stems[at]]
        texts = [blocks[at].text for at in self._blocks]
        self._text = "\n".join(texts)
        self._starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        self._start_of = dict(zip(self._blocks, self._starts, strict=False))

    @cached_property
    def _flat(self) -> str:
        """The text in small letters, with spaces for hyphens; every letter stands where it stood."""
        lowered = self._text.lower()
        if len(lowered) != len(self._text):
            lowered = "".join([small if len(small := one.lower()) == 1 else one for one in self._text])
        for hyphen in _HYPHENS:
            lowered = lowered.replace(hyphen, " ")
        return lowered

    @cached_property
    def _sentences(self) -> frozenset[int]:
        """Where sentences begin."""
        starts, spans = self._start_of, self._analysis.sentences
        inside = [starts[span.block] + span.start for span in spans if span.block in starts]
        return frozenset([*self._starts, *inside])

    @cached_property
    def _entities(self) -> Mapping[int, Sequence[Span]]:
        """Where the names stand that the article lists, by their blocks."""
        found: defaultdict[int, list[Span]] = defaultdict(list)
        for entity in self._analysis.entities:
            for span in entity.spans:
                found[span.block].append(span)
        return found

    @cached_property
    def _sections(self) -> Sequence[int]:
        """Where sections begin."""
        blocks = self._analysis.article.blocks
        heads = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        return [self._starts[bisect_right(self._blocks, head)] for head in heads]

    def first_place(self, topic: str, start: int) -> int:
        """Return where a topic is first known to be named in the section of a place; the end if nowhere."""
        if topic not in self._before:
            self._before[topic] = self._first_places(self._listed.get(topic, ()))
        return self._before[topic].get(bisect_right(self._sections, start), len(self._text))

    def _first_places(self, spans: Sequence[Span]) -> Mapping[int, int]:
        """Return by section the first of some places where a link may stand."""
        article, found = self._analysis.article, dict[int, int]()
        for span in spans:
            if span.block in self._start_of and is_free(article, span):
                start = self._start_of[span.block] + span.start
                section = bisect_right(self._sections, start)
                found[section] = min(start, found.get(section, start))
        return found

    def span(self, start: int, end: int) -> Span:
        """Return where in the article a place of the text is."""
        place = bisect_right(self._starts, start) - 1
        first = self._starts[place]
        return Span(block=self._blocks[place], start=start - first, end=end - first)

    def places(self, name: Name) -> Iterator[tuple[int, int]]:
        """Yield where a name is written, as a whole word, in the plural too."""
        text = self._text if name.named else self._flat
        wanted = name.wanted
        plural = not name.named or wanted[-1].isupper()
        end = 0
        while (start := text.find(wanted, end)) >= 0:
            end = start + len(wanted)
            end += plural and text.startswith("s", end)
            part = (start and _INSIDE.match(self._text, start - 1)) or _GOES_ON.match(self._text, end)
            if not part and not _REFERENCE.search(self._text, max(0, start - LOOK), start):
                yield start, end

    def means(self, name: Name, start: int, end: int) -> bool:
        """Tell whether what is written at a place is the name, and no part of another one."""
        if not name.named:
            return self._is_phrase(name, start, end)
        if " " not in name.text and not _OWN.search(name.text):
            weak = is_weak(name.text, self._language) or is_stop(name.text, self._language)
            if weak or (self._begins(start) and not self._is_known(name.text)):
                return False
        return self._is_whole(name, start, end)

    def _is_phrase(self, name: Name, start: int, end: int) -> bool:
        """Tell whether a phrase is written as such, or as a whole name: `open source`, `Open Source`."""
        written = self._text[start:end]
        if written.islower() or (start in self._sentences and written[1:].islower()):
            return True
        whole = written.istitle() or written.startswith(name.text)
        return whole and self._around(start, end) == ("", "")

    def _begins(self, start: int) -> bool:
        """Tell whether any word has a capital at a place."""
        before = self._text[max(0, start - 2) : start]
        return start in self._sentences or before[-1] in _OPENING or before in _LEADING

    def _is_known(self, word: str) -> bool:
        """Tell whether a word is known for a name, or is written as one elsewhere in the text."""
        if known_kind(word) is not None:
            return True
        places = (match.start() for match in re.finditer(rf"(?<=\w ){re.escape(word)}\b", self._text))
        return any(not self._begins(start) for start in places)

    def _is_whole(self, name: Name, start: int, end: int) -> bool:
        """Tell whether a name is no part of a longer one that says something else."""
        before, after = self._around(start, end)
        if after and not (_VERSION.fullmatch(after) or after in _SAID_OF or self._are_names(after)):
            return False
        sort = name.kind is TopicKind.CONCEPT and name.text.isupper() and not after
        body = name.kind is TopicKind.ORGANISATION and _DEPARTMENT.fullmatch(before) is not None
        part = name.kind is not TopicKind.PLACE and self._are_names(before)  # `Northwind Norvik` is a body
        return not before or sort or body or part

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """Return what stands before and after a place in the same longer name."""
        first, last = start, end
        if self._language not in NOUNS_CAPITALISED:
            first, last = self._first(start), self._last(end)
        here = self.span(start, end)
        for span in self._entities.get(here.block, ()):
            if span.start <= here.start and here.end <= span.end:
                first = min(first, start - here.start + span.start)
                last = max(last, end - here.end + span.end)
        return self._text[first:start].strip(), self._text[end:last].strip()

    def _first(self, start: int) -> int:
        """Return where the words with capitals begin that stand right before a place."""
        first = at = start
        while at not in self._sentences and self._text[at - 1] == " ":
            found = _LAST.search(self._text, max(0, at - LOOK), at - 1)
            word = found[0].lstrip(_OPENING) if found else ""
            if not found or not word or _ENDS.search(word) is None:
                break
            at = found.start()
            if word[0].isupper() or word[0].isdigit():
                if self._is_opener(word, at):
                    break
                first = at
            elif word not in _JOINING:
                break
            if len(word) < len(found[0]):
                break
        return first

    def _is_opener(self, word: str, at: int) -> bool:
        """Tell whether a word with a capital is no part of the name that follows it."""
        if word.endswith(("'s", "’s")) or word.rstrip(".").casefold() in HONORIFICS | OFFICES:
            return True
        if self._says_little(word):
            return True
        begins = at in self._sentences
        return begins and (is_weak(word, self._language) or f" {word.lower()} " in self._text)

    def _says_little(self, word: str) -> bool:
        return is_stop(word, self._language) and not (word.isupper() and len(word) > 1)

    def _last(self, end: int) -> int:
        """Return where the words with capitals end that stand right after a place."""
        last = at = end
        while self._text.startswith(" ", at) and at + 1 not in self._sentences:
            word = _NEXT.match(self._text, at + 1)
            joins = word is not None and word[0] in _JOINING and word[0] != "the"
            if word is None or (self._says_little(word[0]) and not joins):
                break
            at = word.end()
            if word[0][0].isupper() or word[0][0].isdigit():
                last = at
            elif not joins:
                break
        return last

    def _are_names(self, text: str) -> bool:
        """Tell whether a text is nothing but names of topics."""
        words = text.split()
        at = 0
        while at < len(words):
            ends = (end for end in range(len(words), at, -1) if " ".join(words[at:end]) in self._names)
            at = next(ends, 0)
            if not at:
                return False
        return True


LOOK = 40
"""So many characters before a name are read for what it is part of."""
_HYPHENS = "-‐‑"
_INSIDE = re.compile(r"[\w@#/\\.$&+=[‐‑-]")
"""What stands before a part of a word or of an address."""
_GOES_ON = re.compile(r"[\w/\\@#=&+(\]‐‑]|[.:](?=\w)|['’](?!s\b)\w|-(?![a-z])")
"""What stands after one; a word may go on from a name: `Norvik-based`."""
_REFERENCE = re.compile(r"\]\[[^]]*$")
"""What stands before a place in a reference that leads nowhere: `[mills][mills of the tide]`."""
_OPENING = "“\"‘'(•"
_LEADING = frozenset((": ", "• ", "— ", "– ", "- "))
_LAST = re.compile(r"\S+$")
_ENDS = re.compile(r"[\w+#]$|^(?:\w\.)+$|^(?:Dr|St|Mrs?|Ms|Prof)\.$")
"""How a word ends that no comma or stop parts from the next."""
_NEXT = re.compile(r"[^\W_](?:[\w’'.&+-]*[\w+#])?")
_JOINING = frozenset("of for over the de del di du la".split())
"""What joins the words of a name, as in *DNS over HTTPS*; but what comes after *the* is another one."""
_VERSION = re.compile(r"\d{1,3}(?:\.[\dx]+)*")
_SAID_OF = frozenset("API APIs CLI SDK UI URL URLs CEO CTO CIO CFO".split())
"""What says which part of something is meant, and makes no other name: `Dovetail API`."""
_DEPARTMENT = re.compile(r"(?:U\.S\. )?(?:Department|Ministry) of(?: the)?")
"""What a body may have before its name."""
