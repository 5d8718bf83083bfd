"""Pagefind, and the only module that knows it: its command, its files, its browser code.

Its index of some pages is taken apart: what each page says is kept, and put together with what is known of
others into the index of a segment. So a page that changed is indexed alone, and the index is what
Pagefind would make of all pages at once, but for three things. Pages are in the order of their paths. The
files of words, of about 30 kB each, are divided into smaller ones: a reader fetches one of them for each
word and segment, so small ones are what makes an index of many segments cheap to search. And files have
short names, since a reader fetches all of them: those of pages are numbers, those of words the beginnings of
hashes of what they say, so that a file that changes has another name.
"""

import gzip
import json
import os
import struct
import subprocess
import threading
import zlib
from base64 import b32encode, b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from operator import sub
from subprocess import DEVNULL, PIPE
from typing import IO, Any, NamedTuple

import cbor2
import msgspec

from generator.errors import DigestError
from generator.publish.runs import runs

_SIGNATURE = b"pagefind_dcd"
_GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
PIECE = 5_000
"""Places of words in one file at most: `python -m benchmarks.search --pieces` weighs it against 20,000."""
_PRELUDE = b"const fetch = (address) => globalThis.digestSearchFetch(address);\n"
"""Lets the browser code ask us for its files: from a disk, scripts bring them instead of `fetch`."""


FIELDS = ("title", "names")
"""What of a page is searched with a weight of its own, in the order in which the index numbers it."""


class Posting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the index knows of one page."""

    length: int
    """In words."""
    fragment: bytes
    """The file that tells its text."""
    words: dict[str, tuple[int, bytes]]
    """Word → how many places it stands in, and these as the index packs them."""
    forms: dict[str, dict[str, bytes]]
    """Word → the places of each form in which it is written otherwise."""


class Indexed(NamedTuple):
    """What Pagefind makes of some pages."""

    postings: Mapping[str, Posting]
    """By the path of the page; a page without words has none."""
    runtime: Mapping[str, bytes]
    """The browser's code: the same for all pages."""


