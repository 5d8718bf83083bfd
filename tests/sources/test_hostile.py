"""Whatever the bytes: a document or a SourceError, in reasonable time."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Block, BlockKind, Document, MarkKind, RichText
from generator.sources.formats import FORMATS, reader_of
from generator.sources.normalise import normalise
from generator.sources.privacy import privacy_of
from generator.sources.reader import Reader
from generator.text import clean, fold
from tests.sources.reading import RULES

MARKUP = st.sampled_from(
    "> - * _ ` [ ] ( ) ! # | < & ; : \\ { } % = ~ + 1. ** ``` --- +++ <b> </b> <p> <!-- --> <script> ]( ![ :: \n \n\n".split(
        " "
    )
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(MARKUP, st.text(max_size=3))).map("".join))
NAMES = pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.eml", "a.vtt", "a.rst"])
UNSAFE = re.compile(r"\s*(javascript|vbscript|data|file)\s*:", re.IGNORECASE)


def read_or_refuse(name: str, data: bytes) -> Document | None:
    reader = reader_of(name)
    assert reader is not None
    try:
        return reader.read(data, name)
    except SourceError:
        return None


def check_rich(rich: RichText | Block) -> None:
    assert rich.text == fold(clean(rich.text))
    assert list(rich.marks) == sorted(rich.marks, key=lambda m: (m.start, -m.end, m.kind, m.target))
    links = [mark for mark in rich.marks if mark.kind is MarkKind.LINK]
    assert all(one.end <= other.start for one, other in pairwise(links))
    for mark in rich.marks:
        assert 0 <= mark.start < mark.end <= len(rich.text)
        assert not UNSAFE.match(mark.target)
        assert bool(mark.target) == (mark.kind is MarkKind.LINK)


def check_block(block: Block) -> None:
    if block.kind is BlockKind.CODE:
        assert block.text == clean(block.text)
    else:
        check_rich(block)
    assert bool(block.rows) == (block.kind is BlockKind.TABLE)
    assert len({len(row) for row in block.rows}) <= 1
    for row in block.rows:
        for cell in row:
            check_rich(cell)
    assert bool(block.text) or block.kind in {BlockKind.TABLE, BlockKind.IMAGE}
    assert bool(block.target) == (block.kind is BlockKind.IMAGE)
    assert block.level in {
        BlockKind.HEADING: range(2, 7),
        BlockKind.ITEM: range(1, 7),
        BlockKind.QUOTE: range(1, 7),
    }.get(block.kind, range(1))


@NAMES
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
@example(text="---\nprivate: true\n")
@example(text="<a href='java\tscript:x'>a</a>")
@example(text="[a](\x01javascript:x)")
def test_any_text_gives_sound_blocks_or_a_reason(name: str, text: str) -> None:
    document = read_or_refuse(name, text.encode("utf-8", "surrogatepass"))
    if document is None:
        return
    privacy_of(document)
    article, problems = normalise(document, RULES, "")
    assert article is not None or problems
    for block in article.blocks if article else ():
        check_block(block)


@NAMES
@settings(max_examples=60, deadline=None)
@given(data=st.binary())
@example(data=b"\xff\xfe\x00\xd8")
@example(data=b"\xfe\xff\xd8")
@example(data=b'<meta charset="utf-7">+ADw-')
@example(data=b'<meta charset="undefined">\xff')
def test_any_bytes_give_a_document_or_a_reason(name: str, data: bytes) -> None:
    read_or_refuse(name, data)


@settings(max_examples=60, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(["word", "two words", "*a*", "[b](c)", "- d", "> e", "\n", "\n\n", "`f`"])
    ).map(" ".join)
)
def test_no_word_of_a_markdown_text_is_lost(text: str) -> None:
    document = read_or_refuse("a.md", text.encode())
    assert document is not None
    shown = " ".join(block.text for block in document.blocks)
    letters = re.sub(r"\[b\]\(c\)", "b", text)
    assert sorted(re.findall(r"\w", shown)) == sorted(re.findall(r"\w", letters))


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="ab .\n:A", min_size=1))
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    document = read_or_refuse("a.txt", text.encode())
    if document is None:
        return
    said = " ".join(str(value) for value in document.metadata.values())
    shown = " ".join(block.text for block in document.blocks)
    assert sorted(re.findall(r"\w", shown + said)) == sorted(re.findall(r"\w", text)) or document.metadata


UNITS = [
    "a", "a ", "a\n\n", "> ", ">\n", "[", "![", "[a](", "*", "**a ", "_", "`", "<", "<!--", "<a href='", "<b>", "<p>",
    "<div>\n", "<table>", "<tr><td>", "&", "\\", "|", "a|b\n-|-\n", "- ", "- a\n", "1. ", "#", "=\n", "---\n", "{%\n",
    "{{", "]({{ '", "\t", "\n", "Aa: b\n\n", "http://", "(", "\u0301", "a*b_c[", "<?", "<![CDATA[", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize("reader", [one.reader() for one in FORMATS], ids=lambda reader: reader.media_type)
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_endless_repetition_comes_to_an_end(reader: Reader, unit: str) -> None:
    # Larger sizes were measured by hand; a quadratic step would already be felt here.
    data = (unit * (50_000 // len(unit))).encode()
    try:
        document = reader.read(data, "a")
    except SourceError:
        return
    normalise(document, RULES, "")
