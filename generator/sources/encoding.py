"""Bytes to text: the encodings that people's files really have, and no guess that can hang."""

import codecs
import gzip
import io
import re
import zlib

from charset_normalizer import from_bytes

from generator.errors import SourceError
from generator.text import clean

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_FAMILIES = ("cp", "iso8859", "koi8", "shift_jis", "euc_", "gb", "big5", "mac", "tis", "utf-8")
_WESTERN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read under these names."""
_KOI8_WORD = re.compile("[А-ЯЁЄІЇҐ]?[а-яёєіїґ]+|[А-ЯЁЄІЇҐ]+")
_MOST_STRANGE = 0.05
"""The share of words that may be none in a text of the encoding."""
MOST_LINES = 100_000
_HEAD = 4096
_SAMPLE = 100_000


def unpacked(data: bytes, limit: int) -> bytes:
    """Return what a gzip file holds; raises SourceError for a broken one and one beyond `limit` bytes."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"cannot be unpacked ({error}): the .gz file is damaged; save it again") from error
    if len(content) > limit:
        raise SourceError(
            f"unpacks to more than {limit / 1e6:g} MB: make it smaller, "
            "or raise `max_megabytes` in digest.yml"
        )
    return content


def decoded(data: bytes) -> str:
    """Return the text of a file, cleaned.

    A byte order mark decides; else UTF-8 if it holds, with a few damaged bytes as U+FFFD; else the
    old Western encoding, or, where most letters lie outside ASCII, charset-normalizer's finding.
    Raises SourceError for a file that is not text.
    """
    refuse_binary(data)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return tidy(data.decode("utf-8-sig" if name == "utf-8" else name, "replace"))
    return tidy(_without_mark(data))


def decoded_page(data: bytes) -> str:
    """Return the text of a web page by its mark, its own declaration, or as `decoded` finds it.

    A page that is sound UTF-8 is read as such whatever it declares: whoever saved it changed the
    bytes and not the declaration.
    """
    has_mark = any(data.startswith(mark) for mark, _ in _BOMS)
    declared = None if has_mark else _DECLARED.search(data[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else ""
    if not name or name in {"utf-8", "utf8"} or name.startswith(("utf-16", "utf-32")):
        return decoded(data)
    refuse_binary(data)
    return tidy(_as_utf8(data) or _by_name(data, "cp1252" if name in _WESTERN else name))


def in_charset(data: bytes, name: str) -> str:
    """Return the text of bytes whose character set is named, cleaned; sound UTF-8 is read as such."""
    data = data.replace(b"\0", b"")
    return tidy(_as_utf8(data) or _by_name(data, "cp1252" if name.lower() in _WESTERN else name.lower()))


def refuse_binary(data: bytes) -> None:
    """Raise SourceError if the bytes are not text; `data` with a UTF-16 or UTF-32 mark passes."""
    if any(data.startswith(mark) for mark, name in _BOMS if name != "utf-8"):
        return
    sample = data[:_SAMPLE]
    if b"\0" in sample and _wide(sample):
        raise SourceError("looks like UTF-16 without its byte order mark: save it again as UTF-8")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in data or controls > len(sample) / 10:
        raise SourceError("looks like a binary file, not text: remove it, or save its text as .txt in UTF-8")


def tidy(text: str) -> str:
    """Return the text cleaned, with form feeds and vertical tabs as line ends.

    Raises SourceError for more lines than an article has: each may become a paragraph, which takes a
    thousand times the room of its letters.
    """
    lines = clean(text.replace("\f", "\n").replace("\v", "\n"))
    if lines.count("\n") > MOST_LINES:
        raise SourceError(f"has more than {MOST_LINES:,} lines: split it, or join its lines")
    return lines


def _wide(sample: bytes) -> bool:
    pairs = len(sample) // 2
    return pairs > 0 and max(sample[::2].count(0), sample[1::2].count(0)) > pairs / 3


def _as_utf8(data: bytes) -> str:
    """Return the text if the bytes are sound UTF-8, else an empty one."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _without_mark(data: bytes) -> str:
    sound = _as_utf8(data)
    if sound or not data:
        return sound
    repaired = data.decode("utf-8", "replace")
    damaged = repaired.count("\ufffd")
    outside = sum(1 for c in repaired if c > "\x7f")
    if outside - damaged > damaged:
        return repaired
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high > len(data) / 5 and (cyrillic := _as_koi8(data)):
        return cyrillic
    found = from_bytes(data[:_SAMPLE]).best() if high > len(data) / 5 else None
    name = found.encoding.replace("_", "-") if found else "cp1252"
    return data.decode(name, "replace") if name != "cp1252" else _western(data)


def _as_koi8(data: bytes) -> str:
    """Return the text if its words are Cyrillic in KOI8, at most the first letter a capital; else nothing.

    In other encodings these bytes are capitals where KOI8 has small letters, or no letters at all. A short
    text looks Japanese to a finder that counts.
    """
    text = data.decode("koi8-u")
    words = [word for word in re.findall(r"[^\s!-/:-@\[-`{-~]+", text) if not word.isascii()]
    strange = sum(not _KOI8_WORD.fullmatch(word) for word in words)
    named = any(word[0].isupper() and word[1:].islower() for word in words)
    return text if named and strange <= len(words) * _MOST_STRANGE else ""


def _by_name(data: bytes, name: str) -> str:
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return _without_mark(data)
    if codec == "cp1252":
        return _western(data)
    codec = _SUPERSETS.get(codec, codec)
    # Some of Python's codecs are no character sets (punycode, unicode_escape) and can be slow.
    return data.decode(codec, "replace") if codec.startswith(_FAMILIES) else _without_mark(data)


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
