"""Articles as somebody would write them who means harm: one text, in every format that is read."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping

from tests.sources.files import Put, docx_of, epub_of, message_of, odt_of, pdf_of, word_paragraph, zip_of

HARM = "pwned=1"
"""What every script of ours would do, if one ran."""
OUTSIDE = "the-secret-of-the-house"
"""What stands in a file beside the site that no article may reach."""

MARKUP = (
    f"<script>{HARM}</script>",
    f"</p></article></title></textarea></style><script>{HARM}</script>",
    f"</script><script>{HARM}</script>",
    f"]]><script>{HARM}</script>",
    f"--><script>{HARM}</script><!--",
    f"<img src=x onerror={HARM}>",
    f'"><svg onload={HARM}>',
    f"'><svg/onload={HARM}>",
    f"<svg><script>{HARM}</script></svg>",
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={HARM}&gt;">',
    f"<iframe srcdoc='<script>parent.{HARM}</script>'></iframe>",
    f"<details open ontoggle={HARM}>x</details>",
    f"<input autofocus onfocus={HARM}>",
    f"&lt;script&gt;{HARM}&lt;/script&gt; &amp;lt;script&amp;gt;{HARM}&amp;lt;/script&amp;gt;",
    f"`</code></pre><script>{HARM}</script>`",
    f"```\n</code></pre><script>{HARM}</script>\n```",
    f"    </code></pre><script>{HARM}</script>",
    f"| a |\n| --- |\n| <script>{HARM}</script> |",
    f"> <script>{HARM}</script>",
    f"- <script>{HARM}</script>",
    f"# A heading {{ onclick={HARM} }}",
    f'words {"{"}: onclick="{HARM}" #p1 .md-banner {"}"}',
    f'words {{ #p1 onmouseover="{HARM}" }}',
    f"![x]({HARM}){{ onerror={HARM} src=x }}",
    "<base href=https://evil.example/>",
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css); body {display: none}</style>",
    "<img src=https://evil.example/x.png> ![x](https://evil.example/x.png)",
    "<object data=https://evil.example/></object><embed src=https://evil.example/>",
)
LINKS = tuple(
    f"[words]({target}) <a href='{target}'>words</a> <{target}>"
    for target in (
        f"javascript:{HARM}",
        f"JaVa\tScRiPt:{HARM}",
        f"&#106;avascript&colon;{HARM}",
        f"\x01javascript:{HARM}",
        f"data:text/html,<script>{HARM}</script>",
        f"vbscript:{HARM}",
        f'https://evil.example/" onmouseover="{HARM}',
        f"https://evil.example/)<script>{HARM}</script>",
        "file:///etc/hostname",
        "//evil.example/x",
        "../../../../etc/hostname",
        "\\\\evil.example\\x",
    )
)
TEMPLATES = (
    "{{ 7*191 }} {% if true %}1337{% endif %} ${7*191} <%= 7*191 %> #{7*191}",
    "{{ config.__class__.__init__.__globals__ }} {{ self._TemplateReference__context }}",
    "{% include '../outside.txt' %} {% extends 'x' %} {% raw %}",
    '--8<-- "../outside.txt"',
    ".. include:: ../outside.txt",
    ".. raw:: html\n   :file: ../outside.txt",
    ".. csv-table::\n   :file: ../outside.txt",
    ".. literalinclude:: ../outside.txt",
    ".. image:: ../outside.txt",
    "!ENV HOME",
    "!!python/object/apply:os.system ['touch pwned']",
    "!include ../outside.txt",
)
PAYLOADS = (*MARKUP, *LINKS, *TEMPLATES)
TEXT = "\n\n".join(("Every word of this article was written to do harm to its readers.", *PAYLOADS))


def plain_xml(text: str) -> str:
    """Text for XML, which holds no control characters."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(c for c in shown if c in "\t\n" or c.isprintable())


def each(wrap: Callable[[str], str]) -> str:
    return "".join(wrap(plain_xml(payload)) for payload in PAYLOADS)


def page(text: str) -> str:
    head = f"<title>{MARKUP[1]}</title><meta name=author content='{MARKUP[0]}'>"
    return f"<!doctype html><html><head>{head}</head><body><article><p>{text}</p></article></body></html>"


def pdf() -> bytes:
    shown = [payload.encode("cp1252", "replace").decode("cp1252") for payload in PAYLOADS]
    lines = [Put(text.replace("\n", " "), y=780 - 12 * place) for place, text in enumerate(shown)]
    return pdf_of(lines, info={"Title": MARKUP[0], "Author": MARKUP[5]})


