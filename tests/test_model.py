"""The values between the stages."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Terms

STEMS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.dictionaries(STEMS, st.integers(1, 1000)))
def test_terms_give_back_every_count_sorted_by_stem(counts: dict[str, int]) -> None:
    terms = Terms.of(counts)
    assert list(terms) == sorted(counts.items())
    assert len(terms) == len(counts)
