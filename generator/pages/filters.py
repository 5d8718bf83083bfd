"""Escaping: text from an article is shown as that very text, whatever reads the Markdown.

Only values of the type `Markdown` go onto a page as they are; everything else is escaped first.
"""

import html
import json
import re
from functools import lru_cache
from unicodedata import bidirectional
from urllib.parse import quote, urlsplit

from generator.text import clean, fold


class Markdown(str):
    """Markdown that this package wrote: the one kind of string that is not escaped again."""

    __slots__ = ()


_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(
    r"""(?x)
    [\\`*_{}\[\]<>&\#|~^$@=+/:!?(.0-9-]          # one set first: the engine skips all else quickly
    (?:
        (?<=[\\`*_{}\[\]<>&\#|~^$@=+/])          # marks of Markdown, of its extensions and of templates
      | (?<=-)-+                                 # snippets, dashes, arrows, rules
      | (?<=:)(?=[\w:+-])                        # :emoji:, addresses, :::directives
      | (?<=[!?])(?=[\d!?])                      # short references to issues; admonitions
      | (?<=!)\Z                                # a link of ours that follows would be an image
      | (?<=\()(?=[cCrR]\)|[tT][mM]\))           # (c) (r) (tm)
      | (?<=[0-9])(?=(?:st|nd|rd|th)\b)          # ordinal numbers
      | (?<=[wW]{3}\.)                           # addresses without a scheme
    )
    """
)
_COMMIT = re.compile(r"\b[0-9a-f](?=[0-9a-f]{39}\b)")
"""The name of a commit, which some extensions turn into a link."""
_NAME_OF_COMMIT = 40
_LINE_START = re.compile(r"(\w+(?=[.)](?:\s|$))|)([.)!?:%-])")
"""What begins a list, a rule, a definition or an admonition: `- x`, `1. x`, `a) x`, `!!! x`, `: x`."""
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SCHEMES = ("http", "https", "mailto")
_NOT_IN_PATHS = re.compile(r"[^\w/.#-]|_")
_KEPT_IN_URLS = "%/:?=,;@.-&+#"


_REMEMBERED = 1 << 13
"""Names, dates and addresses are escaped again and again, for every page that shows them."""


@lru_cache(_REMEMBERED)
def escape(text: str) -> Markdown:
    """Return Markdown that shows the text, white space folded, wherever on a page it is put."""
    return guarded(_escaped(fold(clean(text))))


def escape_piece(text: str, *, starts_line: bool = False) -> Markdown:
    """Return the same for a piece of a line: spaces at its edges stay, unless it starts the line."""
    escaped = _escaped(_one_line(text))
    return guarded(escaped.lstrip()) if starts_line else Markdown(escaped)


def _escaped(line: str) -> str:
    escaped = _MARKUP.sub(_entities, line)
    if len(line) < _NAME_OF_COMMIT or max(map(len, escaped.split()), default=0) < _NAME_OF_COMMIT:
        return escaped
    return _COMMIT.sub(_entities, escaped)


def attr(text: str) -> Markdown:
    """Return the text for the value of an HTML attribute between double quotes."""
    return Markdown(escape_piece(fold(clean(text))).replace('"', "&quot;").replace("'", "&#39;"))


def code(text: str) -> Markdown:
    """Return the text for an HTML `pre` element: verbatim, with every line and tab."""
    lines = (_MARKUP.sub(_entities, line).replace("\t", "&#9;") for line in clean(text).split("\n"))
    return Markdown("\n".join(line if line.strip() else line.replace(" ", "&#32;") for line in lines))


def yaml(text: str) -> Markdown:
    """Return the text as a value for front matter.

    MkDocs themes put it into HTML as it is, so it is HTML already, and nothing in it is a template.
    """
    escaped = html.escape(fold(clean(text))).replace("{", "&#123;").replace("}", "&#125;")
    return Markdown(json.dumps(escaped, ensure_ascii=False))


@lru_cache(_REMEMBERED)
def url(target: str) -> Markdown:
    """Return an http, https or mailto address as a link's target, or nothing if it is another.

    Nothing in it can end the link or mean anything to Markdown.
    """
    target = fold(clean(target))
    if not _is_address(target):
        return Markdown("")
    encoded = quote(target, safe=_KEPT_IN_URLS).replace("~", "%7E").replace("_", "%5F")
    return Markdown(encoded.replace("&", "&amp;").replace("+", "&#43;"))


@lru_cache(_REMEMBERED)
def path(target: str) -> Markdown:
    """Return a path of our own, which is slugs, `/`, `.` and an anchor, as a link's target."""
    return Markdown(_NOT_IN_PATHS.sub(lambda found: quote(found[0], safe=""), target))


def isolated(said: str, text: str, direction: str) -> Markdown:
    """Return what shows a text within a line of that direction, apart from the line where it runs against it.

    Else its letters would draw the numbers, stops and brackets beside them over to their side.
    """
    return Markdown(f"<bdi>{said}</bdi>" if runs_against(text, direction) else said)


@lru_cache(_REMEMBERED)
def runs_against(text: str, direction: str) -> bool:
    """Tell whether a text has letters that are not written in that direction."""
    if direction == "ltr" and text.isascii():
        return False
    return not _LETTERS[direction].isdisjoint(map(bidirectional, text))


_LETTERS = {"ltr": {"R", "AL"}, "rtl": {"L"}}
"""The classes of letters, in Unicode's words, that run against a direction."""


def link(text: Markdown, target: Markdown, *classes: str) -> Markdown:
    """Return a link of Markdown text, or the text alone where the target is empty."""
    if not target:
        return text
    attributes = "{ " + " ".join("." + name for name in classes) + " }" if classes else ""
    return Markdown(f"[{text}]({target}){attributes}")


def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.netloc)


def _entities(found: re.Match[str]) -> str:
    return "".join(_NAMED.get(c) or f"&#{ord(c)};" for c in found[0])


def _one_line(text: str) -> str:
    cleaned = clean(text)
    plain = cleaned.isprintable() and "  " not in cleaned  # the one white space that is printable is " "
    return cleaned if plain else _SPACE.sub(" ", cleaned)


def guarded(text: str) -> Markdown:
    """Return escaped text so that at the start of a line it begins no list, rule, definition or such."""
    found = _LINE_START.match(text)
    return Markdown(f"{found[1]}&#{ord(found[2])};{text[found.end() :]}" if found else text)
