from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from msgspec.structs import replace

from generator.corpus.authors import Authors, Tag, authors_of, tags_of
from generator.corpus.candidates import (
    Candidate,
    candidate_of,
    find_candidates,
    given_names,
    is_anybody,
    make_candidate,
    nameable,
    said_of_names,
    said_of_somebody,
    short_forms,
)
from generator.corpus.evidence import Collection, Sight
from generator.corpus.merging import find_groups
from generator.corpus.sights import Sights, collect
from generator.corpus.tally import Tally, kind_of
from generator.model import Analysis, Phrase, Span, TopicKind
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
    assert ("tax" in short_forms(collect(Collection(analyses), ()), {})) is expected


def test_what_only_shortens_a_tag_of_the_same_articles_is_known() -> None:
    said = ["The boiler tax is old."] * 2 + ["The tax is high, said the tax man."] * 3
    found = collect(Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(said)]), ())
    tag = Tag(Counter({"boiler tax": 5}), frozenset(range(5)))
    assert "tax" not in short_forms(found, {})
    assert "tax" in short_forms(found, {"boiler tax": tag})


def test_a_name_is_no_short_form_of_what_is_said_about_it() -> None:
    texts = ["We open a Dovetail notebook with Dovetail, as the Dovetail notebook asks."] * 4
    analyses = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    found = collect(Collection(analyses), ())
    assert {"dovetail", "dovetail notebook"} <= set(found)
    assert "dovetail" not in short_forms(found, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "We run a Dovetail query. Each Dovetail query asks Dovetail.", True, id="a general noun"
        ),
        pytest.param(
            "We open a Dovetail hinge. Each Dovetail hinge is of Dovetail.", False, id="one that tells more"
        ),
        pytest.param("We run a pump query. Each pump query asks a pump.", False, id="behind no name"),
    ],
)
def test_a_general_noun_behind_a_name_says_no_more_than_the_name(text: str, *, expected: bool) -> None:
    found = said_of_names(collect(Collection([an_analysis(f"text-{at}", text) for at in range(3)]), ()))
    assert bool(found) is expected


@pytest.mark.parametrize(
    ("articles", "named", "expected"),
    [(range(3), True, True), (range(2), True, False), (range(3), False, False)],
    ids=["three articles write it as a name", "two do", "it is written small"],
)
def test_a_common_word_names_a_topic_where_articles_write_it_as_a_name(
    articles: range, *, named: bool, expected: bool
) -> None:
    assert nameable(called("Go", sights("go", articles, named=named)), "en") is expected


def called(name: str, seen: Sequence[Sight]) -> Candidate:
    """A concept of one key, by its sights in as many articles."""
    return Candidate(
        keys=(name.lower(),),
        name=name,
        kind=TopicKind.CONCEPT,
        tally=Tally.of(seen),
        saying=len(seen),
        tagged=frozenset(),
    )


def names_by_key(texts: Sequence[str], *, tags: Sequence[str] = ()) -> dict[str, str]:
    """Return the name of the candidate that each key belongs to."""
    plain = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    analyses = [replace(one, article=replace(one.article, tags=tuple(tags))) for one in plain]
    collection = Collection(analyses)
    given = tags_of(collection)
    found = collect(collection, given)
    groups = find_groups(collection, found, given, {}).values()
    made = {
        keys: candidate.name
        for keys in groups
        if (candidate := make_candidate(keys, found, Authors(given, frozenset())))
    }
    return {key: name for keys, name in made.items() for key in keys}


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        pytest.param(["forest notices"], "Forest Notices", id="many authors' word"),
        pytest.param([], "Forest Notice", id="what the texts say"),
    ],
)
def test_a_topic_is_called_as_its_authors_tag_it(tags: list[str], name: str) -> None:
    texts = ["He reads the Forest Notice. She reads the Forest Notice, and he wrote the Forest Notice."] * 3
    assert names_by_key(texts, tags=tags)["forest notic"] == name


def test_a_person_whose_surname_is_a_tag_has_the_full_name() -> None:
    texts = ["He met Charles Merrow. She says that Charles Merrow is old, and Merrow agrees."] * 3
    texts += ["They say that Merrow is here, and that Merrow agrees."]
    assert names_by_key(texts, tags=["merrow"])["merrow"] == "Charles Merrow"


