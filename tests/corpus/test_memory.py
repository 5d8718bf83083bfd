"""What builds remember saves work and never changes a result."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import memory as kept
from generator.analysis.analyse import analyse
from generator.config import Settings
from generator.corpus import rarity
from generator.corpus.acquainted import NEIGHBOURS
from generator.corpus.facts import Facts, facts_of
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock
from generator.corpus.options import CANDIDATES
from generator.corpus.profile import SMALL
from generator.corpus.relating import NEAREST, RELATED
from generator.corpus.resharpening import SCORES
from generator.corpus.reweighing import VECTORS
from generator.corpus.shelf import Fetched
from generator.editor import EditedTopic, Editor
from generator.memory import FILE, LARGE, Memory, key_of
from generator.memory import SMALL as SMALL_PART
from generator.model import Analysis, Block, BlockKind
from generator.seal import write_sealed
from tests.corpus.articles import TEXTS, an_article, linked

SUBJECTS = [[text for text in texts if not text.startswith("# ")] for texts in TEXTS.values()]
POOL, TOPICS, ROOM = SMALL + 8, 8, 80
"""So many articles; and more topics than they have, so that others are looked for at every build."""
SELDOM = 12
MENDED = "The water wheel was mended. Ada Merrow cut a burr for the tide mill at Eling."
EDITORS = {
    "no word": Editor(),
    "a topic wanted": Editor(topics=(EditedTopic(id="burr", name="French burr", aliases=("burr",)),)),
    "a topic forbidden": Editor(never=("water wheel",)),
}


class Step(NamedTuple):
    """A collection at one build, beside the whole pool."""

    gone: frozenset[int]
    changed: frozenset[int]
    editor: str


@cache
def mixed(number: int, *more: str) -> tuple[Analysis, Facts]:
    """An article that mixes two subjects in its own way; some list what others do, and link to one."""
    chance = Random(number)
    texts = [text for subject in chance.sample(SUBJECTS, 2) for text in chance.sample(subject, 2)]
    article = an_article(f"mixed-{number:02}", [*texts, *more], title=f"Number {number}")
    if number % SELDOM == 0:
        link = linked("See the tide mill at Eling.", "tide mill", f"mixed-{number // 2:02}.md")
        item = Block(kind=BlockKind.ITEM, text=f"{number} May: French burr and heather honey at Thaxted")
        article = replace(article, blocks=(*article.blocks, link, item))
    analysis = analyse(article, summary_sentences=3)
    return analysis, facts_of(analysis)


def build(step: Step, lock: Lock, memory: Memory | None, *, jobs: int = 1, topics: int = TOPICS) -> Gathered:
    there = [number for number in range(POOL) if number not in step.gone]
    pairs = [mixed(number, MENDED) if number in step.changed else mixed(number) for number in there]
    return gather(
        [analysis for analysis, _ in pairs],
        facts=[facts for _, facts in pairs],
        editor=EDITORS[step.editor],
        lock=lock,
        settings=Settings(max_topics=topics),
        memory=memory,
        jobs=jobs,
        gone=lambda: [mixed(number)[1] for number in sorted(step.gone | step.changed)],
    )


some = st.frozensets(st.integers(0, POOL - 1), max_size=3)
a_step = st.builds(Step, some, some, st.sampled_from(sorted(EDITORS)))


@pytest.mark.parametrize(("topics", "sample"), [(TOPICS, rarity.SAMPLE), (ROOM, POOL // 4)])
@settings(max_examples=5, deadline=None)
@given(steps=st.lists(a_step, min_size=3, max_size=4))
def test_topics_are_those_of_a_build_that_remembers_nothing(
    topics: int, sample: int, steps: list[Step]
) -> None:
    """Articles come, change and go, and the editor has another mind."""
    lock = Lock()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(rarity, "SAMPLE", sample)
        patch.setattr(rarity, "SMALL", sample // 4)
        for step in steps:
            memory = Memory(Path(folder) / FILE)
            fresh = build(step, lock, None, topics=topics)
            remembered = build(step, lock, memory, jobs=2, topics=topics)
            assert topics == TOPICS or len(fresh.lock.entries) < topics
            assert remembered.corpus.topics == fresh.corpus.topics
            assert remembered.corpus.mentions == fresh.corpus.mentions
            assert remembered.corpus.related == fresh.corpus.related
            assert remembered.corpus.stories == fresh.corpus.stories
            assert remembered.lock == fresh.lock
            memory.save()
            lock = fresh.lock


FIRST, SECOND = Step(frozenset(), frozenset(), "no word"), Step(frozenset({3}), frozenset({5}), "no word")
OTHER = Step(frozenset({7, 8}), frozenset({9}), "no word")
HARM: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "damaged": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?"),
    "of another version": lambda path: write_sealed(path, ("2", b"other")),
}


@pytest.mark.parametrize("harm", HARM)
def test_whatever_became_of_a_large_result_topics_and_relations_are_the_same(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LARGE", 100)
    path = tmp_path / FILE
    lock = build(FIRST, Lock(), Memory(), topics=ROOM).lock
    fresh = build(SECOND, lock, Memory(), topics=ROOM)
    first = Memory(path)
    build(FIRST, lock, first, topics=ROOM)
    first.save()
    left = sorted({*tmp_path.iterdir()} - {path})
    for name in (NEAREST, RELATED, NEIGHBOURS, VECTORS, SCORES, CANDIDATES):
        own = path.with_name(f"{path.stem}-{name.hex()}{path.suffix}")
        assert own in left
        before = own.read_bytes()
        HARM[harm](own)
        assert told(build(SECOND, lock, Memory(path), topics=ROOM)) == told(fresh)
        own.write_bytes(before)


def test_a_site_without_articles_is_gathered_again(tmp_path: Path) -> None:
    nobody = Step(frozenset(range(POOL)), frozenset(), min(EDITORS))
    for _ in range(2):
        memory = Memory(tmp_path / FILE)
        assert build(nobody, Lock(), memory).corpus.topics == ()
        memory.save()


@pytest.mark.parametrize("topics", [TOPICS, ROOM])
def test_two_runs_may_share_a_memory(topics: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one run leaves while another one works is of other articles, and not taken for what it knew."""
    monkeypatch.setattr(kept, "LARGE", 100)
    path = tmp_path / FILE
    lock = build(FIRST, Lock(), Memory(), topics=topics).lock
    first = Memory(path)
    build(FIRST, lock, first, topics=topics)
    first.save()
    one, other = Memory(path), Memory(path)
    assert told(build(OTHER, lock, other, topics=topics)) == told(build(OTHER, lock, Memory(), topics=topics))
    other.save()
    assert told(build(SECOND, lock, one, topics=topics)) == told(build(SECOND, lock, Memory(), topics=topics))
    one.save()
    assert told(build(OTHER, lock, Memory(path), topics=topics)) == told(
        build(OTHER, lock, Memory(), topics=topics)
    )


