"""The running text of Markdown: emphasis, code, links, inline HTML and the tags of site generators."""

import html
import re
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model import MarkKind
from generator.sources.blocks import Builder
from generator.sources.html_blocks import NEVER_SHOWN, link_target
from generator.sources.markdown_notes import Notes, add_text
from generator.sources.markdown_simple import Piece, simple_pieces

DEEPEST = 100
"""Containers nested deeper are refused: the parser would leave their text out."""
_SPECIAL = re.compile(r"[\\`*_\[]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|\{:|:\{")
_SLICE = 4000
_OPEN_BRACKET = re.compile(r"(?<!\\)\[")
_MOST_BRACKETS = 40
"""Longer running text is parsed in slices: the parser's time grows with the square of brackets."""
_MOST_TICKS = 200
"""Where more stand, no tag is looked for between them: that, too, takes the square of their number."""
_TEMPLATE_LINE = re.compile(r"\s*\{(%|\{<|\{%).*")
_TRAILING = re.compile(r"(?<=\})\{[:.#][^{}]{0,200}\}$")
"""What may stand behind a tag that is alone: its classes."""
_TEMPLATE_ENDS = ("%}", ">}}", "%}}")
_MOST_TEMPLATE_LINES = 12
_SHORTCODE = re.compile(r"""(?<![("'=])\{\{(?:<[^{}\n]{0,1000}>|%[^{}\n]{0,1000}%)\}\}""")
_EXPRESSION = re.compile(
    r"""\{\{-?\s{0,4}[A-Za-z_]\w{0,60}(?:\.\w{1,60}){1,6}(?:\s?\|[^{}\n]{0,200})?\s{0,4}-?\}\}"""
)
"""What a template fills in: `{{ page.meta.title | upper }}`; who writes `{{ name }}` may mean just that."""
_IDLE_TAG = re.compile(
    r"""(`+)[^`\n]{1,300}\1(?!`)|\{%-?\s{0,4}(?:assign|include|raw|endraw)\b[^{}\n]{0,300}%\}"""
)
"""A tag within running text that shows nothing there; code says what it says."""
_MODULE_LINE = re.compile(
    r"""\s{0,3}(?:import\s(?:[\w*{][^'"\n]{0,300}\sfrom\s)?(["'])[^'"\n]{1,300}\1|export\s(?:const|default)\s.{1,300});?\s*"""
)
"""What MDX takes from elsewhere before its text begins."""
_ATTRIBUTE_LINE = re.compile(r"\s*(?:\{[:#.][^{}]{0,300}\}|\[\[?_?TOC_?\]?\])\s*", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<=[)\]*_`}])\{:[^{}\n]{0,200}\}")
_QUOTED_PATH = re.compile(r"""\]\(\s{0,4}\{\{-?\s{0,4}["']([^"'\n{}]{1,500})["'][^{}\n]{0,200}\}\}""")
_VARIABLE = re.compile(r"\]\(\s{0,4}\{\{-?\s{0,4}[\w.]{1,60}(?:\s?\|\s?\w{1,40}){0,3}\s{0,4}-?\}\}")
_POST = re.compile(r"""\]\(\s{0,4}\{%-?\s{0,4}(?:post_url|link)\s{1,4}([^\s%{}]{1,300})\s{0,4}-?%\}""")
_REFERENCE = re.compile(
    r"""\]\(\s{0,4}\{\{[<%]\s{0,4}(?:rel)?ref\s{1,4}["']?([^"'\s<>{}]{1,300})["']?\s{0,4}[%>]\}\}"""
)
_PARAMETER = re.compile(r"""\]\(\s{0,4}\{\{[<%][^{}\n]{0,300}[>%]\}\}""")
_LINKED_TAG = re.compile(r"""\[\s{0,4}\{%([^{}\[\]\n]{0,400})%\}\s{0,4}\](?=\()""")
_EMBEDDED = re.compile(
    r"""\s*\{\{-?\s{0,4}["'](https?://[^"'\s{}()]{1,500})["']\s{0,4}\|([^{}\[\]\n]{0,400})\}\}\s*"""
)
_FILTERED = re.compile(r"""\{\{-?\s{0,4}(["'])([^"'{}\n]{1,300})\1\s{0,4}\|[^{}\n]{0,200}\}\}""")
_PICTURE = re.compile(r"""(["'])([^"'\s]{1,300}\.(?:avif|gif|jpe?g|png|svg|webp))\1""", re.IGNORECASE)
_QUOTED = re.compile(r"""(["'])(.{1,300}?)\1(?!\w)""")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9\-]{0,30})")
_ATTRIBUTES = re.compile(r"""\s([A-Za-z\-]{1,30})\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))""")
NOTES = "notes"
"""What the notes of a text are called among what it refers to."""
_TAG_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.STRONG),
    **dict.fromkeys(("i", "em", "cite"), MarkKind.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    "a": MarkKind.LINK,
}
_TOKEN_MARKS = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS, "link": MarkKind.LINK}
_BREAKS = frozenset(("softbreak", "hardbreak"))


class _Parser(MarkdownIt):
    """CommonMark with tables; addresses stay as written, and what is safe is decided later."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - markdown-it's name and signature
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - as above
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - as above
        return link


PARSER = _Parser("commonmark", {"maxNesting": DEEPEST}).enable("table")


def add_running_text(builder: Builder, content: str, references: MutableMapping[str, Any]) -> None:
    """Parse running text and add it to the paragraph that the builder is filling."""
    content = without_tags(content)
    content = without_expressions(content)
    notes: Notes = references.get(NOTES) or Notes({})
    content = notes.placed(content)
    if not _SPECIAL.search(content):
        add_text(builder, content)
        return
    content = _ATTRIBUTE.sub("", _with_paths(content))
    pieces = simple_pieces(content) if len(content) <= _SLICE else None
    if pieces is not None:
        _add_pieces(builder, pieces)
        return
    for piece in map(_without_idle_brackets, _slices(content)):
        add_parsed(builder, piece, references)


def without_expressions(content: str) -> str:
    """Return text with what the expressions of templates say for sure, and without the others.

    Where something is set as code, they may be what the text is about.
    """
    if "{%" in content and content.count("`") <= _MOST_TICKS:
        content = _IDLE_TAG.sub(lambda found: found[0] if found[1] else "", content)
    if "{{" not in content or "`" in content:
        return content
    return _EXPRESSION.sub("", _SHORTCODE.sub("", _FILTERED.sub(r"\2", content)))


