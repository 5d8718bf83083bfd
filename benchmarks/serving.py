"""How soon a saved article shows: `python -m benchmarks.serving --articles 1000 [--browser]`.

Starts `digest serve` on made-up articles, saves one of them with another sentence, and waits until its page
has the sentence: asked for over http, or, with `--browser`, in a page that lies open in Chromium and reloads
by itself. Seconds are from the saving to the showing; one line for each time.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.make_corpus import make_corpus

EDITED = "article-000007"
STEP = 0.02
"""Seconds between two looks."""
PAUSE = 4.0
"""Seconds before each save: whoever writes looks first at what the last one did."""
Shows = Callable[[str], bool]
"""Tells whether the page of the edited article shows a sentence."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve the site; yield the address of the edited article's page once it is there."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", "--quiet", "--address", address]
    process = subprocess.Popen(command, cwd=site)
    page = f"http://{address}/articles/{EDITED}/"
    try:
        while not over_http(page)("</html>"):
            if process.poll() is not None:
                sys.exit("digest serve ended")
            time.sleep(STEP)
        yield page
    finally:
        process.terminate()
        process.wait()


def over_http(page: str) -> Shows:
    def shows(sentence: str) -> bool:
        try:
            with urlopen(page, timeout=600) as answer:
                return sentence in answer.read().decode()
        except (URLError, ConnectionError, TimeoutError):
            return False

    return shows


@contextmanager
def in_browser(page: str) -> Iterator[Shows]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where it is asked for)

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        tab = browser.new_page()
        tab.goto(page)
        yield lambda sentence: tab.get_by_text(sentence).count() > 0
        browser.close()


def seconds_to_show(article: Path, number: int, shows: Shows) -> float:
    """Save the article with another sentence; return how long it takes to show."""
    sentence = f"Here stands the sentence of save number {number}."
    text = article.read_text(encoding="utf-8")
    began = time.perf_counter()
    article.write_text(f"{text}\n{sentence}\n", encoding="utf-8")
    while not shows(sentence):
        time.sleep(STEP)
    return time.perf_counter() - began


def measure(folder: Path, *, articles: int, times: int, browser: bool) -> None:
    site = folder / "site"
    subprocess.run(
        [sys.executable, "-m", "generator", "new", str(site)], check=True, stdout=subprocess.DEVNULL
    )
    for path in (site / "articles").iterdir():
        path.unlink()
    make_corpus(site / "articles", articles=articles)
    article = site / "articles" / f"{EDITED}.md"
    with serving(site) as page:
        if not browser:
            tell(article, over_http(page), times, "over http")
            return
        with in_browser(page) as shows:
            tell(article, shows, times, "in a browser")


def tell(article: Path, shows: Shows, times: int, how: str) -> None:
    for number in range(times):
        print(f"{seconds_to_show(article, number, shows):.2f} s {how}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--browser", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="digest-serving-") as name:
        measure(Path(name), articles=given.articles, times=given.times, browser=given.browser)
