"""The files of a segment, put together from what its pages say; only those that another state of it lacks."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.publish.pagefind import (
    Posting,
    Run,
    meta_file,
    page_file,
    run_names,
    word_file,
    word_files,
)
from generator.publish.segments import numbers


class Inside(NamedTuple):
    """What lies in a segment."""

    paths: Collection[str]
    """Of its pages, those without a word too."""
    says: Mapping[str, Posting]
    """Path → what a page says, in the order in which the index has them; none if it has no words."""
    runs: Sequence[Run] = ()
    """Of the words of all pages."""


NOTHING = Inside((), {})


class Files(NamedTuple):
    """How the files of a segment come to be others."""

    fresh: Mapping[str, bytes]
    """Those that are new or say something else, by path."""
    gone: tuple[str, ...]
    runs: Sequence[Run]


def put_together(before: Inside, after: Inside) -> Files:
    """Return how a segment's files change; the runs of `after` need not be known. Pure."""
    postings = list(after.says.values())
    runs, made = word_files(postings, before.runs, _moved(before.says, after.says) if before.runs else None)
    called, were = numbers(after.paths), numbers(before.paths)
    old = {page_file(were[path]): posting.fragment for path, posting in before.says.items()}
    new = {page_file(called[path]): posting.fragment for path, posting in after.says.items()}
    fresh = {path: content for path, content in new.items() if old.get(path) != content}
    had, has = _called(before.runs), _called(runs)
    wanted = {path: digest for path, digest in has.items() if had.get(path) != digest}
    if not made.keys() >= set(wanted.values()):  # known, under another name
        made = word_files(postings)[1]
    fresh |= {path: made[digest] for path, digest in wanted.items()}
    fresh["meta"] = meta_file(postings, [called[path] for path in after.says], runs)
    gone = (old.keys() | had.keys()) - (new.keys() | has.keys())
    return Files(fresh, tuple(sorted(gone)), runs)


def _called(runs: Sequence[Run]) -> dict[str, str]:
    """Return by path what each file of words says."""
    return {word_file(name): run.digest for name, run in zip(run_names(runs), runs, strict=True)}


def _moved(old: Mapping[str, Posting], new: Mapping[str, Posting]) -> AbstractSet[str] | None:
    """Return the words that stand elsewhere; None, any may, if pages that stay come to be others in order."""
    places = {path: place for place, path in enumerate(new)}
    if any(places.get(path, place) != place for place, path in enumerate(old)):
        return None
    paths = [path for path in old.keys() | new.keys() if old.get(path) is not new.get(path)]
    return {word for path in paths for word in _differing(old.get(path, _SILENT), new.get(path, _SILENT))}


_SILENT = Posting(length=0, fragment=b"", words={}, forms={})


def _differing(one: Posting, other: Posting) -> AbstractSet[str]:
    words = one.words.keys() | other.words.keys() | one.forms.keys() | other.forms.keys()
    return {
        word
        for word in words
        if (one.words.get(word), one.forms.get(word)) != (other.words.get(word), other.forms.get(word))
    }
