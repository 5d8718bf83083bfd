"""`digest serve`: the site follows the articles."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect

from tests.conftest import MakeSite
from tests.test_build import CLUB

PATIENCE = 90


@contextmanager
def serving(root: Path) -> Iterator[str]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", "--quiet", "--address", address]
    process = subprocess.Popen(command, cwd=root)
    try:
        yield f"http://{address}/"
    finally:
        process.terminate()
        process.wait()


def wait_for(text: str, url: str) -> bool:
    """Ask again and again until the page has the text; False after a long time without it."""
    for _ in range(PATIENCE * 5):
        try:
            with urlopen(url, timeout=10) as answer:
                if text in answer.read().decode():
                    return True
        except HTTPError as answer:
            answer.close()
        except (URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    return False


def test_a_saved_article_shows_in_the_browser(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    with serving(root) as url:
        assert wait_for("livereload", url)
        kettle = root / "articles" / "kettle.txt"
        kettle.write_text(kettle.read_text().replace("three minutes", "seventeen minutes"))
        assert wait_for("seventeen minutes", f"{url}articles/kettle/")
        (root / "digest.yml").write_text("titel: a fault\n")
        (root / "articles" / "new.txt").write_text(
            "A New Kettle\n\nA new gooseneck kettle is here at last.\n"
        )
        assert wait_for("titel", f"{url}articles/kettle/")  # the page shows the fault, and why
        (root / "digest.yml").write_text("title: Mended\n")
        assert wait_for("A new gooseneck kettle", f"{url}articles/new/")
    assert not (root / "site").exists()


def test_an_open_page_follows_each_save_by_itself(make_site: MakeSite, browser: Browser) -> None:
    root = make_site(CLUB)
    kettle = root / "articles" / "kettle.txt"
    sound = kettle.read_text()
    with serving(root) as url:
        assert wait_for("kettle", f"{url}articles/kettle/")
        tab = browser.new_page()
        tab.goto(f"{url}articles/kettle/")
        kettle.write_text(sound.replace("three minutes", "seventeen minutes"))
        shows(tab, "seventeen minutes")
        kettle.write_text(f"---\ntitle: [a fault\n---\n{sound}")  # its page is gone, and why is told
        shows(tab, "To be mended")
        kettle.write_text(sound.replace("three minutes", "nineteen minutes"))
        shows(tab, "nineteen minutes")
        expect(tab.get_by_text("To be mended")).to_have_count(0)
        tab.close()


def shows(tab: Page, text: str) -> None:
    """Wait until the page shows a text, without asking for the page again."""
    expect(tab.get_by_text(text).first).to_be_visible(timeout=PATIENCE * 1000)
