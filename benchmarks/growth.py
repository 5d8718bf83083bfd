"""What a file costs as it grows: `python -m benchmarks.growth [FORMAT…] [--sizes MB MB MB]`.

Makes files of one thing repeated without end (a letter, a word, a tag, a paragraph, a level of nesting), in
every format that is read, feeds and exports too; reads each in a process of its own, and prints processor
time, the most memory, and how much more than in step with the size they grew from the first size to the last.
The format `analysis` is of plain texts that are analysed, too.
A file that is refused in words counts, too. Exits with 1 where time grew by half more than the size, or
memory beyond 200 times the file.
"""

import argparse
import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from generator.analysis.analyse import analyse
from generator.errors import SourceError
from generator.intake.exports import read_export
from generator.intake.feeds import read_feed
from generator.sources.discover import find_sources
from generator.sources.read import read_article
from tests.sources.files import docx_of, epub_of, message_of, odt_of, pdf_of, word_paragraph, zip_of
from tests.sources.files import lines as put_lines
from tests.sources.reading import RULES

MOST = 60.0
"""Seconds of processor time after which a reading is ended."""
UNEVEN, NOTABLE = 1.5, 1.0
"""How much more than the size time may grow, where it is more than so many seconds."""
MEMORY = 200
"""Bytes of memory that a byte of the file may take."""
LARGE = replace(RULES, max_bytes=50_000_000)
ANALYSIS = "analysis"
RAISED, UNENDED = "raised ", "not ended"
Make = Callable[[int], bytes]


class Case(NamedTuple):
    format: str
    what: str
    make: Make
    """Returns a file whose content has about so many bytes."""


