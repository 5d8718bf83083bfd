from dataclasses import replace as changed

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.corpus.gather import Gathered
from generator.corpus.lock import Lock, LockEntry, State, dump_lock, parse_lock
from generator.editor import EditedTopic, Editor
from generator.keys import phrase_key
from generator.model import Analysis, Covered, Severity, Topic, TopicKind
from tests.corpus.articles import TEXTS, an_analysis, by_id, covering, gathered, library

some_articles = st.lists(st.sampled_from(range(6)), unique=True).map(
    lambda ats: [library()[at] for at in ats]
)


def test_topics_are_what_the_articles_speak_of() -> None:
    assert {"tide-mill", "water-wheel", "honey-bees", "serif-typeface", "matthew-carter"} <= by_id(
        gathered()
    ).keys()


def test_a_topic_gathers_the_articles_about_it_newest_first() -> None:
    topic = by_id(gathered())["water-wheel"]
    assert [one.article for one in topic.coverage] == ["letters", "wind-mills", "tide-mills"]


def test_a_person_keeps_the_full_name_and_the_surname_is_an_alias() -> None:
    topic = by_id(gathered())["matthew-carter"]
    assert (topic.name, topic.kind, topic.aliases) == ("Matthew Carter", TopicKind.PERSON, ("Carter",))


def test_a_single_article_has_topics_too() -> None:
    assert "tide-mill" in by_id(gathered(library()[:1]))


RECAP = (
    "Ada Merrow and Thomas Seeley talked for an hour, and most of it was about AI. Merrow thinks AI will be cheap.",
    "Both of them like open-source AI, and neither is sure about AI that nobody can read.",
    "# Northwind's AI and the Ferryman",
    "Merrow went on to AI at Northwind: FSD 9 is on the road, and robotaxis come next. Ferryman was a topic too.",
    "And Ferryman, for those who missed it, is the robot that Northwind builds.",
    "# What machines should know",
    "Seeley asked who checks AI. Merrow calls Northwind one of the most careful AI companies.",
    "Its cars need AI, because autonomous driving forgives nothing. Open-source AI is easier to check.",
    "# The end",
    "AI will not be finished soon, Merrow and Seeley agree. The recording went round on Twitter.",
)


def test_what_a_single_article_gives_a_section_to_is_a_topic_of_its_own() -> None:
    topics = by_id(gathered([an_analysis("recap", *RECAP)]))
    assert {"ai", "open-source-ai", "northwind", "ferryman", "self-driving", "ada-merrow"} <= topics.keys()
    assert "twitter" not in topics
    assert topics["northwind"].kind is TopicKind.ORGANISATION


def test_one_thing_under_many_names_is_one_topic() -> None:
    topic = by_id(gathered([an_analysis("recap", *RECAP)]))["self-driving"]
    assert (topic.name, topic.kind) == ("Self-driving", TopicKind.CONCEPT)
    assert set(topic.aliases) >= {"FSD 9", "robotaxis", "autonomous driving"}
    assert [one.passages for one in topic.coverage] == [(1, 2)]


def test_articles_are_told_in_the_order_of_their_ids_however_they_come() -> None:
    assert list(gathered().corpus.analyses) == sorted(one.article.id for one in library())
    assert gathered(library()[::-1]) == gathered()


def test_no_article_makes_an_empty_corpus() -> None:
    found = gathered([])
    assert (found.corpus.topics, found.lock, found.problems) == ((), Lock(), ())


def test_there_are_no_more_topics_than_asked_for() -> None:
    assert len(gathered(max_topics=3).corpus.topics) == 3


@given(st.permutations(library()))
@settings(max_examples=10)
def test_the_order_of_the_articles_does_not_matter(analyses: list[Analysis]) -> None:
    assert gathered(analyses) == gathered()


@given(some_articles, st.integers(0, 5))
@settings(max_examples=30)
def test_gathering_again_changes_nothing(analyses: list[Analysis], most: int) -> None:
    first = gathered(analyses, max_topics=most)
    again = gathered(analyses, max_topics=most, lock=parse_lock(dump_lock(first.lock), "here"))
    assert again == first


