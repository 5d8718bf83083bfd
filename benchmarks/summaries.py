"""How close summaries come to those that people wrote: `python -m benchmarks.summaries FOLDER`.

FOLDER holds the sets of `summary_sets.py`. ROUGE F1 with stemming, three sentences. Our weights for
items of even position were learnt from the odd ones, and the other way round (`learn_summaries.py`),
so no text has taught the weights that it is measured with; `--shipped` takes the weights that we ship,
which all of them taught. Every method chooses among the same sentences.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from statistics import fmean

from rouge_score.rouge_scorer import RougeScorer

from benchmarks.figures import Figure, table
from benchmarks.summary_peers import peers, told_in
from benchmarks.summary_sets import SETS, Item, read_items
from generator.analysis.choice import Weights, parse_weights
from generator.analysis.sentences import find_sentences
from generator.analysis.summary import summarise
from generator.model import Article, Span
from generator.parallel import available_cores, map_over

MEASURES = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}
SENTENCES = 3
SAMPLES = {"transcripts_qmsum": 40}
"""LexRank and TextRank take the square of the number of sentences, and an hour of talk has a thousand."""
GOALS = {("cnn_dailymail_1200", "rouge1"): 0.325}
Scores = Mapping[str, Mapping[str, float]]
"""By method, by measure."""


def figures(folder: Path, *, shipped: bool = False, alone: bool = False) -> list[Figure]:
    """Return ours and the peers' figures for each set and measure; `alone` leaves sumy out."""
    found = []
    for name in SETS:
        means = measure(folder, name, shipped=shipped, alone=alone)
        for key, shown in MEASURES.items():
            others = {method: scores[key] for method, scores in means.items() if method != "ours"}
            goal = GOALS.get((name, key), max(others.values()))
            found.append(Figure(f"{name} {shown}", means["ours"][key], others, goal))
    return found


def measure(folder: Path, name: str, *, shipped: bool, alone: bool) -> Scores:
    """Return the means over a set."""
    items = list(enumerate(read_items(folder, name)))
    step = max(1, len(items) // SAMPLES.get(name, len(items))) if not alone else 1
    asked = items[:: step if step % 2 or step == 1 else step - 1]
    results = list(map_over(partial(_scores, shipped=shipped, alone=alone), asked, jobs=available_cores()))
    return {
        method: {key: fmean(result[method][key] for result in results) for key in MEASURES}
        for method in results[0]
    }


def _scores(asked: tuple[int, Item], *, shipped: bool, alone: bool) -> Scores:
    at, item = asked
    (article,) = item.articles
    sentences = find_sentences(article)
    texts = [article.blocks[span.block].text[span.start : span.end] for span in sentences]
    weights = None if shipped else learnt_from("odd" if at % 2 == 0 else "even")
    chosen = dict(_choices(article, sentences, texts, weights, alone=alone))
    return {method: score(item.reference, [texts[at] for at in places]) for method, places in chosen.items()}


def _choices(
    article: Article,
    sentences: Sequence[Span],
    texts: Sequence[str],
    weights: Mapping[str, Weights] | None,
    *,
    alone: bool,
) -> Iterator[tuple[str, Sequence[int]]]:
    yield "ours", summarise(article, sentences, limit=SENTENCES, weights=weights).chosen
    told = told_in(article, sentences)
    for name, choose in peers().items():
        if name == "lead" or not alone:
            yield name, [told[at] for at in choose([texts[at] for at in told], SENTENCES)]


@cache
def learnt_from(half: str) -> Mapping[str, Weights]:
    """Return the weights that the items of even or of odd position taught."""
    return parse_weights((Path(__file__).parent / "halves" / f"{half}.txt").read_text(encoding="utf-8"))


def score(reference: str, sentences: Sequence[str]) -> dict[str, float]:
    """Return by measure how much a summary has of a reference."""
    found = _scorer().score(reference, "\n".join(sentences))
    return {key: found[key].fmeasure for key in MEASURES}


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(list(MEASURES), use_stemmer=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shipped", action="store_true", help="measure the weights that we ship")
    parser.add_argument("--alone", action="store_true", help="leave sumy out")
    asked = parser.parse_args()
    print(table(figures(asked.folder, shipped=asked.shipped, alone=asked.alone)))


if __name__ == "__main__":
    main()
