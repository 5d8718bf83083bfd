"""Topics are sharpened each by itself, and each once."""

from collections.abc import Mapping
from dataclasses import replace as changed

from msgspec.structs import replace

from generator.corpus.editing import Known
from generator.corpus.evidence import Collection
from generator.corpus.found import Found
from generator.corpus.profile import UNSHARPENED
from generator.corpus.sharpening import Sharpener
from generator.corpus.sheets import Subject
from generator.model import TopicKind
from tests.corpus.test_profile import FIRST, PLAIN, SAID, Asked, profiler_of, sharpened

FAINT = 9
ARTICLES = {**SAID, FAINT: {"pond": 0.9, "oak": 0.4}}
KEYS = Asked(keys=("mill", "oak"))


def subject(key: str, first: Mapping[int, float], kind: TopicKind = TopicKind.CONCEPT) -> Subject:
    return Subject(keys=(key,), name=key, kind=kind, first=Found.of(first), tagged=frozenset(), asked=False)


MILL, OAK = subject("mill", FIRST), subject("oak", {5: 1.0, 7: 1.0}, TopicKind.PERSON)


def sharpener() -> Sharpener:
    profiler = profiler_of(ARTICLES, KEYS)
    heads = (replace(PLAIN.head, id=f"a{at:02}") for at in range(len(profiler.collection.facts)))
    collection = Collection((), given=[replace(PLAIN, head=head) for head in heads])
    return Sharpener(collection, profiler.vectors, profiler.neighbours, jobs=1)


def known(*articles: str) -> dict[str, Known]:
    return {"mill": Known(id="mill", keys=("mill",), articles=articles)}


def test_each_is_sharpened_by_itself_and_what_nobody_speaks_of_stays_so() -> None:
    found = sharpener().sharpened({"mill": MILL, "steam": None, "oak": OAK}, {})
    assert list(found) == ["mill", "steam", "oak"]
    assert found["steam"] is None
    for label, one in (("mill", MILL), ("oak", OAK)):
        sharp = sharpened(profiler_of(ARTICLES, KEYS), one, one.first.by_article())
        assert sharp != UNSHARPENED
        assert found[label] == changed(one, sharp=sharp)


def test_the_articles_that_a_topic_had_may_stay_with_it() -> None:
    fresh = sharpener().sharpened({"mill": MILL}, known())["mill"]
    stayed = sharpener().sharpened({"mill": MILL, "oak": OAK}, known(f"a{FAINT:02}", "gone"))["mill"]
    assert fresh is not None
    assert stayed is not None
    assert set(stayed.about.at.tolist()) - set(fresh.about.at.tolist()) == {FAINT}


def test_a_topic_that_was_sharpened_is_not_again_unless_it_is_another_one() -> None:
    one = sharpener()
    first = one.sharpened({"mill": MILL}, known())
    assert one.sharpened({"mill": MILL}, known(f"a{FAINT:02}")) == first
    other = subject("mill", {**FIRST, 7: 0.2})
    again = one.sharpened({"mill": other}, known(f"a{FAINT:02}"))["mill"]
    assert again is not None
    assert FAINT in again.about.at