def test_a_tag_that_is_a_participle_gives_way_to_the_noun() -> None:
    texts = ["A mill review is long. They like each mill review, and it is mill reviewed."] * 3
    assert names_by_key(texts, tags=["mill-reviewed"])["mill review"] == "Mill review"


def test_a_common_word_of_a_name_that_few_articles_shorten_is_not_that_name() -> None:
    few = ["He bought Mill Honey there. They say that Mill Honey is sweet, and that Honey is old."] * 2
    many = ["Dark honey is sweet. They like honey, and bees like honey."]
    assert names_by_key([*few, *many])["honey"] == "Mill Honey"
    assert names_by_key([*few, *many * 6])["honey"] == "Honey"


def test_a_tag_takes_its_spaces_from_the_texts() -> None:
    texts = ["He lives in New Norvik. They say that New Norvik is old, and that New Norvik has a mill."] * 3
    assert names_by_key(texts, tags=["NewNorvik"])["new norvik"] == "New Norvik"


def test_a_tag_takes_its_capitals_from_the_texts() -> None:
    texts = ["The DATA Act is a law. With the DATA Act, a Data Act report is due."] * 3
    assert names_by_key(texts, tags=["data act"])["data act"] == "DATA Act"


def test_a_tag_says_whether_the_long_form_or_the_short_one_is_the_name() -> None:
    texts = ["The Marsh Rangers Bureau (MRB) is new. He says that MRB and the MRB staff count birds."] * 3
    texts += ["He says that MRB and the MRB staff count birds, and MRB men, and MRB dogs."] * 3
    assert names_by_key(texts)["marsh ranger bureau"] == "MRB"
    assert names_by_key(texts, tags=["marsh rangers bureau"])["marsh ranger bureau"] == "Marsh Rangers Bureau"


def test_an_abbreviation_that_most_articles_explain_names_no_topic() -> None:
    explained = ["The Marsh Rangers Bureau (MRB) is new. He says that MRB and the MRB staff count birds."] * 3
    not_explained = ["He says that MRB counts birds."]
    found = names_by_key(explained + not_explained)
    assert found["marsh ranger bureau"] == found["mrb"] == "Marsh Rangers Bureau"


def test_one_place_has_a_name_in_each_language() -> None:
    italian = an_analysis("lione", "Siamo andati in treno a Lione. La città di Lione è bella.", language="it")
    english = an_analysis("lyon", "We went to Lyon by train. The old town of Lyon is big.")
    collection = Collection([english, italian])
    groups = find_groups(collection, collect(collection, ()), {}, {}).values()
    assert any({"lyon", "lion"} <= set(keys) for keys in groups)


def test_a_name_with_its_country_is_the_same_name() -> None:
    texts = [
        "He wrote to the U.S. Forest Service. They say that the Forest Service and its trees are old."
    ] * 3
    found = names_by_key(texts)
    assert found["u.s. forest servic"] == found["forest servic"]


@pytest.mark.parametrize(
    ("author", "kind"),
    [
        ("Merrow Berg", TopicKind.PERSON),
        ("merrow-berg", TopicKind.CONCEPT),
        ("Ines Dahl", TopicKind.CONCEPT),
    ],
    ids=["an author of that name", "an id", "another author"],
)
def test_who_writes_articles_is_a_person(author: str, kind: TopicKind) -> None:
    texts = [
        "The mill of Merrow Berg grinds flour.",
        "We saw Merrow Berg in May.",
        "Yesterday Merrow Berg came by.",
    ]
    plain = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    collection = Collection([replace(one, article=replace(one.article, authors=(author,))) for one in plain])
    found = dict(find_candidates(collection, collect(collection, ()), owners={}, never=frozenset()))
    assert found["~merrow berg"].kind is kind


def house(texts: Sequence[str], *, of: int) -> dict[str, str]:
    """Return the name of the candidate that each key belongs to, among so many articles that name Acme."""
    return names_by_key([*texts, *["We at Acme grind flour, and Acme is glad."] * of])


