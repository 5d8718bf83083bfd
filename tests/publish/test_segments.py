"""How the index is dealt into segments."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Findable, Line, Record
from generator.publish.segments import FULL, Segment, page_html, page_path, segments


def record(name: str, *, kind: str = "article", text: str = "Words.", title: str = "Title") -> Record:
    return Record(
        path=name,
        title=title,
        kind=kind,
        published=date(2024, 3, 1) if kind == "article" else None,
        topics=(("tea", "Tea & water"),) if kind == "article" else (),
        names=(),
        lines=(Line(anchor="p1", pieces=((text, False),)),),
    )


def keys(records: list[Record]) -> set[str]:
    return {segment.key for segment in dealt(records)}


def dealt(records: Iterable[Record], made_by: str = "test") -> tuple[Segment, ...]:
    return segments(map(Findable.of, records), made_by=made_by)


MANY = [record(f"articles/{number}") for number in range(FULL + 1)]
TOPICS = [record(f"topics/{number}", kind="concept") for number in range(20)]


def test_every_record_lies_in_one_segment() -> None:
    found = [page for segment in dealt([*MANY, *TOPICS]) for page in segment.pages]
    assert sorted(found, key=page_path) == sorted(map(Findable.of, [*MANY, *TOPICS]), key=page_path)


def test_a_few_articles_need_one_segment() -> None:
    assert len(dealt(MANY[:FULL])) == 1
    assert len(dealt(MANY)) == 2


@pytest.mark.parametrize("other", [record("articles/new"), record("articles/1", text="Changed.")])
def test_one_changed_article_changes_one_segment(other: Record) -> None:
    before = [*MANY, *TOPICS]
    after = [one for one in before if one.path != other.path] + [other]
    assert len(keys(before) - keys(after)) == 1


def test_a_changed_topic_leaves_the_articles_segments_alone() -> None:
    changed = record("topics/1", kind="concept", text="Changed.")
    assert keys([*MANY, *TOPICS]) & keys([*MANY, changed]) == keys(MANY)


@given(st.permutations(MANY[:40] + TOPICS))
def test_the_order_of_the_records_does_not_matter(shuffled: list[Record]) -> None:
    assert dealt(shuffled) == dealt(MANY[:40] + TOPICS)


def test_another_version_makes_every_segment_anew() -> None:
    one = dealt(MANY[:3], made_by="1")
    assert {segment.key for segment in one}.isdisjoint(s.key for s in dealt(MANY[:3], made_by="2"))


def test_the_path_of_a_page_tells_its_date_and_kind() -> None:
    assert page_path(record("articles/kettle")) == "2024-03-01/article/articles/kettle.html"
    assert page_path(record("topics/tea", kind="product")) == "undated/product/topics/tea.html"


HOSTILE = '<script>alert(1)</script> " data-pagefind-filter=x:y &amp;'


def test_text_never_becomes_markup() -> None:
    html = page_html(record("articles/x", title=HOSTILE, text=HOSTILE))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 2
    assert html.count("&amp;amp;") == 2
