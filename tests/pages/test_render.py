"""The sample's pages, as files and as a browser would find them."""

import itertools
import json
import posixpath
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from msgspec import structs

from generator.config import Settings
from generator.errors import DigestError
from generator.model import Corpus, Page, Problem, Publish
from generator.pages.render import render
from generator.pages.site import Site
from tests.pages.engine import PLAIN, Seen, folded, to_html
from tests.pages.sample import BACKLINKS, HARMFUL, MENTIONS, RELATED, analysis, article, para, sample_site

NOWHERE = Path("/nowhere")
GOLDEN = Path(__file__).parent.parent / "golden" / "pages"
OUR_TAGS = {
    *("h1", "h2", "h3", "h4", "p", "ol", "ul", "li", "div", "span", "a", "sup", "time", "mark", "blockquote"),
    *("ins", "del"),
    *(
        "strong",
        "em",
        "pre",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "svg",
        "path",
        "circle",
        "g",
    ),
    "!--",
}


@cache
def sample_pages() -> Mapping[str, Page]:
    return {page.path: page for page in render(sample_site(NOWHERE))}


def text_of(path: str) -> str:
    return sample_pages()[path].content.decode()


@cache
def seen(path: str, extensions: tuple[str, ...] = PLAIN) -> Seen:
    body = text_of(path).split("\n---\n", 1)[1]
    return Seen(to_html(body, extensions))


def markdown_pages() -> list[str]:
    return [path for path in sample_pages() if path.endswith(".md")]


def data() -> dict[str, list[dict[str, object]]]:
    loaded: dict[str, list[dict[str, object]]] = json.loads(text_of("digest.json"))
    return loaded


def shown_text(text: str) -> str:
    """A source's text as the page shows it: the sample's corrections made."""
    return folded(text.replace("El Verne", "L. Verne"))


def test_the_pages_have_the_paths_that_were_promised() -> None:
    articles = {f"articles/{one['id']}.md" for one in data()["articles"]}
    topics = {f"topics/{one['id']}.md" for one in data()["topics"]}
    indexes = {
        "index.md",
        "topics/index.md",
        "articles/index.md",
        "archive/index.md",
        "search.md",
        "digest.json",
    }
    years = {f"archive/{year}.md" for year in ("2022", "2023", "2024", "undated")}
    former = {f"topics/{name}/" for name in ("mud", "pit-coal", "tin")}
    former |= {f"articles/{name}/" for name in ("hidden-fears", "mill", "old-news")}
    redirects = {f"{path}{name}" for path in former for name in ("index.html", "index.txt")}
    redirects |= {"archive/1999/index.html"}
    weeks = {f"changes/{week}.md" for week in ("index", "2024-w48", "2024-w49")}
    twins = {f"{path.removesuffix('.md')}/index.txt" for path in articles | topics}
    lists = {"articles/index.txt", "topics/index.txt", "llms.txt", "robots.txt", "feeds.opml"}
    theme = {".theme/404.html", ".theme/main.html", ".theme/sitemap.xml"}
    found = {path for path in sample_pages() if not path.startswith("assets/")}
    feeds = {path for path in found if path.endswith(("feed.xml", "feed.json"))}
    assert found - feeds == articles | topics | indexes | years | weeks | redirects | twins | lists | theme
    assert {"feed.xml", "feed.json", "topics/silt/feed.xml", "topics/silt/feed.json"} <= feeds


def test_the_assets_are_written_with_their_licences() -> None:
    assets = {path for path in sample_pages() if path.startswith("assets/")}
    assert {"assets/digest.css", "assets/fonts/serif.woff2", "assets/fonts/OFL-serif.txt"} <= assets
    assert not [path for path in assets if path.endswith(".md")]


def test_every_summary_sentence_stands_in_the_element_with_its_anchor() -> None:
    for one in data()["articles"]:
        page = seen(f"articles/{one['id']}.md")
        assert isinstance(one["summary"], list)
        for sentence in one["summary"]:
            assert shown_text(sentence["text"]) in folded(page.anchors[sentence["anchor"]])


def test_every_quotation_of_a_topic_stands_in_the_element_with_its_anchor() -> None:
    for topic in data()["topics"]:
        assert isinstance(topic["summary"], list)
        for sentence in topic["summary"]:
            page = seen(f"articles/{sentence['article']}.md")
            assert shown_text(sentence["text"]) in folded(page.anchors[sentence["anchor"]])
            assert shown_text(sentence["text"]) in folded(seen(f"topics/{topic['id']}.md").text)


@pytest.mark.parametrize("path", markdown_pages())
def test_every_link_leads_somewhere(path: str) -> None:
    for tag, given in seen(path).tags:
        target = given.get("href") or ""
        if tag != "a" or target.startswith("http"):
            continue
        name, _, anchor = unquote(target).partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        assert page in sample_pages(), target
        assert not anchor or anchor in seen(page).anchors, target