def test_what_is_called_by_the_name_of_the_house_is_the_same_without_it() -> None:
    texts = ["The Acme Milling Council met.", "We asked the Milling Council of old."] * 2
    assert house(texts, of=12)["acm mill council"] == house(texts, of=12)["mill council"]


def test_what_everybody_uses_is_nobodys_house() -> None:
    texts = ["The GitHub Milling Council met.", "We asked the Milling Council of old."] * 2
    texts += ["We write it on our site with GitHub, and GitHub is glad."] * 12
    analyses = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    assert ("github mill council", "mill council") not in groups(Collection(analyses))


def test_what_is_called_by_a_name_that_few_articles_say_is_something_else() -> None:
    texts = ["The Acme Milling Council met.", "We asked the Milling Council of old."] * 2
    found = names_by_key([*texts, *["We grind flour."] * 12])
    assert found["acm mill council"] != found["mill council"]


@pytest.mark.parametrize(
    ("others", "expected"),
    [((), True), (("James Berg came.", "James Dahl sang.", "James Olsen slept."), False)],
    ids=["one James", "four of them"],
)
def test_a_given_name_that_several_bear_is_not_merged_with_one_of_them(
    others: Sequence[str], *, expected: bool
) -> None:
    texts = ["James Merrow mends mills. We saw how James worked."] * 3
    found = names_by_key([*texts, *["Yesterday we saw how James worked."] * 3, *others])
    assert (found.get("jame") == "James Merrow") is expected


def test_a_common_thing_is_not_what_one_country_calls_so() -> None:
    texts = ["Most digital services fail, and digital services cost money."] * 4
    texts += ["He wrote to the U.S. Digital Service. They say the U.S. Digital Service is new."] * 3
    found = names_by_key(texts)
    assert found["u.s. digital servic"] != found["digital servic"]


def test_the_team_of_somebody_is_they() -> None:
    texts = ["We work at Dovetail. They say that the Dovetail team and Dovetail are old."] * 3
    found = names_by_key(texts)
    assert found["dovetail team"] == found["dovetail"]


def test_what_a_common_word_goes_before_is_more_than_that_word() -> None:
    texts = ["An old pump fails, and a pump pattern shows why. He drew the Pump, a pump pattern."]
    texts += ["Every pump pattern says how a pump fails."] * 3
    found = names_by_key(texts)
    assert found["pump pattern"] != found["pump"]


def test_a_name_that_several_people_begin_with_is_none_of_them() -> None:
    people = "Adam Merrow", "Adam Lindqvist", "Kathy Harlow"
    texts = [f"He saw {name}, who was born here. She said that {name} was old." for name in people]
    collection = Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)])
    assert given_names(collection) == {"adam"}


@pytest.mark.parametrize(("forms", "nobodys"), [({"Michael": 3}, True), ({"Rose": 3, "rose": 2}, False)])
def test_a_given_name_in_lists_of_people_is_nobodys_either(forms: dict[str, int], nobodys: object) -> None:
    tally = Tally(named={}, plain=forms, votes={}, names=0, others=5)
    name = max(forms)[:1].upper() + max(forms)[1:]
    lone = Candidate(
        keys=(name.lower(),), name=name, kind=TopicKind.CONCEPT, tally=tally, saying=3, tagged=frozenset()
    )
    assert is_anybody(lone) is nobodys


def test_a_given_name_of_somebody_whom_most_articles_call_in_full_is_no_name() -> None:
    full = ["He met Ada Merrow, who was born here. She said that Ada Merrow was old."] * 4
    short = ["They say that Ada builds mills, and that Ada is old."] * 2
    collection = Collection([an_analysis(f"text-{at}", text) for at, text in enumerate([*full, *short])])
    assert said_of_somebody(collection, collect(collection, ())) == {"ada"}
    fewer = Collection([an_analysis(f"text-{at}", text) for at, text in enumerate([*full, *short * 2])])
    assert said_of_somebody(fewer, collect(fewer, ())) == set()


def test_what_many_write_small_is_the_name_of_no_body_and_no_place() -> None:
    named = {"Botany": 3}
    votes = {TopicKind.PLACE: 3, TopicKind.CONCEPT: 3}
    for plain, kind in (({"botany": 3}, TopicKind.CONCEPT), ({"Botany": 3}, TopicKind.PLACE)):
        tally = Tally(named=named, plain=plain, votes=votes, names=3, others=3)
        found = candidate_of(["botani"], tally, 6, Authors({}, frozenset()))
        assert found is not None
        assert found.kind is kind


