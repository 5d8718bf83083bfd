"""What is found in saved web pages, beside trafilatura as it comes: `python -m benchmarks.web_pages CORPORA`.

CORPORA holds html_trafilatura, html_scrapinghub and html_readability. Text: F1 of the words (how often each
stands in it) where the whole text is known; snippets that must and must not be in it where those are
known, as trafilatura measures itself; what pictures are called is no text. Facts: how many of the pages
whose title, author or day is known are read right; a title counts with or without the name of its site.
Peers: trafilatura with its own defaults and metadata, htmldate alone for days. Nobody is told the
page's address, as a saved page has none.
"""

import argparse
import gzip
import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from htmldate import find_date
from trafilatura import bare_extraction

from benchmarks.figures import Figure, table
from generator.errors import SourceError
from generator.model import BlockKind, Publish
from generator.sources.encoding import decoded_page
from generator.sources.normalise import normalise
from generator.sources.outcome import Rules
from generator.sources.web_page import WebPageReader

RULES = Rules(publish=Publish.FULL, language="", corrections=(), max_bytes=0)
SETS = ("html_trafilatura", "html_scrapinghub", "html_readability")
LATEST = "2999-12-31"
BEFORE = re.compile(r"(?:written by|by|von|par)\s+", re.IGNORECASE)


class Found(NamedTuple):
    """What a reader found in a page."""

    text: str = ""
    title: str = ""
    author: str = ""
    day: str = ""


class Page(NamedTuple):
    """A page: what is known of it, and what each reader found."""

    known: dict[str, Any]
    by: dict[str, Found]


def items(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read(folder: Path, item: dict[str, Any]) -> Page:
    logging.disable(logging.CRITICAL)
    data = gzip.decompress((folder / item["path"]).read_bytes())
    page = decoded_page(data)
    return Page(item, {"ours": ours(data), "trafilatura": trafilatura(page), "htmldate": htmldate(page)})


def ours(data: bytes) -> Found:
    try:
        article, _ = normalise(WebPageReader().read(data, "page.html"), RULES, "")
    except SourceError:
        return Found()
    if article is None:
        return Found()
    rows = (cell.text for block in article.blocks for row in block.rows for cell in row)
    texts = (block.text for block in article.blocks if block.kind is not BlockKind.IMAGE)
    text = "\n".join([*texts, *rows])
    day = article.published.isoformat() if article.published else ""
    return Found(text, article.title, "; ".join(article.authors), day)


def trafilatura(page: str) -> Found:
    found: Any = bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None:
        return Found()
    return Found(found.text or "", found.title or "", found.author or "", found.date or "")


def htmldate(page: str) -> Found:
    return Found(day=find_date(page, original_date=True, max_date=LATEST) or "")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def word_f1(expected: str, found: str) -> float:
    wanted, got = words(expected), words(found)
    shared = sum((wanted & got).values())
    return 2 * shared / (wanted.total() + got.total()) if shared else 0.0


def snippets_f1(pages: list[Page], name: str) -> float:
    """Return F1 over snippets: one that must be there and is counts as right, one that must not as wrong."""
    right = missed = wrong = 0
    for page in pages:
        text = squeezed(page.by[name].text)
        there = [squeezed(one) in text for one in page.known["must_contain"]]
        right, missed = right + sum(there), missed + len(there) - sum(there)
        wrong += sum(squeezed(one) in text for one in page.known["must_not_contain"])
    return 2 * right / (2 * right + missed + wrong)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def same_names(expected: str, found: str) -> bool:
    """Tell whether two lists of names are of the same names, in whatever order."""
    expected, found = (BEFORE.sub("", one.strip()) for one in (expected, found))
    parts = [
        sorted(filter(None, map(letters, re.split(r"[;,]| and | und | & ", one))))
        for one in (expected, found)
    ]
    return parts[0] == parts[1]


def same_title(expected: str, found: str) -> bool:
    """Tell whether two titles are the same, but for the name of a site before or behind one of them."""
    ways = [{letters(part) for part in (one, *cut_once(one))} - {""} for one in (expected, found)]
    return letters(expected) in ways[1] or letters(found) in ways[0]


def cut_once(title: str) -> Iterator[str]:
    for sign in (" | ", " - ", " – ", " — ", " · ", " :: ", " » "):
        for before, there, after in (title.partition(sign), title.rpartition(sign)):
            yield from (before, after) if there else ()


def fact(pages: list[Page], key: str, field: str, label: str) -> Figure | None:
    known = [page for page in pages if page.known.get(key)]
    if not known:
        return None
    names = ["ours", "trafilatura", *(["htmldate"] if field == "day" else [])]
    shares = {
        name: fmean(is_right(page, key, getattr(page.by[name], field)) for page in known) for name in names
    }
    return Figure(f"{label}, {len(known)} pages", shares.pop("ours"), shares)


def is_right(page: Page, key: str, found: str) -> bool:
    given = page.known[key]
    expected = "; ".join(given) if isinstance(given, list) else str(given)
    if key == "author":
        return same_names(expected, found)
    return found == expected[:10] if key == "date" else same_title(expected, found)


def figures(name: str, pages: list[Page]) -> Iterator[Figure]:
    short = name.removeprefix("html_")
    whole = [page for page in pages if page.known["text"]]
    if whole:
        ours_, peer = (
            fmean(word_f1(p.known["text"], p.by[by].text) for p in whole) for by in ("ours", "trafilatura")
        )
        yield Figure(f"{short}: words of the text, F1, {len(whole)} pages", ours_, {"trafilatura": peer})
    if "must_contain" in pages[0].known:
        ours_, peer = (snippets_f1(pages, by) for by in ("ours", "trafilatura"))
        yield Figure(f"{short}: snippets, F1, {len(pages)} pages", ours_, {"trafilatura": peer})
    for key, field, label in (
        ("title", "title", "titles"),
        ("author", "author", "authors"),
        ("date", "day", "days"),
    ):
        found = fact(pages, key, field, f"{short}: {label} right")
        if found:
            yield found


def show(pages: list[Page], key: str) -> None:
    field = {"date": "day"}.get(key, key)
    for page in pages:
        if page.known.get(key) and not is_right(page, key, getattr(page.by["ours"], field)):
            print(
                page.known["id"],
                *(getattr(page.by[by], field)[:90] for by in ("ours", "trafilatura")),
                page.known[key],
                sep=" | ",
            )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument(
        "--show", choices=("title", "author", "date"), help="where we differ from what is known"
    )
    asked = parser.parse_args()
    found: list[Figure] = []
    with ProcessPoolExecutor(2) as pool:
        for name in SETS:
            folder = asked.corpora / name
            pages = list(pool.map(partial(read, folder), items(folder), chunksize=8))
            if asked.show:
                show(pages, asked.show)
            found += figures(name, pages)
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
