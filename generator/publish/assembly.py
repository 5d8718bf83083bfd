"""The files of a segment, put together from what its pages say; only those that another state of it lacks."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from generator.publish import index_files
from generator.publish.index_files import (
    Run,
    Word,
    by_word,
    count_of,
    meta_file,
    page_file,
    run_file,
    run_names,
    run_of,
    script_of,
    word_file,
    words_of,
)
from generator.publish.pagefind import Posting
from generator.publish.runs import runs
from generator.publish.segments import numbers


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is kept of a page, but for where its words stand."""

    length: int
    """In words."""
    fragment: bytes
    """The file that tells its text."""
    words: msgspec.Raw
    """The texts of its words."""

    @classmethod
    def of(cls, posting: Posting) -> "Kept":
        """Return what is kept of a page that says this."""
        words = sorted(posting.words.keys() | posting.forms.keys())
        return cls(posting.length, posting.fragment, msgspec.Raw(msgspec.msgpack.encode(words)))


class Inside(NamedTuple):
    """What lies in a segment."""

    paths: Collection[str]
    """Of its pages, those without a word too."""
    pages: Mapping[str, Kept]
    """By path, in the order in which the index has them; none if it has no words."""
    runs: Sequence[Run]
    """Of the words of all pages."""
    told: Mapping[str, bytes] = MappingProxyType({})
    """What the files of those runs say that were made just now, by digest."""


NOTHING = Inside((), {}, ())


class Files(NamedTuple):
    """How the files of a segment come to be others."""

    fresh: Mapping[str, bytes]
    """Those that are new or say something else, by path."""
    gone: tuple[str, ...]
    scripts: Mapping[str, Mapping[str, bytes]]
    """What each script that changes is to hand over, by path; nothing: it is gone."""


def renewed(before: Inside, paths: Collection[str], fresh: Mapping[str, Posting | None]) -> Inside:
    """Return what lies in a segment, of which some pages are given and the others are as before. Pure.

    Those that stay are in the order in which they were. A page that is given as None has no words.
    """
    given = {path: Kept.of(posting) for path, posting in fresh.items() if posting}
    staying = (before.pages.keys() & set(paths)) - fresh.keys()
    pages = {
        path: given.get(path) or before.pages[path] for path in paths if path in given or path in staying
    }
    place = {path: number for number, path in enumerate(pages)}
    change = _Change(
        before.runs,
        moved=[place[path] if path in staying else _GONE for path in before.pages],
        left={text for path, kept in before.pages.items() if path not in staying for text in _texts(kept)},
        come={place[path]: posting for path in given if (posting := fresh[path])},
    )
    made = change.runs()
    return Inside(paths, pages, [run for run, _ in made], {run.digest: told for run, told in made if told})


def _texts(kept: Kept) -> list[str]:
    return msgspec.msgpack.decode(kept.words, type=list[str])


_GONE = -1


