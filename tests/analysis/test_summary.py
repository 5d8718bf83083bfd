"""Which sentences sum an article up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.choice import STEPS, Weights, free_to_stand, parse_weights, read_weights, step_signs
from generator.analysis.seen import see
from generator.analysis.sentences import find_sentences
from generator.analysis.signs import SIGNS, signs
from generator.analysis.summary import MOST, kind_of_text, summarise
from generator.model import Article, Block, BlockKind, Mark, MarkKind, Span
from tests.analysis.articles import an_article, paragraphs


def summary(article: Article, limit: int = 3) -> list[str]:
    sentences = find_sentences(article)
    spans = [sentences[at] for at in summarise(article, sentences, limit=limit).chosen]
    return [article.blocks[span.block].text[span.start : span.end] for span in spans]


HARBOUR = paragraphs(
    "Hello and welcome back to our page about the coast.",
    "The town of Norvik will rebuild its harbour wall after the storm of last winter. It broke in three places.",
    "Engineers found that the harbour wall had been hollow for years. The mayor was surprised.",
    "The new harbour wall of Norvik costs nine million crowns, of which the state pays half.",
    "What do you think? Leave a comment below, and subscribe to our newsletter.",
    title="Norvik rebuilds its harbour wall",
)


def test_the_summary_says_what_the_article_says() -> None:
    assert summary(HARBOUR) == [
        "The town of Norvik will rebuild its harbour wall after the storm of last winter.",
        "Engineers found that the harbour wall had been hollow for years.",
        "The new harbour wall of Norvik costs nine million crowns, of which the state pays half.",
    ]


def test_a_pronoun_comes_only_after_the_sentence_that_names_it() -> None:
    chosen = summary(HARBOUR, limit=10)
    assert "It broke in three places." not in chosen


@pytest.mark.parametrize(("chosen", "free"), [([], [0, 1]), ([1], [0, 2]), ([0], [1]), ([2], [0, 1])])
def test_what_hangs_on_the_sentence_before_is_chosen_only_after_it(
    chosen: list[int], free: list[int]
) -> None:
    article = paragraphs(
        "The harbour of Norvik closes in the cold of winter.",
        "Anna Berg leads the council of the villages. She wants a wall that keeps the sea away.",
        "She wants a second wall for the fishermen of the islands.",
    )
    assert free_to_stand(see(article, find_sentences(article)), chosen) == free


@pytest.mark.parametrize(
    ("title", "stands"),
    [("Harbour release 3.1", True), ("Boats of Norvik", False), ("", False)],
    ids=["it is named", "it is not", "there is none"],
)
@pytest.mark.parametrize(
    "opening",
    ["This is the third minor release of the plan.", "This release mends the nine doors of the wall."],
)
def test_what_begins_an_article_may_speak_of_what_its_title_names(
    title: str, opening: str, *, stands: bool
) -> None:
    article = paragraphs(opening, "This release has nine boats, and all of them sail.", title=title)
    assert free_to_stand(see(article, find_sentences(article)), []) == ([0] if stands else [])


def test_what_goes_on_within_a_quotation_needs_its_beginning() -> None:
    told = "The harbour wall of Norvik holds well in all the storms of the winter. " * 6
    article = paragraphs(f'Anna Berg said: "{told}Boats lie safe behind the wall in May."')
    assert free_to_stand(see(article, find_sentences(article)), []) == []


def test_what_is_refused_still_stands_where_there_is_nothing_else() -> None:
    assert summary(paragraphs("Why?")) == ["Why?"]
    assert summary(paragraphs("Why?", "Who?")) == ["Why?"]
    assert summary(paragraphs("Stay tuned!", "He sang a long song about the sea.")) == [
        "He sang a long song about the sea."
    ]


@pytest.mark.parametrize(("word", "chosen"), [("early", (0,)), ("amazing", (1,))])
def test_of_two_sentences_alike_the_one_that_praises_comes_last(word: str, chosen: tuple[int, ...]) -> None:
    article = paragraphs(
        f"The harbour wall of Norvik is an {word} work of two brothers from the islands.",
        "Fishermen from the islands expect a poor catch of herring in this cold winter.",
    )
    nothing = Weights(signs=(0.0,) * len(SIGNS), steps=(0.0,) * len(STEPS))
    weights = {"writing": nothing, "talk": nothing}
    assert summarise(article, find_sentences(article), limit=1, weights=weights).chosen == chosen


def test_the_title_said_again_sums_nothing_up() -> None:
    again = "Norvik rebuilds its hollow harbour wall for the fishermen of the islands"
    told = "The council of Norvik rebuilds the wall that a storm broke in three places."
    assert summary(paragraphs(told, again, title=again), limit=2) == [told]
    assert summary(paragraphs(told, f"{again}.", title=again), limit=2) == [told, f"{again}."]


def test_an_article_without_sentences_has_no_summary() -> None:
    assert summary(an_article(title="Nothing")) == []


def test_one_sentence_said_twice_is_chosen_once() -> None:
    wall = "The harbour wall of Norvik will be rebuilt by the council next summer."
    fish = "Fishermen in the northern villages expect a poor catch of herring this year."
    assert summary(paragraphs(wall, wall, fish), limit=2) == [wall, fish]


@pytest.mark.parametrize(
    "above, marked, told",
    [
        pytest.param(BlockKind.IMAGE, 63, False, id="below a picture, emphasised"),
        pytest.param(BlockKind.IMAGE, 20, True, id="below a picture, emphasised in part"),
        pytest.param(BlockKind.PARAGRAPH, 63, True, id="below a paragraph"),
    ],
)
def test_the_caption_of_a_picture_is_not_in_a_summary(above: BlockKind, marked: int, *, told: bool) -> None:
    text = "Carpenters of Norvik mend the wall of the harbour in the winter."
    mark = Mark(kind=MarkKind.EMPHASIS, start=0, end=marked)
    wall = Block(kind=BlockKind.PARAGRAPH, text="The wall of the harbour of Norvik fell in a storm in May.")
    caption = Block(kind=BlockKind.PARAGRAPH, text=text, marks=(mark,))
    article = an_article(wall, Block(kind=above, text="A wall", target="wall.png"), caption, title="The wall")
    assert (text in summary(article)) is told


@pytest.mark.parametrize(("links", "told"), [(((0, 30), (31, 65)), False), (((0, 30),), True)])
def test_a_row_of_buttons_is_not_in_a_summary(links: tuple[tuple[int, int], ...], *, told: bool) -> None:
    text = "Carpenters of Norvik mend ends the wall of the harbour of Norvik."
    marks = tuple(
        Mark(kind=MarkKind.LINK, start=start, end=end, target="https://a.example") for start, end in links
    )
    wall = Block(kind=BlockKind.PARAGRAPH, text="The wall of the harbour of Norvik fell in a storm in May.")
    buttons = Block(kind=BlockKind.PARAGRAPH, text=text, marks=marks)
    assert (text in summary(an_article(wall, buttons, title="The wall"))) is told


def kind(article: Article) -> str:
    return kind_of_text(article, see(article, find_sentences(article)))


def test_talk_is_told_by_its_speakers_or_by_its_manner() -> None:
    said = Block(kind=BlockKind.PARAGRAPH, text="The rain will stop.", speaker="Ann")
    plain = Block(kind=BlockKind.PARAGRAPH, text="The rain over Norvik will stop in the evening.")
    chat = paragraphs("Did you see it?", "I did.", "You should have told me.", "Oh, well.", "We can go now.")
    assert kind(an_article(said, said, plain)) == "talk"
    assert kind(an_article(plain, plain)) == "writing"
    assert kind(chat) == "talk"


def test_every_sign_has_a_weight_for_every_kind_of_text() -> None:
    assert sorted(read_weights()) == ["talk", "writing"]
    for weights in read_weights().values():
        assert len(weights.signs) == len(SIGNS)
        assert len(weights.steps) == len(STEPS)


def test_a_table_of_weights_is_read_by_name() -> None:
    lines = [f"{name} {at} {at * 10}" for at, name in enumerate((*SIGNS, *STEPS))]
    weights = parse_weights("\n".join(["# a remark", "sign writing talk", *reversed(lines)]))
    assert weights["writing"].signs == tuple(range(len(SIGNS)))
    assert weights["talk"].steps[0] == len(SIGNS) * 10


def sign(name: str, article: Article) -> list[float]:
    rows = signs(article, see(article, find_sentences(article)))
    return [round(row[SIGNS.index(name)], 3) for row in rows]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("early", [1.0, 0.707, 0.577]),
        ("first", [1, 0, 0]),
        ("above", [1.0, 0.667, 0.333]),
        ("title", [0.5, 0.5, 0.0]),
        ("number", [0, 0, 1]),
        ("quoted", [0, 1, 0]),
        ("said", [0, 1, 0]),
        ("near", [0.0, 0.143, 0.0]),
        ("links", [0, 0, 1]),
    ],
)
def test_a_sign_is_what_its_name_says(name: str, values: list[float]) -> None:
    article = paragraphs(
        "The harbour of Norvik closes in winter. “We need the wall,” Anna Berg said. But 40 boats stay.",
        title="Harbour wall",
    )
    assert sign(name, article) == values


def test_the_sign_around_is_the_share_of_words_that_the_neighbours_hold() -> None:
    article = paragraphs("Herring swim fast. Herring boats swim. A cook sings boats.")
    assert sign("around", article) == [0.667, 1.0, 0.333]


def test_each_choice_changes_what_the_others_are_worth() -> None:
    article = an_article(
        Block(kind=BlockKind.HEADING, text="The wall", level=2),
        Block(kind=BlockKind.PARAGRAPH, text="The wall of Norvik fell. Stones of the wall fell."),
        Block(kind=BlockKind.HEADING, text="The sea", level=2),
        Block(kind=BlockKind.PARAGRAPH, text="The sea took the stones."),
    )
    seen = see(article, find_sentences(article))
    rows = list(step_signs(seen, [1, 2], chosen=[0], title=frozenset({"stone", "norvik"})))
    found = [{name: round(value, 3) for name, value in zip(STEPS, row, strict=True)} for row in rows]
    assert found == [
        {"untold": 0.5, "alike": 1.0, "told": 1.0, "section": 1.0, "follows": 1.0},
        {"untold": 0.5, "alike": 0.0, "told": 0.0, "section": 0.0, "follows": 0.0},
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("But I told him of 3 bees, and we said it.", "said number links near2 far2"),
        ("The bees hum.", ""),
        ("3rd bees hum.", "number"),
        ("So they said the same.", "said links far1"),
    ],
)
def test_words_tell_how_a_sentence_speaks(text: str, expected: str) -> None:
    article = paragraphs(text)
    (seen,) = see(article, find_sentences(article))
    words = [name for name in ("said", "number", "links") if getattr(seen, name)]
    counts = [f"{name}{getattr(seen, name)}" for name in ("near", "far") if getattr(seen, name)]
    assert " ".join(words + counts) == expected


def test_only_content_words_are_stems_and_pairs_of_a_sentence() -> None:
    article = paragraphs("The bees of Norvik hum 40 times. A hive hums.")
    first, second = see(article, find_sentences(article))
    assert first.stems == {"bee", "norvik", "hum", "time"}
    assert first.pairs == {("bee", "norvik"), ("norvik", "hum"), ("hum", "time")}
    assert (first.words, second.words) == (7, 3)
    assert second.stems == {"hive", "hum"}


def test_a_headline_and_a_date_at_the_top_are_no_first_sentences() -> None:
    article = paragraphs(
        "Norvik rebuilds", "Monday, 3 May", "The harbour closes in the cold of winter. The town waits."
    )
    assert sign("first", article)[2:] == [1, 0]
    assert sign("early", article)[2:] == [1.0, 0.707]


def test_what_the_article_repeats_is_central() -> None:
    article = paragraphs("Herring swim near Norvik. Herring swim far. A cook sings.", title="")
    common = sign("common", article)
    assert common[0] == 1.0
    assert common[2] == 0.0


def test_a_sentence_that_cannot_stand_alone_has_no_merit() -> None:
    sentences = find_sentences(HARBOUR)
    merits = summarise(HARBOUR, sentences, limit=3).merits
    texts = [HARBOUR.blocks[span.block].text[span.start : span.end] for span in sentences]
    by_text = dict(zip(texts, merits, strict=True))
    assert by_text["It broke in three places."] == 0
    best = by_text["The town of Norvik will rebuild its harbour wall after the storm of last winter."]
    assert 0.5 < best < 1
    assert merits == tuple(round(merit, 3) for merit in merits)


texts = st.lists(
    st.text(st.sampled_from("abAB .!?’“”\n1") | st.characters(exclude_categories=["Cs"]), max_size=120),
    max_size=8,
)


@given(texts, st.integers(1, 10), st.sampled_from(["en", "de", "ja", "xx"]))
def test_a_summary_is_positions_in_reading_order(parts: list[str], limit: int, language: str) -> None:
    article = paragraphs(*parts, title="abab", language=language)
    sentences = find_sentences(article)
    found = summarise(article, sentences, limit=limit)
    chosen = found.chosen
    assert list(chosen) == sorted(set(chosen))
    assert all(0 <= at < len(sentences) for at in chosen)
    assert len(chosen) <= limit
    assert bool(chosen) == bool(sentences)
    assert found == summarise(article, sentences, limit=limit)
    assert len(found.merits) == len(sentences)
    assert all(0 <= merit <= 1 for merit in found.merits)


def test_of_a_very_long_text_only_so_many_sentences_are_looked_at() -> None:
    text = "The bees hum. "
    article = paragraphs(text * (MOST + 2))
    spans = [Span(block=0, start=at, end=at + 13) for at in range(0, len(article.blocks[0].text), len(text))]
    found = summarise(article, spans, limit=3)
    assert len(found.merits) == len(spans)
    assert found.merits[MOST:] == (0.0, 0.0)
    assert found.chosen[-1] < MOST
