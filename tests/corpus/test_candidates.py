import pytest

from generator.corpus.candidates import Candidate, nameable, short_forms
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
