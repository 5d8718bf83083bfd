"""What intake finds in real exports and feeds, beside reference readers: run with the corpora's folder.

python -m benchmarks.intake DIR   (DIR holds readlater_exports and feeds_feedparser)
"""

import io
import json
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import feedparser

from benchmarks.figures import Figure, table
from generator.errors import SourceError
from generator.intake.exports import read_export
from generator.intake.feeds import read_feed

ADDRESSES = {
    ".csv": re.compile(r"(?m)(?:^|,)https?://[^,\s]+"),
    ".xml": re.compile(r"<loc>"),
    ".gz": re.compile(r"(?!)"),
    ".htm": re.compile(r"<a\s[^>]*href", re.IGNORECASE),
    ".html": re.compile(r"<a\s[^>]*href", re.IGNORECASE),
}
"""How a reader who knows nothing of the format counts the links of a file."""
KEYS = re.compile(r'"(?:url|href|uri|article__url)"\s*:\s*"http')


def items(folder: Path) -> Iterator[Path]:
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        yield folder / json.loads(line)["path"]


def feeds(folder: Path) -> Figure:
    agreed = total = 0
    for path in items(folder):
        data = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = len(feedparser.parse(io.BytesIO(data)).entries)
        total += 1
        agreed += count_of_feed(data) == expected
    return Figure(f"feeds with as many entries as feedparser finds, of {total:,}", agreed / total, {}, 1.0)


def count_of_feed(data: bytes) -> int:
    try:
        return len(read_feed(data).entries)
    except SourceError:
        return 0  # named as no feed: nothing is taken


def exports(folder: Path) -> Figure:
    agreed = total = 0
    for path in items(folder):
        data = path.read_bytes()
        if path.suffix == ".gz" or path.name == "feed.json":
            continue  # packed, and a feed whose records hold several addresses each
        text = data.decode("utf-8", "replace")
        expected = len(ADDRESSES.get(path.suffix, KEYS).findall(text))
        total += 1
        agreed += count_of_export(data, path.name) == expected
    return Figure(
        f"exports with as many links as a plain search finds, of {total:,}", agreed / total, {}, 1.0
    )


def count_of_export(data: bytes, name: str) -> int:
    try:
        return read_export(data, name).records
    except SourceError:
        return 0


def main(folder: Path) -> None:
    figures = [exports(folder / "readlater_exports"), feeds(folder / "feeds_feedparser")]
    print(table(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
