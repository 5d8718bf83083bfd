"""Search in Firefox, over http and in pages opened as files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.marionette import Firefox, firefox, found

HALVING = "2024-04-20-the-fourth-bitcoin-halving"
FIELD = ".dp-find[open] input"


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = found()
    if program is None:
        pytest.skip("there is no Firefox on this machine")
    with firefox(program, tmp_path_factory.mktemp("firefox")) as session:
        yield session


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_filters_and_opens_its_hits_in_firefox(
    fox: Firefox, site: str, site_folder: Path, way: str
) -> None:
    fox.go(f"{site}/" if way == "http" else f"file://{site_folder}/index.html")
    fox.find(".dp-find-open")
    fox.type("body", "/")
    fox.type(FIELD, "fourth bitcoin halving")
    assert "Halving" in fox.text(".dp-find-hit")
    fox.find(".dp-find-hit mark")
    fox.type("select[name=year]", "2024")
    fox.find(f".dp-find-hit a[href*='{HALVING}']")
    fox.type(FIELD, "\ue007")  # Enter
    fox.wait_for_address(f"/articles/{HALVING}/")
    fox.find(f"link[rel=canonical][href*='{HALVING}']")
