"""What was remembered of a collection makes finding the nearest faster, and never different."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.corpus import closeness, nearest, rarity, renewing
from generator.corpus.evidence import Collection
from generator.corpus.facts import Facts, facts_of
from generator.corpus.nearest import Nearest, find_nearest
from generator.corpus.relating import Relations, relate
from generator.corpus.shelf import Fetched
from generator.memory import Memory
from generator.model import Analysis
from tests.corpus.articles import an_analysis

ARTICLES, COPIES, VERSIONS = 90, 70, 2
WORDS = tuple(
    f"{first}{second}" for first in "barn kelp moss tarn".split() for second in "ock ing er ow ap us".split()
)


@contextmanager
def small() -> Iterator[None]:
    """Let a collection count as large, and few articles as many, so that small ones show it all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rarity, "SMALL", 5)
        patch.setattr(rarity, "SAMPLE", 10)
        patch.setattr(rarity, "LEFT", 0.4)
        for module in (closeness, renewing):
            patch.setattr(module, "COMPARED", 9)
        yield


@cache
def facts(number: int, version: int) -> Facts:
    return facts_of(analysis(number, version))


@cache
def analysis(number: int, version: int) -> Analysis:
    """An article of made-up words; the last are all of the same, and the versions differ in a few."""
    seed = min(number, COPIES)
    chance = random.Random(f"{seed}")
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    words = chance.choices(WORDS, weights, k=40 + seed)
    chance.seed(f"{number}, {version}")
    for _ in range(2 * version):
        words[chance.randrange(len(words))] = chance.choice(WORDS)
    texts = (" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, len(words), 15))
    return an_analysis(f"a{number:03}", *texts, title=" ".join(words[:2]))


def collection(versions: Mapping[int, int], stood: rarity.Sample = rarity.NO_SAMPLE) -> Collection:
    """The articles with these numbers, each in one of its versions."""
    chosen = [(number, versions[number]) for number in sorted(versions)]
    analyses = Fetched(len(chosen), lambda at: analysis(*chosen[at]))
    return Collection(analyses, tuple(facts(*one) for one in chosen), stood=stood)


def told(found: Nearest) -> tuple[object, ...]:
    return (
        [found.nearby.starts.tolist(), *(part.tolist() for part in found.nearby.row)],
        found.nearby.lengths.tolist(),
        found.rarity.keys.tolist(),
        found.rarity.values.tolist(),
    )


def related(articles: Collection, memory: Memory) -> Relations:
    return relate(articles, limit=3, memory=memory).told(head.id for head in articles.heads)


versions_of = st.dictionaries(st.integers(0, ARTICLES - 1), st.integers(0, VERSIONS), min_size=1, max_size=4)


@given(st.integers(0, ARTICLES), st.lists(versions_of, min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_after_any_edits_the_relations_are_those_of_a_fresh_search(
    size: int, edits: list[Mapping[int, int]]
) -> None:
    versions, stood = dict.fromkeys(range(size), 0), rarity.NO_SAMPLE
    with small(), TemporaryDirectory() as folder:
        path = Path(folder) / "memory"
        for edit in [{}, *edits]:
            for number, version in edit.items():
                if versions.get(number) == version:
                    del versions[number]
                else:
                    versions[number] = version
            memory, fresh = Memory(path), Memory(path.with_name("fresh"))
            now = collection(versions, stood)
            stood = now.sample
            assert related(now, memory) == related(now, fresh)
            memory.save()
            fresh.save()
            assert memory.used() == fresh.used()  # what the next build finds
            path.with_name("fresh").unlink()


@pytest.mark.parametrize("change", ["added", "removed", "edited"])
def test_one_change_outside_of_the_sample_leaves_most_as_it_was(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small():
        everything = dict.fromkeys(range(ARTICLES), 0)
        outside = 40 + collection(everything).sampled[40:80].tolist().index(False)
        without = {number: 0 for number in range(ARTICLES) if number != outside}
        before, after = {
            "added": (without, everything),
            "removed": (everything, without),
            "edited": (everything, {**everything, outside: 1}),
        }[change]
        kept = find_nearest(collection(before)).kept
        fresh = find_nearest(collection(after))
        monkeypatch.setattr(nearest, "_from_nothing", None)
        assert told(find_nearest(collection(after), kept)) == told(fresh)


def test_nor_does_any_article_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with small():
        everything = dict.fromkeys(range(ARTICLES), 0)
        one = 40 + collection(everything).sampled[40:80].tolist().index(True)
        before = collection({number: 0 for number in everything if number != one})
        kept = find_nearest(before).kept
        after = collection(everything, before.sample)
        assert not after.sampled[one]
        fresh = find_nearest(after)
        monkeypatch.setattr(nearest, "_from_nothing", None)
        assert told(find_nearest(after, kept)) == told(fresh)


@pytest.mark.parametrize(
    ("gone", "come"), [((), (0,)), ((0,), ()), ((0,), (-1,)), ((-1,), (0,)), ((1,), (-2, 0))]
)
def test_of_copies_as_close_as_each_other_the_first_are_named(
    gone: tuple[int, ...], come: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with small():
        everything = set(range(ARTICLES))
        sampled = collection(dict.fromkeys(range(ARTICLES), 0)).sampled
        outside = [at for at in range(COPIES, ARTICLES) if not sampled[at]]
        before = dict.fromkeys(sorted(everything - {outside[at] for at in come}), 0)
        after = dict.fromkeys(sorted(everything - {outside[at] for at in gone}), 0)
        kept = find_nearest(collection(before)).kept
        fresh = find_nearest(collection(after))
        monkeypatch.setattr(nearest, "_from_nothing", None)
        assert told(find_nearest(collection(after), kept)) == told(fresh)


def test_the_one_word_that_two_articles_share_may_go_from_one_of_them() -> None:
    def articles(last: str) -> Collection:
        others = (an_analysis(f"a{number:02}", f"Only{number} words{number}.") for number in range(10))
        return Collection((*others, an_analysis("b", "Kelp sinks."), an_analysis("c", last)))

    kept = find_nearest(articles("Kelp swims.")).kept
    assert told(find_nearest(articles("Moss swims."), kept)) == told(find_nearest(articles("Moss swims.")))


def test_products_are_the_same_from_both_sides() -> None:
    found = find_nearest(collection(dict.fromkeys(range(30), 0))).nearby
    pairs = zip(found.owners.tolist(), found.row.others.tolist(), strict=True)
    wholes = dict(zip(pairs, found.wholes.tolist(), strict=True))
    assert all(abs(whole - wholes[other, one]) < 1e-3 for (one, other), whole in wholes.items())
