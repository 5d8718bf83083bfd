"""Saved web pages: trafilatura finds the article, its tree becomes blocks."""

import logging
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from msgspec.structs import replace

from generator.errors import SourceError
from generator.model import Block, BlockKind, Document, Mark, MarkKind
from generator.sources.credits import read_credit
from generator.sources.encoding import decoded_page
from generator.sources.front_matter import split_header
from generator.sources.html_blocks import FURNITURE, Element, html_blocks, parse
from generator.sources.page_facts import better_authors, is_told, said_days
from generator.sources.page_titles import bare_title
from generator.text import clean, fold
from generator.tokens import words_in

_MOST_ELEMENTS = 20_000
"""On pages with more elements only our own extraction is tried: trafilatura would take minutes."""
_LONGEST_TEXT = 400_000
_NO_TEXT = frozenset(("script", "style"))
_LEAST_WORDS = 25
_LATEST = "2999-12-31"
_XML_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,200}\?>")
_MOST_CREDITS = 4
_MOST_HEADINGS = 20
_MOST_CONTAINERS = 20
_LONGEST_TITLE = 1000
_FACTS = {
    "title": "title",
    "author": "authors",
    "date": "date",
    "url": "url",
    "sitename": "site",
    "tags": "tags",
    "categories": "categories",
}


class WebPageReader:
    """Reads `.html` files as browsers save them."""

    media_type = "text/html"
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, source: str) -> Document:
        """Return the article of the page; raises SourceError if no text is found or it is nested too deep."""
        split = split_header(decoded_page(data))
        root = parse(_XML_DECLARATION.sub("", split.body, count=1))
        if root is None:
            raise SourceError(
                "no text found: the page is empty; save it again, or paste its text into a .txt"
            )
        facts, blocks = _article(root)
        if not _words(blocks):
            raise SourceError(
                "no text found in the page: save it again in the browser's reader mode, "
                "or paste its text into a .txt"
            )
        facts.setdefault("page_language", root.get("lang") or "")
        return Document(
            source=source,
            media_type=self.media_type,
            title=str(facts.pop("title", "")),
            blocks=absolute(blocks, str(facts.get("url", ""))),
            metadata={**facts, **split.metadata},
        )


def _article(root: Element) -> tuple[dict[str, object], tuple[Block, ...]]:
    found = None if _is_heavy(root) else _extracted(root)
    if found is None:
        return _own_facts(root), _own_blocks(root)
    facts = _facts(found, root)
    blocks = _without_credits(html_blocks(found.body), facts)
    if _words(blocks) < _LEAST_WORDS:
        own = _own_blocks(root)
        blocks = own if _words(own) > _words(blocks) else blocks
    return facts, blocks


def _is_heavy(root: Element) -> bool:
    for count, element in enumerate(root.iter()):
        text = "" if element.tag in _NO_TEXT else element.text or ""
        if count > _MOST_ELEMENTS or len(text) + len(element.tail or "") > _LONGEST_TEXT:
            return True
    return False


def _extracted(root: Element) -> Any:  # noqa: ANN401 - trafilatura's Document is untyped here
    from trafilatura import bare_extraction  # noqa: PLC0415 - it takes half a second to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # The date parameters keep the clock out: by default no day after today would count.
    return bare_extraction(
        root,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_images=False,  # with them come captions, advertisements and lists of other articles
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": True, "max_date": _LATEST},
    )


def _facts(found: Any, root: Element) -> dict[str, object]:  # noqa: ANN401 - as above
    facts = {ours: getattr(found, theirs, None) for theirs, ours in _FACTS.items()}
    facts["authors"] = better_authors(root, str(facts.get("authors") or ""))
    said = said_days(root)
    if len(said) == 1:  # a list of other articles would say several
        facts["date"] = min(said).isoformat()
    elif not is_told(str(facts.get("date") or ""), root):
        facts["date"] = None
    facts = {key: value for key, value in facts.items() if value}
    if facts.get("title"):
        shown = [_line(heading) for heading in list(root.iter("h1", "h2"))[:_MOST_HEADINGS]]
        facts["title"] = bare_title(str(facts["title"]), str(facts.get("site", "")), shown)
    if not str(facts.get("url", "")).startswith(("http://", "https://")):
        facts.pop("url", None)
    return facts


def _line(element: Element) -> str:
    return fold(clean("".join(element.itertext())[:_LONGEST_TITLE]))


def _own_blocks(root: Element) -> tuple[Block, ...]:
    """Return the blocks of the page's largest `article`, else of `main`, else of all but the furniture."""
    best: tuple[Block, ...] = ()
    for tag in ("article", "main", "body"):
        found = [html_blocks(element, FURNITURE) for element in list(root.iter(tag))[:_MOST_CONTAINERS]]
        best = max((best, *found), key=_words)
        if _words(best) >= _LEAST_WORDS:
            return best
    return best


def _own_facts(root: Element) -> dict[str, object]:
    title = next((_line(element) for element in root.iter("title")), "")
    return {"title": title} if title else {}


def _words(blocks: Sequence[Block]) -> int:
    """Return how many words there are, headings aside; in scripts without spaces every sign is one."""
    return sum(
        len(words_in(block.text)) + sum(len(words_in(cell.text)) for row in block.rows for cell in row)
        for block in blocks
        if block.kind is not BlockKind.HEADING
    )


def _without_credits(blocks: tuple[Block, ...], facts: dict[str, object]) -> tuple[Block, ...]:
    """Return the blocks without credit lines at the top; what they say completes the facts."""
    kept = list(blocks)
    place = 0
    for _ in range(_MOST_CREDITS):
        while place < len(kept) and kept[place].kind in {BlockKind.HEADING, BlockKind.IMAGE}:
            place += 1
        credit = read_credit(kept[place].text) if place < len(kept) and kept[place].text else None
        if credit is None:
            break
        for key, value in credit.items():
            facts.setdefault(key, value)
        del kept[place]
    return tuple(kept) if _words(kept) else blocks


def absolute(blocks: tuple[Block, ...], base: str) -> tuple[Block, ...]:
    """Return the blocks with relative addresses made whole, where the page's own address is known."""
    if not base:
        return blocks

    def whole(mark: Mark) -> Mark:
        return replace(mark, target=_joined(base, mark.target)) if mark.kind is MarkKind.LINK else mark

    return tuple(
        replace(
            block,
            target=_joined(base, block.target) if block.target else "",
            marks=tuple(whole(mark) for mark in block.marks) if block.marks else (),
        )
        for block in blocks
    )


def _joined(base: str, target: str) -> str:
    if target.startswith(("http://", "https://", "mailto:")):
        return target
    try:
        return urljoin(base, target)
    except ValueError:
        return target
