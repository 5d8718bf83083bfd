"""The sample as a website: what MkDocs makes of the pages with the project's own settings."""

import logging
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.pages.render import render
from tests.pages.engine import Seen
from tests.pages.sample import sample_site

SETTINGS = Path(__file__).parents[2] / "mkdocs.yml"
NAV = [
    {"Home": "index.md"},
    {"Topics": "topics/index.md"},
    {"Articles": "articles/index.md"},
    {"Archive": "archive/index.md"},
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, str], list[str]]:
    """Every HTML page of the built sample, and the warnings of the build."""
    root = tmp_path_factory.mktemp("sample")
    for page in render(sample_site(root)):
        path = root / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.content)
    warnings: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warnings.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    settings = root / "mkdocs.yml"
    settings.write_bytes(SETTINGS.read_bytes())
    build(load_config(str(settings), site_url="https://mills.example/", nav=NAV))
    logger.removeHandler(handler)
    site = root / "site"
    found = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in sorted(site.rglob("*.html"))}
    return found, warnings


def test_mkdocs_has_nothing_to_say(built: tuple[Mapping[str, str], list[str]]) -> None:
    assert built[1] == []


def test_no_page_asks_another_host_for_anything(built: tuple[Mapping[str, str], list[str]]) -> None:
    for path, html in built[0].items():
        for tag, given in Seen(html).tags:
            named = tag == "link" and (given.get("rel") or "").strip() in {"canonical", "alternate"}
            fetched = given.get("src") or (given.get("href") if tag == "link" and not named else None) or ""
            assert not fetched.startswith(("http:", "https:", "//")), path


def test_no_text_of_an_article_becomes_a_script(built: tuple[Mapping[str, str], list[str]]) -> None:
    for html in built[0].values():
        assert "<script>alert" not in html
        assert not [given for _, given in Seen(html).tags if any(name.startswith("on") for name in given)]


def test_a_title_is_shown_as_it_is_in_the_windows_title(built: tuple[Mapping[str, str], list[str]]) -> None:
    html = built[0]["articles/notes-on-nothing/index.html"]
    assert "<title>&lt;script&gt;alert(&#x27;title&#x27;)&lt;/script&gt; &amp; “notes” - " in html
