"""What articles are related to is what was found, however it is kept."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Related
from generator.relations import Nearness, packed

one = st.builds(
    Related,
    article=st.text(max_size=5),
    score=st.floats(0, 1),
    because=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    here=st.integers(0, 99),
    there=st.integers(0, 99),
)


@given(st.dictionaries(st.text(max_size=3), st.lists(one, max_size=3).map(tuple), max_size=3))
def test_what_was_packed_is_told_again(related: dict[str, tuple[Related, ...]]) -> None:
    found = Nearness.of(related)
    assert dict(found) == related
    assert Nearness.of(found) is found
    for article, some in related.items():
        assert [*found.near(article).each()] == [*some]
        assert found.near(article).articles == tuple(one.article for one in some)
        assert found.packed(article) == packed(some)


def test_an_article_of_which_nothing_is_known_is_related_to_none() -> None:
    found = Nearness({})
    assert ("elm" in found, found.get("elm"), [*found.near("elm").each()]) == (False, None, [])
    assert found.packed("elm") == packed(())


def test_how_close_others_are_does_not_show_in_why() -> None:
    close, far = (
        Nearness.of({"elm": [Related(article="oak", score=score, because=("leaf",), here=0, there=1)]})
        for score in (0.9, 0.1)
    )
    assert bytes(close.near("elm").why) == bytes(far.near("elm").why)
    assert close.packed("elm") != far.packed("elm")
