"""Pagefind, and what it makes of pages: its command, its answers, its browser code.

Its index of some pages is taken apart: what each page says is kept, and put together with what is known of
others into the index of a segment. So a page that changed is indexed alone, and the index is what
Pagefind would make of all pages at once, but for four things. Pages are in the order of their paths. The
files of words, of about 30 kB each, are divided into smaller ones: a reader fetches one of them for each
word and segment, so small ones are what makes an index of many segments cheap to search. Files have
short names, since a reader fetches all of them: those of pages are numbers, those of words the beginnings of
hashes of what they say, so that a file that changes has another name. And a word of no signs, which it makes
of an accent alone, is left out: nobody can ask for it.
"""

import gzip
import json
import os
import subprocess
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from subprocess import DEVNULL, PIPE
from typing import IO, Any, NamedTuple

import cbor2
import msgspec

from generator.errors import DigestError
from generator.packages import versions_of
from generator.publish.cbor import LIST, NONE, head, number

SIGNATURE = b"pagefind_dcd"
"""Begins each file of the index."""
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


_PACKAGE = "pagefind_bin"


@cache
def pagefind_version() -> str:
    """Return the version of the command, or nothing where it is not installed."""
    try:
        return versions_of([_PACKAGE])[_PACKAGE]
    except ModuleNotFoundError:
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
            if not word:
                continue
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
    path = str(json.loads(gzip.decompress(fragment)[len(SIGNATURE) :])["url"]).lstrip("/")
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
        return _once(*text) if len(text) == _PAIR else _listed(text) + NONE
    known = [-1 - fields[-1 - place] if place < 0 else place for place in named]
    return _listed(text) + _listed(known)


_PAIR = 2


@lru_cache(maxsize=1 << 16)
def _once(weight: int, place: int) -> bytes:
    """Return the places of a word that stands in one place of the text only, as three of four words do."""
    return _listed([weight, place]) + NONE


def _listed(values: list[int]) -> bytes:
    return head(LIST, len(values)) + b"".join(map(number, values))


def _decoded(file: bytes) -> Any:  # noqa: ANN401 (nested lists, as CBOR has them)
    return cbor2.loads(gzip.decompress(file)[len(SIGNATURE) :])
