"""How a story that several articles tell is shown."""

import json
from pathlib import Path

from msgspec import structs

from generator.model import Story, Telling
from generator.pages.render import render
from tests.pages.sample import LAGOON, TIDES, WIND, sample_site

STORY = Story(
    id=TIDES.id,
    tellings=(
        Telling(article=TIDES.id, adds=()),
        Telling(article=LAGOON.id, adds=(2,)),
        Telling(article=WIND.id, adds=(0,)),
    ),
)


def pages(root: Path) -> dict[str, str]:
    site = sample_site(root)
    told = structs.replace(site, corpus=structs.replace(site.corpus, stories=(STORY,)))
    return {page.path: page.content.decode("utf-8", "replace") for page in render(told)}


def test_each_telling_shows_all_of_them_and_what_each_adds(tmp_path: Path) -> None:
    page = pages(tmp_path)[f"articles/{LAGOON.id}.md"]
    box = page.split("## The same story")[1].split("\n## ")[0]
    assert "Told by 3 articles" in box
    assert box.index(f"../articles/{TIDES.id}.md") < box.index("this page") < box.index(f"{WIND.id}.md")
    assert box.count(".dp-context") == 2


def test_a_story_is_one_entry_in_the_index(tmp_path: Path) -> None:
    index = pages(tmp_path)["articles/index.md"]
    assert index.count("Also told by") == 1
    assert f"]({'../'}articles/{LAGOON.id}.md){{ .dp-title }}" not in index
    assert f"../articles/{LAGOON.id}.md" in index


def test_a_story_stands_in_the_data(tmp_path: Path) -> None:
    story = json.loads(pages(tmp_path)["digest.json"])["stories"][0]
    assert [one["article"] for one in story["tellings"]] == [TIDES.id, LAGOON.id, WIND.id]
    assert story["tellings"][1]["adds"][0]["anchor"].startswith("p")


def test_a_story_is_one_entry_on_the_first_page(tmp_path: Path) -> None:
    home = pages(tmp_path)["index.md"]
    assert home.count("Also told by") == 1
    assert f"(articles/{WIND.id}.md){{ .dp-title }}" not in home
