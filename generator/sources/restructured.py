"""reStructuredText: docutils reads it, with every directive that reaches beyond the text switched off."""

from typing import Any

from generator.errors import SourceError
from generator.model import Document
from generator.sources.encoding import decoded
from generator.sources.front_matter import split_header
from generator.sources.html_blocks import Element, html_blocks, parse
from generator.sources.optional import needed
from generator.text import fold

_MOST_BYTES = 1_000_000
_MOST_LINES = 20_000
"""docutils takes a second for 100 kB, and ten for as much of nothing but line ends."""
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "syntax_highlight": "none",
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "math_output": "MathML",
    "warning_stream": False,
    "initial_header_level": 2,
    "sectsubtitle_xform": False,
}
_FACTS = {"author": "authors", "authors": "authors", "date": "date"}
_BROKEN = (
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    KeyError,
    AssertionError,
    RecursionError,
    OSError,
)
"""What docutils raises for text that is far from what people write."""


class RestructuredReader:
    """Reads `.rst` files."""

    media_type = "text/x-rst"
    suffixes = (".rst", ".rest")

    def read(self, data: bytes, source: str) -> Document:
        """Return the document; raises SourceError for what is no text, too long, and without docutils."""
        core = needed("docutils.core", "rst")
        if len(data) > _MOST_BYTES:
            raise SourceError(
                f"is larger than {_MOST_BYTES // 1_000_000} MB, too much for this format: split it"
            )
        split = split_header(decoded(data))
        if split.body.count("\n") > _MOST_LINES:
            raise SourceError(f"has more than {_MOST_LINES:,} lines, too many for this format: split it")
        try:
            tree = core.publish_doctree(split.body, settings_overrides=_SETTINGS)
            title, facts = _head(tree)
            _keep_words(tree)
            page = core.publish_from_doctree(tree, writer="html5", settings_overrides=_SETTINGS)
        except _BROKEN as error:
            raise SourceError(f"cannot be read ({fold(str(error))[:200]}): simplify it") from error
        root = parse(page.decode("utf-8"))
        body = None if root is None else _plain(next(root.iter("main", "body"), root))
        return Document(
            source=source,
            media_type=self.media_type,
            title=title,
            blocks=() if body is None else html_blocks(body),
            metadata={**facts, **split.metadata},
        )


def _plain(body: Element) -> Element:
    """Return the page that docutils writes with the elements our reader knows for code."""
    for element in body.iter("span", "pre"):
        names = (element.get("class") or "").split()
        if element.tag == "span" and "literal" in names:
            element.tag = "code"
        elif element.tag == "pre" and names[:1] == ["code"] and names[1:2] != ["literal-block"]:
            element.set("class", f"language-{names[1]}" if len(names) > 1 else "")
    return body


def _head(tree: Any) -> tuple[str, dict[str, object]]:  # noqa: ANN401 - docutils has no types
    """Return the title and what the field list at the top says, and take that list off."""
    nodes = needed("docutils.nodes", "rst")
    facts: dict[str, object] = {}
    for info in list(tree.findall(nodes.docinfo)):
        for field in info:
            name = field.tagname if field.tagname != "field" else fold(field[0].astext()).lower()
            value = field[1].astext() if field.tagname == "field" else field.astext()
            facts[_FACTS.get(name, name)] = fold(value)
        info.parent.remove(info)
    return fold(str(tree.get("title", ""))), facts


def _keep_words(tree: Any) -> None:  # noqa: ANN401 - as above
    """Let what docutils does not know stay as its words: roles of other programs, their directives' text."""
    nodes = needed("docutils.nodes", "rst")
    for problem in list(tree.findall(nodes.problematic)):
        words = problem.astext()
        inner = words[words.find("`") :].strip("`") if words.count("`") > 1 else words
        kept = inner.partition(" <")[0] if inner.endswith(">") else inner
        problem.parent.replace(problem, nodes.Text(kept))
    for message in list(tree.findall(nodes.system_message)):
        paragraphs = [
            nodes.paragraph("", fold(part))
            for literal in message.findall(nodes.literal_block)
            for part in literal.astext().partition("\n")[2].split("\n\n")
            if fold(part) and not fold(part).startswith(":")
        ]
        if message.parent is not None:
            message.parent.replace(message, paragraphs if "Unknown directive" in message.astext() else [])
