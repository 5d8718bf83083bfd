"""Gathering the same articles again, with the lock that came of it, changes nothing."""

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.make_corpus import make_corpus
from generator.analysis.analyse import analyse
from generator.config import Settings
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock, dump_lock, parse_lock
from generator.corpus.profile import SMALL
from generator.editor import EditedTopic, Editor
from generator.model import Analysis
from generator.sources.discover import find_sources
from generator.sources.outcome import Rules
from generator.sources.read import read_article
from tests.corpus.articles import TEXTS, an_analysis, library

SUBJECTS = [[text for text in texts if not text.startswith("# ")] for texts in TEXTS.values()]
POOL = SMALL + 20
EDITORS = (
    Editor(),
    Editor(topics=(EditedTopic(id="burr", name="French burr", aliases=("burr", "millstone")),)),
    Editor(topics=(EditedTopic(id="mills", name="Mill"),), never=("water wheel",)),
    Editor(merge=(("wind-mill", "tide-mill"), ("honey-bees", "swarm"))),
)


@cache
def mixed(number: int) -> Analysis:
    """An article that mixes two subjects in its own way; some have a tag, few an order."""
    chance = Random(number)
    texts = [text for subject in chance.sample(SUBJECTS, 2) for text in chance.sample(subject, 2)]
    made = an_analysis(f"mixed-{number:02}", *texts, title=f"Number {number}")
    tags = chance.choice([(), (), ("Crafts",), ("Old trades", "bees"), ("Tide mills",)])
    wanted = chance.choice([(), (), (), (), (), ("Grain trade",), ("honey-bees",)])
    return replace(made, article=replace(made.article, tags=tags, topics=wanted))


some_of_many = st.frozensets(st.integers(0, POOL - 1), max_size=POOL - SMALL).map(
    lambda gone: [mixed(number) for number in range(POOL) if number not in gone]
)
some_of_few = st.frozensets(st.integers(0, POOL - 1), max_size=7).map(
    lambda there: [*library()[: len(there) % 6], *(mixed(number) for number in sorted(there))]
)


def again(analyses: list[Analysis], lock: Lock, editor: Editor, most: int) -> Gathered:
    return gather(
        analyses,
        editor=editor,
        lock=parse_lock(dump_lock(lock), "here"),
        settings=Settings(max_topics=most),
    )


@settings(max_examples=15, deadline=None)
@given(some_of_many | some_of_few, st.sampled_from(EDITORS), st.sampled_from([0, 3, 8, 20, 100]))
def test_gathering_again_changes_nothing(analyses: list[Analysis], editor: Editor, most: int) -> None:
    first = again(analyses, Lock(), editor, most)
    assert again(analyses, first.lock, editor, most) == first


@settings(max_examples=10, deadline=None)
@given(some_of_many, some_of_many, st.sampled_from(EDITORS), st.sampled_from([0, 8, 100]))
def test_nor_after_articles_have_come_and_gone(
    before: list[Analysis], after: list[Analysis], editor: Editor, most: int
) -> None:
    first = again(after, again(before, Lock(), Editor(), most).lock, editor, most)
    assert again(after, first.lock, editor, most) == first


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> list[Analysis]:
    """Three hundred made-up articles, whose subjects are hard to tell apart."""
    folder = tmp_path_factory.mktemp("made") / "articles"
    make_corpus(folder, articles=300, size=1500)
    rules = Rules(publish=Settings().publish, language="", corrections=(), max_bytes=100_000)
    files, _ = find_sources(folder, max_bytes=100_000)
    found = (read_article(file, rules).article for file in files)
    return [analyse(article, summary_sentences=3) for article in found if article]


@pytest.mark.parametrize("most", [0, 40, 400], ids=["as many as there are", "few", "more than there are"])
def test_nor_in_a_large_collection(made_up: list[Analysis], most: int) -> None:
    first = again(made_up, Lock(), Editor(), most)
    assert again(made_up, first.lock, Editor(), most) == first


def test_one_article_more_leaves_nearly_all_topics_as_they_were(made_up: list[Analysis]) -> None:
    first = again(made_up[1:], Lock(), Editor(), 0)
    second = again(made_up, first.lock, Editor(), 0)
    then = {topic.id: {one.article for one in topic.coverage} for topic in second.corpus.topics}
    told = [(topic.id, one.article) for topic in first.corpus.topics for one in topic.coverage]
    assert sum(article in then[id_] for id_, article in told) >= 0.97 * len(told)
