"""Reading and analysing: what is kept, and what becomes of it when the cache is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator import cache
from generator.ahead import Seen
from generator.collecting import Work, work_on
from generator.config import Settings
from generator.editor import Editor
from generator.errors import DigestError
from generator.run import Options
from generator.sources.discover import find_sources

KETTLE = "# The kettle\n\nA gooseneck kettle pours slowly. The Kettle Club met in Leeds to compare them.\n"


def worked(root: Path) -> Work:
    settings = Settings(root=root, articles=root / "articles", cache=root / ".cache")
    found = find_sources(settings.articles, max_bytes=1_000_000)
    return work_on(Seen(found), settings, Editor(), Options(jobs=1), lambda *_: None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "kettle.md").write_text(KETTLE, encoding="utf-8")
    return tmp_path


def lose(root: Path) -> None:
    """Drop all from the cache, as another run does that works on other articles."""
    cache.keep_only(root / ".cache", [])


def test_an_analysis_is_fetched_as_it_was_made(root: Path) -> None:
    first, again = worked(root), worked(root)
    assert again.told == first.told
    assert again.analyses[0] == first.analyses[0]


def test_of_an_article_that_went_the_cache_still_holds_the_facts(root: Path) -> None:
    [first] = worked(root).told
    (root / "articles" / "kettle.md").write_text(KETTLE.replace("Leeds", "York"), encoding="utf-8")
    changed = worked(root)
    assert changed.fresh
    assert [*changed.gone()] == [first.facts]
    cache.keep_only(root / ".cache", changed.keys)
    assert not [*changed.gone()]


def test_what_the_cache_holds_of_another_version_is_not_taken_for_what_went(root: Path) -> None:
    work = worked(root)
    cache.save(root / ".cache", {"other": cache.Entry(b"told otherwise", b"")})
    assert not [*work.gone()]


def test_an_analysis_that_the_cache_lost_is_made_again(root: Path) -> None:
    whole = worked(root).analyses[0]
    work = worked(root)
    lose(root)
    assert work.analyses[0] == whole


def test_what_few_ask_of_an_article_is_brought_from_the_cache_and_made_again_if_it_is_lost(
    root: Path,
) -> None:
    [first] = worked(root).told
    [kept], [lost] = worked(root).told, worked(root).told
    assert first.facts
    assert kept.facts
    assert lost.facts
    assert kept.facts.sentences == first.facts.sentences
    assert kept.facts.names.texts == first.facts.names.texts
    with closing(sqlite3.connect(root / ".cache" / cache.FILE)) as database, database:
        database.execute("UPDATE apart SET apart = substr(apart, 1, 20)")
    assert lost.facts.said == first.facts.said
    assert lost.facts.weights.much == first.facts.weights.much
    assert lost.facts.names.places == first.facts.names.places


def test_an_article_that_was_lost_and_has_changed_ends_the_build_in_a_sentence(root: Path) -> None:
    work = worked(root)
    lose(root)
    (root / "articles" / "kettle.md").write_text(KETTLE.replace("Leeds", "York"), encoding="utf-8")
    with pytest.raises(DigestError, match=r"kettle\.md: changed while the site was being built"):
        work.analyses[0]


def test_what_is_asked_of_every_article_comes_without_its_text(root: Path) -> None:
    [told] = worked(root).told
    assert told.outcome.article
    assert told.outcome.article.blocks == ()
    assert told.facts
    assert told.facts.words == len(KETTLE.replace("# The kettle", "").split())