def test_who_wrote_most_articles_is_whose_the_site_is() -> None:
    analyses = [
        an_analysis(f"text-{at}", "A mill.", authors=("norva",) if at % 2 else ("merrow", "norva")[at > 2 :])
        for at in range(30)
    ]
    assert authors_of(Collection(analyses)).hosts == {"norva"}
    assert authors_of(Collection(analyses[:10])).hosts == set()


def test_a_given_name_alone_may_be_anybody() -> None:
    texts = ["He saw Kathy, and she said that Kathy was old. They live near Ada Merrow."] * 3
    sights = collect(Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]), ())
    found = {key: make_candidate([key], sights, Authors({}, frozenset())) for key in ("kathi", "ada merrow")}
    assert {key: one and is_anybody(one) for key, one in found.items()} == {
        "kathi": True,
        "ada merrow": False,
    }


def test_a_given_name_that_is_counted_may_be_anybody() -> None:
    texts = ["They ask Kathy for a mill, and Kathy asks Norvik. So Kathy 1 mills."] * 3
    sights = collect(Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]), ())
    found = make_candidate(["kathi", "kathi 1"], sights, Authors({}, frozenset()))
    assert found
    assert is_anybody(found)


def test_a_name_cut_to_its_first_letter_may_be_anybody() -> None:
    texts = [
        "We read it (via Norva M.), and Norva M. told us of Vitamin C. It helps, said Malcolm X, who knew."
    ] * 3
    sights = collect(Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]), ())
    keys = ("norva m", "vitamin c", "malcolm x")
    found = {key: make_candidate([key], sights, Authors({}, frozenset())) for key in keys}
    assert {key: one and is_anybody(one) for key, one in found.items()} == {
        "norva m": True,
        "vitamin c": False,
        "malcolm x": False,
    }


def test_a_given_name_is_somebodys_only_if_most_articles_say_whose() -> None:
    known = ["James Merrow mends mills. We saw how James worked."]
    anybody = ["Alice pays James in May, as she says. Then James pays Alice."] * 3
    assert names_by_key([*known, *anybody])["jame"] == "James"
    assert names_by_key([*known * 4, *anybody])["jame"] == "James Merrow"


def test_what_is_said_to_happen_to_a_given_name_makes_nobody_of_it() -> None:
    tally = Tally(named={"Bob": 9}, plain={"Bob gets": 1}, votes={TopicKind.PERSON: 9}, names=9, others=1)
    bob = Candidate(
        keys=("bob", "bob get"), name="Bob", kind=TopicKind.PERSON, tally=tally, saying=3, tagged=frozenset()
    )
    assert is_anybody(bob)


@pytest.mark.parametrize(
    ("others", "expected"),
    [((), "Mill Tool Code"), (("We like Mat Tin Code. They use Mat Tin Code there.",) * 2, "MT Code")],
    ids=["one such name", "two"],
)
def test_a_name_shortened_at_its_beginning_is_that_name(others: Sequence[str], expected: str) -> None:
    texts = ["We like Mill Tool Code. They use Mill Tool Code there."] * 3
    texts += ["We like MT Code. They use MT Code there."] * 2
    assert names_by_key([*texts, *others])["mt code"] == expected


def test_a_country_as_an_adjective_names_no_topic() -> None:
    texts = ["They live in the U.S. and read U.S. papers."] * 3
    collection = Collection([an_analysis(f"text-{at}", text) for at, text in enumerate(texts)])
    found = make_candidate(["u.s."], collect(collection, ()), Authors({}, frozenset()))
    assert found
    assert found.name == "U.S."
    assert not nameable(found, "en")


CONCEPT, PERSON, PLACE, PRODUCT = TopicKind.CONCEPT, TopicKind.PERSON, TopicKind.PLACE, TopicKind.PRODUCT


