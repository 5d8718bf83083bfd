"""Text as every stage sees it: folded white space, slugs, safe characters."""

import hashlib
import re
import unicodedata

_HIDDEN = re.compile(
    "["
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # controls, without tab and line ends
    "\u00ad\u200b\u2060-\u2064\ufeff"  # zero-width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"  # no characters
    "]"
)
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_LETTERS = re.compile("[a-z0-9]+")
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ACCENTED = re.compile("([a-z\u00e0-\u024f\u0370-\u03ff])[\u0300-\u036f]+")
_SLUG_MAX = 80
_RESERVED = frozenset(
    ["index", "feed", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)


def clean(text: str) -> str:
    r"""Return the text without control, bidirectional and zero-width characters, in form NFC.

    Line ends become `\n`. The zero-width joiners stay: scripts and emoji need them.
    """
    if text.replace("\n", "").isprintable():
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    lines = _LINE_END.sub("\n", text)
    return unicodedata.normalize("NFC", _HIDDEN.sub("", lines))


def fold(text: str) -> str:
    """Return the text with every run of white space as one space, and none at its edges."""
    return " ".join(text.split())


def slugify(text: str) -> str:
    """Return a name for a path and a URL: lower-case letters, digits and single hyphens.

    Never empty, never longer than 80 characters, never a name that Windows or the site keeps for
    itself; applied to its own result it changes nothing. Accents of Latin and Greek letters are
    dropped; letters of other scripts stay, with the marks that make them other letters. A longer
    text is cut and ends in a hash of the whole.
    """
    if _SLUG.fullmatch(text) and len(text) <= _SLUG_MAX and text not in _RESERVED:
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    composed = unicodedata.normalize("NFKC", _ACCENTED.sub(r"\1", decomposed)).lower()
    slug = "-".join(_words(_ACCENTS.sub("", composed)))
    if not slug:
        return "x" + _short_hash(text)
    if len(slug) > _SLUG_MAX:
        slug = slug[: _SLUG_MAX - 9].rstrip("-") + "-" + _short_hash(slug)
    return f"{slug}-page" if slug in _RESERVED else slug


def spaced(name: str) -> str:
    """Return a name written as in an address, `project-management`, with spaces; any other as it is."""
    return name.replace("-", " ") if name == slugify(name) else name


def headed(id_: str) -> str:
    """Return an id such as `tide-mill` as a name: `Tide mill`."""
    return id_.replace("-", " ").capitalize()


def _words(text: str) -> list[str]:
    """Return the runs of letters, digits and marks that belong to them."""
    if text.isascii():
        return _LETTERS.findall(text)
    return "".join(c if c.isalnum() or _is_mark(c) else " " for c in text).split()


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def cut(text: str, length: int) -> str:
    """Return the text, or its beginning up to a word's end and `…`: at most `length` characters."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:.–—-") + "…"


def plural(count: int, one: str, many: str = "") -> str:
    """Return `1 article`, `2 articles`, `1,200 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
