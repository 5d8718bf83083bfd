import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.corpus.averaging import cluster
from generator.corpus.evidence import Collection
from generator.corpus.nearest import find_nearest
from generator.corpus.stories import ENOUGH, find_stories
from generator.model import Analysis, Story
from tests.corpus.articles import an_analysis, an_article, gathered, library

COURIER = (
    "The ferry Aurelia ran aground off Port Ellery on Tuesday night with 84 people aboard.",
    "Captain Ingrid Solheim ordered everyone to the boats, and the lifeboat of Port Ellery took them in.",
    "Nobody was hurt when the Aurelia ran aground on the Black Ledge.",
)
HERALD = (
    "All 84 people aboard the ferry Aurelia were brought ashore at Port Ellery after it ran aground on Tuesday.",
    "Captain Ingrid Solheim said that the rudder jammed before the Aurelia ran aground on the Black Ledge.",
    "Divers will look for damage to the hull of the Aurelia before a tug pulls the ferry free on Friday.",
)
OTHER = (
    "The ferry Miranda ran aground off Cape Stannard on Sunday night with 31 people aboard.",
    "Captain Peter Vance ordered the passengers to the boats, and a trawler took them to Cape Stannard.",
    "Two were hurt when the Miranda ran aground in fog.",
)
LANDFALL = date(2024, 5, 8)


NEWS = (
    "On Tuesday night a captain of a ferry with people aboard ran aground off {name} and was hurt.",
    "On Sunday night a captain ordered the passengers to the boats of {name}, and a lifeboat took them in.",
)


@cache
def press() -> tuple[Analysis, ...]:
    """As many other articles as it takes to know which words are common in the news."""
    return (
        *library(),
        *(
            an_analysis(
                f"news-{number}", *(text.format(name=f"grebe{number}") for text in NEWS[: 1 + number % 2])
            )
            for number in range(100)
        ),
    )


def stories(*analyses: Analysis) -> tuple[Story, ...]:
    collection = Collection(tuple(sorted(analyses, key=lambda analysis: analysis.article.id)))
    return find_stories(collection, find_nearest(collection))


def ferries(herald: date | None = date(2024, 5, 9)) -> list[Analysis]:
    return [
        an_analysis("courier", *COURIER, title="Ferry Aurelia runs aground", published=LANDFALL),
        an_analysis("herald", *HERALD, title="Everyone saved from the Aurelia", published=herald),
        an_analysis("gazette", *OTHER, title="Ferry Miranda aground off Cape Stannard", published=LANDFALL),
        *press(),
    ]


def told(found: tuple[Story, ...]) -> list[list[str]]:
    return [[one.article for one in story.tellings] for story in found]


def test_two_accounts_of_one_event_are_one_story_and_a_look_alike_is_not() -> None:
    assert told(stories(*ferries())) == [["courier", "herald"]]


@pytest.mark.parametrize(("speaker", "are_told"), [("", True), ("Ingrid Solheim", False)])
def test_who_talks_in_two_articles_makes_no_story_of_them(speaker: str, *, are_told: bool) -> None:
    def talk(id_: str, texts: Sequence[str]) -> Analysis:
        plain = [re.sub("Aurelia|Port Ellery|Black Ledge|Captain ", "", text) for text in texts]
        article = an_article(id_, plain, title=id_, published=LANDFALL)
        blocks = tuple(replace(block, speaker=speaker) for block in article.blocks)
        return analyse(replace(article, blocks=blocks), summary_sentences=2)

    found = told(stories(talk("courier", COURIER), talk("herald", HERALD), *press()))
    assert found == ([["courier", "herald"]] if are_told else [])


def test_a_story_is_named_after_its_first_telling() -> None:
    found = stories(*ferries(herald=date(2024, 5, 7)))
    assert told(found) == [["herald", "courier"]]
    assert found[0].id == "herald"


def test_a_telling_without_a_date_stands_last() -> None:
    assert told(stories(*ferries(herald=None))) == [["courier", "herald"]]