class _Change:
    """How the words of a segment come to stand elsewhere."""

    def __init__(
        self,
        known: Sequence[Run],
        *,
        moved: Sequence[int],
        left: AbstractSet[str],
        come: Mapping[int, Posting],
    ) -> None:
        """Take the runs as they were, the new number of each page, and the words of pages that are gone.

        And what the pages say that come, by their numbers.
        """
        self._known = known
        self._moved = moved
        self._come = by_word(dict(sorted(come.items())))
        self._touched = left | self._come.keys()
        self._opened: dict[int, dict[str, Word]] = {}

    def runs(self) -> list[tuple[Run, bytes]]:
        """Return the runs as they are now, and what the file of each says if it is another than before."""
        words = {text: self._word(text) for text in self._touched}
        if not self._shifted:
            words = {text: word for text, word in words.items() if word != self._old(text)}
        changed = {text: word for text, word in words.items() if word.pages or word.forms}
        sizes = {text: size for run in self._known for text, size in run.sizes.items()}
        for text in words.keys() - changed.keys():
            sizes.pop(text, None)
        sizes |= {text: word.size for text, word in changed.items()}
        staying = (run for run in self._known if not self._shifted and words.keys().isdisjoint(run.sizes))
        stay = {tuple(run.sizes): (run, b"") for run in staying}
        return [
            stay.get(texts) or run_of({text: changed.get(text) or self._word(text) for text in texts})
            for texts in map(tuple, runs(sizes, most=index_files.PIECE))
        ]

    @cached_property
    def _shifted(self) -> bool:
        """Whether a page that stays has another number now."""
        return any(new not in (old, _GONE) for old, new in enumerate(self._moved))

    @cached_property
    def _at(self) -> dict[str, int]:
        """In which run each word was."""
        return {text: number for number, run in enumerate(self._known) for text in run.sizes}

    def _word(self, text: str) -> Word:
        """Return where a word stands now."""
        old, come = self._old(text), self._come.get(text)
        if old is None:
            return come or Word()
        word = self._moved_word(old)
        return _with(word, come) if come else word

    def _old(self, text: str) -> Word | None:
        """Return where a word stood."""
        number = self._at.get(text)
        if number is None:
            return None
        if number not in self._opened:
            self._opened[number] = words_of(self._known[number])
        return self._opened[number][text]

    def _moved_word(self, word: Word) -> Word:
        pages, places = self._moved_pages(word.pages, word.places)
        size = word.size
        if len(pages) < len(word.pages):
            lost = zip(word.pages, word.places, strict=True)
            size -= sum(count_of(at) for page, at in lost if self._moved[page] == _GONE)
        if not word.forms:
            return Word(size, pages, places)
        forms = {form: self._moved_pages(*stands) for form, stands in word.forms.items()}
        return Word(size, pages, places, {form: stands for form, stands in forms.items() if stands[0]})

    def _moved_pages(self, pages: list[int], places: list[bytes]) -> tuple[list[int], list[bytes]]:
        new = list(map(self._moved.__getitem__, pages))
        if _GONE not in new:
            return new, places.copy()
        return [page for page in new if page != _GONE], [
            at for page, at in zip(new, places, strict=True) if page != _GONE
        ]


def _with(word: Word, more: Word) -> Word:
    """Return where a word stands that stands in other pages too."""
    word.size += more.size
    _add(word.pages, word.places, more.pages, more.places)
    for form, stands in more.forms.items():
        _add(*word.forms.setdefault(form, ([], [])), *stands)
    return word


def _add(pages: list[int], places: list[bytes], more: list[int], its_places: list[bytes]) -> None:
    for page, at in zip(more, its_places, strict=True):
        place = bisect_left(pages, page)
        pages.insert(place, page)
        places.insert(place, at)


def put_together(before: Inside, after: Inside) -> Files:
    """Return how a segment's files change. Pure."""
    called, were = numbers(after.paths), numbers(before.paths)
    old = {page_file(were[path]): kept.fragment for path, kept in before.pages.items()}
    new = {page_file(called[path]): kept.fragment for path, kept in after.pages.items()}
    fresh = {path: content for path, content in new.items() if old.get(path) != content}
    had, has = _called(before.runs), _called(after.runs)
    same = {path for path in had.keys() & has.keys() if had[path].digest == has[path].digest}
    fresh |= {
        path: run_file(run, after.told.get(run.digest)) for path, run in has.items() if path not in same
    }
    lengths = [kept.length for kept in after.pages.values()]
    fresh["meta"] = meta_file(lengths, [called[path] for path in after.pages], after.runs)
    gone = sorted((old.keys() | had.keys()) - (new.keys() | has.keys()))
    shared: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for path, content in sorted({**new, **fresh}.items()):
        shared[script_of(path)][path] = content
    return Files(fresh, tuple(gone), {script: shared[script] for script in map(script_of, (*fresh, *gone))})


def _called(runs: Sequence[Run]) -> dict[str, Run]:
    """Return the runs by the paths of their files."""
    return {word_file(name): run for name, run in zip(run_names(runs), runs, strict=True)}
