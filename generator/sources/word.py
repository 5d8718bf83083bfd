"""Word files: mammoth turns `.docx` into plain HTML, our reader into blocks."""

import io
from typing import Any
from xml.parsers.expat import ExpatError

from generator.errors import SourceError
from generator.model import BlockKind, Document
from generator.sources.archives import Archive
from generator.sources.html_blocks import html_blocks, parse
from generator.sources.optional import needed
from generator.sources.safe_xml import parse_xml, refuse_entities
from generator.text import fold

_BODY = "word/document.xml"
_FACTS = "docProps/core.xml"
_KEYS = {
    "title": "title",
    "creator": "authors",
    "created": "date",
    "language": "language",
    "keywords": "tags",
}
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""
_BROKEN = (KeyError, IndexError, ValueError, TypeError, AttributeError, RecursionError, OSError, ExpatError)
"""What mammoth raises for files that Word did not write."""


class WordReader:
    """Reads `.docx` files."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffixes = (".docx",)

    def read(self, data: bytes, source: str) -> Document:
        """Return the document; raises SourceError for a damaged file, and without mammoth."""
        mammoth = needed("mammoth", "word")
        archive = Archive(data)
        for name in archive.names():
            if name.endswith((".xml", ".rels")):
                refuse_entities(archive.read(name))
        if _BODY not in archive:
            raise SourceError("is no Word document: save it again as .docx")
        root = parse(_as_html(mammoth, data))
        blocks = html_blocks(root) if root is not None else ()
        facts = _facts(archive)
        given = str(facts.pop("title", ""))
        shown = next((block.text for block in blocks[:1] if block.kind is BlockKind.HEADING), "")
        return Document(
            source=source,
            media_type=self.media_type,
            title=shown or given,
            blocks=blocks,
            metadata=facts,
        )


def _as_html(mammoth: Any, data: bytes) -> str:  # noqa: ANN401 - mammoth has no types
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {}),
            external_file_access=False,
        )
    except _BROKEN as error:
        raise SourceError(f"cannot be read ({fold(str(error))[:200]}): save it again as .docx") from error
    return str(result.value)


def _facts(archive: Archive) -> dict[str, object]:
    if _FACTS not in archive:
        return {}
    found = {}
    for element in parse_xml(archive.read(_FACTS)):
        key = _KEYS.get(str(element.tag).rpartition("}")[2])
        if key and element.text and element.text.strip():
            found[key] = fold(element.text)
    return dict(found)