@pytest.mark.parametrize("path", markdown_pages())
def test_nothing_on_a_page_acts(path: str) -> None:
    everything = seen(path, (*PLAIN, "pymdownx.superfences", "pymdownx.snippets", "pymdownx.emoji"))
    for tag, given in everything.tags:
        assert tag in OUR_TAGS
        assert not [name for name in given if name.startswith("on") or name in {"style", "src", "srcset"}]
        assert not (given.get("href") or "").lower().startswith(("javascript:", "data:", "//"))


@pytest.mark.parametrize("path", markdown_pages())
def test_a_page_has_one_first_heading_and_no_level_is_skipped(path: str) -> None:
    levels = [int(tag[1]) for tag, _ in seen(path).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("path", markdown_pages())
def test_no_anchor_stands_twice_on_a_page(path: str) -> None:
    ids = [given["id"] for _, given in seen(path).tags if given.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", markdown_pages())
def test_nothing_on_a_page_is_a_template(path: str) -> None:
    assert not re.search(r"\{\{|\{%|\{#(?!\w)", text_of(path).replace("{ #", "").replace("{ .", ""))


def test_an_article_that_means_harm_is_shown_word_for_word() -> None:
    page = seen(f"articles/{HARMFUL.id}.md")
    for block in HARMFUL.blocks:
        assert folded(block.text) in folded(page.text)
    assert folded(HARMFUL.title) in folded(page.text)


def test_an_excerpt_ends_with_a_paragraph_and_leads_to_the_original() -> None:
    page = seen("articles/the-lagoon-that-was-not-built.md")
    assert "They refused in June 2018." in page.text
    assert "The sums were done again" not in page.text
    assert "[…] Read the whole at The Mill Journal" in folded(page.text)


def test_a_quotation_beyond_the_excerpt_leads_to_its_sentence_in_the_original() -> None:
    links = [given["href"] or "" for tag, given in seen("articles/wind-at-sea.md").tags if tag == "a"]
    assert (
        "https://www.example.net/wind#:~:text=Tidal%20power%2C%20which%20costs%20nearly,interest%20more%20than%20wind%20does%2E"
        in links
    )


def test_a_digest_shows_nothing_but_quotations() -> None:
    page = seen("articles/wind-at-sea.md")
    assert "Larger turbines did most of it." not in page.text
    assert folded(page.anchors["p1"]).startswith(
        "In ten years the price of wind power at sea fell by two thirds. […]"
    )
    assert folded(page.anchors["p2"]).startswith("[…] Tidal power,")


def test_a_topic_that_nothing_speaks_of_any_more_says_so() -> None:
    assert "No article of this collection speaks of this topic at present." in seen("topics/coal.md").text
    assert "Coal" in seen("topics/index.md").text


def test_a_topic_shows_where_it_belongs() -> None:
    links = [given["href"] for tag, given in seen("topics/tide-mills.md").tags if tag == "a"]
    assert links[:2] == ["index.md", "../topics/tides.md"]


def test_a_former_address_of_a_topic_leads_to_the_present_one() -> None:
    page = Seen(text_of("topics/mud/index.html"))
    targets = [given.get("href") for tag, given in page.tags if tag in {"a", "link"}]
    assert targets == ["../silt/", "../../assets/digest.css", "../silt/index.html"]
    assert {"http-equiv": "refresh", "content": "0; url=../silt/index.html"} in [
        given for _, given in page.tags
    ]
    assert "Silt & mud" in page.text


def test_an_article_that_moved_leads_to_its_new_address() -> None:
    assert "0; url=../how-a-tide-mill-works/index.html" in text_of("articles/mill/index.html")


@pytest.mark.parametrize("name", ["articles/old-news", "articles/hidden-fears", "topics/tin", "archive/1999"])
def test_what_is_gone_says_so_and_tells_no_name(name: str) -> None:
    page = Seen(text_of(f"{name}/index.html"))
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
    assert "Not here any more" in page.text
    assert not {"old news", "hidden", "fears", "tin", "1999"} & set(page.text.casefold().split())
    assert name.partition("/")[2] not in text_of(f"{name}/index.html")


def test_changes_name_what_was_withdrawn_and_not_what_was_made_private() -> None:
    page = text_of("changes/2024-w49.md")
    assert "Old news" in page
    assert "An article that is not shown any more" in page
    assert "hidden-fears" not in "".join(text_of(path) for path in markdown_pages())


def test_a_difference_is_marked_and_its_text_is_only_text() -> None:
    marks = [tag for tag, _ in seen("changes/2024-w49.md").tags if tag in {"ins", "del"}]
    assert marks == ["del", "ins", "ins"]
    assert "<script>alert(1)</script>" in folded(seen("changes/2024-w49.md").text)


def test_an_article_says_who_links_to_it_and_in_which_words() -> None:
    page = folded(seen("articles/the-lagoon-that-was-not-built.md").text)
    assert (
        "The same idea drives the lagoon that Swansea never built, told in the story of the lagoon." in page
    )


def test_another_language_than_the_sites_is_declared() -> None:
    page = seen("articles/die-gezeitenmuehle.md")
    assert ("div", "de") in [(tag, given.get("lang")) for tag, given in page.tags]
    topic = seen("topics/tide-mills.md")
    assert ("span", "de") in [(tag, given.get("lang")) for tag, given in topic.tags]


def test_the_same_site_gives_the_same_bytes_whatever_the_order_it_was_gathered_in() -> None:
    site = sample_site(NOWHERE)
    corpus = structs.replace(
        site.corpus,
        analyses=dict(sorted(site.corpus.analyses.items(), reverse=True)),
        related=dict(sorted(RELATED.items(), reverse=True)),
        mentions=dict(sorted(MENTIONS.items(), reverse=True)),
        backlinks=dict(sorted(BACKLINKS.items(), reverse=True)),
        redirects=dict(sorted(site.corpus.redirects.items(), reverse=True)),
    )
    assert render(structs.replace(site, corpus=corpus)) == render(site)


def test_an_empty_collection_still_makes_a_site() -> None:
    corpus = Corpus(analyses={}, topics=(), related={}, mentions={}, backlinks={}, redirects={})
    pages = {page.path: page.content for page in render(Site(corpus=corpus, settings=Settings(root=NOWHERE)))}
    assert b"There is nothing here yet" in pages["index.md"]
    assert "archive/undated.md" not in pages


def test_a_topic_whose_sources_have_no_dates_leaves_no_room_for_them() -> None:
    site = sample_site(NOWHERE)
    analyses = {
        id_: structs.replace(one, article=structs.replace(one.article, published=None))
        for id_, one in site.corpus.analyses.items()
    }
    undated = structs.replace(site, corpus=structs.replace(site.corpus, analyses=analyses))
    pages = {page.path: page.content for page in render(undated) if page.path.startswith("topics/")}
    assert b'<div class="dp-brief" markdown>' in pages["topics/tides.md"]
    assert not any(b"dp-when" in content for content in pages.values())


def test_problems_stand_in_the_data() -> None:
    problems = data()["problems"]
    assert problems[0] == {
        "where": "broken.html",
        "message": "holds no text; remove it.",
        "severity": "error",
    }


def test_a_template_of_the_sites_own_wins(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "pages" / "topic.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("# {{ view.name }}\n\n{{ '*' }} {{ view.trail }}\n", encoding="utf-8")
    (tmp_path / "templates" / "assets").mkdir()
    (tmp_path / "templates" / "assets" / "digest.css").write_text("/* mine */", encoding="utf-8")
    pages = {page.path: page.content.decode("utf-8", "replace") for page in render(sample_site(tmp_path))}
    assert pages["topics/silt.md"] == "# Silt &amp; mud\n\n&#42; ()\n"
    assert pages["assets/digest.css"] == "/* mine */"
    assert pages["articles/wind-at-sea.md"] == text_of("articles/wind-at-sea.md")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ view.nothing }}", "templates/pages/topic.md.j2: .*nothing"),
        ("\n{% if %}", "templates/pages/topic.md.j2:2: "),
    ],
    ids=["unknown name", "syntax"],
)
def test_a_fault_in_a_template_names_it(tmp_path: Path, template: str, message: str) -> None:
    own = tmp_path / "templates" / "pages" / "topic.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(template, encoding="utf-8")
    with pytest.raises(DigestError, match=message):
        render(sample_site(tmp_path))


