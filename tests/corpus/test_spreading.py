"""How terms are spread is the same whether it is counted on or from nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.corpus.facts import Facts
from generator.corpus.spreading import find_spread
from generator.corpus.weighing import Weights, number_of, spread_of
from generator.memory import FILE, Memory
from tests.corpus.test_reweighing import Said, collections, facts_at


def facts_of_all(said: Said) -> list[Facts]:
    return [facts_at(number, said[number]) for number in sorted(said)]


@settings(max_examples=60, deadline=None)
@given(st.lists(collections, min_size=2, max_size=4), st.booleans())
def test_articles_come_change_and_go(steps: list[Said], held: bool) -> None:  # noqa: FBT001 - drawn
    """What went is still at hand, or not."""
    with TemporaryDirectory() as folder:
        there: list[Facts] = []
        for said in steps:
            memory = Memory(Path(folder) / FILE)
            found = find_spread(facts_of_all(said), memory, there.copy if held else tuple)
            fresh = spread_of([facts.weights for facts in facts_of_all(said)])
            assert [column.tolist() for column in found] == [column.tolist() for column in fresh]
            memory.save()
            there += facts_of_all(said)


def test_only_what_came_is_counted(tmp_path: Path) -> None:
    said: Said = dict.fromkeys(range(8), ("mill", "pond"))
    memory = Memory(tmp_path / FILE)
    before = find_spread(facts_of_all(said), memory)
    memory.save()
    silent = [replace(facts, weights=Weights()) for facts in facts_of_all(said)]
    more = [*silent, facts_at(9, ("pond", "weir"))]
    found = find_spread(more, Memory(tmp_path / FILE))
    assert found.counts.sum() == before.counts.sum() + len(more[-1].weights.numbers) // 4


def test_only_terms_of_what_went_are_counted_again(tmp_path: Path) -> None:
    said: Said = {8: ("pond", "weir"), 9: ("burr", "oak"), **dict.fromkeys(range(8), ("mill", "pond"))}
    memory = Memory(tmp_path / FILE)
    before = find_spread(facts_of_all(said), memory)
    memory.save()
    gone = facts_of_all({8: said.pop(8)})
    silent = [replace(facts, weights=Weights()) for facts in facts_of_all(said)]
    found = find_spread(silent, Memory(tmp_path / FILE), gone.copy)
    terms = np.frombuffer(gone[0].weights.numbers, np.uint32)
    assert found.terms.tolist() == sorted({*before.terms.tolist()} - {*terms.tolist()})
    assert found.counts.tolist() == before.of(found.terms).counts.tolist()


def test_it_is_known_who_says_a_term_first_and_last() -> None:
    said: Said = {1: ("mill", "pond"), 2: ("pond", "weir"), 3: ("oak",), 4: ("pond",)}
    found = spread_of([facts.weights for facts in facts_of_all(said)])
    for term, first, last in (("mill", 0, 0), ("pond", 0, 3), ("weir", 1, 1), ("oak", 2, 2)):
        own = found.of(np.array([number_of(term)], np.uint32))
        assert (own.firsts.tolist(), own.lasts.tolist()) == ([first], [last])
    wanted = np.sort(np.array([number_of("mill"), number_of("weir"), 0, 2**32 - 1], np.uint32))
    assert found.of(wanted).counts.tolist() == [1, 1]


def test_of_no_articles_nothing_is_spread() -> None:
    assert [column.tolist() for column in spread_of([])] == [[], [], [], []]
