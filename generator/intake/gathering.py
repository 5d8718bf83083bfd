"""What the command line names, one by one: files, folders, standard input and web addresses."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.errors import SourceError
from generator.intake.articles import Found
from generator.intake.exports import is_web_address
from generator.intake.fetching import FetchError, Web
from generator.intake.finding import PAGES, from_bytes, from_page
from generator.model import Problem
from generator.sources.discover import SourceFile, find_sources, opened, too_large
from generator.sources.encoding import unpacked
from generator.sources.formats import PACKED

STANDARD_INPUT = "-"
_NOTHING = "is no file, no folder and no address with http:// or https://"
_MARKDOWN = re.compile(rb"(?:---|\+\+\+|#{1,6} )")
_MESSAGE = re.compile(rb"(?:From|Received|Return-Path|Date|Subject|Message-ID|Delivered-To): ", re.IGNORECASE)


def found_in(source: str, *, web: Web, articles: Path, max_bytes: int) -> Iterator[Found | Problem]:
    """Yield the articles that a file, a folder or an address holds, and what is wrong with others."""
    if is_web_address(source):
        yield _from_web(source, web)
        return
    path = Path(source)
    fault = _fault_of(source)
    if fault:
        yield Problem(where=source or "an empty name", message=fault)
    elif Path(os.path.realpath(source)).is_relative_to(articles):
        yield Problem(
            where=source, message="is in the articles folder already: the next build reads it there"
        )
    elif path.is_dir():
        files, problems = find_sources(path, max_bytes=max_bytes)
        yield from problems
        for file in files:
            yield _from_file(file, max_bytes)
    else:
        for entry in opened(SourceFile(source=path.name, at=str(path))):
            yield entry if isinstance(entry, Problem) else _from_file(entry, max_bytes)


def _fault_of(source: str) -> str:
    """Return why there is nothing to read by this name, or empty."""
    try:
        mode = Path(source).stat().st_mode if source else 0
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return _NOTHING
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    return "" if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else _NOTHING


def from_text(data: bytes, *, max_bytes: int) -> Found | Problem:
    """Return the article that standard input gives; its format is told by how it begins."""
    where = "standard input"
    if len(data) > max_bytes:
        return Problem(where=where, message=f"is larger than {max_bytes / 1e6:g} MB: raise `max_megabytes`")
    if not data.strip():
        return Problem(where=where, message="is empty")
    try:
        return from_bytes(data, f"standard-input{_suffix(data)}")
    except SourceError as error:
        return Problem(where=where, message=str(error))


def _suffix(data: bytes) -> str:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000]
    signs = ((b"%PDF", ".pdf"), (b"WEBVTT", ".vtt"), (b"<", ".html"))
    found = next((suffix for sign, suffix in signs if start.startswith(sign)), "")
    if found:
        return found
    if _MESSAGE.match(start):
        return ".eml"
    return ".md" if _MARKDOWN.match(start) else ".txt"


def _from_web(url: str, web: Web) -> Found | Problem:
    try:
        return replace(from_page(web.fetch(url, kinds=PAGES)), source=url)
    except (FetchError, SourceError) as error:
        return Problem(where=url, message=str(error).removeprefix(f"{url}: "))


def _from_file(file: SourceFile, max_bytes: int) -> Found | Problem:
    try:
        data = file.content(max_bytes + 1)
        if len(data) <= max_bytes:
            packed = file.source.lower().endswith(PACKED)
            return from_bytes(unpacked(data, max_bytes) if packed else data, file.source)
    except OSError as error:
        return Problem(where=file.source, message=f"cannot be read: {(error.strerror or str(error)).lower()}")
    except SourceError as error:
        return Problem(where=file.source, message=str(error))
    return Problem(where=file.source, message=too_large(len(data), max_bytes))
