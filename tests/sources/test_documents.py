"""PDF, Word, OpenDocument and reStructuredText files."""

import io
import sys
import zipfile

import pytest

from generator.errors import SourceError
from tests.sources.files import Put, docx_of, lines, odt_of, pdf_of, word_paragraph, zip_of
from tests.sources.reading import document_of, in_short, marks_of

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


def test_a_pdf_has_headings_by_size_and_words_that_are_whole() -> None:
    page = [
        *lines("What the Mud Keeps", size=20, top=740),
        *lines("A tide mill grinds twice a day, and no-", "body has to pay the moon for its work. The",
               "pond fills when the sea comes in.", top=700),
        *lines("A second paragraph follows after a gap and", "goes on for one line more.", top=640),
        Put("The pond", y=600, bold=True),
        *lines("• One item of a list", "• Another item", top=580),
    ]  # fmt: skip
    document = document_of(
        pdf_of(page, info={"Author": "Ruth Calder", "CreationDate": "D:20240227"}), "a.pdf"
    )
    assert document.title == "What the Mud Keeps"
    assert document.metadata == {"authors": "Ruth Calder", "date": "2024-02-27"}
    assert in_short(document.blocks) == [
        "h2 What the Mud Keeps",
        (
            "p A tide mill grinds twice a day, and nobody has to pay the moon for its work. "
            "The pond fills when the sea comes in."
        ),
        "p A second paragraph follows after a gap and goes on for one line more.",
        "h3 The pond",
        "* One item of a list",
        "* Another item",
    ]


def test_the_columns_of_a_pdf_follow_each_other() -> None:
    left = lines("The left column is read", "before the right one, and", top=700)
    right = lines("its sentence goes on there", "to its end.", x=320, top=700)
    document = document_of(pdf_of([*left, *right]), "a.pdf")
    assert in_short(document.blocks) == [
        "p The left column is read before the right one, and its sentence goes on there to its end."
    ]


def test_running_heads_and_page_numbers_of_a_pdf_are_no_text() -> None:
    pages = [
        [Put("The Mud Papers, part 3", y=770), Put(f"Page {n} says something of its own.", y=700), Put(f"{n}", y=40)]
        for n in ("one", "two", "three", "four")
    ]  # fmt: skip
    numbered = [[*page[:2], Put(str(n), y=40)] for n, page in enumerate(pages, 1)]
    document = document_of(pdf_of(*numbered), "a.pdf")
    assert in_short(document.blocks) == [
        f"p Page {n} says something of its own." for n in ("one", "two", "three", "four")
    ]


