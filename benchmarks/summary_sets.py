"""The texts with summaries that people wrote, as the benchmarks of summaries read them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.model import Article, Block, BlockKind, Publish
from generator.text import fold

SETS = ("cnn_dailymail_1200", "blog_18f", "gum_multigenre", "transcripts_qmsum")
CLUSTERS = "multi_news_200"
_SPEAKER = re.compile(r"([A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,3}): ")
_HEADING = re.compile(r"(#{1,6}) +")
_ITEM = re.compile(r"[-*+] +|\d+\. +")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One text, or several about the same thing, and the summary that a person wrote."""

    articles: tuple[Article, ...]
    reference: str


def read_items(folder: Path, name: str) -> list[Item]:
    """Return the items of a set that have a text and a written summary, in the order of the file."""
    return [
        Item(articles=(_article(item, item["text"], name),), reference=item["reference_summary"])
        for item in _lines(folder / name)
        if item.get("text") and item.get("summary_kind", "written") == "written"
    ]


def read_clusters(folder: Path) -> list[Item]:
    """Return the clusters of reports about one event, each with one summary of them all."""
    return [
        Item(
            articles=tuple(
                _article({"id": f"{item['id']}-{at}"}, text, CLUSTERS) for at, text in enumerate(item["docs"])
            ),
            reference=item["reference_summary"],
        )
        for item in _lines(folder / CLUSTERS)
    ]


def _lines(folder: Path) -> Iterator[Mapping[str, Any]]:
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item.get("reference_summary"):
            yield item


def _article(item: Mapping[str, Any], text: str, name: str) -> Article:
    speakers = name.startswith("transcripts")
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Article(
        id=re.sub(r"\W+", "-", item["id"].lower()),
        title=item.get("title") or "",
        blocks=tuple(_block(part, speakers=speakers) for part in paragraphs),
        language="en",
        published=None,
        authors=(),
        url="",
        site="",
        source=item["id"],
        publish=Publish.FULL,
    )


def _block(paragraph: str, *, speakers: bool) -> Block:
    text = fold(paragraph)
    if heading := _HEADING.match(text):
        return Block(kind=BlockKind.HEADING, text=text[heading.end() :], level=max(2, len(heading[1])))
    if item := _ITEM.match(text):
        return Block(kind=BlockKind.ITEM, text=text[item.end() :], level=1)
    if speakers and (label := _SPEAKER.match(text)):
        return Block(kind=BlockKind.PARAGRAPH, text=text[label.end() :], speaker=label[1])
    return Block(kind=BlockKind.PARAGRAPH, text=text)
