"""Hostile articles on the whole way to a page in a real browser."""

import base64
import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.hostile.conftest import Watched
from tests.hostile.inputs import HARM, OUTSIDE

RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
    )
)
"""Names that Windows keeps for devices, whatever their ending."""
READS = ("w", "a", "+", "x")
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "xlink:href")
OF_FORMATS = frozenset("text plain structured page packed letter cues paper word open book-one".split())
"""The articles that hold the hostile text, one for each format."""
RUNNING = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
OWN_ELEMENTS = "script iframe object embed base form style link meta".split()


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_format_was_read(watched: Watched) -> None:
    read = {path.parent.name for path in pages(watched.site / "articles")}
    assert read >= OF_FORMATS, watched.told
    assert len(read) > 60, watched.told


@pytest.mark.parametrize("folder", ["docs", "site", "articles.lock"])
def test_every_system_can_hold_the_names_of_what_is_made(watched: Watched, folder: str) -> None:
    names = [
        path.relative_to(watched.root / folder).as_posix() for path in (watched.root / folder).rglob("*")
    ]
    assert names
    for name in names:
        last = name.rpartition("/")[2]
        assert not set(last) & set('<>:"\\|?*'), name
        assert last.isprintable(), name
        assert not last.endswith((".", " ")), name
        assert last.partition(".")[0].casefold() not in RESERVED, name
        assert len(name) < 180, name
    alike = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    assert [name for name, count in alike.items() if count > 1] == []


def test_nothing_of_an_article_becomes_an_element_that_can_run(watched: Watched) -> None:
    for path in pages(watched.site):
        tree = html.parse(path).getroot()
        body = tree.find(".//article")
        for element in tree.iter("*"):
            assert not [name for name in element.attrib if name.startswith("on") or name == "srcdoc"], path
            assert not [name for name in ADDRESSES if RUNNING.match(element.get(name) or "")], path
        if body is not None:
            assert [one.tag for one in body.iter(*OWN_ELEMENTS)] == [] or path.parent.name == "search", path


def test_every_script_of_a_page_is_known_to_its_policy(watched: Watched) -> None:
    for path in pages(watched.site):
        tree = html.parse(path).getroot()
        policy = " ".join(tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content"))
        for script in tree.iter("script"):
            if script.get("src") is None and script.get("type") is None:
                digest = base64.b64encode(sha256((script.text or "").encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy, path
        assert HARM not in "".join(s.text or "" for s in tree.iter("script") if s.get("type") is None)
        assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_no_template_runs_and_nothing_is_included(watched: Watched) -> None:
    for path in (path for path in watched.root.rglob("*") if path.is_file() and not path.is_symlink()):
        content = path.read_bytes()
        assert OUTSIDE.encode() not in content, path
        if path.suffix in {".html", ".txt", ".xml", ".json"} and path.is_relative_to(watched.site):
            assert b"1337 " not in content, path  # 7 × 191
            assert os.environ["HOME"].encode() not in content or os.environ["HOME"] == "/", path


def opened(watched: Watched) -> list[tuple[Path, list[str]]]:
    """Every file that was opened, by its path, and how."""
    files = (args for event, args in watched.events if event == "open" and not args[0].isdigit())
    return [(Path(os.path.normpath(args[0])), args) for args in files]


def test_nothing_is_written_outside_of_the_sites_folders(watched: Watched) -> None:
    ours = (watched.root, watched.root.parent / "temporary", Path(os.devnull))
    written = [path for path, args in opened(watched) if _writes(args)]
    assert any(path.suffix == ".html" for path in written)
    assert [path for path in written if not any(map(path.is_relative_to, ours))] == []


def _writes(args: list[str]) -> bool:
    _, mode, flags = args
    return (
        any(letter in mode for letter in READS)
        if mode != "None"
        else bool(int(flags) & (os.O_WRONLY | os.O_RDWR))
    )


def test_nothing_beside_the_site_is_read(watched: Watched) -> None:
    read = {path for path, _ in opened(watched)}
    assert watched.root / "articles" / "plain.txt" in read
    assert {path for path in read if path.parent == watched.root.parent} == set()
    assert Path("/etc/hostname") not in read


def test_no_request_goes_out_and_only_the_search_engine_is_started(watched: Watched) -> None:
    assert [args for event, args in watched.events if event.startswith("socket")] == []
    assert [args for event, args in watched.events if event == "os.system"] == []
    started = {Path(args[0]).name for event, args in watched.events if event == "subprocess.Popen"}
    assert {name for name in started if "pagefind" not in name} == set()


def test_what_cannot_be_an_article_is_named(watched: Watched) -> None:
    assert re.search(r"out\.txt.*leads out of the articles folder", watched.told)
    assert re.search(r"pipe\.txt.*is a device, a pipe or a socket", watched.told)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Page]:
    """A tab without the second wall, in which no script of an article may run and no request go out."""
    context = browser.new_context(bypass_csp=True)
    told: list[str] = []
    tab = context.new_page()
    tab.on("dialog", lambda dialog: told.append(dialog.message))
    tab.on(
        "request", lambda r: told.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None
    )
    yield tab
    context.close()
    assert told == []


def test_no_script_of_an_article_runs_even_without_the_policy(watched: Watched, open_page: Page) -> None:
    articles = [path for path in pages(watched.site / "articles") if path.parent.name in OF_FORMATS]
    fields = [path for path in pages(watched.site / "articles") if path not in articles][::6]
    lists = [watched.site / place / "index.html" for place in ("", "articles", "topics", "archive", "search")]
    for path in (*articles, *fields, *lists):
        open_page.goto(path.as_uri())
        assert open_page.evaluate("globalThis.pwned") is None, path


def test_a_script_that_got_into_a_page_would_not_run(
    watched: Watched, browser: Browser, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(watched.site, site)
    path = site / "articles" / "text" / "index.html"
    page = path.read_text(encoding="utf-8")
    planted = (
        f"<script>{HARM}</script><img src='data:,' onerror={HARM}><a id=go href='javascript:{HARM}'>go</a>"
    )
    path.write_text(page.replace("<article", f"{planted}<article", 1), encoding="utf-8")
    tab = browser.new_page()
    stopped: list[str] = []
    tab.on(
        "console",
        lambda message: stopped.append(message.text) if "Content Security Policy" in message.text else None,
    )
    tab.goto(path.as_uri())
    tab.locator("#go").dispatch_event("click")
    assert tab.evaluate("document.documentElement.classList.contains('js')"), "the site's own scripts run"
    assert tab.evaluate("globalThis.pwned") is None
    assert len(stopped) == 3
    tab.close()