def test_accounts_of_another_time_are_of_another_event() -> None:
    assert told(stories(*ferries(herald=date(2024, 8, 9)))) == []


def test_a_copy_belongs_to_the_story_whenever_it_appeared() -> None:
    copy = an_analysis("reprint", *COURIER, title="From our archive", published=date(2025, 1, 1))
    assert told(stories(*ferries(), copy)) == [["courier", "herald", "reprint"]]


def test_instalments_of_a_series_are_no_story_however_alike() -> None:
    def found(one: str, other: str) -> list[list[str]]:
        accounts = (
            an_analysis("courier", *COURIER, title=f"The Aurelia, {one}", published=LANDFALL),
            an_analysis("herald", *HERALD, title=f"The Aurelia, {other}", published=LANDFALL),
            an_analysis("courier-again", *COURIER, title="The Aurelia, part 3", published=LANDFALL),
        )
        return told(stories(*accounts[: 2 + (one == "part 2")], *press()))

    assert found("by eye", "by ear") == [["courier", "herald"]]
    assert found("part 1", "part 2") == []
    assert found("part 2", "part 1") == []


def test_a_copy_needs_no_names() -> None:
    text = (
        "Knead the dough until it no longer sticks to the bowl, then cover it and leave it in a warm place.",
        "When it has doubled, fold it over itself four times and shape a loaf with floured hands.",
        "Slash the crust with a sharp blade, and bake it on a hot stone beside a tray of boiling water.",
    )
    one = an_analysis("bread", *text, published=date(2020, 1, 1))
    other = an_analysis("loaf", *text, "Let it cool.", published=date(2023, 1, 1))
    assert told(stories(one, other, *press())) == [["bread", "loaf"]]


def test_articles_that_only_share_a_subject_are_no_story() -> None:
    assert told(stories(*press())) == []


@pytest.mark.parametrize(("others", "are_told"), [(6, True), (7, False)])
def test_a_story_is_a_quarter_of_all_articles_that_say_its_name(others: int, *, are_told: bool) -> None:
    known = (
        an_analysis(
            f"letter-{at}",
            f"We asked Captain Ingrid Solheim about grebe{at}.",
            published=date(2010 + at, 1, 1),
        )
        for at in range(others)
    )
    assert told(stories(*ferries(), *known)) == ([["courier", "herald"]] if are_told else [])


@pytest.mark.parametrize(("days", "are_told"), [(4, True), (5, False)])
def test_an_event_is_told_within_four_days(days: int, *, are_told: bool) -> None:
    found = told(stories(*ferries(herald=LANDFALL + timedelta(days=days))))
    assert found == ([["courier", "herald"]] if are_told else [])


def test_in_a_small_collection_only_copies_are_found() -> None:
    copy = an_analysis("reprint", *COURIER, title="From our archive", published=date(2025, 1, 1))
    few = [one for one in ferries() if not one.article.id.startswith("news")]
    assert len(few) < ENOUGH
    assert told(stories(*few, copy)) == [["courier", "reprint"]]


def test_a_score_of_articles_is_enough_to_tell_an_event_by() -> None:
    several = [one for one in ferries() if one.article.id not in {f"news-{at}" for at in range(20, 100)}]
    assert told(stories(*several)) == [["courier", "herald"]]


def test_what_repeats_much_of_last_years_is_the_next_edition_and_no_copy() -> None:
    call = (
        "We call for boats that carry eels over the weir, and for helpers who count them at night by lamp.",
        "Write to the miller by the end of the month, and say how many hands your boat can bring along.",
        "The club pays for soup, lamp oil and the toll of the lower lock, and asks nothing for the nets.",
    )
    tale = "Last year forty boats came, and a bishop blessed their oars."
    other = "It rained on everybody then, so the lanterns hissed and two punts sank below the mill."
    first = an_analysis("first", *call, tale, published=date(2022, 4, 1))
    second = an_analysis("second", *call, other, published=date(2023, 4, 1))
    soon = an_analysis("soon", *call, other, published=date(2022, 4, 20))
    assert told(stories(first, second, *press())) == []
    assert told(stories(first, soon, *press())) == [["first", "soon"]]