def pagefind_version() -> str:
    """Return the version of the command, or nothing where it is not installed."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""


def run_pagefind(pages: Iterable[tuple[str, str]], *, language: str) -> Indexed:
    """Index pages, given as (path, HTML). Raises DigestError if the program fails.

    Pages and index are handed over in pipes, as Pagefind's own wrappers do: files in as many folders as there
    are days took several times as long.
    """
    requests = [
        _request("NewIndex", config={"force_language": language}),
        *(_request("AddFile", index_id=0, file_path=path, file_contents=html) for path, html in pages),
        _request("GetFiles", index_id=0),
    ]
    messages = [
        b64encode(msgspec.json.encode({"message_id": number, "payload": request})) + _END
        for number, request in enumerate(requests)
    ]
    answers = [_answer(message) for message in _answers(messages)]
    if len(answers) < len(messages):
        raise DigestError("Pagefind ended before it had indexed all pages")
    return _read({file.path: file.content for file in answers[-1].files})


_END = b","
"""Ends each message to and from the program."""


class _File(msgspec.Struct, frozen=True):
    path: str
    content: bytes


class _Answer(msgspec.Struct, frozen=True):
    """What is of use in an answer."""

    type: str
    message: str = ""
    """What went wrong."""
    files: tuple[_File, ...] = ()


class _Message(msgspec.Struct, frozen=True):
    payload: _Answer


def _request(kind: str, **told: object) -> dict[str, object]:
    return {"type": kind, **told}


def _answer(message: bytearray) -> _Answer:
    try:
        answer = msgspec.json.decode(b64decode(message), type=_Message).payload
    except ValueError as error:
        raise DigestError(f"Pagefind's answer cannot be read: {error}") from error
    if answer.type == "Error":
        raise DigestError(f"Pagefind failed: {answer.message}")
    return answer


def _answers(messages: Sequence[bytes]) -> list[bytearray]:
    """Return what the program answers to some messages, fewer if it ends before.

    It ends when there are no more messages to come, so its input stays open until it has answered all.
    """
    try:
        program = subprocess.Popen(  # noqa: S603 (our own)
            [_executable(), "--service"], stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
    except OSError as error:
        raise DigestError(f"Pagefind could not run: {error}") from error
    told, count = bytearray(), 0
    with suppress(BrokenPipeError), program:  # one that has ended does not answer either
        assert program.stdin
        assert program.stdout
        writing = threading.Thread(target=_tell, args=(program.stdin, messages))
        writing.start()
        while count < len(messages) and (some := os.read(program.stdout.fileno(), _SOME)):
            told += some
            count += some.count(_END)
        writing.join()
    return told.split(_END)[:-1]


_SOME = 1 << 20
"""Bytes that are read at a time, at most."""


def _tell(program: IO[bytes], messages: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):
        program.writelines(messages)
        program.flush()


def _executable() -> str:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 (some machines have no such wheel)
    except ImportError as error:
        raise DigestError("Pagefind is not installed") from error
    try:
        return str(get_executable())
    except FileNotFoundError as error:
        raise DigestError("Pagefind's program is missing from its package; install it again") from error


def _read(files: Mapping[str, bytes]) -> Indexed:
    found = next(iter(json.loads(files["pagefind-entry.json"])["languages"].values()), None)
    if found is None:
        raise DigestError("Pagefind found no words to index")
    meta = _decoded(files[f"pagefind.{found['hash']}.pf_meta"])
    fields = [FIELDS.index(name) for name in meta[5]]
    postings = [Posting(length, files[f"fragment/{name}.pf_fragment"], {}, {}) for name, length in meta[1]]
    for _, _, name in meta[2]:
        [words] = _decoded(files[f"index/{name}.pf_index"])
        for word, pages, forms in words:
            for posting, page in _each(postings, pages):
                posting.words[word] = (1 + len(page[1]), _places(page, fields))
            for form, its_pages in forms:
                for posting, page in _each(postings, its_pages):
                    posting.forms.setdefault(word, {})[form] = _places(page, fields)
    return Indexed(
        postings={_path(posting.fragment): posting for posting in postings},
        runtime={
            "engine.js": _PRELUDE + files["pagefind.js"],
            "engine.wasm": files[f"wasm.{found['wasm'] or 'unknown'}.pagefind"],
        },
    )


def _path(fragment: bytes) -> str:
    path = str(json.loads(gzip.decompress(fragment)[len(_SIGNATURE) :])["url"]).lstrip("/")
    return path + "index.html" if path.endswith("/") else path


def _each(postings: list[Posting], pages: list[list[Any]]) -> Iterator[tuple[Posting, list[Any]]]:
    """Yield the posting of each page of a word: pages are given as distances from the one before."""
    at = 0
    for page in pages:
        at += page[0]
        yield postings[at], page


def _places(page: list[Any], fields: list[int]) -> bytes:
    """Return the places of a word on a page: all of its entry but the number of the page.

    A negative number among the places in fields says in which field those after it are: of those that the
    pages of this index have, which need not be all.
    """
    _, text, named = page
    if not named:
        return _once(*text) if len(text) == _PAIR else _listed(text) + _NONE
    known = [-1 - fields[-1 - place] if place < 0 else place for place in named]
    return _listed(text) + _listed(known)


_PAIR = 2


@lru_cache(maxsize=1 << 16)
def _once(weight: int, place: int) -> bytes:
    """Return the places of a word that stands in one place of the text only, as three of four words do."""
    return _listed([weight, place]) + _NONE


def _listed(values: list[int]) -> bytes:
    return cbor_head(_LIST, len(values)) + b"".join(map(_number, values))


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


def segment_files(postings: Sequence[Posting], numbers: Sequence[int]) -> dict[str, bytes]:
    """Return the index of a segment: `meta`, words in `w/`, pages in `p/`, called by their numbers."""
    words = by_word(dict(enumerate(postings)))
    texts = runs({text: word.size for text, word in words.items()}, most=PIECE)
    found = [run_of({text: words[text] for text in some})[0] for some in texts]
    return {
        "meta": meta_file([posting.length for posting in postings], numbers, found),
        **{page_file(number): posting.fragment for number, posting in zip(numbers, postings, strict=True)},
        **{word_file(name): run_file(run) for name, run in zip(run_names(found), found, strict=True)},
    }


def page_file(number: int) -> str:
    """Return the path of the file that tells a page."""
    return f"p/{number}"


def word_file(name: str) -> str:
    """Return the path of a file of words."""
    return f"w/{name}"


def meta_file(lengths: Sequence[int], numbers: Sequence[int], found: Sequence[Run]) -> bytes:
    """Return the file that tells what pages, of how many words, and what files of words there are."""
    pages = [[str(number), length] for number, length in zip(numbers, lengths, strict=True)]
    ends = [(next(iter(run.sizes)), next(reversed(run.sizes))) for run in found]
    begins = map(_shortened, (first for first, _ in ends), ("", *(last for _, last in ends)))
    names = run_names(found)
    listed = [[first, last, name] for first, (_, last), name in zip(begins, ends, names, strict=True)]
    return packed(_SIGNATURE + cbor2.dumps([pagefind_version(), pages, listed, [], [], list(FIELDS)]))


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
    return packed(told or _said(words_of(run)))


def _said(words: Mapping[str, Word]) -> bytes:
    entries = (_entry(text, word) for text, word in words.items())
    return b"".join((_SIGNATURE, cbor_head(_LIST, 1), cbor_head(_LIST, len(words)), *entries))


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
    head = places[0] & 31  # of a list: its length, or how many bytes of it follow
    return 1 + (head if head < _LONG else int.from_bytes(places[1 : 1 + (1 << (head - _LONG))]))


_LONG = 24
"""Lengths from here on take bytes of their own."""


def _entry(text: str, word: Word) -> bytes:
    parts = [_THREE, _text(text)]
    _add_pages(word.pages, word.places, parts)
    parts.append(cbor_head(_LIST, len(word.forms)))
    for form, (pages, places) in sorted(word.forms.items()):
        parts += (_TWO, _text(form))
        _add_pages(pages, places, parts)
    return b"".join(parts)


def _add_pages(pages: list[int], places: list[bytes], parts: list[bytes]) -> None:
    """Add the pages of a word: each is three things, the first its distance from the one before."""
    parts.append(cbor_head(_LIST, len(pages)))
    begun = map(_begun, map(sub, pages, chain((0,), pages)))
    parts.extend(chain.from_iterable(zip(begun, places, strict=True)))


def _text(text: str) -> bytes:
    data = text.encode()
    return cbor_head(_TEXT, len(data)) + data


_NUMBER, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4
"""The major types of CBOR (RFC 8949, section 3.1)."""


@lru_cache(maxsize=4096)
def cbor_head(kind: int, value: int) -> bytes:
    """Return the head of a CBOR item: its type and its number or length, in the shortest form."""
    if value < _LONG:
        return bytes([kind << 5 | value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([kind << 5 | (_LONG + size)]) + value.to_bytes(1 << size, "big")


_NONE, _TWO, _THREE = cbor_head(_LIST, 0), cbor_head(_LIST, 2), cbor_head(_LIST, 3)


@lru_cache(maxsize=1 << 16)
def _number(value: int) -> bytes:
    return cbor_head(_NUMBER, value) if value >= 0 else cbor_head(_NEGATIVE, -1 - value)


@lru_cache(maxsize=4096)
def _begun(distance: int) -> bytes:
    return _THREE + cbor_head(_NUMBER, distance)


def _decoded(file: bytes) -> Any:  # noqa: ANN401 (nested lists, as CBOR has them)
    return cbor2.loads(gzip.decompress(file)[len(_SIGNATURE) :])


def packed(data: bytes) -> bytes:
    """Return data as gzip packs it; the header is ours, since Python's versions differ in it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(data) + packer.flush()
    return _GZIP + deflated + struct.pack("<LL", zlib.crc32(data), len(data))