def test_a_long_collection_has_no_endless_page() -> None:
    many = {
        f"a{number:04}": analysis(article(f"a{number:04}", f"Title {number}", [para("A sentence.")]), (0,))
        for number in range(1200)
    }
    dated = {
        key: structs.replace(one, article=structs.replace(one.article, published=day, publish=Publish.FULL))
        for (key, one), day in zip(many.items(), _days(), strict=False)
    }
    corpus = Corpus(analyses=dated, topics=(), related={}, mentions={}, backlinks={}, redirects={})
    pages = render(
        Site(corpus=corpus, settings=Settings(root=NOWHERE), problems=(Problem(where="x", message="y"),))
    )
    entries = {p.path: p.content.count(b"{ .dp-title }") for p in pages if p.path.endswith(".md")}
    assert max(entries.values()) <= 500
    assert entries["articles/index.md"] == 200
    assert sum(count for path, count in entries.items() if re.match(r"archive/\d{4}-\d\d", path)) == 1200


def _days() -> list[date]:
    return [date(2024, 1 + number % 12, 1 + number % 28) for number in range(1200)]


@pytest.mark.parametrize("path", [path for path in sample_pages() if not path.startswith("assets/")])
def test_a_page_is_as_it_was_last_approved(path: str, request: pytest.FixtureRequest) -> None:
    approved = GOLDEN / path
    if request.config.getoption("--update-golden"):
        approved.parent.mkdir(parents=True, exist_ok=True)
        approved.write_bytes(sample_pages()[path].content)
    assert approved.read_bytes() == sample_pages()[path].content
