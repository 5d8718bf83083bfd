"""What is read ahead is what would be read later, and only the few articles of which nothing is kept."""

from pathlib import Path

import pytest

from generator import cache
from generator.ahead import FEW, Seen, read_ahead
from generator.collecting import work_on
from generator.config import Settings
from generator.editor import Editor
from generator.run import Options
from generator.sources.discover import find_sources

KETTLE = "# The kettle\n\nA gooseneck kettle pours slowly. The Kettle Club met in Leeds to compare them.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "kettle.md").write_text(KETTLE, encoding="utf-8")
    return Settings(root=tmp_path, articles=tmp_path / "articles", cache=tmp_path / ".cache")


def test_it_is_what_reading_later_keeps(settings: Settings) -> None:
    found = find_sources(settings.articles, max_bytes=1_000_000)
    ahead = read_ahead(found[0], settings)
    first = work_on(Seen(found), settings, Editor(), Options(jobs=1), lambda *_: None)
    [key] = ahead
    assert cache.load(settings.cache, [key]) == {key: ahead[key].told}
    assert cache.Whole(settings.cache).read(key) == ahead[key].whole
    cache.keep_only(settings.cache, [])
    again = work_on(Seen(found, lambda: ahead), settings, Editor(), Options(jobs=1), lambda *_: None)
    assert again.told == first.told
    assert again.analyses[0] == first.analyses[0]


def test_of_a_file_that_changed_since_the_other_content_is_taken(settings: Settings) -> None:
    found = find_sources(settings.articles, max_bytes=1_000_000)
    ahead = read_ahead(found[0], settings)
    (settings.articles / "kettle.md").write_text(KETTLE.replace("Leeds", "York"), encoding="utf-8")
    work = work_on(Seen(found, lambda: ahead), settings, Editor(), Options(jobs=1), lambda *_: None)
    assert "York" in work.analyses[0].article.blocks[0].text


def test_nothing_is_read_of_which_something_is_kept_or_that_is_much(settings: Settings) -> None:
    found = find_sources(settings.articles, max_bytes=1_000_000)
    work_on(Seen(found), settings, Editor(), Options(jobs=1), lambda *_: None)
    assert read_ahead(found[0], settings) == {}
    for number in range(FEW + 1):
        (settings.articles / f"pot-{number}.md").write_text(KETTLE, encoding="utf-8")
    found = find_sources(settings.articles, max_bytes=1_000_000)
    assert read_ahead(found[0], settings) == {}


def test_what_cannot_be_read_is_left_to_who_reports_it(settings: Settings) -> None:
    found = find_sources(settings.articles, max_bytes=1_000_000)
    (settings.articles / "kettle.md").unlink()
    assert read_ahead(found[0], settings) == {}
