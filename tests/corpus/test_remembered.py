"""What became of articles, by their marks."""

from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.facts import MARK
from generator.corpus.remembered import moved

some = st.lists(st.integers(0, 9), unique=True, max_size=8)


def marks_of(articles: list[int]) -> bytes:
    return b"".join(one.to_bytes(MARK, "big") for one in articles)


@given(some, some)
def test_each_article_is_found_where_it_was_and_where_it_is(now: list[int], then: list[int]) -> None:
    place, origin = moved(marks_of(now), memoryview(marks_of(then)))
    assert place.tolist() == [now.index(one) if one in now else -1 for one in then]
    assert origin.tolist() == [then.index(one) if one in then else -1 for one in now]