@given(some_articles, some_articles)
@settings(max_examples=30)
def test_other_articles_change_no_id_and_no_name(before: list[Analysis], after: list[Analysis]) -> None:
    first = gathered(before)
    second = gathered(after, lock=first.lock)
    names = {topic.id: topic.name for topic in second.corpus.topics}
    assert {topic.id: topic.name for topic in first.corpus.topics}.items() <= names.items()


def _blocks(found: Gathered, topic: Topic) -> set[tuple[str, int]]:
    """Where the articles name a topic."""
    return {
        (analysis.article.id, span.block)
        for analysis in found.corpus.analyses.values()
        for phrase in (*analysis.phrases, *analysis.entities)
        for span in phrase.spans
        if phrase.key in topic.keys
    }


@given(some_articles)
@settings(max_examples=30)
def test_every_part_of_a_corpus_points_at_something_that_is_there(analyses: list[Analysis]) -> None:
    check(gathered(analyses))


def check(found: Gathered) -> None:
    topics = by_id(found)
    for topic in topics.values():
        assert topic.parent in {"", *topics} - {topic.id}
        assert set(topic.related) <= topics.keys() - {topic.id}
        assert len(topic.summary) <= 6
        assert len(_blocks(found, topic)) >= 2
        for one in topic.coverage:
            analysis = found.corpus.analyses[one.article]
            assert one.passages
            assert set(one.passages) <= set(range(len(analysis.passages)))
            assert set(one.quotes) <= set(range(len(analysis.sentences)))
            assert len(one.quotes) <= 3
    for article, mentions in found.corpus.mentions.items():
        blocks = found.corpus.analyses[article].article.blocks
        end = (-1, 0)
        for mention in mentions:
            text = blocks[mention.span.block].text[mention.span.start : mention.span.end]
            assert phrase_key(text, "en") in {*topics[mention.topic].keys, "carter", "merrow", "seeley"}
            assert (mention.span.block, mention.span.start) >= end
            end = (mention.span.block, mention.span.end)


def test_a_topic_nobody_speaks_of_any_more_keeps_its_page() -> None:
    lock = gathered().lock
    found = gathered(library()[:2], lock=lock)
    topic = by_id(found)["honey-bees"]
    assert (topic.name, topic.coverage, topic.summary) == ("Honey bees", Covered(), ())
    (entry,) = [entry for entry in found.lock.entries if entry.id == "honey-bees"]
    assert entry.state is State.EMPTY
    assert covering(by_id(gathered(lock=found.lock))["honey-bees"]) == {"honey", "swarms"}


def test_what_was_published_about_a_topic_stays_when_more_articles_come() -> None:
    shelf = [
        an_analysis(f"{name.replace(' ', '-')}-{number}", *texts[: 2 + number % 4])
        for number in range(9)
        for name, texts in TEXTS.items()
    ]
    first = gathered(shelf[:48])
    then = by_id(gathered(shelf, lock=parse_lock(dump_lock(first.lock), "here")))
    before = by_id(first)
    assert {id_: topic.name for id_, topic in before.items()}.items() <= {
        id_: topic.name for id_, topic in then.items()
    }.items()
    assert all(covering(topic) <= covering(then[id_]) for id_, topic in before.items())


def test_a_new_topic_never_takes_an_old_id() -> None:
    gone = LockEntry(id="honey-bees", name="Honey bees (a band)", kind=TopicKind.ORGANISATION, keys=("band",))
    topics = by_id(gathered(lock=Lock(entries=(gone,))))
    assert topics["honey-bees"].name == "Honey bees (a band)"
    assert topics["honey-bees-2"].name == "Honey bees"


def test_nothing_new_is_published_where_only_the_lock_may_speak() -> None:
    lock = gathered(library()[:2]).lock
    found = gathered(lock=lock, publish_new=False)
    assert found.lock == lock
    assert {topic.id for topic in found.corpus.topics} == {entry.id for entry in lock.entries}


def test_a_pinned_topic_is_there_under_its_id_and_name() -> None:
    pinned = EditedTopic(
        id="rag-paper", name="Rag paper", aliases=("chiffons", "rags"), kind=TopicKind.PRODUCT
    )
    topic = by_id(gathered(editor=Editor(topics=(pinned,))))["rag-paper"]
    assert (topic.name, topic.kind, covering(topic)) == ("Rag paper", TopicKind.PRODUCT, {"letters"})
    assert {"chiffons", "rags"} <= set(topic.aliases)


