"""What a sentence is worth on the page of a topic."""

import pytest
from msgspec.structs import replace

from generator.corpus.alone import LONGEST, SHORTEST, standing
from generator.corpus.coverage import About
from generator.corpus.evidence import Collection
from generator.corpus.worth import naming, worths
from generator.model import Span
from generator.tokens import words_in
from tests.corpus.articles import an_analysis


def a_sentence(words: int) -> str:
    return f"Millers{' grind' * (words - 2)} wheat."


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        pytest.param(a_sentence(SHORTEST - 1), 0.0, id="too short"),
        pytest.param(a_sentence(SHORTEST), 6 / 28, id="short"),
        pytest.param(a_sentence(28), 1.0, id="full"),
        pytest.param(a_sentence(40), 1.0, id="as long as is read gladly"),
        pytest.param(a_sentence(LONGEST), 0.8, id="long"),
        pytest.param(a_sentence(LONGEST + 1), 0.0, id="too long"),
        pytest.param("Millers grind the wheat of three parishes", 0.0, id="no end"),
        pytest.param("Do millers grind the wheat of Essex?", 0.0, id="a question"),
        pytest.param("and millers grind the wheat of Essex.", 0.0, id="no beginning"),
        pytest.param("“Millers” grind the wheat of old Essex.", 0.25, id="a quotation begins"),
        pytest.param("iMillers grind the wheat of old Essex.", 0.25, id="a name in small letters begins"),
        pytest.param("But millers grind the wheat of Essex.", 0.0, id="it leans"),
        pytest.param("For example, millers grind the old wheat.", 0.0, id="it is an example"),
        pytest.param('Millers say "grind the wheat of Essex.', 0.0, id="a quotation is left open"),
        pytest.param("Millers grind the wheat of Essex (all.", 0.0, id="a bracket is left open"),
        pytest.param("Millers grind the wheat of Essex (all).", 0.25, id="a bracket is closed"),
        pytest.param("Millers grind their wheat in old Essex.", 0.25 * 0.8, id="a pronoun"),
        pytest.param("Millers grind wheat in Essex since yesterday.", 0.25 * 0.7, id="tied to its day"),
        pytest.param(
            "Millers grind wheat in Essex until next spring.", 0.25 * 8 / 7 * 0.7, id="tied to its year"
        ),
        pytest.param(
            "Millers grind wheat as our first post says.", 0.25 * 8 / 7 * 0.7, id="tied to its text"
        ),
        pytest.param(
            "Millers grind wheat in this corner of Essex.", 0.25 * 8 / 7 * 0.8, id="tied to nothing"
        ),
        pytest.param(
            "Millers grind wheat: see https://my.example/this now.", 0.25 * 6 / 7, id="an address is no word"
        ),
        pytest.param("Millers grind wheat as I said before.", 0.25 * 0.7, id="tied to who says it"),
        pytest.param("Because we grind the wheat of Essex.", 0.0, id="a reason for what was said"),
        pytest.param("Because of mills the wheat is ground.", 0.25, id="a reason that it names"),
        pytest.param("Millers grind the wheat of old Essex...", 0.125, id="it trails off"),
        pytest.param("Łódź grinds the wheat of the mills.", 0.25, id="a capital that is not ASCII's"),
        pytest.param("über die Mühlen von Essex sagt man.", 0.0, id="no capital"),
        pytest.param("«Las molinas» muelen el trigo de Essex.", 0.25, id="another quotation begins"),
        pytest.param(
            "磨坊的轮子由橡木制成。", 6 / 28, id="two signs of Chinese are a word, there are no capitals"
        ),
        pytest.param("تطحن المطاحن القمح في مقاطعة إسكس القديمة.", 0.25, id="Arabic has no capitals"),
        pytest.param("पुरानी चक्कियाँ एसेक्स का गेहूँ पीसती हैं।", 0.25, id="Hindi ends with another stop"),
    ],
)
def test_a_sentence_stands_alone_by_its_form(text: str, worth: float) -> None:
    assert standing(text, words_in(text)) == pytest.approx(worth)


