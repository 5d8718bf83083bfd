"""How stories are otherwise found: the peers of `benchmarks.stories`."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.related_peers import text_of
from generator.model import Analysis


def linked(analyses: Sequence[Analysis], least: float) -> list[int]:
    """Group what a chain of pairs with a tf-idf cosine of at least `least` holds together."""
    return _grouped(analyses, least, "single")


def averaged(analyses: Sequence[Analysis], least: float) -> list[int]:
    """Group by average tf-idf cosine."""
    return _grouped(analyses, least, "average")


PEERS: Mapping[str, Callable[[Sequence[Analysis], float], list[int]]] = {
    "TF-IDF threshold": linked,
    "TF-IDF average": averaged,
}


def _grouped(analyses: Sequence[Analysis], least: float, linkage: str) -> list[int]:
    vectors = TfidfVectorizer(stop_words="english").fit_transform([text_of(one) for one in analyses])
    distances = np.clip(1 - (vectors @ vectors.T).toarray(), 0, None)
    grouping = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage=linkage, distance_threshold=1 - least
    )
    return [int(label) for label in grouping.fit_predict(distances)]
