"""Articles mutated at random: cut, joined, repeated and flipped from sound and hostile ones of every format."""

import gzip
import io
import random
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from generator.analysis.analyse import analyse
from generator.errors import SourceError
from generator.intake.articles import Found, Shelf
from generator.intake.exports import read_export
from generator.intake.feeds import read_feed
from generator.intake.finding import from_entry, from_saved
from generator.model import Publish
from generator.sources.discover import find_sources
from generator.sources.read import read_article
from tests.hostile.inputs import PAYLOADS, for_intake, in_every_format
from tests.sources.reading import RULES

PIECES = tuple(payload.encode("utf-8", "surrogatepass") for payload in PAYLOADS) + tuple(
    b"\0 \xff \xed\xa0\x80 \n\n --- +++ : - | ``` </ <![CDATA[ %PDF 00:00:01.000 --> From Subject: \r\n .. :: ../ %00".split(
        b" "
    )
)
MOST = 40_000
"""Bytes of a mutated article."""


def mutated_inputs(count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each mutated article."""
    seeds = {
        name: content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        for name, content in {**in_every_format(), **for_intake()}.items()
    }
    for _ in range(count):
        name = chance.choice(sorted(seeds))
        data = seeds[name]
        if data.startswith(b"PK") and chance.random() < 0.8:
            yield name, _inside(data, chance)
        elif name.endswith(".gz") and chance.random() < 0.8:
            yield name, gzip.compress(_mutated(gzip.decompress(data), chance))
        else:
            yield name, _mutated(data, chance)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """Mutate one member of a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = chance.choice(old.namelist())
        for member in old.namelist():
            content = old.read(member)
            name = chance.choice([member, f"../{member}", f"/{member}"]) if chance.random() < 0.01 else member
            new.writestr(name, _mutated(content, chance) if member == chosen else content)
    return out.getvalue()


def _mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + 2_000)
        data = chance.choice(
            (
                data[:at] + data[to:],
                data[:at] + data[at:to] * 2 + data[to:],
                data[:at] + chance.choice(PIECES) + data[at:],
                data[:at] + chance.choice(PIECES) * chance.randint(1, 300) + data[to:],
                data[:at] + bytes(b ^ 1 << chance.randrange(8) for b in data[at : at + 1]) + data[at + 1 :],
                data[to:] + data[:at],
            )
        )[:MOST]
    return data


def read_one(name: str, data: bytes) -> str:
    """Read and analyse one article as a build would, or take it in; return what was raised that should not be."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            if name.startswith(("feed.", "export.")):
                take(name, data, Path(folder))
            else:
                (Path(folder) / name).write_bytes(data)
            _read(Path(folder))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
            return f"{name}: {type(error).__name__}: {str(error)[:200]}"
    return ""


def _read(folder: Path) -> None:
    files, _ = find_sources(folder, max_bytes=5_000_000)
    for file in files:
        outcome = read_article(file, RULES)
        if outcome.article:
            analyse(outcome.article, summary_sentences=3)


def take(name: str, data: bytes, folder: Path) -> None:
    """Write the articles of a feed or an export into a folder; each is to be read again as it was found."""
    shelf = Shelf(folder)
    for found in taken_in(name, data):
        decision = shelf.decide(found, publish=Publish.FULL, retrieved="2024-05-01")
        shelf.put(decision, found)
        assert decision.path.parent == folder, decision.path
        (file,) = (
            file for file in find_sources(folder, max_bytes=5_000_000)[0] if file.source == decision.path.name
        )
        outcome = read_article(file, RULES)
        assert outcome.private or outcome.article, outcome.problems


def taken_in(name: str, data: bytes) -> Iterator[Found]:
    """Yield the articles with text that a feed or an export holds; none for what is refused in words."""
    try:
        if name.startswith("feed."):
            feed = read_feed(data, url="https://example.org/feed")
            make = [
                partial(from_entry, entry, site=feed.title, language=feed.language) for entry in feed.entries
            ]
        else:
            make = [partial(from_saved, link) for link in read_export(data, name).links if link.html]
    except SourceError:
        return
    for one in make:
        with suppress(SourceError):
            yield one()
