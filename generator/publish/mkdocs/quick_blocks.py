"""The blocks of a page, read as Markdown reads them, in fewer steps."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.util import STX

_BEGINS = {
    "quote": ("\n>", "\n >", "\n  >", "\n   >"),
    "hashheader": ("\n#",),
    "setextheader": ("\n=", "\n-"),
    "hr": ("\n-", "\n_", "\n*", "\n "),
    "table": ("|",),
    "reference": ("]:",),
    "markdown_block": (STX,),
}
"""What stands in every block of a kind, if a line's end stood before it; of others nothing is known."""
_THEIRS = frozenset(
    ("markdown.blockprocessors", "markdown.extensions.tables", "markdown.extensions.md_in_html")
)


def read_blocks_quickly(md: Markdown) -> None:
    """Let a page's blocks be tried only for what they may be."""
    parser = md.parser
    if type(parser) is BlockParser:
        vars(parser)["parseBlocks"] = _Blocks(parser).parse


class _Blocks:
    def __init__(self, parser: BlockParser) -> None:
        kinds = parser.blockprocessors
        own = [(name, kinds[name]) for name in _BEGINS if name in kinds]
        begins = {id(kind): _BEGINS[name] for name, kind in own if type(kind).__module__ in _THEIRS}
        self._tried = [(kind, begins.get(id(kind), ())) for kind in kinds]

    def parse(self, parent: Element, blocks: list[str]) -> None:
        """Attach blocks to an element; as Markdown's own method."""
        while blocks:
            block = blocks[0]
            holds = f"\n{block}".__contains__
            for kind, begins in self._tried:
                if begins and not any(map(holds, begins)):
                    continue
                if kind.test(parent, block):
                    if kind.run(parent, blocks) is not False:
                        break
                    block = blocks[0]
                    holds = f"\n{block}".__contains__
