"""From what was fetched, exported or given to an article: our readers find its text and its facts."""

import re
from collections.abc import Mapping

from generator.errors import SourceError
from generator.intake.articles import Found
from generator.intake.exports import Saved
from generator.intake.feeds import Entry
from generator.intake.fetching import Fetched
from generator.model import Article, Document, Publish
from generator.sources.encoding import in_charset
from generator.sources.formats import UNKNOWN_FORMAT, reader_of
from generator.sources.html_blocks import html_blocks, parse
from generator.sources.normalise import normalise
from generator.sources.outcome import Rules
from generator.sources.privacy import privacy_of
from generator.sources.tracking import untracked
from generator.sources.web_page import absolute
from generator.text import cut, fold

SUFFIXES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-rst": ".rst",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""The formats of articles that are fetched, by their media type."""
PAGES = frozenset(SUFFIXES)
_RULES = Rules(publish=Publish.FULL, language="", corrections=(), max_bytes=0)
_LONGEST_TITLE = 80
_META = re.compile(
    r"""["']datePublished["']\s{0,5}:|property=["']article:published_time["']|itemprop=["']datePublished["']"""
)
_HEADER, _PAGE, _GUESS = "its own header", "the page's metadata", "a guess from the page"
_DATE_FROM = {
    "text/markdown": _HEADER,
    "message/rfc822": "the message's header",
    "application/pdf": "the file's own data",
    "application/epub+zip": "the book's own data",
    "text/plain": "the text's date line",
}


def from_page(page: Fetched) -> Found:
    """Return the article of a fetched page. Raises SourceError if there is none."""
    data = page.body
    if page.media_type.startswith("text/") and page.charset and page.charset not in {"utf-8", "utf8"}:
        data = in_charset(data, page.charset).encode()
    if not data.strip():
        raise SourceError("the page is empty")
    return from_bytes(data, f"page{SUFFIXES[page.media_type]}", url=page.url)


def from_bytes(data: bytes, name: str, *, url: str = "") -> Found:
    """Return the article of a file. Raises SourceError if it has no text or no format that is known."""
    reader = reader_of(name)
    if reader is None:
        raise SourceError(UNKNOWN_FORMAT)
    document = reader.read(data, name)
    article, problems = normalise(document, _RULES, "")
    if article is None:
        raise SourceError(problems[-1].message if problems else "no text found")
    url = untracked(article.url or url) or url
    private, unclear = privacy_of(document)
    own = {} if url else _own_places(document, article)
    warnings = () if url else (*unclear, *problems)
    facts = {**_facts(article), **own, "date_from": _date_from(document, article, data)}
    if private:
        facts["private"] = True
    return Found(
        title=article.title if document.title or not url else cut(article.title, _LONGEST_TITLE),
        blocks=absolute(document.blocks, url),
        source=name,
        url=url,
        facts=facts,
        publish=article.publish,
        warnings=warnings,
    )


def _own_places(document: Document, article: Article) -> dict[str, object]:
    """Return where a file says that its article stands, here and on a site of its author's."""
    return {"slug": article.id if document.metadata.get("slug") else "", "aliases": article.paths}


def _facts(article: Article) -> dict[str, object]:
    return {
        "date": article.published.isoformat() if article.published else "",
        "authors": article.authors,
        "site": article.site,
        "language": article.language,
        "tags": article.tags,
        "topics": article.topics,
        "corrections": dict(article.corrections),
    }


def _date_from(document: Document, article: Article, data: bytes) -> str:
    """Return where a date was found: whoever reads it can tell how far to trust it."""
    if article.published is None:
        return ""
    if document.media_type == "text/html":
        return _PAGE if _META.search(data.decode("utf-8", "replace")) else _GUESS
    return _DATE_FROM.get(document.media_type, _HEADER)


def from_saved(saved: Saved) -> Found:
    """Return the article of a saved link that has its text. Raises SourceError if there is none."""
    return _from_html(
        saved.html,
        title=saved.title,
        url=saved.url,
        source=saved.url,
        facts={
            "date": saved.published,
            "date_from": "the export" if saved.published else "",
            "authors": [name for name in saved.authors.split("; ") if name],
            "saved": saved.saved,
            "tags": saved.tags,
            **({"private": True} if saved.private else {}),
        },
    )


def from_entry(entry: Entry, *, site: str, language: str) -> Found:
    """Return the article of a feed's entry. Raises SourceError if the feed has no text of it."""
    return _from_html(
        entry.html,
        title=entry.title,
        url=entry.url,
        source=f"entry {entry.key}",
        facts=entry_facts(entry, site, language),
    )


def entry_facts(entry: Entry, site: str, language: str) -> dict[str, object]:
    """Return what a feed says of an entry."""
    return {
        "date": entry.published,
        "date_from": "the feed" if entry.published else "",
        "authors": [name for name in entry.authors.split("; ") if name],
        "site": site,
        "language": language,
        "tags": entry.tags,
    }


def _from_html(text: str, *, title: str, url: str, source: str, facts: Mapping[str, object]) -> Found:
    """Return the article of a piece of HTML; without a title it is called as it begins."""
    root = parse(f"<div>{text}</div>")
    blocks = html_blocks(root) if root is not None else ()
    if not any(block.text or block.rows for block in blocks):
        raise SourceError("no text found")
    beginning = next((fold(block.text) for block in blocks if block.text), "")
    return Found(
        title=title or cut(beginning, _LONGEST_TITLE) or url or source,
        blocks=absolute(blocks, url),
        source=source,
        url=untracked(url) or url,
        facts=facts,
    )
