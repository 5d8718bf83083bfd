"""What the benchmarks of search share: a site of nothing but its index, and a browser that asks it."""

import functools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, sync_playwright

from generator.model import Record
from generator.pages.templates import assets
from generator.publish.search import Contents, Plan, build_search
from generator.wording import english

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update")
PAGE = """<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body>
<header></header><script src="assets/digest.js"></script></body></html>
"""


def make_search_site(folder: Path, records: Sequence[Record], cache: Path) -> None:
    """Write the index of the records, our scripts, and a page that loads them."""
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    for path, content in assets(folder, english()):
        if path.endswith(".js"):
            (folder / path).write_bytes(content)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    problems = build_search(Contents.of(records), folder, Plan(cache=cache, language="en", offline=True))
    if problems:
        raise SystemExit(problems[0].message)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the machine's own Chromium, or the one that Playwright has installed."""
    found = next(filter(None, map(which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()
