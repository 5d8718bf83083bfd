"""The plots and the map of topics."""

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.pages.plots import Timeline, spark, timeline, wide_plot
from generator.pages.topic_map import SHOWN, topic_map
from generator.wording import english
from tests.pages.engine import PLAIN, Seen, folded, to_html
from tests.pages.sample import TOPICS, covers, topic

if TYPE_CHECKING:
    from generator.model import Topic

JANUARY, MARCH = date(2024, 1, 31), date(2024, 3, 1)


def line(*counts: int, unit: str = "month") -> Timeline:
    return Timeline(unit=unit, names=tuple(f"Day {n}" for n in range(len(counts))), counts=counts)


def test_a_timeline_has_the_months_between_its_dates() -> None:
    assert timeline([MARCH, None, JANUARY, MARCH], english()) == Timeline(
        unit="month", names=("Jan 2024", "Feb 2024", "Mar 2024"), counts=(1, 0, 2)
    )


def test_a_long_timeline_has_years() -> None:
    found = timeline([date(2010, 5, 1), date(2024, 1, 1)], english())
    assert found
    assert (found.unit, found.names[0], found.names[-1], sum(found.counts)) == ("year", "2010", "2024", 2)


def test_without_dates_there_is_no_timeline() -> None:
    assert timeline([None], english()) is None
    assert spark(None) == wide_plot(None) == ""


def test_one_period_is_no_plot() -> None:
    assert spark(line(3)) == wide_plot(line(3)) == ""
    assert line(3).words() == "3 articles in Day 0"


def test_the_bars_stand_for_the_counts() -> None:
    heights = re.findall(r"v-(\d+)", spark(line(1, 0, 4, 2)))
    assert heights == ["5", "20", "10"]


def test_a_plot_says_in_words_what_it_shows() -> None:
    assert 'aria-label="Articles a month from Day 0 to Day 2; the most in Day 1: 7"' in spark(line(1, 7, 0))
    assert line(0, 1, 0).words() == "1 article from Day 0 to Day 2, in Day 1"
    assert line(1, 0, 1).words() == "Articles a month from Day 0 to Day 2; never more than one a month"


@pytest.mark.parametrize("count", [1, 2, 24, 40])
def test_a_map_shows_the_largest_topics_each_on_a_line_of_its_own(count: int) -> None:
    topics = tuple(topic(f"t{n:02}", f"Topic {n}", (covers("a", (), ()),) * (n + 1)) for n in range(count))
    seen = Seen(to_html(topic_map(topics, english()), PLAIN))
    links = [given["href"] for tag, given in seen.tags if tag == "a"]
    expected = sorted((one.id for one in topics), reverse=True)[:SHOWN]
    assert sorted(links, key=str, reverse=True) == [f"topics/{one}.md" for one in expected]
    assert [tag for tag, _ in seen.tags].count("li") == len(links)


def test_a_narrower_topic_stands_below_the_broader() -> None:
    text = folded(Seen(to_html(topic_map(TOPICS, english()), PLAIN)).text)
    assert re.search(r"Tides 2 articles Tide mills 4 articles", text)


def test_topics_of_a_circle_are_all_there() -> None:
    circle: tuple[Topic, ...] = (
        topic("a", "A", (covers("x", (), ()),), parent="b"),
        topic("b", "B", (covers("x", (), ()),), parent="a"),
    )
    assert [tag for tag, _ in Seen(to_html(topic_map(circle, english()), PLAIN)).tags].count("a") == 2


def test_arcs_join_topics_that_share_articles() -> None:
    assert "<path" not in topic_map((TOPICS[1],), english())
    assert topic_map(TOPICS, english()).count('<path d="M92 15a') >= 4


def test_no_topics_make_no_map() -> None:
    assert topic_map((), english()) == topic_map((TOPICS[0],), english()) == ""
