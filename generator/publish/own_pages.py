"""What search knows of the pages that the editor wrote: the words of the built page, under its headings."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from lxml import etree, html

from generator.model import Line, Record
from generator.text import fold

KIND = "page"
_INDEXES = ("index", "README")
"""Names of files that become the page of their folder."""
_TAKEN = frozenset({"articles", "topics"})
"""Folders whose pages search knows from the collection, also where a person has changed one."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "li", "pre", "td", "th", "dt", "dd", "blockquote", "figcaption", "summary", "div"})
_PARTS = _HEADINGS | _BLOCKS
_SILENT = frozenset({"script", "style", "template", "svg", "nav", "form", "button"})
_SIGNS = "headerlink"
"""The class of the sign beside a heading that gives its address."""


def own_files(docs: Path, generated: Collection[str]) -> tuple[PurePosixPath, ...]:
    """Return the Markdown files of the docs folder that were written by hand, sorted.

    These are those that are neither `generated` nor where articles and topics have their place.
    """
    return tuple(sorted(path for path in _found(str(docs)) if path.as_posix() not in generated))


def own_pages(files: Iterable[PurePosixPath], site: Path) -> tuple[Record, ...]:
    """Return a record of the page that each file has become in the built site, in the same order."""
    return tuple(record for path in files for record in _records(path, site))


def _found(docs: str) -> Iterator[PurePosixPath]:
    """Yield the path of every Markdown file in sight; where articles and topics lie nobody looks."""
    for folder, inside, names in os.walk(docs):
        below = PurePosixPath(Path(os.path.relpath(folder, docs)).as_posix())
        taken = _TAKEN if folder == docs else frozenset()
        inside[:] = [name for name in inside if name not in taken and not name.startswith(".")]
        yield from (below / name for name in names if name.endswith(".md") and not name.startswith("."))


def _records(path: PurePosixPath, site: Path) -> Iterator[Record]:
    """Yield the record of a page, if it was built."""
    place = path.with_name("index") if path.stem in _INDEXES else path.with_suffix("")
    file = next(filter(Path.is_file, (site / f"{place}.html", site / place / "index.html")), None)
    if file is None:
        return
    tree = html.document_fromstring(file.read_bytes() or b"<p>", parser=html.HTMLParser(encoding="utf-8"))
    content = _content(tree)
    title = next(content.iter("h1"), None)
    name = fold("".join(_own(title)) if title is not None else tree.findtext(".//title") or str(place))
    lines = tuple(line for part in _nearest(content) if part is not title for line in _lines(part))
    yield Record(path=str(place), title=name, kind=KIND, published=None, topics=(), names=(), lines=lines)


def _content(tree: html.HtmlElement) -> html.HtmlElement:
    """Return the part of a page that is its own, by the elements that say so; else all of it."""
    for tag in ("article", "main", "body"):
        found = next(tree.iter(tag), None)
        if found is not None:
            return found
    return tree


def _lines(element: html.HtmlElement) -> Iterator[Line]:
    """Yield the headings and pieces of text, each once and with its anchor, in the order of the page."""
    said = fold("".join(_own(element)))
    if said:
        anchor = element.get("id") or ""
        yield Line(anchor=anchor, pieces=((said, False),), heading=element.tag in _HEADINGS)
    for part in _nearest(element):
        yield from _lines(part)


def _own(element: html.HtmlElement) -> Iterator[str]:
    """Yield the text of an element that lies in no smaller part of the page."""
    yield element.text or ""
    for child in element:
        if _heard(child) and child.tag not in _PARTS:
            yield from _own(child)
        yield (" " if child.tag == "br" else "") + (child.tail or "")


def _nearest(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in element:
        if not _heard(child):
            continue
        if child.tag in _PARTS:
            yield child
        else:
            yield from _nearest(child)


def _heard(element: etree._Element) -> bool:
    classes = (element.get("class") or "").split() if isinstance(element.tag, str) else ()
    return isinstance(element.tag, str) and element.tag not in _SILENT and _SIGNS not in classes
