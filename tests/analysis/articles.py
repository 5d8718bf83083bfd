"""Articles for the tests of the analysis."""

from generator.model import Article, Block, BlockKind, Publish


def an_article(*blocks: Block, title: str = "", language: str = "en") -> Article:
    return Article(
        id="an-article",
        title=title,
        blocks=blocks,
        language=language,
        published=None,
        authors=(),
        url="",
        site="",
        source="an-article.txt",
        publish=Publish.FULL,
    )


def paragraphs(*texts: str, title: str = "", language: str = "en") -> Article:
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    return an_article(*blocks, title=title, language=language)
