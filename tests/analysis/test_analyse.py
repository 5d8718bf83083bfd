"""The analysis of a whole article."""

import pytest

from generator.analysis.analyse import analyse
from generator.model import Article, Block, BlockKind, RichText, Terms
from tests.analysis.articles import an_article, paragraphs


def test_terms_count_the_title_and_the_text_but_no_code() -> None:
    article = an_article(
        Block(kind=BlockKind.HEADING, text="Boats", level=2),
        Block(kind=BlockKind.PARAGRAPH, text="A boat and the harbour."),
        Block(kind=BlockKind.CODE, text="boat = harbour"),
        Block(kind=BlockKind.TABLE, rows=((RichText(text="Harbours"),),)),
        title="The boat",
    )
    analysis = analyse(article, summary_sentences=1)
    assert tuple(analysis.terms) == (("boat", 3), ("harbour", 2))
    assert [tuple(passage.terms) for passage in analysis.passages] == [(("boat", 1), ("harbour", 2))]
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
    assert dict(analysis.terms)["harbour"] == 3
    assert len(analysis.passages) == 1


@pytest.mark.parametrize(
    "article", [an_article(), paragraphs(""), paragraphs("…")], ids=["none", "empty", "signs"]
)
def test_an_article_without_words_is_analysed_too(article: Article) -> None:
    analysis = analyse(article, summary_sentences=3)
    assert analysis.terms == Terms()
