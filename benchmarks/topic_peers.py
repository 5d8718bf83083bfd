"""Topics as others find them, for the benchmarks: NMF on TF-IDF, and the steps of BERTopic.

Needs the dependency group `bench`. BERTopic itself asks for a neural network and a model to
download; what runs here are its own steps on embeddings that need neither.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from umap import UMAP

from generator.model import Article, BlockKind

Sets = list[frozenset[int]]
"""For each topic the positions of its articles."""
COMPONENTS = 60
"""Of NMF: on `blog_18f` better than 80 and 100. Begun by chance, it is now better, now worse."""
SHARES = (0.2, 0.3)
"""An article is about a component from this share of its greatest weight on: the best for each blog."""


def text_of(article: Article) -> str:
    """Return what a peer reads of an article: title and prose; code misleads it on `blog_til`."""
    prose = (block.text for block in article.blocks if block.kind is not BlockKind.CODE)
    return "\n".join([article.title, *prose])


def nmf(texts: Sequence[str], *, share: float, seed: int = 0) -> Sets:
    """Return the topics of a non-negative matrix factorisation (D. Lee and H. Seung, 1999)."""
    model = NMF(COMPONENTS, init="nndsvd", random_state=seed, max_iter=300)
    weights = model.fit_transform(_tf_idf(texts))
    shares = weights / np.maximum(weights.max(axis=0), 1e-9)
    return [frozenset(np.flatnonzero(shares[:, at] > share).tolist()) for at in range(COMPONENTS)]


def bertopic(texts: Sequence[str], *, seed: int = 0) -> Sets:
    """Return the clusters of BERTopic (M. Grootendorst, 2022) with its defaults, on TF-IDF with SVD."""
    embedded = TruncatedSVD(100, random_state=seed).fit_transform(_tf_idf(texts))
    reduced = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    labels = HDBSCAN(min_cluster_size=5, copy=True).fit_predict(reduced.fit_transform(embedded))
    return [frozenset(np.flatnonzero(labels == label).tolist()) for label in range(int(labels.max()) + 1)]


def taught(texts: Sequence[str], told: Sequence[Sequence[bool]]) -> Sets:
    """Return the articles that a linear classifier gives each tag, each fifth after the others taught it.

    It takes as many articles as the tag has: even the number is told.
    """
    vectorizer = TfidfVectorizer(
        stop_words="english", min_df=2, max_df=0.5, sublinear_tf=True, ngram_range=(1, 2)
    )
    weighed = vectorizer.fit_transform(texts)
    fifths = StratifiedKFold(5, shuffle=True, random_state=0)
    model = LogisticRegression(C=30, class_weight="balanced", max_iter=1000)
    scores = [cross_val_predict(model, weighed, tag, cv=fifths, method="decision_function") for tag in told]
    return [
        frozenset(np.argsort(-score, kind="stable")[: sum(tag)].tolist())
        for score, tag in zip(scores, told, strict=True)
    ]


def _tf_idf(texts: Iterable[str]) -> np.ndarray:
    """Weigh words and pairs of words: better for all than words alone."""
    vectorizer = TfidfVectorizer(
        stop_words="english", min_df=3, max_df=0.5, sublinear_tf=True, ngram_range=(1, 2)
    )
    weighed: np.ndarray = vectorizer.fit_transform(texts)
    return weighed
