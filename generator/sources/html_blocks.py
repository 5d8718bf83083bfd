"""HTML, and the TEI-like tree that trafilatura makes of it, to blocks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree, html

from generator.errors import SourceError
from generator.model import Block, MarkKind, RichText
from generator.sources.blocks import Builder
from generator.sources.inline import Inline, safe_target
from generator.text import clean

NEVER_SHOWN = frozenset(
    (
        "script style noscript template iframe object embed applet svg math canvas audio video map title "
        "meta link input select textarea button datalist"
    ).split()
)
FURNITURE = frozenset("nav footer aside form dialog menu header".split())
"""What surrounds an article on a page, in our own simple extraction."""
_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), MarkKind.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
}
_RENDITIONS = {"#b": MarkKind.STRONG, "#i": MarkKind.EMPHASIS, "#t": MarkKind.CODE}
_PARAGRAPHS = frozenset(
    (
        "p div section article main header footer aside nav figure details summary address center "
        "body html fieldset legend form table tbody thead tfoot tr row caption hr ab menu hgroup dialog"
    ).split()
)
_ITEMS = frozenset("li item dt dd".split())
_LISTS = frozenset("ul ol list dl".split())
_CELLS = frozenset("td th cell".split())
_QUOTES = frozenset("blockquote quote".split())
_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "head": 2}
_CAPTION = "figcaption"


def _open_caption(builder: Builder) -> None:
    """Begin the words below a picture, which are set apart from the text."""
    builder.flush()
    builder.open_mark(MarkKind.EMPHASIS)


def _close_caption(builder: Builder) -> None:
    builder.close_mark(MarkKind.EMPHASIS)
    builder.flush()


_ENDS: Mapping[str, Callable[[Builder], None]] = {
    **dict.fromkeys(_PARAGRAPHS | _CELLS, Builder.flush),
    **dict.fromkeys(_HEADINGS, Builder.close_heading),
    **dict.fromkeys(_QUOTES, Builder.close_quote),
    **dict.fromkeys(_LISTS, Builder.close_list),
    **dict.fromkeys(_ITEMS, Builder.close_item),
    _CAPTION: _close_caption,
}
_NOT_DATA = frozenset("table h1 h2 h3 h4 h5 h6 head ul ol list blockquote quote pre".split())
_LONGEST_CELL = 600
_LONGEST_NUMBER = 6
_DEEPEST = 250
"""libxml2 reads no deeper than 256, which it counts from the root."""

Element = Any
"""An lxml element; lxml has no types here."""


def parse(text: str) -> Element | None:
    """Return the root element of a page or a piece of one, or None if it has no elements.

    No network, no entities, no huge trees. Raises SourceError if it is nested too deep.
    """
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise SourceError(
            f"its HTML is nested more than {_DEEPEST} elements deep: save it in the browser's reader mode, "
            "or paste its text into a .txt"
        )
    return root


def html_blocks(root: Element, skipped: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """Return the blocks below an element; `skipped` names elements left out beside NEVER_SHOWN."""
    walk = _Walk(skipped | NEVER_SHOWN)
    walk.over(root)
    return walk.builder.blocks()


class _Walk:
    """One pass over a tree, without recursion."""

    def __init__(self, skipped: frozenset[str]) -> None:
        self.builder = Builder()
        self._skipped = skipped
        self._breaks = 0

    def over(self, root: Element) -> None:
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                if self._start(element):
                    self._text(element.text)
                else:
                    events.skip_subtree()
            else:
                if event == "end":
                    self._end(element)
                if element is not root:
                    self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            if not text.isspace():
                self._breaks = 0
            self.builder.text(text)

    def _start(self, element: Element) -> bool:
        """Act on the beginning of an element; tell whether its content is still to be read."""
        tag = _tag(element)
        if tag in self._skipped or element.get("hidden") is not None:
            return False
        for handle in (self._leaf, self._begin_block):
            done = handle(tag, element)
            if done is not None:
                return done
        self._begin_inline(tag, element)
        return True

    def _leaf(self, tag: str, element: Element) -> bool | None:
        if tag in {"br", "lb"}:
            self._breaks += 1
            if self._breaks > 1:
                self.builder.flush()
            self.builder.text("\n")
        elif tag in {"img", "graphic"}:
            self.builder.image(_alternative(element), element.get("src") or element.get("data-src") or "")
        elif tag == "pre" or (tag == "code" and _is_code_block(element)):
            self.builder.code(_verbatim(element), _language(element))
        elif tag == "table" and (rows := _data_rows(element)):
            self.builder.table(rows)
        else:
            return None
        return False

    def _begin_block(self, tag: str, element: Element) -> bool | None:
        builder = self.builder
        if tag in _HEADINGS:
            rendition = (element.get("rend") or "").removeprefix("h")
            builder.open_heading(
                int(rendition) if rendition.isascii() and rendition.isdigit() else _HEADINGS[tag]
            )
        elif tag in _QUOTES:
            builder.open_quote()
        elif tag in _LISTS:
            builder.open_list(_first_number(tag, element))
        elif tag in _ITEMS:
            builder.open_item()
        elif tag == _CAPTION:
            _open_caption(builder)
        elif tag in _PARAGRAPHS or tag in _CELLS:
            builder.flush()
        else:
            return None
        self._breaks = 0
        return True

    def _begin_inline(self, tag: str, element: Element) -> None:
        kind = _mark(tag, element)
        if kind is MarkKind.LINK:
            self.builder.open_mark(kind, link_target(element.get("href") or element.get("target") or ""))
        elif kind:
            self.builder.open_mark(kind)
        elif tag == "q":
            self.builder.text("“")

    def _end(self, element: Element) -> None:
        tag = _tag(element)
        if (
            tag in self._skipped
            or tag in {"br", "lb", "img", "graphic", "pre"}
            or element.get("hidden") is not None
        ):
            return
        if tag in _ENDS:
            _ENDS[tag](self.builder)
            return
        kind = _mark(tag, element)
        if kind and not (tag == "code" and _is_code_block(element)):
            self.builder.close_mark(kind)
        elif tag == "q":
            self.builder.text("”")


def link_target(address: str) -> str:
    """Return the safe target of a link, or empty; a place on the same page is none."""
    target = safe_target(address.strip().replace(" ", "%20"))
    return "" if target.startswith("#") else target


def _tag(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _mark(tag: str, element: Element) -> MarkKind | None:
    if tag in {"a", "ref"}:
        return MarkKind.LINK
    return _RENDITIONS.get(element.get("rend") or "") if tag == "hi" else _MARKS.get(tag)


def _alternative(element: Element) -> str:
    return element.get("alt") or element.get("title") or ""


def _is_code_block(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and _tag(parent) in {"body", "quote"} and "\n" in "".join(element.itertext())


def _verbatim(element: Element) -> str:
    parts = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append("\n" if _tag(inner) in {"br", "lb"} else "")
            parts.append(inner.text or "")
        elif inner is not element:
            parts.append(inner.tail or "")
    return clean("".join(parts)).rstrip()


def _language(element: Element) -> str:
    inner = next(element.iter("code"), element)
    for name in f"{element.get('class') or ''} {inner.get('class') or ''}".split():
        for prefix in ("language-", "lang-", "highlight-source-"):
            if name.startswith(prefix) and name[len(prefix) :].isalnum():
                return name[len(prefix) :][:30].lower()
    return ""


def _first_number(tag: str, element: Element) -> int:
    if tag != "ol" and element.get("rend") != "ol":
        return 0
    start = element.get("start") or ""
    return int(start) if start.isascii() and start.isdigit() and len(start) <= _LONGEST_NUMBER else 1


def _data_rows(table: Element) -> list[list[RichText]]:
    """Return the rows of a table of data; nothing for one that only lays out a page."""
    if any(_tag(inner) in _NOT_DATA for inner in table.iterdescendants()):
        return []
    rows = [list(_cells(row)) for row in table.iter("tr", "row")]
    long = any(len(cell.text) > _LONGEST_CELL for row in rows for cell in row)
    wide = max(map(len, rows), default=0) > 1
    return rows if wide and not long and sum(any(cell.text for cell in row) for row in rows) > 1 else []


def _cells(row: Element) -> Iterator[RichText]:
    for cell in row:
        if _tag(cell) in _CELLS:
            yield _running_text(cell)


def _running_text(root: Element) -> RichText:
    inline = Inline()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = _tag(element)
        kind = _mark(tag, element) if element is not root else None
        if event == "start":
            if tag in {"br", "lb", "p", "div"}:
                inline.add(" ")
            if tag in {"img", "graphic"}:
                inline.add(_alternative(element))
            if kind:
                inline.open(kind, link_target(element.get("href") or element.get("target") or ""))
            inline.add("" if tag in NEVER_SHOWN else element.text or "")
        else:
            if kind:
                inline.close(kind)
            inline.add("" if element is root else element.tail or "")
    return inline.result()
