"""XML without what can be abused: no entities, no document types that define any, no network."""

from lxml import etree

from generator.errors import SourceError
from generator.sources.html_blocks import Element

_SPACE_AND_MARK = b" \t\r\n\xef\xbb\xbf"


def parse_xml(data: bytes) -> Element:
    """Return the root element. Raises SourceError for XML that is broken, defines entities or is too deep."""
    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data.strip(_SPACE_AND_MARK), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"its XML cannot be read ({str(error)[:200]}): save it again") from error


def refuse_entities(data: bytes) -> None:
    """Raise SourceError for XML that defines entities, or whose encoding could hide that it does."""
    if b"<!ENTITY" in data:
        raise SourceError("its XML defines entities, which can grow without end: save it again without them")
    if b"\0" in data:
        raise SourceError("its XML is not UTF-8: save it again as UTF-8")
