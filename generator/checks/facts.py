"""What a page of the built site says, links to and loads."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree, html

from generator.text import fold

LOADED = frozenset(
    "stylesheet icon shortcut apple-touch-icon mask-icon manifest preload prefetch modulepreload "
    "preconnect dns-prefetch prerender".split()
)
"""Relations of a `<link>` that make a browser ask for something by itself."""
_FETCHED = ("src", "poster", "data")
_CSS_ADDRESS = re.compile(r"""(?:url\(|@import\s+)\s*['"]?([^'")\s;]+)""", re.IGNORECASE)
_PARAGRAPH = re.compile(r"[ps]\d+")
_REFERENCE = "dp-ref dp-context dp-sentence".split()
_NOT_QUOTED = "dp-ref dp-context dp-when dp-meta dp-number dp-back headerlink".split()
_IMAGE, _BYLINE = ["dp-image"], ["dp-byline"]


class PageFacts(NamedTuple):
    """What one HTML file holds."""

    path: str
    """Below the site folder, with `/`."""
    anchors: frozenset[str]
    links: tuple[str, ...]
    """Where a reader can go, each once, sorted."""
    loads: tuple[str, ...]
    """What a browser fetches by itself, each once, sorted."""
    paragraphs: Mapping[str, str]
    """The text of paragraphs and headings that have an anchor of their own, white space folded.

    Not that of pictures.
    """
    quotes: tuple[tuple[str, str], ...]
    """(text, where it is from) of everything that is quoted with its place."""
    text: str
    """All that the page says, its attributes included."""
    canonical: str
    """The address that the page gives as its own, or empty."""
    titles: tuple[str, ...]
    """Its headings of the first level."""
    byline: str
    """What it says of its author, and of the day in words."""
    day: str
    """The day of its byline, as programs read it, or empty."""


def read_page(path: Path, name: str) -> PageFacts:
    """Return the facts of an HTML file; whatever is wrong with its markup is read as browsers do."""
    tree = html.document_fromstring(
        path.read_bytes() or b"<html></html>", parser=html.HTMLParser(encoding="utf-8")
    )
    byline = next((one for one in tree.iter(etree.Element) if _is(one, _BYLINE)), None)
    return PageFacts(
        path=name,
        anchors=frozenset(
            value for element in tree.iter() for value in (element.get("id"), element.get("name")) if value
        ),
        links=tuple(sorted(set(_links(tree)))),
        loads=tuple(sorted(set(_loads(tree)))),
        paragraphs={
            element.get("id"): said(element)
            for element in tree.iter(etree.Element)
            if _PARAGRAPH.fullmatch(element.get("id") or "") and not _is(element, _IMAGE)
        },
        quotes=tuple(_quotes(tree)),
        text=fold(" ".join(_everything(tree))),
        canonical=next(
            (one.get("href", "") for one in tree.iter("link") if one.get("rel") == "canonical"), ""
        ),
        titles=tuple(said(heading) for heading in tree.iter("h1")),
        byline="" if byline is None else said(byline),
        day="" if byline is None else next((time.get("datetime", "") for time in byline.iter("time")), ""),
    )


def addresses_of(css: str) -> list[str]:
    """Return what a style sheet makes a browser fetch."""
    return _CSS_ADDRESS.findall(css)


def said(element: html.HtmlElement) -> str:
    """Return the text of an element without references, permalinks and dates, white space folded."""
    return fold("".join(_spoken(element)))


def _spoken(element: html.HtmlElement) -> Iterator[str]:
    if element.text and isinstance(element.tag, str):
        yield element.text
    for child in element:
        if (
            isinstance(child.tag, str)
            and not _is(child, _NOT_QUOTED)
            and child.tag not in {"script", "style"}
        ):
            yield from _spoken(child)
        yield child.tail or ""


def _is(element: html.HtmlElement, classes: list[str]) -> bool:
    return not set(classes).isdisjoint((element.get("class") or "").split())


def _links(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter("a", "area"):
        if element.get("href"):
            yield element.get("href").strip()
    for element in tree.iter("link"):
        if element.get("href") and LOADED.isdisjoint((element.get("rel") or "").lower().split()):
            yield element.get("href").strip()
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            yield (element.get("content") or "").partition("=")[2].strip(" '\"")


def _loads(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        yield from _loads_of(element)
        yield from addresses_of(element.get("style") or "")
    for sheet in tree.iter("style"):
        yield from addresses_of(sheet.text or "")
    for form in tree.iter("form"):
        yield from _given(form, "action")


def _loads_of(element: html.HtmlElement) -> Iterator[str]:
    """Yield what an element fetches by its attributes."""
    yield from _given(element, *_FETCHED)
    yield from (part.split()[0] for part in (element.get("srcset") or "").split(",") if part.strip())
    if element.tag in {"use", "image", "feimage"}:
        yield from _given(element, "href", "xlink:href")
    if element.tag == "link" and not LOADED.isdisjoint((element.get("rel") or "").lower().split()):
        yield from _given(element, "href")


def _given(element: html.HtmlElement, *names: str) -> Iterator[str]:
    yield from (element.get(name).strip() for name in names if element.get(name))


def _quotes(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for link in tree.iter("a"):
        if not _is(link, _REFERENCE):
            continue
        inside = _is(link, ["dp-sentence"])
        around = link if inside else next(link.iterancestors("p", "li", "blockquote", "span"), None)
        if around is not None and around.tag == "span" and not _is(around, ["dp-quote"]):
            around = next(link.iterancestors("p", "li"), around)
        if around is not None:
            yield said(around), unquote(link.get("href") or "")


def _everything(tree: html.HtmlElement) -> Iterator[str]:
    yield from tree.itertext(etree.Element)
    for element in tree.iter(etree.Element):
        yield from element.values()
