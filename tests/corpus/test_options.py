"""What candidates come to: judged once, and again only where another article speaks of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.corpus.authors import tags_of
from generator.corpus.choosing import Option
from generator.corpus.evidence import FEW, Collection
from generator.corpus.facts import Facts
from generator.corpus.far import Far
from generator.corpus.merging import find_groups
from generator.corpus.options import Group, Judge
from generator.corpus.sights import Sights, collect
from generator.memory import FILE, Memory
from generator.model import Analysis, TopicKind
from tests.corpus.articles import an_analysis

GATES = "The sluice gate of Eling is old.", "No sluice gate is new, and a sluice gate leaks."
WHEELS = "The water wheel turns. A water wheel creaks.", "Ada Merrow mends the water wheel."
ARTICLES = [
    *(an_analysis(f"gate-{at}", *GATES, f"It has {at} boards.") for at in range(FEW)),
    *(an_analysis(f"wheel-{at}", *WHEELS, f"It has {at} floats.") for at in range(FEW)),
]


def laid_out(analyses: Sequence[Analysis]) -> tuple[Collection, Sights, list[Group]]:
    collection = Collection(sorted(analyses, key=lambda one: one.article.id))
    tags = tags_of(collection)
    sights = collect(collection, tags)
    groups = find_groups(collection, sights, tags, {})
    return collection, sights, [Group(label, keys) for label, keys in sorted(groups.items())]


def judged(analyses: Sequence[Analysis], memory: Memory) -> dict[str, Option]:
    collection, sights, groups = laid_out(analyses)
    judge = Judge(collection, memory)
    found = {option.label: option for option in judge.options(groups, sights)}
    judge.keep()
    memory.save()
    return found


def plain(options: dict[str, Option]) -> dict[str, object]:
    return {
        label: (
            *(one.keys, one.name, one.kind, one.tagged, one.saying, one.prior),
            one.about.by_article(),
            *map(list, one.places),
        )
        for label, one in options.items()
    }


def tagged(analysis: Analysis, *tags: str) -> Analysis:
    return replace(analysis, article=replace(analysis.article, tags=tags))


CHANGES = {
    "nothing": ARTICLES,
    "one more": [*ARTICLES, an_analysis("another", *WHEELS)],
    "one less": ARTICLES[1:],
    "another one": [*ARTICLES[1:], an_analysis("gate-0", "A sluice gate is a gate.", "A gate is no wheel.")],
    "a tag": [tagged(ARTICLES[0], "Sluice gates"), *ARTICLES[1:]],
    "an author of that name": [an_analysis("gate-0", *GATES, authors=("Water Wheel",)), *ARTICLES[1:]],
    "another form of the tag": [tagged(ARTICLES[0], "sluice gate"), *ARTICLES[1:]],
    "one with more weight elsewhere": [*ARTICLES[1:], an_analysis("gate-0", *GATES, *WHEELS, *WHEELS)],
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("before", CHANGES)
def test_what_is_remembered_of_candidates_is_what_they_come_to(
    before: str, change: str, tmp_path: Path
) -> None:
    judged(CHANGES[before], Memory(tmp_path / FILE))
    fresh = judged(CHANGES[change], Memory())
    assert "Sluice gate" in {option.name for option in fresh.values()}
    assert plain(judged(CHANGES[change], Memory(tmp_path / FILE))) == plain(fresh)


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    judged(ARTICLES, Memory(tmp_path / FILE))
    left = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    assert left
    judged(ARTICLES, Memory(tmp_path / FILE))
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == left


def test_of_a_small_collection_nothing_is_remembered(tmp_path: Path) -> None:
    assert judged(ARTICLES[:FEW], Memory(tmp_path / FILE))
    assert list(tmp_path.iterdir()) == []


def test_a_topic_that_is_known_is_an_option_whatever_it_is_called() -> None:
    texts = ["They live in the U.S. and read U.S. papers."] * (FEW + 1)
    collection, sights, _ = laid_out([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)])
    judge = Judge(collection, Memory())
    assert not list(judge.options([Group("usa", ("u.s.",))], sights))
    assert [one.name for one in judge.options([Group("usa", ("u.s.",), known=True)], sights)] == ["U.S."]
    assert not list(judge.options([Group("usa", ("u.s.",))], sights))


def test_a_topic_that_others_fold_into_keeps_its_name() -> None:
    collection, sights, _ = laid_out(ARTICLES)
    judge, keys = Judge(collection, Memory()), ("sluic gate", "water wheel")
    called = Group("gates", keys, called=("Gate", TopicKind.PRODUCT))
    for group, name in ((Group("gates", keys), "Sluice gate"), (called, "Gate")):
        (option,) = judge.options([group], sights)
        assert (option.name, len(option.about.at)) == (name, 2 * FEW)


def test_a_topic_that_articles_order_is_about_them() -> None:
    collection, sights, _ = laid_out(ARTICLES)
    judge = Judge(collection, Memory())
    for ordered in (frozenset({FEW}), frozenset[int]()):
        (option,) = judge.options([Group("gates", ("sluic gate",), ordered=ordered)], sights)
        assert set(option.about.at.tolist()) == {*range(FEW), *ordered}


def test_only_articles_that_came_are_read_again(tmp_path: Path) -> None:
    """Of the others nobody can be asked what is kept apart."""
    more = an_analysis("another", *GATES, *WHEELS)
    judged(ARTICLES, Memory(tmp_path / FILE))
    collection, _, groups = laid_out([*ARTICLES, more])
    facts = [one if one.head.id == "another" else out_of_reach(one) for one in collection.facts]
    beside = Collection(collection.analyses, facts)
    judge = Judge(beside, Memory(tmp_path / FILE))
    found = judge.options(groups, collect(beside, ()))
    assert plain({one.label: one for one in found}) == plain(judged([*ARTICLES, more], Memory()))


def out_of_reach(facts: Facts) -> Facts:
    far = Far(dict[str, object]().__getitem__, facts.head.id)
    return replace(facts, far=far, names=replace(facts.names, far=far))
