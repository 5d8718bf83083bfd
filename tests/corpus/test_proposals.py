"""What an editor is asked about."""

from generator.corpus.proposals import make_proposals
from generator.model import Corpus, Coverage, Topic, TopicKind


def a_topic(id_: str, *passages: tuple[str, int], parent: str = "") -> Topic:
    """A topic with these passages, as (article, position)."""
    articles = sorted({article for article, _ in passages})
    return Topic(
        id=id_,
        name=id_.capitalize(),
        kind=TopicKind.CONCEPT,
        aliases=(),
        keys=(id_,),
        parent=parent,
        coverage=tuple(
            Coverage(
                article=one,
                passages=tuple(place for article, place in passages if article == one),
                quotes=(0,),
                weight=1.0,
            )
            for one in articles
        ),
        summary=(),
        related=(),
    )


def a_corpus(*topics: Topic) -> Corpus:
    return Corpus(analyses={}, topics=topics, related={}, mentions={}, backlinks={}, redirects={})


MILLS = a_topic("mills", *[(article, place) for article in ("eling", "thaxted") for place in range(5)])
MILLING = a_topic("milling", *[("eling", place) for place in range(3)])
BEES = a_topic("bees", ("heather", 0), ("heather", 1))
STONES = a_topic("stones", ("thaxted", 1), ("thaxted", 2), ("heather", 1))


def test_topics_that_share_most_passages_may_be_one() -> None:
    found = make_proposals(a_corpus(BEES, MILLING, MILLS), a_corpus())
    assert [(one.old.id, one.into.id, one.shared) for one in found.merges] == [("milling", "mills", 3)]


def test_a_narrower_topic_is_not_merged_into_its_broader_one() -> None:
    narrow = a_topic("milling", *[("eling", place) for place in range(3)], parent="mills")
    assert make_proposals(a_corpus(narrow, MILLS), a_corpus()).merges == ()


def test_a_new_topic_that_lies_in_another_is_a_part_of_it() -> None:
    found = make_proposals(a_corpus(MILLS), a_corpus(MILLS, STONES, BEES))
    assert [(part.id, whole.id) for part, whole in found.parts] == [("stones", "mills")]
    assert [topic.id for topic in found.new] == ["bees"]


def test_nothing_is_proposed_where_all_is_published() -> None:
    found = make_proposals(a_corpus(BEES, MILLS), a_corpus(BEES, MILLS))
    assert (found.new, found.parts, found.merges, found.misspellings) == ((), (), (), ())
