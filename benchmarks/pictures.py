"""Makes the pictures of the README anew: `python -m benchmarks.pictures`. Needs Chromium.

The demo in a real browser, 1280 pixels wide, light; in few colours, so that a picture stays small.
"""

from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page

from benchmarks.demo_site import ROOT, demo_site
from benchmarks.search_site import chromium

FOLDER = ROOT / "docs" / "guide" / "images"
WIDTH, HEIGHT = 1280, 800
COLOURS = 200


def topic(page: Page) -> None:
    """Show a topic from its top."""


def search(page: Page) -> None:
    """Ask a question in the dialog of search, over an article."""
    page.keyboard.press("/")
    page.keyboard.type("humanoid robots running")
    page.locator(".dp-find-all, .dp-find-hit >> nth=2").first.wait_for()
    page.wait_for_load_state("networkidle")


PICTURES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "topic": ("topics/open-weight-models/", topic),
    "search": ("", search),
}
"""The name of each picture, the page it shows, and what is done there."""


def main() -> None:
    with demo_site() as site, chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, (path, prepare) in PICTURES.items():
            page.goto(site + path, wait_until="networkidle")
            prepare(page)
            shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
            file = FOLDER / f"{name}.png"
            shot.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
