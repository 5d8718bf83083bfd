"""OpenDocument texts (`.odt`), without what was deleted or only noted beside the text."""

from collections.abc import Callable, Mapping

from lxml import etree

from generator.errors import SourceError
from generator.model import BlockKind, Document, MarkKind, RichText
from generator.sources.archives import Archive
from generator.sources.blocks import Builder
from generator.sources.html_blocks import Element, link_target
from generator.sources.inline import Inline
from generator.sources.safe_xml import parse_xml
from generator.text import fold

_BODY, _FACTS = "content.xml", "meta.xml"
_KEYS = {
    "title": "title",
    "initial-creator": "authors",
    "creation-date": "date",
    "language": "language",
    "keyword": "tags",
}
_NOT_TEXT = frozenset(
    "tracked-changes annotation annotation-end sequence-decls forms scripts font-face-decls "
    "automatic-styles bibliography-configuration note-citation table-of-content alphabetical-index desc "
    "bookmark".split()
)
_LEVEL, _COUNT, _STYLE, _HREF = "outline-level", "c", "style-name", "href"
_MOST_SPACES = 100
_ENDS: Mapping[str, Callable[[Builder], None]] = {
    "p": Builder.flush,
    "h": Builder.close_heading,
    "list": Builder.close_list,
    "list-item": Builder.close_item,
}


class OpenDocumentReader:
    """Reads `.odt` files."""

    media_type = "application/vnd.oasis.opendocument.text"
    suffixes = (".odt",)

    def read(self, data: bytes, source: str) -> Document:
        """Return the document; raises SourceError for a damaged file."""
        archive = Archive(data)
        if _BODY not in archive:
            raise SourceError("is no OpenDocument text: save it again as .odt")
        walk = _Walk(parse_xml(archive.read(_BODY)))
        blocks = walk.builder.blocks()
        facts = _facts(archive)
        heading = next((b.text for b in blocks[:1] if b.kind is BlockKind.HEADING), "")
        return Document(
            source=source,
            media_type=self.media_type,
            title=walk.title or str(facts.pop("title", "")) or heading,
            blocks=blocks,
            metadata={key: value for key, value in facts.items() if key != "title"},
        )


def _facts(archive: Archive) -> dict[str, object]:
    found: dict[str, object] = {}
    if _FACTS in archive:
        for element in parse_xml(archive.read(_FACTS)).iter():
            key = _KEYS.get(_name(element))
            if key and element.text and element.text.strip():
                found.setdefault(key, fold(element.text))
    return found


class _Walk:
    """One pass over the text, without recursion."""

    def __init__(self, root: Element) -> None:
        self.builder = Builder()
        self.title = ""
        self._styles = {_get(style, "name"): style for style in root.iter("{*}style")}
        body = next(root.iter("{*}text"), None)
        if body is not None:
            self._over(body)

    def _over(self, root: Element) -> None:
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                if self._start(_name(element), element):
                    self.builder.text(element.text or "")
                else:
                    events.skip_subtree()
            else:
                self._end(_name(element), element)
                if element is not root:
                    self.builder.text(element.tail or "")

    def _start(self, name: str, element: Element) -> bool:
        """Act on the beginning of an element; tell whether its content is still to be read."""
        if name in _NOT_TEXT:
            return False
        if name == "table":
            self.builder.table([[_running_text(cell) for cell in _cells(row)] for row in _rows(element)])
            return False
        if name in {"p", "h"}:
            return self._paragraph(name, element)
        if name == "list":
            self.builder.open_list(1 if self._is_numbered(element) else 0)
        elif name == "list-item":
            self.builder.open_item()
        else:
            self._begin_inline(name, element)
        return True

    def _begin_inline(self, name: str, element: Element) -> None:
        if name == "a":
            self.builder.open_mark(MarkKind.LINK, link_target(_get(element, _HREF)))
        elif name == "span":
            for kind in self._marks(element):
                self.builder.open_mark(kind)
        elif name in {"s", "tab", "line-break"}:
            self.builder.text(" " * min(_number(_get(element, _COUNT), 1), _MOST_SPACES))
        elif name == "note":
            self.builder.text(" (")

    def _paragraph(self, name: str, element: Element) -> bool:
        style = self._family(_get(element, _STYLE))
        if style == "Title" and not self.title:
            self.title = fold("".join(element.itertext()))
            return False
        if name == "h":
            self.builder.open_heading(_number(_get(element, _LEVEL), 1) + 1)
        elif "note-body" in {_name(above) for above in element.iterancestors()}:
            self.builder.text(" " if element.getprevious() is not None else "")
        else:
            self.builder.flush()
        if style == "Quotations":
            self.builder.open_quote()
        if style == "Preformatted Text":
            self.builder.code("".join(_verbatim(element)))
            return False
        return True

    def _end(self, name: str, element: Element) -> None:
        if name in _NOT_TEXT or name == "table":
            return
        in_note = name == "p" and "note-body" in {_name(above) for above in element.iterancestors()}
        if name in _ENDS and not in_note and not self._is_leaf(name, element):
            _ENDS[name](self.builder)
            if name in {"p", "h"} and self._family(_get(element, _STYLE)) == "Quotations":
                self.builder.close_quote()
        elif name == "a":
            self.builder.close_mark(MarkKind.LINK)
        elif name == "span":
            for kind in reversed(self._marks(element)):
                self.builder.close_mark(kind)
        elif name == "note":
            self.builder.text(")")

    def _is_leaf(self, name: str, element: Element) -> bool:
        style = self._family(_get(element, _STYLE)) if name in {"p", "h"} else ""
        return style == "Preformatted Text"

    def _family(self, style: str) -> str:
        """Return the name of a paragraph's style as a person sees it, through its automatic style."""
        found = self._styles.get(style)
        parent = _get(found, "parent-style-name") if found is not None else ""
        return (parent or style).replace("_20_", " ")

    def _marks(self, span: Element) -> list[MarkKind]:
        style = self._styles.get(_get(span, _STYLE))
        properties = [] if style is None else list(style.iter("{*}text-properties"))
        bold = any(_get(one, "font-weight") in {"bold", "700", "800", "900"} for one in properties)
        italic = any(_get(one, "font-style") in {"italic", "oblique"} for one in properties)
        return [kind for kind, on in ((MarkKind.STRONG, bold), (MarkKind.EMPHASIS, italic)) if on]

    def _is_numbered(self, element: Element) -> bool:
        root = element.getroottree().getroot()
        wanted = _get(element, _STYLE)
        styles = (one for one in root.iter("{*}list-style") if _get(one, "name") == wanted)
        first = next((one[0] for one in styles if len(one)), None)
        return first is not None and _name(first) == "list-level-style-number"


def _rows(table: Element) -> list[Element]:
    return list(table.iter("{*}table-row"))


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if _name(cell) == "table-cell"]


def _running_text(cell: Element) -> RichText:
    inline = Inline()
    for paragraph in cell.iter("{*}p", "{*}h"):
        inline.add("".join(_verbatim(paragraph)) + " ")
    return inline.result()


def _verbatim(element: Element) -> list[str]:
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        name = _name(inner)
        parts.append({"line-break": "\n", "tab": "\t"}.get(name, ""))
        if name == "s":
            parts.append(" " * min(_number(_get(inner, _COUNT), 1), _MOST_SPACES))
        parts += [inner.text or "", inner.tail or ""]
    return parts


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Element, name: str) -> str:
    """Return an attribute by its name, whatever its namespace."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise  # noqa: PLR2004 - levels and spaces
