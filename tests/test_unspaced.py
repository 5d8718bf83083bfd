"""Chinese and Japanese: phrases without spaces."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.unspaced import repeated_phrases, shared_strings, spaced, words_in_signs
from tests.analysis.articles import paragraphs
from tests.conftest import MakeSite, pages_of

SCRIPT = Path(__file__).parent.parent / "templates" / "assets" / "digest-search.js"

signs = st.text(st.sampled_from("水车木桥河的。a "), max_size=30)


def repeated(language: str, title: str, *texts: str) -> dict[str, list[tuple[int, int, int]]]:
    article = paragraphs(*texts, title=title, language=language)
    return {
        key.replace(" ", ""): places for key, places in repeated_phrases(article, enumerate(article.blocks))
    }


@pytest.mark.parametrize(
    "language, title, text, phrases",
    [
        pytest.param("zh", "", "水车坏了。工人修理水车。", {"水车"}, id="said twice"),
        pytest.param("zh", "", "水车坏了。", set(), id="said once"),
        pytest.param("zh", "水车", "工人修理水车。", {"水车"}, id="once in the title"),
        pytest.param("zh", "", "木水车坏了。工人修理木水车。", {"木水车"}, id="a part of a longer one is none"),
        pytest.param("zh", "", "木水车。铁水车。修理木水车。", {"木水车", "水车"}, id="a part that stands alone, too"),
        pytest.param("zh", "", "大河的桥。小河的桥。", set(), id="grammar bounds phrases"),
        pytest.param("zh", "", "2024年。2024年。iPhone。iPhone。", set(), id="no numbers and no Latin letters"),
        pytest.param("ja", "", "リチウム電池は高い。リチウム電池を売る。", {"リチウム電池"}, id="Japanese"),
        pytest.param("ja", "", "それはとても高い。それはとても安い。", set(), id="hiragana is grammar"),
    ],
)  # fmt: skip
def test_a_phrase_is_what_an_article_repeats(language: str, title: str, text: str, phrases: set[str]) -> None:
    assert set(repeated(language, title, text)) == phrases


@given(title=signs, texts=st.lists(signs, max_size=3))
def test_every_place_of_a_phrase_holds_it(title: str, texts: list[str]) -> None:
    for phrase, places in repeated("zh", title, *texts).items():
        assert sorted(set(places)) == places
        assert [texts[at][start:end] for at, start, end in places] == [phrase] * len(places)
        assert sum(text.count(phrase) for text in (title, *texts)) >= 2 or phrase[0] == phrase[-1]


def test_of_a_very_long_text_only_the_beginning_is_looked_at() -> None:
    novel = "。".join(f"水车{chr(0x4E00 + at % 9000)}{chr(0x4E00 + at * 7 % 9000)}" for at in range(30_000))
    places = repeated("zh", "", novel)["水车"]
    assert 10_000 < len(places) < 13_000


@given(signs, signs)
def test_shared_strings_stand_in_both_texts(text: str, others: str) -> None:
    found = shared_strings(text, others, "zh")
    assert all(len(one) > 1 and one in text and one in others for one in found)


@pytest.mark.parametrize(
    "text, others, shared",
    [
        pytest.param("新的木水车坏了。", "木水车很老。", ["木水车"], id="the longest"),
        pytest.param("水车和木桥。", "木桥和水车。", ["水车", "木桥"], id="in their order"),
        pytest.param("水的车。", "水车。", [], id="a single sign is none"),
    ],
)
def test_what_two_texts_share(text: str, others: str, shared: list[str]) -> None:
    assert shared_strings(text, others, "zh") == shared


@pytest.mark.parametrize(
    "text, parted",
    [
        pytest.param("木水车。", ["木", "水", "车", "。"], id="signs are words"),
        pytest.param(
            "用iPhone打电话", ["用", "iPhone", "打", "电", "话"], id="what is written in letters stays whole"
        ),
        pytest.param("the mill", ["the", "mill"], id="other scripts stay as they are"),
    ],
)
def test_signs_are_parted_by_spaces(text: str, parted: list[str]) -> None:
    assert spaced(text).split() == parted
    assert spaced(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param("The wheel of the mill", 0, id="words between spaces are not counted here"),
        pytest.param("水车坏了。", 2, id="two signs are a word"),
        pytest.param("リチウム電池", 3, id="kana"),
        pytest.param("Der Müller", 0, id="letters"),
    ],
)
def test_signs_make_words(text: str, words: int) -> None:
    assert words_in_signs(text) == words


RIVER = """# 河边的木水车

木水车在河边转了三百年。村里的工人每年春天修理木水车。木水车的轮子由橡木制成。

去年的洪水冲走了石桥,但是木水车没有坏。
"""
BRIDGE = """# 洪水之后的石桥

洪水冲走了村里的石桥。工人用橡木做了一座新桥。石桥在春天以前不会修好。

河边的木水车还在转动,木水车帮助工人锯木头。
"""


def test_a_chinese_collection_has_topics_summaries_and_reasons(make_site: MakeSite) -> None:
    root = make_site({"articles/river.md": RIVER, "articles/bridge.md": BRIDGE})
    assert pages_of(root).problems == ()
    data = json.loads((root / "docs" / "digest.json").read_text(encoding="utf-8"))
    topics = {topic["name"]: topic for topic in data["topics"]}
    assert [about["id"] for about in topics["木水车"]["articles"]] == ["bridge", "river"]
    assert all(quote["text"] in RIVER + BRIDGE for quote in topics["木水车"]["summary"])
    assert topics["木水车"]["summary"]
    [related] = next(one["related"] for one in data["articles"] if one["id"] == "river")
    assert "木水车" in related["because"]


def test_the_script_of_search_holds_the_same_characters_for_signs_as_the_index() -> None:
    [told] = re.findall(r'const SIGN = "(.+)";', SCRIPT.read_text(encoding="utf-8"))
    escapes = re.compile(r"\\\\u(?:\{(\w+)\}|(\w{4}))")
    sign = re.compile(f"[{escapes.sub(lambda found: chr(int(found[1] or found[2], 16)), told)}]")
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [one for one in characters if sign.match(one)] == [one for one in characters if spaced(one) != one]
