"""Nothing of a private article stands anywhere in the site."""

import gzip
import re
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from generator.model import Problem

RUN = 8
"""So many words in a row that only a private article has are taken from it."""
LONGEST = 64_000_000
"""So many bytes of a packed file are looked at."""
_WORD = re.compile(r"\w+")
_TEXTS = frozenset(
    ".html .md .json .xml .txt .js .css .svg .opml .webmanifest .pf_fragment .pf_index .pf_meta".split()
)


def check_private(
    texts: Iterable[tuple[str, str]], private: Mapping[str, tuple[str, ...]], public: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each file of the site, as (path, text), that has anything of a private article.

    `private` gives the texts of each by its source, its title first; `public` all that other
    articles say: what they say too is no secret.
    """
    secrets = _secrets(private, public)
    names = _names(private, public)
    openings = {run.partition(" ")[0] for run in secrets}
    for path, text in texts:
        words = _words(text)
        told = {secrets[run] for run in _runs(words, openings) if run in secrets}
        folded = f" {' '.join(words)} "
        told |= {source for name, source in names.items() if f" {name} " in folded}
        for source in sorted(told):
            yield Problem(
                where=path,
                message=f"it holds words of {source}, which is private: build the site anew, "
                "and look whether another article or a page of yours quotes it",
            )


def readable(path: Path) -> str:
    """Return what a file of the site says, unpacked if it is packed; empty if it is no text."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    elif path.suffix not in _TEXTS:
        return ""
    return data.decode("utf-8", "replace")


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, LONGEST)
    except (zlib.error, gzip.BadGzipFile):
        return b""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str], openings: Container[str] | None = None) -> Iterator[str]:
    """Yield every run of words; if `openings` are given, only those that begin with one of these."""
    for at in range(len(words) - RUN + 1):
        if openings is None or words[at] in openings:
            yield " ".join(words[at : at + RUN])


def _secrets(private: Mapping[str, tuple[str, ...]], public: Iterable[str]) -> dict[str, str]:
    """Return the runs of words that only private articles have, with the source of each."""
    runs = {
        run: source
        for source, texts in sorted(private.items())
        for text in texts
        for run in _runs(_words(text))
    }
    if runs:
        for text in public:
            for run in _runs(_words(text)):
                runs.pop(run, None)
    return runs


def _names(private: Mapping[str, tuple[str, ...]], public: Iterable[str]) -> dict[str, str]:
    """Return the titles and file names of private articles that nothing public says."""
    names = {}
    for source, texts in sorted(private.items()):
        stem = source.rpartition("/")[2].rpartition(".")[0] or source
        for name in (*texts[:1], stem):
            words = _words(name)
            if len(words) > 1:
                names[" ".join(words)] = source
    said = [f" {' '.join(_words(text))} " for text in public] if names else []
    return {name: source for name, source in names.items() if not any(f" {name} " in text for text in said)}
