"""Pagefind, and the only module that knows it: its command, its files, its browser code.

A segment's index is kept as Pagefind makes it but for two things. The files of words, of about 30 kB
each, are divided into smaller ones: a reader fetches one of them for each word and segment, so small
ones are what makes an index of many segments cheap to search. And its files are numbered, where Pagefind
names them by hashes: a reader fetches all of their names, and numbers pack into half the bytes.
"""

import gzip
import json
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import cbor2

from generator.errors import DigestError

_SIGNATURE = b"pagefind_dcd"
_GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
PIECE = 2_500
"""Places of words in one file of words: `python -m benchmarks.search --pieces` weighs it against 20,000."""
_PRELUDE = b"const fetch = (address) => globalThis.digestSearchFetch(address);\n"
"""Lets the browser code ask us for its files: from a disk, scripts bring them instead of `fetch`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The index of one segment, and the code that reads it."""

    files: Mapping[str, bytes]
    """By name: `meta`, words in `w/`, pages in `p/`."""
    pages: tuple[str, ...]
    """The path of each page, at the place of its number."""
    runtime: Mapping[str, bytes]
    """The browser's code: the same for every segment."""


def pagefind_version() -> str:
    """Return the version of the command, or nothing where it is not installed."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""


def run_pagefind(pages: tuple[tuple[str, str], ...], *, language: str) -> Index:
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


def _read(out: Path) -> Index:
    found = next(iter(json.loads((out / "pagefind-entry.json").read_bytes())["languages"].values()), None)
    if found is None:
        raise DigestError("Pagefind found no words to index")
    meta = _decoded(out / f"pagefind.{found['hash']}.pf_meta")
    words, meta[2] = _smaller(out, meta[2])
    fragments = [(out / "fragment" / f"{page[0]}.pf_fragment").read_bytes() for page in meta[1]]
    meta[1] = [[str(number), *page[1:]] for number, page in enumerate(meta[1])]
    return Index(
        files={
            "meta": _encoded(meta),
            **{f"w/{number}": content for number, content in enumerate(words)},
            **{f"p/{number}": content for number, content in enumerate(fragments)},
        },
        pages=tuple(map(_path, fragments)),
        runtime={
            "engine.js": _PRELUDE + (out / "pagefind.js").read_bytes(),
            "engine.wasm": (out / f"wasm.{found['wasm'] or 'unknown'}.pagefind").read_bytes(),
        },
    )


def _path(fragment: bytes) -> str:
    return str(json.loads(gzip.decompress(fragment)[len(_SIGNATURE) :])["url"]).lstrip("/")


def _smaller(out: Path, chunks: list[list[str]]) -> tuple[list[bytes], list[list[str]]]:
    """Return the files of words, divided, and the list of (first word, last word, number) of each."""
    runs = [
        words for _, _, name in chunks for words in _divided(_decoded(out / "index" / f"{name}.pf_index")[0])
    ]
    listed = [[words[0][0], words[-1][0], str(number)] for number, words in enumerate(runs)]
    return [_encoded([words]) for words in runs], listed


def _divided(words: list[list[Any]]) -> Iterator[list[list[Any]]]:
    """Yield runs of words with about so many places as one file is to have."""
    run: list[list[Any]] = []
    size = 0
    for word in words:
        run.append(word)
        size += sum(1 + len(page[1]) for page in word[1])
        if size >= PIECE:
            yield run
            run, size = [], 0
    if run:
        yield run


def _decoded(file: Path) -> Any:  # noqa: ANN401 (nested lists, as CBOR has them)
    return cbor2.loads(gzip.decompress(file.read_bytes())[len(_SIGNATURE) :])


def _encoded(value: object) -> bytes:
    return packed(_SIGNATURE + cbor2.dumps(value))


def packed(data: bytes) -> bytes:
    """Return data as gzip packs it; the header is ours, since Python's versions differ in it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(data) + packer.flush()
    return _GZIP + deflated + struct.pack("<LL", zlib.crc32(data), len(data))