@pytest.mark.parametrize(
    "language, better, worse",
    [
        ("es", "El molino de Eling muele harina.", "Hoy el molino muele harina."),
        ("it", "Il mulino di Eling macina farina.", "Anche il mulino macina farina."),
        ("pt", "O moinho de Eling mói a farinha.", "Meu moinho velho mói a farinha."),
        ("nl", "De molen van Eling maalt meel.", "Nu maalt de molen weer meel."),
        ("sv", "Kvarnen i Eling maler mjölet fint.", "Idag maler kvarnen mjölet så fint."),
    ],
)
def test_what_ties_a_sentence_to_its_place_costs_in_other_languages(
    language: str, better: str, worse: str
) -> None:
    assert standing(better, words_in(better), language) > standing(worse, words_in(worse), language)


MILLS = (
    "Tide mills grind the wheat of Essex when the sea has fallen below the sluice of the pond.",
    "Oak from the woods of Thaxted is used for the wheel and for the gates of the pond.",
    "Long before the steam came to Essex, the flour of the county was made in tide mills alone.",
    "Carts with flour from three parishes went along the sea wall to the market at Maldon.",
)


def collection(*, share: float) -> tuple[Collection, About]:
    """Return an article whose first and third sentences name tide mills, late in the third."""
    analysis = replace(an_analysis("mills", " ".join(MILLS)), merits=(1.0,) * 4, summary=())
    text = analysis.article.blocks[0].text
    starts = (0, text.rindex("tide mills"))
    spans = tuple(Span(block=0, start=start, end=start + 10) for start in starts)
    return Collection((analysis,)), About(article=0, share=share, passages=(0,), spans=spans)


def opened(at: int) -> float:
    return 1 + 1 / (1 + at)


@pytest.mark.parametrize(
    ("share", "scarcity", "near"),
    [
        pytest.param(1.0, 0.0, {0: 1.2, 2: 1.0}, id="those that name it"),
        pytest.param(1.0, 1.0, {0: 1.2, 1: 0.9, 2: 1.0, 3: 0.9}, id="and those after them"),
        pytest.param(0.5, 1.0, {0: 1.2, 1: 0.75, 2: 1.0, 3: 0.75}, id="half about it"),
        pytest.param(0.5, 0.5, {0: 1.2, 1: 0.375, 2: 1.0, 3: 0.375}, id="less needed"),
    ],
)
def test_a_sentence_is_worth_more_the_more_surely_it_is_about_the_topic(
    share: float, scarcity: float, near: dict[int, float]
) -> None:
    articles, about = collection(share=share)
    found = worths(articles, about, naming(articles, about), scarcity=scarcity)
    expected = {
        at: round(much * standing(MILLS[at], words_in(MILLS[at])) * opened(at), 4)
        for at, much in near.items()
    }
    assert found == pytest.approx(expected, abs=0.0001)


def changed(*, passages: tuple[int, ...] = (0,), **values: object) -> dict[int, float]:
    """Return the worths where one thing of the article, or of what is known of the topic, is another."""
    articles, about = collection(share=1.0)
    again = Collection((replace(articles.analyses[0], **values),))
    return worths(again, replace(about, passages=passages), naming(again, about))


def test_a_sentence_of_the_summary_is_worth_more() -> None:
    plain = changed()
    assert changed(summary=(2,)) == pytest.approx({0: plain[0], 2: plain[2] * 1.3}, abs=0.0001)


def test_a_sentence_of_another_passage_is_worth_half() -> None:
    plain = changed()
    assert changed(passages=()) == pytest.approx({at: worth / 2 for at, worth in plain.items()}, abs=0.0001)


def test_the_article_s_own_judgement_counts_by_its_root() -> None:
    plain = changed()
    assert changed(merits=(0.25, 1.0, 0.0, 1.0)) == pytest.approx({0: plain[0] / 2, 2: 0.0}, abs=0.0001)


def test_a_quotation_is_worth_nothing() -> None:
    analysis = an_analysis("mills", f"> {MILLS[0]}")
    about = About(article=0, share=1.0, passages=(0,), spans=(Span(block=0, start=0, end=10),))
    articles = Collection((analysis,))
    assert worths(articles, about, naming(articles, about)) == {0: 0.0}


def test_a_topic_named_twice_or_more_makes_a_sentence_worth_more() -> None:
    articles, about = collection(share=1.0)
    once, twice, often = (worths(articles, about, {0: times})[0] for times in (1, 2, 5))
    assert (twice / once, often / once) == pytest.approx((1.1, 1.2), abs=0.001)
