from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.passages import SECTION_WORDS, TALK_WORDS, find_passages
from generator.model import Block, BlockKind, RichText
from generator.words import content_stems
from tests.analysis.articles import an_article


def text(words: int) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=" ".join(["word"] * words))


def heading(level: int = 2) -> Block:
    return Block(kind=BlockKind.HEADING, text="A heading", level=level)


def code() -> Block:
    return Block(kind=BlockKind.CODE, text="x = 1\n" * 400)


def places(*blocks: Block) -> list[tuple[int, int, int]]:
    stems = [content_stems(block.text, "en") for block in blocks]
    return [(p.heading, p.first, p.last) for p in find_passages(an_article(*blocks), stems)]


def turns(*topics: tuple[str, int]) -> list[Block]:
    """So many turns of about twenty words on each topic, as people talk."""
    return [
        Block(
            kind=BlockKind.PARAGRAPH,
            speaker="AB"[number % 2],
            text=f"Yeah, um, so the {topic} {number % 7} and I I mean this {topic} here, you know, is what the {topic} was",
        )
        for topic, count in topics
        for number in range(count)
    ]


def test_a_short_section_is_one_passage() -> None:
    assert places(text(30), heading(), text(100), text(100)) == [(-1, 0, 1), (1, 2, 4)]


def test_a_heading_with_nothing_under_it_has_no_passage() -> None:
    assert places(heading(2), heading(3), text(20)) == [(1, 2, 3)]


def test_a_long_section_is_cut_at_block_ends() -> None:
    found = places(heading(), *[text(50)] * 12)
    assert [last - first for _, first, last in found] == [3, 3, 3, 3]
    assert {head for head, _, _ in found} == {0}


def test_a_section_is_cut_at_the_block_end_that_is_nearest() -> None:
    assert places(text(110), text(100), text(100)) == [(-1, 0, 1), (-1, 1, 3)]


def test_the_words_of_a_table_count() -> None:
    row = (RichText(text=" ".join(["word"] * 20)), RichText(text="word"))
    table = Block(kind=BlockKind.TABLE, text="", rows=(row,) * 7)
    assert places(table, text(100)) == [(-1, 0, 2)]
    assert places(table, text(110)) == [(-1, 0, 1), (-1, 1, 2)]


def test_a_talk_of_one_topic_is_cut_evenly() -> None:
    sizes = [20 * (last - first) for _, first, last in places(*[text(20)] * 60)]
    assert len(sizes) == 8
    assert set(sizes) == {140, 160}


def test_a_talk_that_leaps_from_topic_to_topic_is_not_cut_to_pieces() -> None:
    subjects = "mill wall oven pond bread stone sail rope lamp tide barn gate well road hill lane".split()
    talk = turns(*((f"{one} {other}", 3) for one, other in zip(subjects, subjects[::-1], strict=True)))
    sizes = [sum(b.text.count(" ") + 1 for b in talk[first:last]) for _, first, last in places(*talk)]
    assert sum(sizes) > TALK_WORDS
    assert min(sizes) >= 75


def test_short_turns_of_a_talk_stay_together() -> None:
    assert all(first % 2 == 0 for _, first, _ in places(*[text(7)] * 200))
    assert places(text(2000), text(5)) == [(-1, 0, 2)]


def test_a_long_talk_is_cut_where_its_topic_changes() -> None:
    talk = turns(("mill wheel", 23), ("harbour wall", 31), ("bread oven", 17))
    starts = [first for _, first, _ in places(*talk)]
    assert any(22 <= start <= 24 for start in starts)
    assert any(53 <= start <= 55 for start in starts)


def test_the_passages_of_a_long_talk_are_of_readable_size() -> None:
    talk = turns(("mill", 40), ("wall", 55), ("oven", 70), ("pond", 35))
    sizes = [sum(b.text.count(" ") + 1 for b in talk[first:last]) for _, first, last in places(*talk)]
    assert sum(sizes) > TALK_WORDS
    assert all(60 <= size <= SECTION_WORDS for size in sizes)


def test_one_long_paragraph_stays_whole() -> None:
    assert places(text(2000)) == [(-1, 0, 1)]


def test_code_goes_with_the_text_around_it_and_does_not_make_it_long() -> None:
    assert places(text(100), code(), text(100)) == [(-1, 0, 3)]


def test_an_empty_article_has_no_passage() -> None:
    assert places() == []


a_block = st.one_of(
    st.integers(1, 300).map(text),
    st.integers(2, 6).map(heading),
    st.just(code()),
    st.integers(1, 30).map(text),
)


@given(st.lists(a_block, max_size=40))
def test_every_block_but_a_heading_is_in_exactly_one_passage(blocks: list[Block]) -> None:
    found = places(*blocks)
    covered = [at for _, first, last in found for at in range(first, last)]
    assert covered == [at for at, block in enumerate(blocks) if block.kind is not BlockKind.HEADING]


@given(st.lists(st.integers(1, SECTION_WORDS // 3).map(text), min_size=12, max_size=60))
def test_no_passage_of_short_paragraphs_is_long(blocks: list[Block]) -> None:
    for _, first, last in places(*blocks):
        assert sum(block.text.count(" ") + 1 for block in blocks[first:last]) <= 2 * SECTION_WORDS