def add_parsed(builder: Builder, piece: str, references: MutableMapping[str, Any]) -> None:
    """Add running text as the parser reads it."""
    tokens: list[Token] = []
    try:
        PARSER.inline.parse(piece, PARSER, references, tokens)
    except RecursionError:  # images in images in images: no person wrote this
        builder.text(piece)
    else:
        _add_tokens(builder, tokens)


def without_tags(content: str) -> str:
    """Return running text without the lines that are only a template tag, attributes or `[TOC]`.

    A tag that shows a picture becomes that picture, a line that embeds an address links to it instead.
    """
    if "{" not in content and "[" not in content and "import" not in content:
        return content
    return "\n".join(_kept_lines(content.split("\n")))


def _kept_lines(lines: list[str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        length = _tag_length(lines, place)
        if length:
            yield from _picture(" ".join(lines[place : place + length]))
        elif not _ATTRIBUTE_LINE.fullmatch(lines[place]) and not _MODULE_LINE.fullmatch(lines[place]):
            yield _EMBEDDED.sub(_as_link, lines[place])
        place += max(length, 1)


def _as_link(line: re.Match[str]) -> str:
    return f"[{_last_quoted(line[2]) or line[1]}]({line[1]})"


def _last_quoted(words: str) -> str:
    """Return the last text in quotes: the one that site generators show for a picture or a film."""
    found = _QUOTED.findall(words)
    return str(found[-1][1]) if found else ""


def _picture(tag: str) -> list[str]:
    """Return the picture that a template tag shows, if words describe it."""
    found = _PICTURE.search(tag)
    if not found:
        return []
    words = _last_quoted(tag[found.end() :])
    return [f'<img src="{html.escape(found[2])}" alt="{html.escape(words)}">'] if " " in words else []


def _tag_length(lines: list[str], place: int) -> int:
    """Return how many lines the template tag that begins here takes, or 0 if there is none alone."""
    if not _TEMPLATE_LINE.match(lines[place][:200]):
        return 0
    for length, line in enumerate(lines[place : place + _MOST_TEMPLATE_LINES], 1):
        if _TRAILING.sub("", line.rstrip()).endswith(_TEMPLATE_ENDS):
            return length
        if any(end in line for end in _TEMPLATE_ENDS):
            return 0
    return 0


def _with_paths(content: str) -> str:
    """Return the text with the paths that template expressions stand for as link destinations.

    Where a link stands around a template tag, it is named by the text that the tag shows.
    """
    if "[{%" in content or "[ {%" in content:
        content = _LINKED_TAG.sub(lambda tag: f"[{(_picture(tag[1]) or [_last_quoted(tag[1])])[0]}]", content)
    if "]({" not in content and "]( {" not in content:
        return content
    for pattern in (_QUOTED_PATH, _POST, _REFERENCE):
        content = pattern.sub(r"](\1", content)
    return _PARAMETER.sub("](", _VARIABLE.sub("](", content))


def _slices(content: str) -> Iterator[str]:
    """Yield the text in parts of bounded length and number of brackets, cut after white space."""
    start = 0
    while start < len(content):
        piece = content[start : start + _SLICE]
        if piece.count("[") > _MOST_BRACKETS:
            piece = "[".join(piece.split("[", _MOST_BRACKETS)[:-1])
        if start + len(piece) < len(content):
            piece = piece[: max(piece.rfind("\n"), piece.rfind(" ")) + 1] or piece
        yield piece
        start += len(piece)


def _without_idle_brackets(piece: str) -> str:
    """Return the text with its opening brackets escaped if no link can be in it: each costs a search."""
    if "[" not in piece or any(c in piece for c in "]`<"):
        return piece
    return _OPEN_BRACKET.sub(r"\\[", piece)


def _add_pieces(builder: Builder, pieces: Sequence[Piece]) -> None:
    for text, kind, target in pieces:
        if kind is None:
            add_text(builder, text)
        else:
            builder.open_mark(kind, link_target(target))
            add_text(builder, text)
            builder.close_mark(kind)


def _add_tokens(builder: Builder, tokens: list[Token]) -> None:
    hidden = ""
    for token in tokens:
        if token.type == "html_inline":
            hidden = _hidden_after(token.content, hidden)
            if not hidden:
                _add_tag(builder, token.content)
        elif not hidden:
            _add_token(builder, token)


def _add_token(builder: Builder, token: Token) -> None:
    name, _, side = token.type.rpartition("_")
    if token.type in _BREAKS:
        builder.text("\n")
    elif token.type == "image":
        builder.image(plain(token.children or []), str(token.attrGet("src") or ""))
    elif token.type == "code_inline":
        builder.open_mark(MarkKind.CODE)
        builder.text(token.content)
        builder.close_mark(MarkKind.CODE)
    elif side == "open":
        builder.open_mark(_TOKEN_MARKS[name], link_target(str(token.attrGet("href") or "")))
    elif side == "close":
        builder.close_mark(_TOKEN_MARKS[name])
    else:
        add_text(builder, token.content)


def plain(tokens: list[Token]) -> str:
    """Return the words of inline tokens, as an image's alternative text has them."""
    return "".join(
        " " if token.type in _BREAKS else plain(token.children) if token.children else token.content
        for token in tokens
    )


def _hidden_after(tag: str, hidden: str) -> str:
    """Return the name of the element whose content is not shown after this tag, or empty."""
    match = _TAG.match(tag)
    name = match[2].lower() if match else ""
    if hidden:
        return "" if match and match[1] and name == hidden else hidden
    opens = (
        match
        and not match[1]
        and not tag.endswith("/>")
        and name in NEVER_SHOWN - {"input", "meta", "link", "embed"}
    )
    return name if opens else ""


def _add_tag(builder: Builder, tag: str) -> None:
    match = _TAG.match(tag)
    name = match[2].lower() if match else ""
    if match is None:
        return
    if name == "br":
        builder.text("\n")
    elif name == "img":
        found = attributes(tag)
        builder.image(found.get("alt", ""), found.get("src", ""))
    elif name in _TAG_MARKS and match[1]:
        builder.close_mark(_TAG_MARKS[name])
    elif name in _TAG_MARKS:
        builder.open_mark(_TAG_MARKS[name], link_target(attributes(tag).get("href", "")))


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of an HTML tag, entities resolved."""
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTES.finditer(tag)
    }
