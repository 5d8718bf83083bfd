"""A real browser, and a site built for real and served over loopback."""

import functools
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.build import build
from generator.config import load_settings
from generator.run import Options
from generator.scaffold import new_site

expect.set_options(timeout=30_000)  # a machine that does much else is slow, not wrong
OWN = ("http://127.0.0.1", "file://", "data:", "blob:")
"""Where a request may go."""
ARTICLES = Path(__file__).parent.parent.parent / "articles"


ABOUT = """# About us

Three friends keep this.

## Where to write

A letter under the lighthouse door is answered on *Fridays*.
"""
"""A page that the editor wrote."""
SHAPES = f"""---
title: A quilt of shapes
date: 2025-05-04
---

Patches of a quilt are cut before they are sewn.[^cut]

- cotton
  - linen
    - wool

|{" patchwork |" * 16}
|{" --- |" * 16}
|{" square |" * 16}

[^cut]: With shears, and never torn.
"""
"""An article of what text is apart from paragraphs."""


def tell_again(article: Path) -> None:
    """Lay a copy beside an article, under another title: the two tell one story."""
    text = article.read_text(encoding="utf-8").replace("title: ", "title: Once more, ", 1)
    article.with_name(f"again-{article.name}").write_text(text, encoding="utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def server() -> Iterator[ThreadingHTTPServer]:
    """A port that is ours before the site is built: the site has to know its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Quiet) as bound:
        yield bound


@pytest.fixture(scope="session")
def site_folder(server: ThreadingHTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site, built from the project's articles as a new site's own, with the server's address.

    Only with an address does Material exchange pages without loading them.
    """
    root = tmp_path_factory.mktemp("demo")
    new_site(root, title="Demo")
    shutil.rmtree(root / "articles")
    shutil.copytree(ARTICLES, root / "articles")
    shutil.copy(ARTICLES.parent / "topics.yml", root / "topics.yml")
    tell_again(root / "articles" / "pocket-and-the-unread-pile.md")
    (root / "articles" / "shapes.md").write_text(SHAPES, encoding="utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "about.md").write_text(ABOUT, encoding="utf-8")
    settings = replace(load_settings(root / "digest.yml"), url=f"http://127.0.0.1:{server.server_port}/")
    build(settings, Options(), lambda *_: None)
    return root / "site"


@pytest.fixture(scope="session")
def site(server: ThreadingHTTPServer, site_folder: Path) -> Iterator[str]:
    """The address of the demo site, served."""
    server.RequestHandlerClass = functools.partial(_Quiet, directory=str(site_folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab whose errors and requests to other hosts fail the test."""
    context = browser.new_context()
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on(
        "request",
        lambda r: told.append(r.url) if not r.url.startswith(OWN) else None,
    )
    yield tab
    context.close()
    assert told == []
