"""The analysis of a whole article."""

import pytest

from generator.analysis.analyse import analyse
from generator.model import Article, Block, BlockKind, RichText
from tests.analysis.articles import an_article, paragraphs


def test_stems_are_those_of_the_text_but_not_of_code() -> None:
    article = an_article(
        Block(kind=BlockKind.HEADING, text="Boats", level=2),
        Block(kind=BlockKind.PARAGRAPH, text="A boat and the harbour."),
        Block(kind=BlockKind.CODE, text="boat = harbour"),
        Block(kind=BlockKind.TABLE, rows=((RichText(text="Harbours"),),)),
        title="The boat",
    )
    analysis = analyse(article, summary_sentences=1)
    assert analysis.stems == ("boat", "boat harbour", "", "harbour")


def test_an_analysis_holds_every_part_of_the_article() -> None:
    article = paragraphs(
        "The town of Norvik will rebuild its harbour wall. The harbour wall broke in a storm.",
        title="Norvik rebuilds its harbour wall",
    )
    analysis = analyse(article, summary_sentences=1)
    assert analysis.article is article
    assert len(analysis.sentences) == 2
    assert analysis.summary == (0,)
    assert len(analysis.passages) == 1


@pytest.mark.parametrize(
    "article", [an_article(), paragraphs(""), paragraphs("…")], ids=["none", "empty", "signs"]
)
def test_an_article_without_words_is_analysed_too(article: Article) -> None:
    analysis = analyse(article, summary_sentences=3)
    assert not any(analysis.stems)
