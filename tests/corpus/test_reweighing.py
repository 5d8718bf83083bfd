"""Vectors that are remembered are those that would be found from nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.msgpack import decode, encode
from msgspec.structs import replace

from generator.corpus import rarity
from generator.corpus.evidence import Collection
from generator.corpus.facts import Facts, facts_of
from generator.corpus.rarity import SAMPLE
from generator.corpus.reweighing import VECTORS, Kept, weigh
from generator.memory import FILE, Memory
from tests.corpus.articles import an_analysis

WORDS = "mill pond oak burr wheel swarm hive comb sail loom"
Said = dict[int, tuple[str, ...]]
"""By number: the words of an article."""


def facts_at(number: int, words: tuple[str, ...]) -> Facts:
    return facts_of(an_analysis(f"a{number:02}", " ".join(words).capitalize() + "."))


def collection_of(said: Said) -> Collection:
    return Collection((), given=[facts_at(number, said[number]) for number in sorted(said)])


some_words = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(tuple)
collections = st.dictionaries(st.integers(0, 15), some_words, max_size=14)


@settings(max_examples=60, deadline=None)
@given(st.lists(collections, min_size=2, max_size=4), st.sampled_from([2, SAMPLE]))
def test_articles_come_change_and_go(steps: list[Said], sample: int) -> None:
    """All of them stand for all, or only some do."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(rarity, "SAMPLE", sample)
        for said in steps:
            memory = Memory(Path(folder) / FILE)
            found, _ = weigh(collection_of(said), memory)
            fresh, _ = weigh(collection_of(said), Memory())
            assert found.terms.tolist() == fresh.terms.tolist()
            assert found.rarity.tolist() == fresh.rarity.tolist()
            assert [part.tolist() for part in found.articles] == [part.tolist() for part in fresh.articles]
            assert found.sample.tolist() == fresh.sample.tolist()
            memory.save()


def test_only_articles_that_changed_or_say_a_term_as_rare_as_never_before_are_weighed_anew(
    tmp_path: Path,
) -> None:
    """Of nine articles with three words each, one more says a word that was of one article alone."""
    said: Said = dict.fromkeys(range(4), ("mill", "pond"))
    said |= dict.fromkeys(range(4, 8), ("oak", "burr")) | {8: ("loom", "oak")}
    memory = Memory(tmp_path / FILE)
    weigh(collection_of(said), memory)
    memory.save()
    _, since = weigh(collection_of({**said, 9: ("loom",)}), Memory(tmp_path / FILE))
    assert since is None  # more than one in four: each counts among ten, not nine
    memory = Memory(tmp_path / FILE)
    kept = decode(memory.get(VECTORS) or b"", type=Kept)
    other = bytes(len(kept.weights))
    memory.put(VECTORS, encode(replace(kept, weights=memoryview(other))))
    memory.save()
    found, since = weigh(collection_of(said), Memory(tmp_path / FILE))
    assert since is not None
    assert not since.anew.any()
    assert not found.articles.weights.any()  # taken as they were left