@pytest.mark.parametrize(
    ("votes", "kind"),
    [
        ({}, CONCEPT),
        ({CONCEPT: 5}, CONCEPT),
        ({CONCEPT: 2, PERSON: 1}, PERSON),
        ({CONCEPT: 3, PERSON: 1}, CONCEPT),
        ({PLACE: 2, PERSON: 3}, PERSON),
        ({PLACE: 3, PERSON: 2}, PLACE),
        ({PRODUCT: 1, PLACE: 1, PERSON: 1}, PERSON),
        ({PRODUCT: 1, PLACE: 1, PERSON: 1, CONCEPT: 1}, CONCEPT),
    ],
)
def test_a_third_of_the_evidence_makes_it_a_name(votes: dict[TopicKind, int], kind: TopicKind) -> None:
    assert kind_of(Counter(votes)) is kind


def shelf(*texts: str, tags: tuple[str, ...] = ()) -> Collection:
    analyses = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    first = replace(analyses[0], article=replace(analyses[0].article, tags=tags))
    return Collection((first, *analyses[1:]))


DATA = ("A data set of mills. Each data set is old.", "A dataset of mills. The dataset is new.")


def groups(collection: Collection, owners: Mapping[str, str] = {}) -> set[tuple[str, ...]]:
    """The keys that mean one thing, where there are several."""
    found = find_groups(collection, collect(collection, ()), tags_of(collection), owners)
    return {keys for keys in found.values() if len(keys) > 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Each data set is old. No data set is new. The dataset is new. A dataset is odd.",
            {"data set"},
        ),
        ("We met Acme.gov in town. Acme.gov is new. We met AcmeGov, and AcmeGov is new.", {"acme.gov"}),
        ("We met U.S.P in town. U.S.P is new. We met USP, and USP is new.", set()),
        ("We built Dovetail 2. Dovetail 2 is what Dovetail was. Dovetail it is.", {"dovetail"}),
        ("We read Berth 340. Berth 340 says what Berth was. Berth it is.", set()),
        ("The Dovetail project is old. The Dovetail project grew out of Dovetail.", {"dovetail project"}),
        ("The Dovetail hinge is old. The Dovetail hinge grew out of Dovetail.", set()),
        ("The tide wheel project is old. This tide wheel project has a tide wheel.", {"tide wheel project"}),
        ("The wheel project is old. This wheel project has a wheel. The wheel is new.", set()),
    ],
    ids=[
        "that differ in a space",
        "or a dot",
        "but not short ones",
        "and a number",
        "but not with that of a paper",
        "and a word that adds nothing",
        "but not with one that does",
        "a concept of two words and a word that adds nothing",
        "but not one of one word",
    ],
)
def test_keys_that_mean_one_thing_are_one_group(text: str, expected: set[str]) -> None:
    found = groups(shelf(text))
    assert {key for keys in found for key in keys} & expected == expected
    assert bool(found) is bool(expected)


def test_a_surname_that_two_bear_is_neithers() -> None:
    thomas, mary, bare = (
        "Thomas Seeley counted. Seeley danced.",
        "Mary Seeley wrote. Seeley sang.",
        "Seeley danced in May. Then Seeley slept.",
    )
    assert groups(shelf(thomas, bare)) == {("seeley", "thoma seeley")}
    assert groups(shelf(mary, bare)) == {("mari seeley", "seeley")}
    assert groups(shelf(thomas, mary, bare)) == set()


def test_what_is_owned_goes_with_its_owner_and_the_rest_with_what_it_means() -> None:
    seeley = ("Thomas Seeley counted, and Seeley wrote.", "Seeley danced. Seeley slept.")
    collection = shelf(*DATA, *seeley, "Old mills grind. Old mills turn.")
    sights, tags = collect(collection, ()), tags_of(collection)
    owners = {"dataset": "data", "data set": "tables", "thoma seeley": "seeley", "gone": "seeley"}
    found = find_groups(collection, sights, tags, owners)
    assert found["data"] == ("dataset",)
    assert found["tables"] == ("data set",)
    assert found["seeley"] == ("gone", "seeley", "thoma seeley")
    others = {label: keys for label, keys in found.items() if label not in owners.values()}
    assert others
    assert all(label == f"~{keys[0]}" for label, keys in others.items())