def test_a_pinned_topic_that_nobody_mentions_has_no_page() -> None:
    pinned = EditedTopic(id="steam", name="Steam engines")
    assert "steam" not in by_id(gathered(editor=Editor(topics=(pinned,))))


def test_the_editor_names_a_published_topic_anew_and_its_id_stays() -> None:
    editor = Editor(topics=(EditedTopic(id="tide-mill", name="Mills of the tide", aliases=("tide mill",)),))
    topic = by_id(gathered(editor=editor, lock=gathered().lock))["tide-mill"]
    assert (topic.name, covering(topic)) == ("Mills of the tide", {"tide-mills"})


def test_a_published_topic_keeps_the_name_and_the_kind_that_the_editor_does_not_give() -> None:
    named = Editor(topics=(EditedTopic(id="tide-mill", name="Tide Mill", kind=TopicKind.PRODUCT),))
    parent = Editor(
        topics=(EditedTopic(id="mills", name="Mill"), EditedTopic(id="tide-mill", parent="mills"))
    )
    topic = by_id(gathered(editor=parent, lock=gathered(editor=named).lock))["tide-mill"]
    assert (topic.name, topic.kind, topic.parent) == ("Tide Mill", TopicKind.PRODUCT, "mills")
    fresh = by_id(gathered(editor=parent))["tide-mill"]
    assert (fresh.name, fresh.kind) == ("Tide mill", TopicKind.CONCEPT)


def test_the_editor_gives_a_parent() -> None:
    editor = Editor(
        topics=(
            EditedTopic(id="mills", name="Mill"),
            EditedTopic(id="tide-mill", name="Tide mill", parent="mills"),
        )
    )
    assert by_id(gathered(editor=editor))["tide-mill"].parent == "mills"


@pytest.mark.parametrize("phrase", ["Honey bees", "honey bee", "honey-bee"])
def test_what_the_editor_forbids_is_no_topic_however_it_is_inflected(phrase: str) -> None:
    assert "honey-bees" not in by_id(gathered(editor=Editor(never=(phrase,))))


def test_a_published_topic_can_be_forbidden() -> None:
    found = gathered(editor=Editor(never=("honey bees",)), lock=gathered().lock)
    assert "honey-bees" not in by_id(found)
    assert "honey-bees" in {entry.id for entry in found.lock.entries}


def test_a_merged_topic_leaves_its_passages_and_a_redirect() -> None:
    editor = Editor(merge=(("wind-mill", "tide-mill"),))
    found = gathered(editor=editor, lock=gathered().lock)
    topics = by_id(found)
    assert found.corpus.redirects == {"wind-mill": "tide-mill"}
    assert "wind-mill" not in topics
    assert covering(topics["tide-mill"]) == {"tide-mills", "wind-mills"}
    again = gathered(lock=found.lock)
    assert again.corpus.redirects == {"wind-mill": "tide-mill"}
    assert covering(by_id(again)["tide-mill"]) == {"tide-mills", "wind-mills"}


def test_topics_that_were_never_published_can_be_merged() -> None:
    editor = Editor(merge=(("wind-mill", "tide-mill"),))
    found = gathered(editor=editor)
    assert covering(by_id(found)["tide-mill"]) == {"tide-mills", "wind-mills"}
    assert gathered(editor=editor, lock=found.lock) == found


def test_the_words_of_a_merged_id_are_the_other_topics_from_then_on() -> None:
    topic = by_id(gathered(editor=Editor(merge=(("steel-pick", "honey-bees"),))))["honey-bees"]
    assert topic.keys == ("honey bee", "steel pick")


def test_a_published_topic_keeps_its_kind() -> None:
    entries = (
        changed(one, kind=TopicKind.PRODUCT) if one.id == "honey-bees" else one
        for one in gathered().lock.entries
    )
    assert by_id(gathered(lock=Lock(entries=tuple(entries))))["honey-bees"].kind is TopicKind.PRODUCT


