"""Pagefind, and the only module that knows it: its command, its files, its browser code.

Its index of some pages is taken apart: what each page says is kept, and put together with what is known of
others into the index of a segment. So a page that changed is indexed alone, and the index is what
Pagefind would make of all pages at once, but for three things. Pages are in the order of their paths. The
files of words, of about 30 kB each, are divided into smaller ones: a reader fetches one of them for each
word and segment, so small ones are what makes an index of many segments cheap to search. And files are
numbered, where Pagefind names them by hashes: a reader fetches all of their names, and numbers pack
into half the bytes.
"""

import gzip
import json
import struct
import subprocess
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import cbor2
import msgspec

from generator.errors import DigestError

_SIGNATURE = b"pagefind_dcd"
_GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
PIECE = 2_500
"""Places of words in one file of words: `python -m benchmarks.search --pieces` weighs it against 20,000."""
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
    """Index pages, given as (path, HTML). Raises DigestError if the command fails."""
    with tempfile.TemporaryDirectory(prefix="digest-search-") as name:
        folder = Path(name)
        for path, html in pages:
            file = folder / "pages" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, encoding="utf-8", newline="\n")
        out = folder / "index"
        command = [_executable(), "--site", str(folder / "pages"), "--output-path", str(out)]
        _run([*command, "--force-language", language, "--silent"])
        return _read(out)


def _executable() -> str:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 (some machines have no such wheel)
    except ImportError as error:
        raise DigestError("Pagefind is not installed") from error
    try:
        return str(get_executable())
    except FileNotFoundError as error:
        raise DigestError("Pagefind's program is missing from its package; install it again") from error


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=3600)  # noqa: S603 (our own)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DigestError(f"Pagefind could not run: {error}") from error
    if done.returncode:
        told = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise DigestError(f"Pagefind failed ({done.returncode}): {told}")


def _read(out: Path) -> Indexed:
    found = next(iter(json.loads((out / "pagefind-entry.json").read_bytes())["languages"].values()), None)
    if found is None:
        raise DigestError("Pagefind found no words to index")
    meta = _decoded(out / f"pagefind.{found['hash']}.pf_meta")
    fields = [FIELDS.index(name) for name in meta[5]]
    postings = [
        Posting(length, (out / "fragment" / f"{name}.pf_fragment").read_bytes(), {}, {})
        for name, length in meta[1]
    ]
    for _, _, name in meta[2]:
        [words] = _decoded(out / "index" / f"{name}.pf_index")
        for word, pages, forms in words:
            for posting, page in _each(postings, pages):
                posting.words[word] = (1 + len(page[1]), _places(page, fields))
            for form, its_pages in forms:
                for posting, page in _each(postings, its_pages):
                    posting.forms.setdefault(word, {})[form] = _places(page, fields)
    return Indexed(
        postings={_path(posting.fragment): posting for posting in postings},
        runtime={
            "engine.js": _PRELUDE + (out / "pagefind.js").read_bytes(),
            "engine.wasm": (out / f"wasm.{found['wasm'] or 'unknown'}.pagefind").read_bytes(),
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
    known = [-1 - fields[-1 - place] if place < 0 else place for place in named]
    return bytes(cbor2.dumps([text, known])[1:])


def segment_files(postings: Sequence[Posting], numbers: Sequence[int] = ()) -> dict[str, bytes]:
    """Return the index of a segment: `meta`, words in `w/`, pages in `p/`.

    `numbers` are what the pages are called, if not by their places in the list.
    """
    called = numbers or range(len(postings))
    words = _by_word(postings)
    listed: list[list[str]] = []
    files = {f"p/{number}": posting.fragment for number, posting in zip(called, postings, strict=True)}
    for run in _divided(sorted(words), words):
        listed.append([run[0], run[-1], str(len(listed))])
        entries = b"".join(_entry(word, words[word]) for word in run)
        content = cbor_head(_LIST, 1) + cbor_head(_LIST, len(run)) + entries
        files[f"w/{len(listed) - 1}"] = packed(_SIGNATURE + content)
    pages = [[str(number), posting.length] for number, posting in zip(called, postings, strict=True)]
    meta = [pagefind_version(), pages, listed, [], [], list(FIELDS)]
    return {"meta": packed(_SIGNATURE + cbor2.dumps(meta)), **files}


_Pages = list[tuple[int, bytes]]
"""(number of the page, places)"""


class _Word:
    """Where a word stands in a segment."""

    __slots__ = ("forms", "pages", "size")

    def __init__(self) -> None:
        self.size = 0
        self.pages: _Pages = []
        self.forms: dict[str, _Pages] = {}


def _by_word(postings: Sequence[Posting]) -> dict[str, _Word]:
    found: defaultdict[str, _Word] = defaultdict(_Word)
    for number, posting in enumerate(postings):
        for text, (size, places) in posting.words.items():
            word = found[text]
            word.size += size
            word.pages.append((number, places))
        for text, forms in posting.forms.items():
            known = found[text].forms
            for form, places in forms.items():
                if form in known:
                    known[form].append((number, places))
                else:
                    known[form] = [(number, places)]
    return found


def _entry(text: str, word: _Word) -> bytes:
    parts = [_THREE, _text(text)]
    _add_pages(word.pages, parts)
    parts.append(cbor_head(_LIST, len(word.forms)))
    for form, pages in sorted(word.forms.items()):
        parts += (_TWO, _text(form))
        _add_pages(pages, parts)
    return b"".join(parts)


def _add_pages(pages: _Pages, parts: list[bytes]) -> None:
    """Add the pages of a word: each is three things, the first its distance from the one before."""
    parts.append(cbor_head(_LIST, len(pages)))
    before = 0
    for number, places in pages:
        parts.append(_begun(number - before))
        parts.append(places)
        before = number


def _text(text: str) -> bytes:
    data = text.encode()
    return cbor_head(_TEXT, len(data)) + data


_NUMBER, _TEXT, _LIST = 0, 3, 4
"""The major types of CBOR (RFC 8949, section 3.1)."""


@lru_cache(maxsize=4096)
def cbor_head(kind: int, value: int) -> bytes:
    """Return the head of a CBOR item: its type and its number or length, in the shortest form."""
    if value < 24:  # noqa: PLR2004 (what follows in the head itself)
        return bytes([kind << 5 | value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([kind << 5 | (24 + size)]) + value.to_bytes(1 << size, "big")


_TWO, _THREE = cbor_head(_LIST, 2), cbor_head(_LIST, 3)


@lru_cache(maxsize=4096)
def _begun(distance: int) -> bytes:
    return _THREE + cbor_head(_NUMBER, distance)


def _divided(texts: Iterable[str], words: Mapping[str, _Word]) -> Iterator[list[str]]:
    """Yield runs of words with about so many places as one file is to have."""
    run: list[str] = []
    size = 0
    for text in texts:
        run.append(text)
        size += words[text].size
        if size >= PIECE:
            yield run
            run, size = [], 0
    if run:
        yield run


def _decoded(file: Path) -> Any:  # noqa: ANN401 (nested lists, as CBOR has them)
    return cbor2.loads(gzip.decompress(file.read_bytes())[len(_SIGNATURE) :])


def packed(data: bytes) -> bytes:
    """Return data as gzip packs it; the header is ours, since Python's versions differ in it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(data) + packer.flush()
    return _GZIP + deflated + struct.pack("<LL", zlib.crc32(data), len(data))
