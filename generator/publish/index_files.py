"""The files of a segment of the index, as Pagefind's code in the browser reads them."""

import struct
import zlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from operator import sub

import cbor2
import msgspec

from generator.publish.cbor import LIST, NUMBER, THREE, TWO, head, length_of, text_of
from generator.publish.pagefind import FIELDS, SIGNATURE, Posting, pagefind_version

_GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
PIECE = 5_000
"""Places of words in one file at most: `python -m benchmarks.search --pieces` weighs it against 20,000."""


class Word(msgspec.Struct, array_like=True, gc=False):
    """Where a word stands in a segment."""

    size: int = 0
    """In how many places."""
    pages: list[int] = []
    """The numbers of the pages, ascending."""
    places: list[bytes] = []
    """Where on each of them."""
    forms: dict[str, tuple[list[int], list[bytes]]] = {}
    """The same of each form in which it is written otherwise."""


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words that share a file."""

    digest: str
    """Of what the file says."""
    sizes: dict[str, int]
    """Of its words, in their order."""
    words: msgspec.Raw
    """The words by their text."""


def page_file(number: int) -> str:
    """Return the path of the file that tells a page."""
    return f"p/{number}"


def word_file(name: str) -> str:
    """Return the path of a file of words."""
    return f"w/{name}"


def script_of(path: str) -> str:
    """Return the path of the script that hands over a file; those that tell pages share some."""
    kind, _, name = path.rpartition("/")
    return f"p/{int(name) >> _SHARING}.js" if kind == "p" else f"{path}.js"


def meta_file(lengths: Sequence[int], numbers: Sequence[int], found: Sequence[Run]) -> bytes:
    """Return the file that tells what pages, of how many words, and what files of words there are."""
    pages = [[str(number), length] for number, length in zip(numbers, lengths, strict=True)]
    ends = [(next(iter(run.sizes)), next(reversed(run.sizes))) for run in found]
    begins = map(_shortened, (first for first, _ in ends), ("", *(last for _, last in ends)))
    names = run_names(found)
    listed = [[first, last, name] for first, (_, last), name in zip(begins, ends, names, strict=True)]
    return packed(SIGNATURE + cbor2.dumps([pagefind_version(), pages, listed, [], [], list(FIELDS)]))


def _shortened(first: str, before: str) -> str:
    """Return as much of the first word of a file as tells it from the last one of the file before."""
    return next(first[:size] for size in range(1, len(first) + 1) if first[:size] > before)


def run_names(found: Sequence[Run]) -> list[str]:
    """Return what the files of words are called: so much of their digests as tells them apart."""
    names: dict[str, None] = {}
    for run in found:
        names[next(name for size in _NAMES if (name := run.digest[:size]) not in names)] = None
    return list(names)


def run_of(words: Mapping[str, Word]) -> tuple[Run, bytes]:
    """Return the run of some words, which come in their order, and what its file says."""
    told = _said(words)
    digest = b32encode(blake2b(told, digest_size=_DIGEST).digest()).decode().lower()
    kept = msgspec.Raw(msgspec.msgpack.encode(words))
    return Run(digest, {text: word.size for text, word in words.items()}, kept), told


def words_of(run: Run) -> dict[str, Word]:
    """Return the words of a run by their texts."""
    return msgspec.msgpack.decode(run.words, type=dict[str, Word])


def run_file(run: Run, told: bytes | None = None) -> bytes:
    """Return the file of a run; whoever has what it says gives that too."""
    return packed(told or _said(words_of(run)), window=_NEAR)


def _said(words: Mapping[str, Word]) -> bytes:
    parts = [SIGNATURE, head(LIST, 1), head(LIST, len(words))]
    for text, word in words.items():
        parts += (THREE, text_of(text))
        _add_pages(word.pages, word.places, parts)
        parts.append(head(LIST, len(word.forms)))
        for form, (pages, places) in sorted(word.forms.items()) if word.forms else ():
            parts += (TWO, text_of(form))
            _add_pages(pages, places, parts)
    return b"".join(parts)


_SHARING = 6
"""Pages whose numbers differ only in so many binary digits share a script: ten pages of a full segment."""
_LEVEL, _NEAR = 5, 13
"""How hard it is packed, and how far back is looked in files of words, as a power of two: in two thirds of
the time of what packs best, for 1 % more bytes."""
_NAMES = (3, 6, 32)
"""Letters of a file's name: the first number of them that no other file has."""
_DIGEST = 20
"""Bytes of the hash that they come from."""


def by_word(postings: Mapping[int, Posting]) -> dict[str, Word]:
    """Return where the words of some pages stand, given by the pages' numbers, in ascending order."""
    found: defaultdict[str, Word] = defaultdict(Word)
    for number, posting in postings.items():
        for text, (size, places) in posting.words.items():
            word = found[text]
            word.size += size
            word.pages.append(number)
            word.places.append(places)
        for text, its_forms in posting.forms.items():
            for form, places in its_forms.items():
                pages, its_places = found[text].forms.setdefault(form, ([], []))
                pages.append(number)
                its_places.append(places)
    return found


def count_of(places: bytes) -> int:
    """Return how many places of a word are told: those in the text, and one."""
    return 1 + length_of(places)


def _add_pages(pages: list[int], places: list[bytes], parts: list[bytes]) -> None:
    """Add the pages of a word: each is three things, the first its distance from the one before."""
    parts.append(head(LIST, len(pages)))
    begun = map(_BEGUN.__getitem__, map(sub, pages, chain((0,), pages)))
    parts.extend(chain.from_iterable(zip(begun, places, strict=True)))


class _Begun(dict[int, bytes]):
    """How a page of a word begins, by its distance from the one before; faster than a cached function."""

    def __missing__(self, distance: int) -> bytes:
        self[distance] = begun = THREE + head(NUMBER, distance)
        return begun


_BEGUN = _Begun()


def packed(data: bytes, *, window: int = zlib.MAX_WBITS) -> bytes:
    """Return data as gzip packs it, looking so far back.

    The header is ours, since Python's versions differ in it.
    """
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -window)
    deflated = packer.compress(data) + packer.flush()
    return _GZIP + deflated + struct.pack("<LL", zlib.crc32(data), len(data))
