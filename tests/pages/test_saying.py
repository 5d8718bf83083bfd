"""A site speaks the words that it is given, and none besides."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from lxml import etree
from msgspec import structs

from generator.model import Account, Block, Fate, Mark, Page, RichText
from generator.pages.render import render
from generator.pages.site import Site
from generator.wording import Wording, english, load_wording
from tests.pages.engine import PLAIN, Seen, to_html
from tests.pages.sample import sample_site

NOWHERE = Path("/nowhere")
WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN = ("title", "aria-label", "alt", "content", "placeholder")
"""Attributes that somebody reads."""
TECHNICAL = frozenset(
    "atom json digestpress summary large image website article https mills example org www xml txt md html "
    "articles topics feed index digest opml assets social png site changes archive".split()
)
"""Names of formats and of addresses, which are the same in every language."""
FIELDS = "|".join((*Block.__struct_fields__, *Mark.__struct_fields__, *RichText.__struct_fields__))
ACCOUNTS = (
    Account(
        source="tides.md", fate=Fate.USED, id="how-a-tide-mill-works", words=3, link="dead on 2025-01-01"
    ),
    Account(source="tides.md", fate=Fate.DUPLICATE, date_from="not found"),
)


def masked() -> Wording:
    """Words without a letter of English in them, but for what goes into their slots."""
    texts = {name: _masked(text) for name, text in english().texts.items()}
    months = tuple(f"ж{number}" for number in range(12))
    return structs.replace(english(), texts=texts, months=months, months_short=months)


def _masked(text: object) -> object:
    if isinstance(text, dict):
        return {form: _masked(one) for form, one in text.items()}
    pieces = [(WORD.sub("ж", said), slot) for said, slot, *_ in Formatter().parse(str(text))]
    return "".join(f"{said}{{{slot}}}" if slot else said for said, slot in pieces)


def told(site: Site) -> set[str]:
    """The words of everything that articles, topics, settings and the record tell."""
    corpus, settings = site.corpus, site.settings
    articles = [one.article for one in corpus.analyses.values()]
    parts: list[object] = [settings.title, settings.description, site.intro, site.problems]
    parts += [(it.title, it.blocks, it.authors, it.site, it.url, it.corrections, it.id) for it in articles]
    parts += [(topic.name, topic.aliases, topic.id) for topic in corpus.topics]
    parts += [[one.because for one in some] for some in corpus.related.values()]
    parts += [(one.id, one.title, one.into) for one in site.history.articles]
    parts += [(one.name, one.was, one.id, one.difference) for one in site.history.changes]
    values = re.sub(rf"\\[nt]|\b(?:{FIELDS})=|\b[A-Z]\w+\(", " ", repr(parts))
    return set(map(str.casefold, WORD.findall(values))) | TECHNICAL


def spoken(page: Page) -> Iterator[str]:
    """What a reader, or whoever reads to one, finds in a file."""
    text = page.content.decode("utf-8", "replace")
    if page.path.endswith(".md"):
        head, body = text[4:].split("\n---\n", 1)
        yield from re.findall(r'^(?:title|description): "(.*)"$', head, re.MULTILINE)
        text = head.partition("head: |")[2].partition("hide:")[0] + to_html(body, PLAIN)
    if page.path.endswith((".md", ".html")):
        seen = Seen(text)
        yield re.sub(r'\{"@context".*', " ", seen.text)
        tags = [given for _, given in seen.tags if given.get("name") not in {"viewport", "robots"}]
        tags = [given for given in tags if "http-equiv" not in given]
        yield from (value or "" for given in tags for name, value in given.items() if name in SPOKEN)
    elif page.path.endswith((".xml", ".opml")):
        for element in etree.fromstring(page.content).iter():
            yield from filter(None, (element.text, element.get("title"), element.get("text")))
    elif page.path.endswith("feed.json"):
        data = json.loads(text)
        yield from (data["title"], data.get("description", ""))
        yield from (f"{one['title']} {one['content_html']}" for one in data["items"])
    elif page.path.endswith(".txt") and page.path != "robots.txt":
        yield text


def test_whatever_a_site_says_comes_from_its_words_or_from_its_articles() -> None:
    site = structs.replace(sample_site(NOWHERE, sources_page=True), wording=masked(), accounts=ACCOUNTS)
    known = told(site)
    foreign = {}
    for page in (page for page in render(site) if not page.path.startswith((".theme/", "assets/"))):
        bare = (re.sub(r"<[^>]*>|https?:\S+|\]\([^)]*\)", " ", html.unescape(said)) for said in spoken(page))
        words = {word.casefold() for said in bare for word in WORD.findall(said)}
        foreign[page.path] = words - known
    assert {path: words for path, words in foreign.items() if words} == {"llms.txt": {"optional"}}


def test_a_site_in_german_says_so_and_marks_what_is_not() -> None:
    site = structs.replace(sample_site(NOWHERE), wording=load_wording("de", NOWHERE))
    pages = {page.path: page.content.decode("utf-8", "replace") for page in render(site)}
    assert pages["topics/tin/index.html"].startswith('<!doctype html>\n<html lang="de">')
    assert 'xml:lang="de"' in pages["feed.xml"]
    assert json.loads(pages["feed.json"])["language"] == "de"
    assert "[[" not in pages[".theme/404.html"]
    assert ">de{%" in pages[".theme/partials/language.html"].replace('== "language" %}', ">")
    assert '<div lang="en" markdown>' in pages["articles/wind-at-sea.md"]
    assert "<div lang" not in pages["articles/die-gezeitenmuehle.md"]


def test_a_site_that_is_written_from_right_to_left_says_so(tmp_path: Path) -> None:
    (tmp_path / "templates" / "words").mkdir(parents=True)
    (tmp_path / "templates" / "words" / "ar.yml").write_text("in_brief: باختصار\n", encoding="utf-8")
    site = structs.replace(sample_site(tmp_path), wording=load_wording("ar", tmp_path))
    pages = {page.path: page.content.decode("utf-8", "replace") for page in render(site)}
    assert '<html lang="ar" dir="rtl">' in pages["topics/tin/index.html"]
    assert "%}rtl{%" in pages[".theme/partials/language.html"]
    assert "## باختصار { #in-brief .dp-label }" in pages["topics/silt.md"]