def in_every_format() -> Mapping[str, str | bytes]:
    """The hostile text as files of every format."""
    cue = "\n\n".join(
        f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n<v {MARKUP[5]}>{payload.splitlines()[0]}"
        for n, payload in enumerate(PAYLOADS)
    )
    message = message_of(html=page(TEXT), plain=TEXT, Subject=MARKUP[0], List_Id=f"{MARKUP[5]} <a.b>")
    return {
        "plain.txt": f"{MARKUP[0]}\n\n{TEXT}",
        "text.md": TEXT,
        "structured.rst": f"{MARKUP[0]}\n{'=' * 60}\n\n:author: {MARKUP[5]}\n\n{TEXT}",
        "page.html": page(TEXT),
        "packed.md.gz": gzip.compress(TEXT.encode(), mtime=0),
        "letter.eml": message,
        "box.mbox": b"From a@b.c Tue Feb 27 06:30:00 2024\n" + message,
        "cues.vtt": f"WEBVTT - {MARKUP[0]}\n\n{cue}\n",
        "cues.srt": cue.replace(".", ","),
        "paper.pdf": pdf(),
        "word.docx": docx_of(each(word_paragraph), facts=f"<dc:title>{plain_xml(MARKUP[0])}</dc:title>"),
        "open.odt": odt_of(each("<text:p>{}</text:p>".format)),
        "book.epub": epub_of(
            {"one.xhtml": f"<h1>{plain_xml(MARKUP[0])}</h1>" + each("<p>{}</p>".format) + "<p>word</p>" * 60},
            facts=f"<dc:creator>{plain_xml(MARKUP[5])}</dc:creator>",
        ),
    }


URL = "https://evil.example/an-article?a=b&c=d"


def for_intake() -> Mapping[str, str | bytes]:
    """The hostile text as feeds and as exports of other programs; the name begins with which it is."""
    content, title = page(TEXT), MARKUP[0]
    item = f"<title>{plain_xml(title)}</title><link>{plain_xml(URL)}</link><description>{plain_xml(content)}</description>"
    entry = (
        f"<id>1</id><title type='html'>{plain_xml(title)}</title><link href='{plain_xml(URL)}'/>"
        f"<author><name>{plain_xml(MARKUP[5])}</name></author><updated>2024-05-01T00:00:00Z</updated>"
        f"<content type='html'>{plain_xml(content)}</content>"
    )
    record = {"url": URL, "title": title, "tags": [MARKUP[5]], "content": content, "created_at": "2024-05-01"}
    bookmark = f'<DT><A HREF="{plain_xml(URL)}" ADD_DATE="1600322788" TAGS="{plain_xml(MARKUP[5])}">{title}</A><DD>{TEXT}'
    return {
        "feed.rss": f"<rss version='2.0'><channel><title>{plain_xml(title)}</title><item>{item}</item></channel></rss>",
        "feed.atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{plain_xml(title)}</title><entry>{entry}</entry></feed>",
        "feed.json": json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": title,
                "items": [
                    {"id": "1", "url": URL, "title": title, "content_html": content, "tags": [MARKUP[5]]}
                ],
            }
        ),
        "export.json": json.dumps([record, {**record, "url": f"javascript:{HARM}"}]),
        "export.csv": f'url,title,tags,note\n{URL},"{title}",a|b,"{TEXT.replace(chr(34), chr(34) * 2)}"\n',
        "export.html": f"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>{bookmark}</DL>",
        "export.xml": f"<posts><post href='{plain_xml(URL)}' description='x' extended='{plain_xml(TEXT).replace(chr(39), '&apos;')}'/></posts>",
        "export.opml": f"<opml><body><outline text='{plain_xml(title)}' xmlUrl='{plain_xml(URL)}'/></body></opml>",
        "export.zip": zip_of(
            {"list.json": json.dumps([{**record, "slug": "../one"}]), "content/../one.html": content}
        ),
    }


def in_every_field() -> Iterator[tuple[str, str]]:
    """Articles that mean harm by their front matter: each payload in every field that is shown."""
    for number, payload in enumerate(PAYLOADS):
        said = (
            '"'
            + "".join(
                c if c.isprintable() else f"\\u{ord(c):04x}"
                for c in payload.replace("\\", "\\\\").replace('"', '\\"')
            )
            + '"'
        )
        fields = "\n".join(
            f"{key}: {value}"
            for key, value in {
                "title": said,
                "date": "2024-05-01",
                "authors": f"[{said}]",
                "site": said,
                "tags": f"[{said}]",
                "topics": f"[{said}]",
                "slug": said[:-1] + f' {number}"',
                "language": said,
                "url": said,
                "corrections": f"{{harm: {said}}}",
            }.items()
        )
        yield f"field-{number}.md", f"---\n{fields}\n---\nThis does harm, and Evil Example says so.\n"
    for number, tag in enumerate(
        ("!ENV HOME", "!!python/name:os.system", "!include ../outside.txt", "&a [*a]")
    ):
        yield f"tag-{number}.md", f"---\ntitle: {tag}\n---\nWords of an article.\n"