def test_words_that_two_topics_claim_are_those_of_the_one_that_the_editor_asks_for() -> None:
    published = LockEntry(id="apiary", name="Apiary", kind=TopicKind.CONCEPT, keys=("honey bee", "apiary"))
    pinned = EditedTopic(id="the-bees", name="Honey bees")
    topics = by_id(gathered(editor=Editor(topics=(pinned,)), lock=Lock(entries=(published,))))
    assert covering(topics["the-bees"]) == {"honey", "swarms"}
    assert topics["apiary"].coverage == Covered()


def test_an_order_for_a_merged_topic_is_one_for_what_it_was_merged_into() -> None:
    lock = gathered(editor=Editor(merge=(("wind-mill", "tide-mill"),)), lock=gathered().lock).lock
    bare = Lock(entries=tuple(changed(one, keys=(one.id.replace("-", " "),)) for one in lock.entries))
    ordering = replace(library()[2], article=replace(library()[2].article, topics=("wind-mill",)))
    found = by_id(gathered([*library()[:2], ordering, *library()[3:]], lock=bare))
    assert "wind-mill" not in found
    assert "honey" in covering(found["tide-mill"])


def test_a_chain_of_merges_leads_to_its_end() -> None:
    editor = Editor(merge=(("honey-bees", "wind-mill"), ("wind-mill", "tide-mill")))
    found = gathered(editor=editor, lock=gathered().lock)
    assert found.corpus.redirects == {"honey-bees": "tide-mill", "wind-mill": "tide-mill"}


@pytest.mark.parametrize(
    ("editor", "where"),
    [
        (Editor(merge=(("honey-bees", "wasps"),)), "topics.yml: merge: honey-bees"),
        (Editor(topics=(EditedTopic(id="bees", name="Bees", parent="insects"),)), "topics.yml: topics: bees"),
    ],
)
def test_an_unknown_id_is_a_warning_with_the_way_out(editor: Editor, where: str) -> None:
    (problem,) = gathered(editor=editor).problems
    assert (problem.where, problem.severity) == (where, Severity.WARNING)
    assert "/topics/" in problem.message


def test_a_merge_of_what_nobody_ever_named_is_told_each_time() -> None:
    editor = Editor(merge=(("wnid-mill", "tide-mill"),))
    found = gathered(editor=editor)
    for problems in (found.problems, gathered(editor=editor, lock=found.lock).problems):
        (problem,) = problems
        assert (problem.where, problem.severity) == ("topics.yml: merge: wnid-mill", Severity.WARNING)
        assert "there is no topic 'wnid-mill', and no article names it" in problem.message


def test_a_merge_of_what_was_a_topic_or_is_named_is_no_problem() -> None:
    kept = an_analysis("kept", "Old Köln keeps its mill. The mill of Old Köln grinds.", tags=("Grain",))
    for old in ("wind-mill", "steel-pick", "old-koln", "grain"):
        editor = Editor(merge=((old, "tide-mill"),))
        lock = Lock()
        for _ in range(3):
            found = gathered([*library(), kept], editor=editor, lock=lock)
            assert (old, found.problems) == (old, ())
            lock = found.lock
    wanted = gathered().lock
    assert (
        gathered(library()[:1], editor=Editor(merge=(("honey-bees", "tide-mill"),)), lock=wanted).problems
        == ()
    )


def test_a_name_that_another_topic_has_is_told() -> None:
    lock = gathered(editor=Editor(topics=(EditedTopic(id="mills", name="Mill"),))).lock
    editor = Editor(topics=(EditedTopic(id="tide-mill", name="mill", aliases=("tide mill",)),))
    (problem,) = gathered(editor=editor, lock=lock).problems
    assert (problem.where, problem.severity) == ("topics.yml: topics: tide-mill", Severity.WARNING)
    assert "'mill' is the name of 'mills', too; merge one into the other" in problem.message
    merged = Editor(topics=editor.topics, merge=(("mills", "tide-mill"),))
    assert gathered(editor=merged, lock=lock).problems == ()


def test_a_topic_that_is_asked_for_and_forbidden_is_told() -> None:
    editor = Editor(topics=(EditedTopic(id="tide-mill", name="Tide mill"),), never=("tide mills",))
    found = gathered(editor=editor)
    (problem,) = found.problems
    assert "tide-mill" in by_id(found)
    assert (problem.where, problem.severity) == ("topics.yml: topics: tide-mill", Severity.WARNING)
    assert "'Tide mill' is under never, too" in problem.message


