"""How others find related articles: the peers of `benchmarks.related`."""

from collections.abc import Callable, Mapping, Sequence

import bm25s
from sklearn.feature_extraction.text import TfidfVectorizer

from generator.model import Analysis, BlockKind

Ranking = Mapping[int, Sequence[int]]


def cosine(analyses: Sequence[Analysis], first: int) -> Ranking:
    """Rank by the cosine of scikit-learn's tf-idf vectors, English stop words left out."""
    vectors = TfidfVectorizer(stop_words="english").fit_transform([text_of(one) for one in analyses])
    scores = (vectors @ vectors.T).toarray()
    return {at: _best(list(row), at, first) for at, row in enumerate(scores)}


def bm25(analyses: Sequence[Analysis], first: int) -> Ranking:
    """Rank by BM25 with each whole article as the query (bm25s, its own settings)."""
    texts = [text_of(one) for one in analyses]
    words = bm25s.tokenize(texts, stopwords="en", show_progress=False, return_ids=False)
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    return {at: _best(list(index.get_scores(query)), at, first) for at, query in enumerate(words)}


KEYWORD, DAY = 80, 10
"""What Hugo's default settings give for a shared tag and for the same date."""


def hugo(analyses: Sequence[Analysis], first: int) -> Ranking:
    """Rank as Hugo's related content does by default: tags and date, nothing newer, the newest first.

    After https://gohugo.io/configuration/related-content/; its threshold is left out, in its favour.
    """
    articles = [one.article for one in analyses]
    ranking = {}
    for at, here in enumerate(articles):
        scored = []
        for other, there in enumerate(articles):
            dated = here.published is not None and there.published is not None
            if other == at or (dated and str(there.published) > str(here.published)):
                continue
            score = KEYWORD * len(set(here.tags) & set(there.tags))
            score += DAY if dated and there.published == here.published else 0
            day = there.published.toordinal() if there.published else 0
            if score:
                scored.append((-score, -day, other))
        ranking[at] = [other for _, _, other in sorted(scored)[:first]]
    return ranking


PEERS: Mapping[str, Callable[[Sequence[Analysis], int], Ranking]] = {
    "TF-IDF cosine": cosine,
    "BM25": bm25,
    "Hugo": hugo,
}


def text_of(analysis: Analysis) -> str:
    """Return an article's title and text, code left out."""
    article = analysis.article
    cells = (cell.text for block in article.blocks for row in block.rows for cell in row)
    texts = (block.text for block in article.blocks if block.kind is not BlockKind.CODE)
    return "\n".join((article.title, *texts, *cells))


def _best(scores: Sequence[float], at: int, first: int) -> list[int]:
    order = sorted(range(len(scores)), key=lambda other: (-scores[other], other))
    return [other for other in order if other != at][:first]