@pytest.mark.parametrize(
    "data, message",
    [(b"%PDF-1.4\nbroken", "cannot be read as PDF"), (pdf_of([]), "only pictures")],
    ids=["broken", "scanned"],
)
def test_a_pdf_without_text_is_named(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        document_of(data, "a.pdf")


def test_a_word_file_keeps_headings_emphasis_and_links() -> None:
    link = '<w:p><w:hyperlink r:id="l1"><w:r><w:t>the mud</w:t></w:r></w:hyperlink></w:p>'
    body = word_paragraph("The Mill", "Title") + word_paragraph("It grinds.", run="<w:b/>")
    body += word_paragraph("Its pond", "heading2") + link
    facts = "<dc:title>Document1</dc:title><dc:creator>Ruth Calder</dc:creator><dcterms:created>2024-02-27T10:00:00Z</dcterms:created>"
    document = document_of(docx_of(body, facts=facts), "a.docx")
    assert document.title == "The Mill"
    assert document.metadata == {"authors": "Ruth Calder", "date": "2024-02-27T10:00:00Z"}
    assert in_short(document.blocks) == ["h2 The Mill", "p It grinds.", "h2 Its pond", "p the mud"]
    assert marks_of(document.blocks[1]) == [("strong", "It grinds.", "")]
    assert marks_of(document.blocks[3]) == [("link", "the mud", "https://example.org/mud")]


def test_an_opendocument_text_keeps_its_structure_and_leaves_out_what_was_deleted() -> None:
    style = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    body = (
        "<text:tracked-changes><text:p>deleted long ago</text:p></text:tracked-changes>"
        '<text:p text:style-name="Title">The Mill</text:p><text:h text:outline-level="1">Its pond</text:h>'
        '<text:p>It is <text:span text:style-name="T1">deep</text:span><text:s text:c="2"/>and'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>in spring</text:p>"
        '</text:note-body></text:note> <text:a xlink:href="https://example.org/mud">full</text:a>.'
        "<office:annotation><text:p>check this</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    facts = "<meta:initial-creator>Ruth Calder</meta:initial-creator><meta:creation-date>2024-02-27T10:00:00</meta:creation-date>"
    document = document_of(odt_of(body, styles=style, facts=facts), "a.odt")
    assert document.title == "The Mill"
    assert document.metadata == {"authors": "Ruth Calder", "date": "2024-02-27T10:00:00"}
    assert in_short(document.blocks) == ["h2 Its pond", "p It is deep and (in spring) full.", "* one", "a|b"]
    assert marks_of(document.blocks[1]) == [
        ("strong", "deep", ""),
        ("link", "full", "https://example.org/mud"),
    ]


def test_an_opendocument_text_keeps_quotations_and_what_was_written_by_a_machine() -> None:
    style = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    body = (
        '<text:p text:style-name="P1">Nobody pays the moon.</text:p><text:p>So they said.</text:p>'
        '<text:p text:style-name="Preformatted_20_Text">a<text:s text:c="2"/>b<text:line-break/>c<text:tab/>d</text:p>'
    )
    blocks = document_of(odt_of(body, styles=style), "a.odt").blocks
    assert in_short(blocks) == ["> Nobody pays the moon.", "p So they said.", "code a  b\nc\td"]


def test_documents_that_say_nothing_of_themselves_are_read() -> None:
    with zipfile.ZipFile(io.BytesIO(odt_of("<text:p>One.</text:p>"))) as odt:
        content = odt.read("content.xml").decode()
    document = document_of(zip_of({"content.xml": content}), "a.odt")
    assert (document.metadata, in_short(document.blocks)) == ({}, ["p One."])
    facts = "<cp:revision>2</cp:revision><dc:creator> </dc:creator>"
    made = docx_of(word_paragraph("One."), facts=facts, extra={"word/media/a.png": "no picture"})
    with zipfile.ZipFile(io.BytesIO(made)) as docx:
        members = {name: docx.read(name) for name in docx.namelist() if not name.startswith("docProps")}
    for data in (made, zip_of(members)):
        word = document_of(data, "a.docx")
        assert (word.metadata, in_short(word.blocks)) == ({}, ["p One."])
    assert document_of(zip_of({"content.xml": "<a/>"}), "a.odt").blocks == ()


RST = """
The Mill
========

:Author: Ruth Calder
:Date: 2024-02-27

It *grinds* with ``water`` and :ref:`patience <x>`, see `mud <https://example.org/mud>`_.

Its pond
--------

1. deep
2. cold

.. code-block:: python

   print("mud")

.. seealso:: elsewhere

   What only Sphinx knows is kept as words.

.. raw:: html

   <script>alert(1)</script>

.. include:: /etc/hostname
"""


def test_restructured_text_is_read_and_reaches_for_no_other_file() -> None:
    document = document_of(RST, "a.rst")
    assert document.title == "The Mill"
    assert document.metadata == {"authors": "Ruth Calder", "date": "2024-02-27"}
    assert in_short(document.blocks) == [
        "h2 The Mill",
        "p It grinds with water and patience, see mud.",
        "h2 Its pond",
        "1. deep",
        "2. cold",
        'code print("mud")',
        "p What only Sphinx knows is kept as words.",
    ]
    assert document.blocks[5].language == "python"
    assert marks_of(document.blocks[1]) == [
        ("emphasis", "grinds", ""),
        ("code", "water", ""),
        ("link", "mud", "https://example.org/mud"),
    ]


@pytest.mark.parametrize(
    "name, data, message",
    [
        ("a.docx", b"no zip", "cannot be unpacked"),
        ("a.odt", b"no zip", "cannot be unpacked"),
        ("a.docx", zip_of({"a.xml": "<a/>"}), "is no Word document"),
        ("a.odt", zip_of({"a.xml": "<a/>"}), "is no OpenDocument text"),
        ("a.docx", docx_of("", extra={"word/footnotes.xml": BOMB}), "defines entities"),
        ("a.odt", zip_of({"content.xml": BOMB}), "defines entities"),
        ("a.odt", zip_of({"content.xml": "<a><b></a>"}), "XML cannot be read"),
        ("a.odt", zip_of({"content.xml": "<a>".encode("utf-16")}), "not UTF-8"),
        ("a.odt", zip_of({"content.xml": "<a>" + " " * 5_000_000 + "</a>"}), "far more than a document"),
        ("a.docx", docx_of("<w:p>broken"), "cannot be read"),
        ("a.rst", b"a" * 1_000_001, "larger than 1 MB"),
        ("a.odt", zip_of({f"{number}.xml": "" for number in range(10_001)}), "more than 10,000 files"),
        ("a.epub", b"<html><body></body></html>", "no text found"),
        ("a.txt", b"Mud.\n" * 100_001, "more than 100,000 lines"),
    ],
)  # fmt: skip
def test_broken_and_hostile_documents_are_named(name: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        document_of(data, name)


@pytest.mark.parametrize(
    "name, data, module, extra",
    [
        ("a.pdf", pdf_of(lines("Text")), "pypdf", "pdf"),
        ("a.docx", docx_of(word_paragraph("Text")), "mammoth", "word"),
        ("a.rst", b"Text", "docutils.core", "rst"),
    ],
)
def test_a_missing_library_is_named_with_the_extra_that_brings_it(
    name: str, data: bytes, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SourceError, match=rf"digestpress\[{extra}\]"):
        document_of(data, name)


def test_a_pdf_is_titled_as_it_says_and_its_table_of_contents_is_left_out() -> None:
    page = [
        *lines("Mud", size=20, top=740),
        *lines("1. The pond ............ 5", "2. The wheel ........... 9", top=700),
        *lines("A tide mill grinds twice a day, and nobody pays.", top=600),
    ]
    document = document_of(pdf_of(page, info={"Title": "What the Mud Keeps"}), "a.pdf")
    assert document.title == "What the Mud Keeps"
    assert in_short(document.blocks) == ["h2 Mud", "p A tide mill grinds twice a day, and nobody pays."]
    assert document_of(pdf_of(page, info={"Title": "mud final.docx"}), "a.pdf").title == "Mud"