def told(found: Gathered) -> object:
    corpus = found.corpus
    return corpus.topics, corpus.mentions, corpus.related, corpus.stories, found.lock


@pytest.mark.parametrize("topics", [TOPICS, ROOM])
def test_what_was_worked_out_before_is_not_worked_out_again(topics: int, tmp_path: Path) -> None:
    step = Step(frozenset(), frozenset(), "no word")
    first = Memory(tmp_path / FILE)
    lock = build(step, build(step, Lock(), None, topics=topics).lock, first, topics=topics).lock
    first.save()
    before = (tmp_path / FILE).read_bytes()
    second = Memory(tmp_path / FILE)
    build(step, lock, second, topics=topics)
    second.save()
    assert (tmp_path / FILE).read_bytes() == before


def test_a_run_that_remembers_nothing_fetches_every_text_once(tmp_path: Path) -> None:
    log: list[int] = []

    def fetch(at: int) -> Analysis:
        log.append(at)
        return mixed(at)[0]

    facts = [mixed(number)[1] for number in range(POOL)]
    memory = Memory(tmp_path / FILE)
    gather(
        Fetched(POOL, fetch), facts=facts, editor=Editor(), lock=Lock(), settings=Settings(), memory=memory
    )
    assert sorted(log) == list(range(POOL))


def test_only_what_was_asked_for_is_kept(tmp_path: Path) -> None:
    first = Memory(tmp_path / FILE)
    first.put(b"a", b"1")
    first.put(b"b", b"2")
    first.save()
    second = Memory(tmp_path / FILE)
    assert (first.is_new, second.is_new) == (True, False)
    assert (second.get(b"a"), second.get(b"c")) == (b"1", None)
    second.save()
    third = Memory(tmp_path / FILE)
    assert (third.get(b"a"), third.get(b"b")) == (b"1", None)


