from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from generator.corpus.candidates import Candidate, find_groups, make_candidate, nameable, short_forms, tags_of
from generator.corpus.evidence import Collection, Sight
from generator.corpus.sights import collect
from generator.model import Phrase, Span, TopicKind
from tests.corpus.articles import an_analysis


def sights(key: str, articles: range, *, named: bool = False) -> list[Sight]:
    span = Span(block=0, start=0, end=len(key))
    phrase = Phrase(key=key, text=key, kind=TopicKind.CONCEPT, weight=1.0, spans=(span,))
    return [Sight(at, phrase, named) for at in articles]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["A boiler tax is old. The tax is high."] * 3, True, id="never without the longer one"),
        pytest.param(
            ["A boiler tax is old. The tax is high."] * 3 + ["The tax is high, said the tax man."] * 3,
            False,
            id="often without it",
        ),
        pytest.param(["A boiler tax is old. The tax is high."] * 2, False, id="too seldom to tell"),
    ],
)
def test_what_only_shortens_a_longer_phrase_is_known(texts: list[str], *, expected: bool) -> None:
    analyses = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    assert ("tax" in short_forms(collect(Collection(analyses), ()))) is expected


def test_a_name_is_no_short_form_of_what_is_said_about_it() -> None:
    texts = ["We open a Dovetail notebook with Dovetail, as the Dovetail notebook asks."] * 4
    analyses = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    found = collect(Collection(analyses), ())
    assert {"dovetail", "dovetail notebook"} <= set(found)
    assert "dovetail" not in short_forms(found)


@pytest.mark.parametrize(
    ("articles", "named", "expected"),
    [(range(3), True, True), (range(2), True, False), (range(3), False, False)],
    ids=["three articles write it as a name", "two do", "it is written small"],
)
def test_a_common_word_names_a_topic_where_articles_write_it_as_a_name(
    articles: range, *, named: bool, expected: bool
) -> None:
    found = {sight.article: (sight,) for sight in sights("go", articles, named=named)}
    candidate = Candidate(keys=("go",), name="Go", kind=TopicKind.CONCEPT, sights=found, tagged=frozenset())
    assert nameable(candidate, "en") is expected


def names_by_key(texts: Sequence[str], *, tags: Sequence[str] = ()) -> dict[str, str]:
    """Return the name of the candidate that each key belongs to."""
    plain = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    analyses = [replace(one, article=replace(one.article, tags=tuple(tags))) for one in plain]
    collection = Collection(analyses)
    given = tags_of(collection)
    found = collect(collection, given)
    groups = find_groups(collection, found, given, {}).values()
    made = {keys: candidate.name for keys in groups if (candidate := make_candidate(keys, found, given))}
    return {key: name for keys, name in made.items() for key in keys}


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        pytest.param(["forest notices"], "Forest Notices", id="many authors' word"),
        pytest.param([], "Forest Notice", id="what the texts say"),
    ],
)
def test_a_topic_is_called_as_its_authors_tag_it(tags: list[str], name: str) -> None:
    texts = ["He reads the Forest Notice. She reads the Forest Notice, and he wrote the Forest Notice."] * 3
    assert names_by_key(texts, tags=tags)["forest notic"] == name


def test_a_tag_takes_its_capitals_from_the_texts() -> None:
    texts = ["The DATA Act is a law. With the DATA Act, a Data Act report is due."] * 3
    assert names_by_key(texts, tags=["data act"])["data act"] == "DATA Act"


def test_a_tag_says_whether_the_long_form_or_the_short_one_is_the_name() -> None:
    texts = ["The Marsh Rangers Bureau (MRB) is new. He says that MRB and the MRB staff count birds."] * 3
    assert names_by_key(texts)["marsh ranger bureau"] == "MRB"
    assert names_by_key(texts, tags=["marsh rangers bureau"])["marsh ranger bureau"] == "Marsh Rangers Bureau"


def test_a_name_with_its_country_is_the_same_name() -> None:
    texts = [
        "He wrote to the U.S. Forest Service. They say that the Forest Service and its trees are old."
    ] * 3
    found = names_by_key(texts)
    assert found["u.s. forest servic"] == found["forest servic"]


def test_a_common_thing_is_not_what_one_country_calls_so() -> None:
    texts = ["Most digital services fail, and digital services cost money."] * 4
    texts += ["He wrote to the U.S. Digital Service. They say the U.S. Digital Service is new."] * 3
    found = names_by_key(texts)
    assert found["u.s. digit servic"] != found["digit servic"]


def test_the_team_of_somebody_is_they() -> None:
    texts = ["We work at Dovetail. They say that the Dovetail team and Dovetail are old."] * 3
    found = names_by_key(texts)
    assert found["dovetail team"] == found["dovetail"]


def test_a_country_as_an_adjective_names_no_topic() -> None:
    texts = ["They live in the U.S. and read U.S. papers."] * 3
    collection = Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)])
    found = make_candidate(["u.s."], collect(collection, ()), {})
    assert found
    assert found.name == "U.S."
    assert not nameable(found, "en")