def test_a_later_telling_adds_what_none_before_it_says() -> None:
    found = stories(*ferries())
    first, second = found[0].tellings
    assert first.adds == ()
    analyses = {analysis.article.id: analysis for analysis in ferries()}
    spans = [analyses["herald"].sentences[at] for at in second.adds]
    texts = [analyses["herald"].article.blocks[span.block].text[span.start : span.end] for span in spans]
    assert HERALD[2] in texts
    assert HERALD[0] not in texts


def test_a_copy_adds_nothing() -> None:
    copy = an_analysis("reprint", *COURIER, title="From our archive", published=date(2025, 1, 1))
    assert stories(*ferries(), copy)[0].tellings[-1].adds == ()


def test_tellings_of_one_story_are_not_related_to_each_other() -> None:
    copy = an_analysis("reprint", *COURIER, title="From our archive", published=LANDFALL)
    corpus = gathered([*ferries(), copy]).corpus
    assert told(corpus.stories) == [["courier", "reprint", "herald"]]
    related = {id_: [one.article for one in found] for id_, found in corpus.related.items()}
    tellings = {"courier", "herald", "reprint"}
    assert not tellings & set(related["courier"])
    assert all(len(tellings & set(found)) <= 1 for found in related.values())


def test_clusters_join_while_their_members_are_alike_on_average() -> None:
    chain = {(0, 1): 100, (1, 2): 60, (2, 3): 100}
    assert cluster(chain, least=50) == [[0, 1], [2, 3]]
    assert cluster({**chain, (0, 2): 60, (0, 3): 60, (1, 3): 60}, least=50) == [[0, 1, 2, 3]]


@pytest.mark.parametrize(
    ("likeness", "clusters"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({(0, 1): 50}, [[0, 1]], id="just alike"),
        pytest.param({(0, 1): 49}, [], id="hardly alike"),
        pytest.param({(0, 1): 90, (0, 2): 50, (1, 2): 50}, [[0, 1, 2]], id="just alike on average"),
        pytest.param({(0, 1): 90, (0, 2): 50, (1, 2): 49}, [[0, 1]], id="hardly alike on average"),
        pytest.param({(0, 1): 60, (0, 2): 80}, [[0, 2]], id="the most alike are joined first"),
        pytest.param({(2, 5): 60, (1, 9): 70}, [[1, 9], [2, 5]], id="by their first member"),
        pytest.param(
            {(0, 1): 100, (2, 3): 90, (0, 2): 60, (0, 3): 60, (1, 2): 60, (1, 3): 20},
            [[0, 1, 2, 3]],
            id="four, 50 on average",
        ),
        pytest.param(
            {(0, 1): 100, (2, 3): 90, (0, 2): 60, (0, 3): 60, (1, 2): 60, (1, 3): 19},
            [[0, 1], [2, 3]],
            id="four, hardly 50 on average",
        ),
    ],
)
def test_clusters_are_joined_by_their_average(
    likeness: dict[tuple[int, int], int], clusters: list[list[int]]
) -> None:
    assert cluster(likeness, least=50) == clusters


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
        st.integers(1, 100),
    )
)
def test_clusters_never_overlap_and_do_not_depend_on_the_order_of_pairs(
    likeness: dict[tuple[int, int], int],
) -> None:
    found = cluster(likeness, least=30)
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    assert cluster(dict(reversed(likeness.items())), least=30) == found


def test_an_article_whose_closest_are_its_own_story_is_related_to_those_after_them() -> None:
    copies = [
        an_analysis(f"reprint-{at}", *COURIER, title="From our archive", published=LANDFALL)
        for at in range(3)
    ]
    chart = an_analysis("chart", "A survey of the Black Ledge found shoals.", title="Charted")
    found = gathered([*ferries(), *copies, chart], related_articles=1).corpus
    assert {"courier", "reprint-0", "reprint-1"} <= set(told(found.stories)[0])
    (related,) = found.related["courier"]
    assert related.article == "chart"
    assert "chart" not in told(found.stories)[0]
