"""Files of other programs, made small for the tests: PDF, Word, OpenDocument, EPUB, messages."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Put(NamedTuple):
    """A line of text on a page of a PDF."""

    text: str
    x: float = 72
    y: float = 720
    size: float = 11
    bold: bool = False


def lines(*texts: str, x: float = 72, top: float = 720, size: float = 11, gap: float = 13) -> list[Put]:
    """Lines one below the other."""
    return [Put(text, x, top - place * gap, size) for place, text in enumerate(texts)]


def pdf_of(*pages: Sequence[Put], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF with these lines on its pages."""
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    given = " ".join(f"/{key} ({value})" for key, value in (info or {}).items())
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for place, page in enumerate(pages):
        content = "\n".join(_shown(line) for line in page)
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * place} 0 R "
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            ),
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    objects.append(f"<< {given} >>")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode())
    trailer = f"<< /Size {len(places) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _shown(line: Put) -> str:
    text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{2 if line.bold else 1} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm ({text}) Tj ET"


def zip_of(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx_of(body: str, *, facts: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with this body, in WordprocessingML, and these core properties."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("heading 1", "heading 2", "Title", "Quote")
    )
    return zip_of(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{main}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
            f'<Relationship Id="s1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="l1" Type="{_OFFICE}/hyperlink" Target="https://example.org/mud" '
            'TargetMode="External"/></Relationships>',
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "word/document.xml": f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>',
            "docProps/core.xml": f"{core}{facts}</cp:coreProperties>",
            **(extra or {}),
        }
    )


def word_paragraph(text: str, style: str = "", run: str = "") -> str:
    """A paragraph of a Word file, in one run."""
    given = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{given}<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def odt_of(body: str, *, styles: str = "", facts: str = "") -> bytes:
    """An OpenDocument text with this body, in ODF."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style", "table", "meta")
    )
    other = (
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    content = (
        f"<office:document-content {spaces} {other}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = f"<office:document-meta {spaces} {other}><office:meta>{facts}</office:meta></office:document-meta>"
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta,
        }
    )


def epub_of(chapters: Mapping[str, str], *, facts: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """A book with these chapters (name → the body's HTML) and these Dublin Core facts."""
    items = "".join(
        f'<item id="i{place}" href="{name}" media-type="application/xhtml+xml"/>'
        for place, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{place}"/>' for place in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{facts}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/{name}": f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{name}</title></head><body>{body}</body></html>"
        for name, body in chapters.items()
    }
    return zip_of(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            **pages,
            **(extra or {}),
        }
    )


def message_of(*, html: str = "", plain: str = "", **headers: str) -> bytes:
    """A newsletter with these parts and headers (`List_Id` is `List-Id`)."""
    given = {
        "From": "The Tide Letter <letter@example.org>",
        "Subject": "What the mud keeps",
        "Date": "Tue, 27 Feb 2024 06:30:00 +0000",
        "Message-ID": "<one@example.org>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\n" for name, value in given.items())
    parts = [("plain", plain)] * bool(plain) + [("html", html)] * bool(html)
    body = "".join(
        f"--edge\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
        for kind, text in parts
    )
    return f'{head}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="edge"\n\n{body}--edge--\n'.encode()
