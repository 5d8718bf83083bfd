"""What an editor is asked about."""

from msgspec.structs import replace

from generator.corpus.proposals import make_proposals
from generator.model import Corpus, Coverage, Covered, Topic, TopicKind


def a_topic(id_: str, *passages: tuple[str, int], parent: str = "", keys: tuple[str, ...] = ()) -> Topic:
    """A topic with these passages, as (article, position), and these keys beside its own."""
    articles = sorted({article for article, _ in passages})
    return Topic(
        id=id_,
        name=id_.capitalize(),
        kind=TopicKind.CONCEPT,
        aliases=(),
        keys=(id_, *keys),
        parent=parent,
        coverage=Covered.of(
            [
                Coverage(
                    article=one,
                    passages=tuple(place for article, place in passages if article == one),
                    quotes=(0,),
                    weight=1.0,
                )
                for one in articles
            ]
        ),
        summary=(),
        related=(),
    )


def a_corpus(*topics: Topic) -> Corpus:
    return Corpus(analyses={}, topics=topics, related={}, mentions={}, backlinks={}, redirects={})


MILLS = a_topic(
    "mills", *[(article, place) for article in ("eling", "thaxted") for place in range(5)], keys=("mill",)
)
MILLING_AT = (("eling", 0), ("eling", 1), ("thaxted", 2))
MILLING = a_topic("milling", *MILLING_AT, keys=("old mill",))
BEES = a_topic("bees", ("heather", 0), ("heather", 1))
STONES = a_topic("stones", ("thaxted", 1), ("thaxted", 2), ("heather", 1))


def test_topics_that_share_most_passages_may_be_one() -> None:
    found = make_proposals(a_corpus(BEES, MILLING, MILLS), a_corpus())
    assert [(one.old.id, one.into.id, one.shared) for one in found.merges] == [("milling", "mills", 3)]


def test_what_goes_with_a_larger_topic_and_has_no_word_of_it_is_another() -> None:
    burr, both = a_topic("burr", *MILLING_AT), a_topic("burr", *MILLING_AT, ("eling", 2), ("thaxted", 3))
    assert make_proposals(a_corpus(burr, MILLS), a_corpus()).merges == ()
    assert [one.old.id for one in make_proposals(a_corpus(both, MILLS), a_corpus()).merges] == ["burr"]


def test_a_narrower_topic_is_not_merged_into_its_broader_one() -> None:
    narrow = replace(MILLING, parent="mills")
    assert make_proposals(a_corpus(narrow, MILLS), a_corpus()).merges == ()


def test_a_topic_is_asked_to_go_into_one_other_that_of_its_own_kind_it_shares_most_with() -> None:
    burr = replace(MILLING, id="burr")
    miller = replace(a_topic("miller", *[("eling", place) for place in range(4)]), kind=TopicKind.PERSON)
    once = a_topic("once", ("eling", 0))
    found = make_proposals(a_corpus(burr, MILLING, MILLS, miller, once), a_corpus())
    assert [(one.old.id, one.into.id) for one in found.merges] == [("burr", "mills"), ("milling", "mills")]


def test_people_who_are_spoken_of_together_are_two_unless_they_share_a_name() -> None:
    ada, bo, marsh = (
        replace(a_topic(key.replace(" ", "-"), *MILLING_AT), kind=TopicKind.PERSON, keys=(key,))
        for key in ("ada marsh", "bo reed", "marsh")
    )
    found = make_proposals(a_corpus(ada, bo, marsh), a_corpus())
    assert [(one.old.id, one.into.id) for one in found.merges] == [("marsh", "ada-marsh")]


def test_one_article_does_not_tell_whether_two_topics_are_one() -> None:
    milling = a_topic("milling", *[("eling", place) for place in range(3)])
    assert make_proposals(a_corpus(milling, MILLS), a_corpus()).merges == ()


def test_what_the_editor_pinned_is_not_asked_to_go_into_another() -> None:
    assert make_proposals(a_corpus(MILLING, MILLS), a_corpus(), {"milling"}).merges == ()


def test_a_new_topic_that_lies_in_another_is_a_part_of_it() -> None:
    found = make_proposals(a_corpus(MILLS), a_corpus(MILLS, STONES, BEES))
    assert [(part.id, whole.id) for part, whole in found.parts] == [("stones", "mills")]
    assert [topic.id for topic in found.new] == ["bees"]


def test_topics_that_share_half_of_their_passages_are_two() -> None:
    assert make_proposals(a_corpus(BEES, STONES), a_corpus()).merges == ()


def test_topics_that_share_three_fifths_may_be_one() -> None:
    burr = a_topic("burr", *MILLING_AT, ("eling", 7), ("eling", 8), keys=("mill",))
    assert [one.old.id for one in make_proposals(a_corpus(burr, MILLS), a_corpus()).merges] == ["burr"]


def test_what_a_published_topic_is_called_is_no_new_topic() -> None:
    other = replace(a_topic("apiary", ("clover", 0)), keys=("apiary", "bees"))
    found = make_proposals(a_corpus(BEES), a_corpus(other, a_topic("hives", ("clover", 1))))
    assert [topic.id for topic in found.new] == ["hives"]


def test_a_passage_of_a_large_topic_is_no_part_of_it() -> None:
    grain = a_topic("grain", ("eling", 0))
    assert make_proposals(a_corpus(MILLS), a_corpus(MILLS, grain)).parts == ()


def test_parts_come_by_their_whole_and_the_largest_first() -> None:
    water = a_topic("water", *[("eling", place) for place in range(4)])
    wheels = a_topic("wheels", ("eling", 3), ("eling", 4), ("heather", 1))
    apart = a_topic("ponds", *[("eling", place) for place in range(5)], *[("ponds", n) for n in range(5)])
    comb = a_topic("comb", ("heather", 0))
    found = make_proposals(a_corpus(MILLS, BEES, apart), a_corpus(wheels, comb, water, STONES))
    assert [(part.id, whole.id) for part, whole in found.parts] == [
        ("comb", "bees"),
        ("stones", "mills"),
        ("wheels", "mills"),
        ("water", "mills"),
    ]


def test_the_whole_of_a_part_is_the_topic_that_has_most_of_it() -> None:
    ponds = a_topic("ponds", ("thaxted", 1), ("thaxted", 2))
    found = make_proposals(
        a_corpus(ponds, MILLS), a_corpus(a_topic("burr", *[("thaxted", n) for n in (1, 2, 3)]))
    )
    assert [(part.id, whole.id) for part, whole in found.parts] == [("burr", "mills")]


def test_nothing_is_proposed_where_all_is_published() -> None:
    found = make_proposals(a_corpus(BEES, MILLS), a_corpus(BEES, MILLS))
    assert (found.new, found.parts, found.merges, found.misspellings) == ((), (), (), ())


def test_new_topics_come_the_largest_first() -> None:
    ponds = a_topic("ponds", ("eling", 0), ("thaxted", 0))
    apiary = a_topic("apiary", ("clover", 0))
    found = make_proposals(a_corpus(), a_corpus(apiary, BEES, ponds))
    assert [topic.id for topic in found.new] == ["ponds", "bees", "apiary"]