def test_a_topic_that_comes_back_from_a_merge_is_what_it_was() -> None:
    named = EditedTopic(id="tide-mill", name="TIDE mill", kind=TopicKind.ORGANISATION)
    published = gathered(editor=Editor(topics=(named,))).lock
    merged = gathered(editor=Editor(merge=(("tide-mill", "honey-bees"),)), lock=published).lock
    back = by_id(gathered(editor=Editor(topics=(EditedTopic(id="tide-mill"),)), lock=merged))["tide-mill"]
    assert (back.name, back.kind) == ("TIDE mill", TopicKind.ORGANISATION)


def test_a_merge_can_be_turned_round() -> None:
    named = EditedTopic(id="tide-mill", name="TIDE mill", kind=TopicKind.ORGANISATION)
    lock = gathered(editor=Editor(topics=(named,))).lock
    ways = (("tide-mill", "honey-bees"), ("honey-bees", "tide-mill"), ("tide-mill", "honey-bees"))
    for old, into in ways:
        found = gathered(editor=Editor(merge=((old, into),)), lock=lock)
        lock = found.lock
        entries = {entry.id: entry for entry in lock.entries}
        assert (entries[old].state, entries[old].into) == (State.MERGED, into)
        assert entries[into].state is State.ACTIVE
        assert found.problems == ()
        assert into in by_id(found)
        if into == "tide-mill":
            assert by_id(found)[into].name == "TIDE mill"


def test_a_topic_the_editor_wants_and_no_article_names_is_told() -> None:
    editor = Editor(topics=(EditedTopic(id="wasps", name="Wasps"),))
    found = gathered(editor=editor)
    (problem,) = found.problems
    assert "wasps" not in by_id(found)
    assert (problem.where, problem.severity) == ("topics.yml: topics: wasps", Severity.WARNING)
    assert "no article names 'Wasps'" in problem.message
    assert "aliases" in problem.message


def test_a_topic_the_editor_wants_and_articles_stopped_naming_keeps_its_page_and_is_no_problem() -> None:
    editor = Editor(topics=(EditedTopic(id="wasps", name="Wasps"),))
    lock = gathered([*library(), an_analysis("nest", "Wasps built a nest.")], editor=editor).lock
    found = gathered(editor=editor, lock=lock)
    assert (covering(by_id(found)["wasps"]), found.problems) == (set(), ())


@pytest.mark.parametrize("wanted", ["Grain trade", "grain-trade"])
def test_an_article_can_order_a_topic(wanted: str) -> None:
    ordering = replace(library()[0], article=replace(library()[0].article, topics=(wanted,)))
    topic = by_id(gathered([ordering, *library()[1:]]))["grain-trade"]
    assert (topic.name, covering(topic)) == ("Grain trade", {"tide-mills"})


def test_what_one_article_orders_is_found_in_others_that_say_it() -> None:
    ordering = replace(library()[0], article=replace(library()[0].article, topics=("Steel pick",)))
    assert covering(by_id(gathered([ordering, *library()[1:]]))["steel-pick"]) == {"tide-mills", "wind-mills"}


def test_an_order_by_id_or_name_finds_the_topic_there_is() -> None:
    first = gathered()
    for wanted in ("honey-bees", "Honey bee"):
        ordering = replace(library()[0], article=replace(library()[0].article, topics=(wanted,)))
        topic = by_id(gathered([ordering, *library()[1:]], lock=first.lock))["honey-bees"]
        assert covering(topic) == {"honey", "swarms", "tide-mills"}


def test_tags_are_strong_evidence() -> None:
    tagged = [replace(one, article=replace(one.article, tags=("Crafts",))) for one in library()]
    topic = by_id(gathered(tagged))["crafts"]
    assert covering(topic) == {one.article.id for one in tagged}


def test_a_narrower_topic_knows_the_broader_one() -> None:
    pinned = (EditedTopic(id="bees", name="Bees"), EditedTopic(id="honey-bees", name="Honey bees"))
    more = an_analysis("hives", "Some bees live alone. Mason bees do.", "# More", "Few bees have a hive.")
    topics = by_id(gathered([*library(), more], editor=Editor(topics=pinned)))
    assert topics["honey-bees"].parent == "bees"
    assert topics["bees"].parent == ""