def labels(collection: Collection, owners: Mapping[str, str], never: frozenset[str]) -> list[str]:
    sights = collect(collection, ())
    return [label for label, _ in find_candidates(collection, sights, owners=owners, never=never)]


def test_what_never_is_to_be_a_topic_is_no_candidate_unless_it_is_one() -> None:
    collection = shelf(*DATA, tags=("Crafts",))
    every = labels(collection, {}, frozenset())
    assert every == sorted(every)
    assert {"~craft", "~data set"} <= set(every)
    assert labels(collection, {}, frozenset({"dataset"})) == [one for one in every if one != "~data set"]
    assert "data" in labels(collection, {"dataset": "data"}, frozenset({"dataset"}))
    assert "nothing" not in labels(collection, {"said by nobody": "nothing"}, frozenset())


def test_tags_are_the_same_however_they_are_inflected() -> None:
    collection = shelf("Mills.", "Oak.", tags=("Old mills", "old mill", "Old mills", "!"))
    assert tags_of(collection) == {"old mill": Tag(Counter({"Old mills": 2, "old mill": 1}), frozenset({0}))}


def made(sights: Mapping[str, list[Sight]], tags: Mapping[str, Tag]) -> Candidate | None:
    return make_candidate(sorted({*sights, *tags}), sights, Authors(tags, frozenset()))


def sight(at: int, text: str, kind: TopicKind, *, times: int = 1, named: bool = False) -> Sight:
    spans = tuple(Span(block=0, start=place, end=place + 1) for place in range(times))
    return Sight(at, Phrase(key=text.lower(), text=text, kind=kind, weight=1.0, spans=spans), named)


def test_a_candidate_takes_the_name_that_is_written_most_and_all_its_articles() -> None:
    seen = {"mill": [sight(2, "Mills", CONCEPT), sight(0, "mill", CONCEPT, times=2)]}
    found = made(seen, {"wheel": Tag(Counter({"Wheels": 9}), frozenset({7}))})
    assert found is not None
    assert (found.keys, found.name, found.kind) == (("mill", "wheel"), "Mill", CONCEPT)
    assert found.tagged == {7}
    assert (found.tally.forms, found.saying) == ({"Mills": 1, "mill": 2}, 2)


def test_a_candidate_that_only_tags_name_is_named_as_they_do() -> None:
    tags = {
        "wheel": Tag(Counter({"Wheels": 2}), frozenset({7, 8})),
        "cog": Tag(Counter({"Cogs": 9}), frozenset({1})),
    }
    found = made({}, tags)
    assert found is not None
    assert found.name == "Wheels"
    assert found.tagged == {1, 7, 8}
    assert made({"mill": []}, {}) is None


def test_a_person_is_named_as_those_do_who_take_it_for_a_name() -> None:
    loose = sight(1, "mr carter", CONCEPT, times=4)
    person = sight(0, "Matthew Carter", PERSON, times=3, named=True)
    found = made({"carter": [loose, person]}, {})
    assert found is not None
    assert (found.name, found.kind) == ("Matthew Carter", PERSON)


def test_a_thing_of_many_names_has_its_common_one_and_is_a_concept() -> None:
    seen = {
        "fsd": [sight(0, "FSD", PRODUCT, named=True)],
        "autonom car": [sight(0, "Autonomous cars", PRODUCT)],
    }
    found = made(seen, {})
    assert found is not None
    assert (found.name, found.kind) == ("Self-driving", CONCEPT)


def test_a_known_place_of_many_names_is_a_place() -> None:
    seen = {
        key: [sight(0, text, PLACE, named=True)] for key, text in (("u.s.", "U.S."), ("america", "America"))
    }
    found = made(seen, {})
    assert found is not None
    assert (found.name, found.kind) == ("United States", PLACE)


def test_a_word_that_is_within_a_longer_name_half_the_time_is_no_short_form() -> None:
    texts = ["A boiler tax is old. The tax is high."] * 3 + ["The tax is high, said the tax man."]
    assert "tax" in short_forms(sights_of(*texts), {})
    assert "tax" not in short_forms(sights_of(*texts, *texts[3:]), {})


def sights_of(*texts: str) -> Sights:
    return collect(shelf(*texts), ())