def test_several_results_are_asked_for_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGE", 100)
    path = tmp_path / FILE
    first = Memory(path)
    results = {b"a": b"1", b"large": b"2" * 101, b"lost": b"3" * 101, b"b": b"4"}
    for key, result in results.items():
        first.put(key, result)
    first.save()
    path.with_name(f"{path.stem}-{b'lost'.hex()}{path.suffix}").unlink()
    second = Memory(path)
    assert second.get_each([b"large", b"c", b"a", b"lost"]) == [b"2" * 101, None, b"1", None]
    second.save()
    assert Memory(path).get_each([b"a", b"b", b"large"]) == [b"1", None, b"2" * 101]


def a_memory(path: Path, results: dict[bytes, bytes]) -> Memory:
    memory = Memory(path)
    for name, result in results.items():
        if memory.get(name) != result:
            memory.put(name, result)
    memory.save()
    return Memory(path)


OFTEN = {bytes([name]): bytes([name]) * 10 for name in range(2 * SMALL_PART)}


def test_little_that_changed_is_written_without_the_rest(tmp_path: Path) -> None:
    path = tmp_path / FILE
    a_memory(path, OFTEN)
    before = path.read_bytes()
    asked = {**OFTEN, b"\0": b"other", b"new": b"one"}
    del asked[b"\1"]
    for _ in range(2):
        after = a_memory(path, asked)
        assert {name: after.get(name) for name in OFTEN | asked} == {b"\1": None, **asked}
    assert path.read_bytes() == before
    again = a_memory(path, OFTEN)
    assert {name: again.get(name) for name in OFTEN | asked} == {**OFTEN, b"new": None}


def test_much_that_changed_is_written_with_the_rest(tmp_path: Path) -> None:
    path = tmp_path / FILE
    a_memory(path, OFTEN)
    a_memory(path, {**OFTEN, b"\0": b"other"})
    asked = {**OFTEN, b"new": b"one" * 100}
    after = a_memory(path, asked)
    assert {name: after.get(name) for name in asked} == asked
    assert list(tmp_path.iterdir()) == [path]


def test_what_changed_may_be_lost(tmp_path: Path) -> None:
    path = tmp_path / FILE
    a_memory(path, OFTEN)
    a_memory(path, {**OFTEN, b"new": b"one"})
    [own] = {*tmp_path.iterdir()} - {path}
    own.write_bytes(own.read_bytes()[:-1])
    after = Memory(path)
    assert (after.get(b"new"), after.get(b"\0")) == (None, OFTEN[b"\0"])


def test_a_large_result_has_a_file_of_its_own_that_goes_when_nobody_asks_for_it(tmp_path: Path) -> None:
    first = Memory(tmp_path / FILE, version="1")
    first.put(b"a", b"1" * (LARGE + 1))
    first.put(b"b", b"2")
    first.save()
    assert (tmp_path / FILE).stat().st_size < LARGE
    [own] = set(tmp_path.iterdir()) - {tmp_path / FILE}
    second = Memory(tmp_path / FILE, version="1")
    assert second.get(b"a") == b"1" * (LARGE + 1)
    second.save()
    assert own.exists()
    own.write_bytes(own.read_bytes()[:-1])
    assert Memory(tmp_path / FILE, version="1").get(b"a") is None
    third = Memory(tmp_path / FILE, version="1")
    third.get(b"b")
    third.save()
    assert not own.exists()


def test_a_large_result_of_a_run_that_was_stopped_goes_with_the_next_one(tmp_path: Path) -> None:
    stopped = Memory(tmp_path / FILE)
    stopped.put(b"a", b"1" * (LARGE + 1))
    following = Memory(tmp_path / FILE)
    assert following.get(b"a") is None
    following.put(b"b", b"2")
    following.save()
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]


@pytest.mark.parametrize("damage", [b"", b"nonsense" * 9], ids=["empty", "nonsense"])
def test_a_damaged_memory_is_ignored(damage: bytes, tmp_path: Path) -> None:
    first = Memory(tmp_path / FILE)
    first.put(b"a", b"1")
    first.save()
    (tmp_path / FILE).write_bytes(damage)
    assert Memory(tmp_path / FILE).get(b"a") is None


def test_another_version_remembers_nothing_of_this_one(tmp_path: Path) -> None:
    first = Memory(tmp_path / FILE, version="1")
    first.put(b"a", b"1")
    first.save()
    assert Memory(tmp_path / FILE, version="2").get(b"a") is None


def test_a_key_depends_on_where_a_part_ends() -> None:
    assert key_of(b"ab", b"c") != key_of(b"a", b"bc")