def repeated(before: str, unit: str, after: str = "") -> Make:
    return lambda size: (before + unit * (size // len(unit)) + after).encode()


def nested(before: str, opening: str, inside: str, closing: str, after: str = "") -> Make:
    def make(size: int) -> bytes:
        levels = size // (len(opening) + len(closing))
        return (before + opening * levels + inside + closing * levels + after).encode()

    return make


def packed(pack: Callable[[str], bytes], make: Make) -> Make:
    """Put what is made into a document that is not compressed: what is packed tightly is refused anyway."""

    def stored(size: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(pack(make(size).decode()))) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        return out.getvalue()

    return stored


TEXTS = {
    "letters": "a",
    "short words": "Aa ",
    "words": "a mill by the sea ",
    "marks": "*",
    "angles": "<",
    "ampersands": "&",
}
XML_TEXTS = {name: unit for name, unit in TEXTS.items() if unit not in "<&"}


def plain() -> Iterator[Case]:
    for ending, (name, unit) in product((".txt", ".md", ".rst"), TEXTS.items()):
        yield Case(ending, name, repeated("", unit))
    for ending in (".txt", ".md", ".rst"):
        yield Case(ending, "paragraphs", repeated("", "A mill.\n\n"))
        yield Case(ending, "lines", repeated("", "A mill.\n"))
        yield Case(ending, "levels", repeated("", "> "))
        yield Case(ending, "headings", repeated("", "A mill\n======\n\n"))


def pages() -> Iterator[Case]:
    for name, unit in TEXTS.items():
        yield Case(".html", name, repeated("<article><p>", unit))
    for tag in ("div", "b", "table", "ul", "blockquote"):
        yield Case(".html", f"levels of {tag}", nested("<article>", f"<{tag}>", "A mill.", f"</{tag}>"))
        yield Case(".html", f"{tag}, never closed", repeated("<article>", f"<{tag}>"))
    yield Case(".html", "paragraphs", repeated("<article>", "<p>A mill by the sea.</p>"))
    yield Case(".html", "attributes", repeated("<article><p ", "a=1 ", ">A mill."))
    yield Case(".html", "rows", repeated("<article><table>", "<tr><td>A mill</td></tr>", "</table>"))


def message(kind: str, unit: str) -> Make:
    return lambda size: message_of(**{kind: unit * (size // len(unit))})


def line_of_page(unit: str) -> Make:
    return lambda size: pdf_of(put_lines(unit * (size // len(unit))))


def captions() -> Iterator[Case]:
    cue = "00:00:01.000 --> 00:00:02.000\n"
    for ending, start in ((".vtt", "WEBVTT\n\n" + cue), (".srt", "1\n" + cue.replace(".", ","))):
        for name, unit in TEXTS.items():
            yield Case(ending, name, repeated(start, unit))
        yield Case(ending, "voices", repeated(start, "<v A>"))
        yield Case(ending, "arrows", repeated(start, "--> "))
        yield Case(ending, "cues", repeated("WEBVTT\n\n" if ending == ".vtt" else "", f"{cue}A mill.\n\n"))
        yield Case(ending, "turns", repeated(start, "A: b\n"))


def letters() -> Iterator[Case]:
    for name, unit in TEXTS.items():
        yield Case(".eml", name, message("plain", unit))
        yield Case(".eml", f"{name} of a page", message("html", unit))
    yield Case(".eml", "headers", repeated("From: a@b.c\n", "X-A: b\n", "\nA mill.\n"))
    yield Case(".eml", "a subject of words", repeated("Subject: ", "=?utf-8?q?a?= ", "\n\nA mill.\n"))
    yield Case(".eml", "receivers", repeated("From: a@b.c\nTo: ", "a@b.c, ", "\n\nA mill.\n"))
    yield Case(".eml", "brackets", repeated("From: ", "(", "\n\nA mill.\n"))
    yield Case(
        ".eml",
        "parts",
        repeated("From: a@b.c\nContent-Type: multipart/mixed; boundary=e\n\n", "--e\n\nA mill.\n"),
    )
    yield Case(".eml", "base64", repeated("From: a@b.c\nContent-Transfer-Encoding: base64\n\n", "QUFB\n"))
    yield Case(
        ".mbox", "messages", repeated("", "From a@b.c Tue Feb 27 06:30:00 2024\nSubject: Mud\n\nA mill.\n\n")
    )
    yield Case(
        ".mbox", "one message", repeated("From a@b.c Tue Feb 27 06:30:00 2024\nSubject: Mud\n\n", "From ")
    )


def documents() -> Iterator[Case]:
    for name, unit in XML_TEXTS.items():
        yield Case(".docx", name, packed(docx_of, repeated("<w:p><w:r><w:t>", unit, "</w:t></w:r></w:p>")))
        yield Case(".odt", name, packed(odt_of, repeated("<text:p>", unit, "</text:p>")))
        yield Case(".epub", name, packed(book, repeated("<p>", unit, "</p>")))
    yield Case(".docx", "paragraphs", packed(docx_of, repeated("", word_paragraph("A mill."))))
    yield Case(".docx", "runs", packed(docx_of, repeated("<w:p>", "<w:r><w:t>a</w:t></w:r>", "</w:p>")))
    table = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
    yield Case(
        ".docx", "levels of tables", packed(docx_of, nested("", table[0], word_paragraph("a"), table[1]))
    )
    yield Case(
        ".docx", "cells", packed(docx_of, repeated("<w:tbl><w:tr>", "<w:tc><w:p/></w:tc>", "</w:tr></w:tbl>"))
    )
    yield Case(
        ".docx", "rows", packed(docx_of, repeated("<w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>", "</w:tbl>"))
    )
    yield Case(
        ".docx",
        "links",
        packed(
            docx_of,
            repeated("<w:p>", '<w:hyperlink r:id="l1"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "</w:p>"),
        ),
    )
    yield Case(".odt", "paragraphs", packed(odt_of, repeated("", "<text:p>A mill.</text:p>")))
    yield Case(
        ".odt", "spaces", packed(odt_of, repeated("<text:p>a", '<text:s text:c="9999999"/>', "a</text:p>"))
    )
    yield Case(
        ".odt",
        "levels of spans",
        packed(odt_of, nested("<text:p>", "<text:span>", "a", "</text:span>", "</text:p>")),
    )
    yield Case(
        ".odt",
        "levels of lists",
        packed(
            odt_of,
            nested("", "<text:list><text:list-item>", "<text:p>a</text:p>", "</text:list-item></text:list>"),
        ),
    )
    cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>a</text:p></table:table-cell>'
    yield Case(
        ".odt",
        "repeated cells",
        packed(odt_of, repeated("<table:table><table:table-row>", cell, "</table:table-row></table:table>")),
    )
    yield Case(
        ".odt",
        "rows",
        packed(
            odt_of,
            repeated(
                "<table:table>",
                "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>",
                "</table:table>",
            ),
        ),
    )
    yield Case(".epub", "paragraphs", packed(book, repeated("", "<p>A mill by the sea.</p>")))
    yield Case(".epub", "levels", packed(book, nested("", "<div>", "A mill.", "</div>")))
    yield Case(
        ".epub",
        "chapters",
        lambda size: epub_of({f"{n}.xhtml": "<p>A mill by the sea.</p>" * 20 for n in range(size // 1000)}),
    )


def book(body: str) -> bytes:
    return epub_of({"one.xhtml": "<p>A mill by the sea turns with the tide.</p>" * 20 + body})


def papers() -> Iterator[Case]:
    for name, unit in XML_TEXTS.items():
        yield Case(".pdf", f"{name} in a line", line_of_page(unit))
    yield Case(
        ".pdf",
        "lines of a page",
        lambda size: pdf_of(put_lines(*["A mill by the sea"] * (size // 60), gap=0.01)),
    )
    yield Case(".pdf", "pages", lambda size: pdf_of(*[put_lines("A mill by the sea")] * (size // 250)))
    yield Case(
        ".pdf",
        "columns",
        lambda size: pdf_of(put_lines(*["a"] * (size // 45), gap=0) + put_lines("b", x=300)),
    )


def feeds() -> Iterator[Case]:
    rss = "<rss version='2.0'><channel><title>A</title>"
    item = "<item><link>https://a.example/{}</link><title>A mill</title></item>"
    yield Case("feed", "entries", repeated(rss, item.format(1), "</channel></rss>"))
    for name, unit in TEXTS.items():
        content = f"{rss}<item><link>https://a.example/1</link><description><![CDATA["
        yield Case("feed", name, repeated(content, unit, "]]></description></item></channel></rss>"))
    yield Case("feed", "levels", nested(rss, "<a>", "b", "</a>", "</channel></rss>"))
    yield Case("feed", "namespaces", repeated(rss, "<b:a xmlns:b='c'/>", "</channel></rss>"))
    one = '{"id":"1","url":"https://a.example/1","content_text":"A mill"},'
    yield Case(
        "feed",
        "entries of JSON",
        repeated('{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[', one, "{}]}"),
    )
    yield Case(
        "feed",
        "levels of JSON",
        nested('{"version":"https://jsonfeed.org/version/1.1","items":', "[", "", "]", "}"),
    )


def exports() -> Iterator[Case]:
    one = json.dumps({"url": "https://a.example/1", "title": "A mill", "tags": "a,b"})
    yield Case("export", "JSON", repeated("[", one + ",", one + "]"))
    yield Case("export", "levels of JSON", nested("", "[", "1", "]"))
    yield Case("export", "levels of objects", nested("", '{"a":', "1", "}"))
    yield Case("export", "a table", repeated("url,title\n", "https://a.example/1,A mill\n"))
    yield Case("export", "columns", repeated("url,", "a,", "\n"))
    yield Case("export", "tags", repeated("url,tags\nhttps://a.example/1,", "a|"))
    yield Case("export", "quotes", repeated("url,title\n", '"'))
    head = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>"
    yield Case("export", "bookmarks", repeated(head, '<DT><A HREF="https://a.example/1">A</A>'))
    yield Case("export", "folders", repeated(head, "<DT><H3>F</H3><DL><p>"))
    yield Case("export", "words of a link", repeated(head + '<DT><A HREF="https://a.example/1">', "a "))
    yield Case(
        "export",
        "outlines",
        repeated("<opml><body>", '<outline xmlUrl="https://a.example/1"/>', "</body></opml>"),
    )
    yield Case(
        "export",
        "levels of outlines",
        nested("<opml><body>", "<outline>", "", "</outline>", "</body></opml>"),
    )
    yield Case(
        "export", "places", repeated("<urlset>", "<url><loc>https://a.example/1</loc></url>", "</urlset>")
    )
    yield Case(
        "export",
        "an archive of lists",
        lambda size: zip_of({f"{n}.json": f"[{one}]" for n in range(size // 200)}),
    )


def numbered(form: str) -> Make:
    """Put words that differ into a text without end: `aaa`, `aab`, …"""

    def make(size: int) -> bytes:
        words = map("".join, product(ascii_lowercase, repeat=5))
        return "".join(
            form.format(word, word.capitalize()) for word in islice(words, size // (len(form) + 2))
        ).encode()

    return make


def texts() -> Iterator[Case]:
    for name, unit in TEXTS.items():
        yield Case(ANALYSIS, name, repeated("", unit))
    yield Case(ANALYSIS, "sentences of a word", repeated("", "Aa. "))
    yield Case(ANALYSIS, "sentences", repeated("", "A mill by the sea turns with the tide. "))
    yield Case(ANALYSIS, "one name", repeated("", "and Aa, "))
    yield Case(ANALYSIS, "quotations", repeated("", "“A mill by the sea.” "))
    yield Case(ANALYSIS, "brackets", repeated("", "(A mill) "))
    yield Case(ANALYSIS, "labels", repeated("", "1. "))
    yield Case(ANALYSIS, "lines", repeated("", "A mill by the sea\n"))
    yield Case(ANALYSIS, "paragraphs", repeated("", "A mill by the sea.\n\n"))
    yield Case(ANALYSIS, "speakers", repeated("", "Ann: A mill by the sea.\n\nBob: No.\n\n"))
    yield Case(ANALYSIS, "words that differ", numbered("{0} "))
    yield Case(ANALYSIS, "names that differ", numbered("and {1}, "))
    yield Case(ANALYSIS, "sentences that differ", numbered("The {0} is here. "))
    yield Case(ANALYSIS, "abbreviations", repeated("", "Mill by the Sea (MS) "))


def cases() -> Iterator[Case]:
    for made in (plain, pages, captions, letters, documents, papers, feeds, exports, texts):
        yield from made()


def read(case: Case, data: bytes, folder: Path) -> str:
    """Read a file as a build or an intake would, and return why it was refused, if it was."""
    try:
        if case.format == "export":
            read_export(data, "a.json")
        elif case.format == "feed":
            read_feed(data, url="https://a.example/")
    except SourceError as error:
        return str(error)
    if case.format in {"export", "feed"}:
        return ""
    ending = ".txt" if case.format == ANALYSIS else case.format
    (folder / f"a{ending}").write_bytes(data)
    files, refused = find_sources(folder, max_bytes=LARGE.max_bytes)
    told = [problem.message for problem in refused]
    for file in files:
        outcome = read_article(file, LARGE)
        told += [problem.message for problem in outcome.problems if outcome.article is None]
        if case.format == ANALYSIS and outcome.article:
            analyse(outcome.article, summary_sentences=3)
    return " ".join(told[:1])


class Cost(NamedTuple):
    seconds: float
    memory: int
    """In bytes, more than before."""
    told: str


def cost(case: Case, size: int) -> Cost:
    """Measure one reading in a process of its own."""
    data = case.make(size)
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(MOST), int(MOST) + 1))
        with tempfile.TemporaryDirectory() as folder:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            began = time.process_time()
            try:
                told = read(case, data, Path(folder))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
                told = f"{RAISED}{type(error).__name__}: {error}"
            spent = time.process_time() - began
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        os.write(into, json.dumps([spent, grown * 1024, told[:60]]).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return Cost(*json.loads(said)) if said else Cost(MOST, 0, UNENDED)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("formats", nargs="*")
    parser.add_argument("--sizes", type=float, nargs="+", default=[1, 2, 4], metavar="MB")
    asked = parser.parse_args()
    uneven = 0
    for case in cases():
        if asked.formats and case.format.lstrip(".") not in asked.formats:
            continue
        costs = [cost(case, int(size * 1_000_000)) for size in asked.sizes]
        first, last = costs[0], costs[-1]
        more = last.seconds / max(first.seconds, 0.01) / (asked.sizes[-1] / asked.sizes[0])
        dear = last.memory / asked.sizes[-1] / 1_000_000
        wrong = (
            last.told.startswith((RAISED, UNENDED))
            or (more > UNEVEN and last.seconds > NOTABLE)
            or dear > MEMORY
        )
        uneven += wrong
        seconds = " ".join(f"{one.seconds:.2f}" for one in costs)
        print(
            f"{'!' if wrong else ' '} {case.format:7} {case.what:22} {seconds} s, growth {more:.2f}, "
            f"{last.memory / 1e6:.0f} MB {last.told}",
            flush=True,
        )
    print(f"{uneven} grow out of step")
    return min(uneven, 1)


if __name__ == "__main__":
    sys.exit(main())