@pytest.mark.parametrize(("named", "plain", "expected"), [(2, 1, True), (1, 1, False), (1, 2, False)])
def test_what_is_mostly_written_as_a_name_may_begin_as_no_concept_does(
    named: int, plain: int, *, expected: bool
) -> None:
    seen = [
        sight(0, "First Harbour", CONCEPT, times=named, named=True),
        sight(1, "First Harbour", CONCEPT, times=plain),
    ]
    assert nameable(called("First Harbour", seen), "en") is expected


def test_what_more_articles_say_is_added_to_what_was_counted() -> None:
    seen = [
        sight(0, "Mill", PRODUCT, named=True),
        sight(1, "mill", CONCEPT, times=2),
        sight(2, "Mill", CONCEPT),
        sight(3, "mills", PLACE, times=3),
    ]
    whole = Tally.of(seen)
    assert (whole.named, whole.plain) == ({"Mill": 1}, {"mill": 2, "Mill": 1, "mills": 3})
    for size in range(len(seen) + 1):
        assert Tally.of(seen[:size]).with_(Tally.of(seen[size:])) == whole


def groups_of(*analyses: Analysis) -> set[tuple[str, ...]]:
    collection = Collection(analyses)
    tags = tags_of(collection)
    return set(find_groups(collection, collect(collection, tags), tags, {}).values())


def test_a_tag_that_adds_a_general_word_holds_what_stands_without_it() -> None:
    texts = [f"{word} about acquisition. Acquisition is slow, and acquisition costs." for word in "ABC"]
    tagged = [
        an_analysis(f"text-{at}", text, tags=("acquisition services",)) for at, text in enumerate(texts)
    ]
    assert ("acquisit", "acquisit servic") in groups_of(*tagged)
    plain = [an_analysis(f"text-{at}", text) for at, text in enumerate(texts)]
    both = replace(tagged[2].article, tags=("acquisition", "acquisition services"))
    others = groups_of(*tagged[:2], replace(tagged[2], article=both))
    assert ("acquisit",) in others & groups_of(*plain)


def test_a_tag_that_is_a_name_does_not_hold_the_word_that_it_begins_with() -> None:
    texts = [
        f"{word} went to the Mill Court. A mill is slow, and mills cost." for word in ("Ada", "Bo", "Cy")
    ]
    tagged = [an_analysis(f"text-{at}", text, tags=("Mill Court",)) for at, text in enumerate(texts)]
    assert ("mill", "mill court") not in groups_of(*tagged)


def test_a_name_that_two_languages_write_alike_is_one() -> None:
    english = an_analysis(
        "one", "They met in Argentina. From Argentina they came, and in Argentina they stayed."
    )
    spanish = an_analysis(
        "two", "Vive en Argentina. La gente de Argentina canta, y en Argentina llueve.", language="es"
    )
    assert ("argentin", "argentina") in groups_of(english, spanish)


def test_a_long_word_that_two_languages_write_alike_is_one() -> None:
    dutch = an_analysis("one", "De performance telt. Wie performance meet, ziet performance.", language="nl")
    spanish = an_analysis(
        "two", "La performance cuenta. Quien mide la performance ve la performance.", language="es"
    )
    assert ("performanc", "performance") in groups_of(dutch, spanish)


def test_a_tag_above_articles_of_two_languages_is_one() -> None:
    english = an_analysis("one", "The mill is old.", tags=("Feelings",))
    italian = an_analysis("two", "Il mulino è vecchio.", language="it", tags=("feelings",))
    assert ("feel", "feeling") in groups_of(english, italian)


def test_a_short_form_is_of_the_name_that_nearly_all_articles_mean_by_it() -> None:
    long = "The Tide Mill Survey (TMS) sat. The TMS went home, and TMS sang."
    other = "The Trout Mouth Society (TMS) sat. The TMS went home, and TMS sang."
    alone = an_analysis("alone", "The TMS sat. The TMS went home, and TMS sang.")
    many = [an_analysis(f"text-{at}", long) for at in range(4)]
    assert ("tide mill survey", "tms") in groups_of(*many, alone, an_analysis("other", other))
    few = [*many[:3], alone, an_analysis("other", other)]
    assert ("tide mill survey", "tms") not in groups_of(*few)
