"""How close topic summaries come to those of people: `python -m benchmarks.topic_summaries FOLDER`.

Each cluster of `multi_news_200` is built as a collection of its own, as `digest build` would; the topic
is the one that most of its articles are about, then the one they are most about. Eight sentences, ROUGE
F1 with stemming. What weighs how much was set looking at the clusters of odd position alone, and later at
both halves: neither is held out. The peers choose among the sentences of all articles, one after
another; the lead takes the first of each article, then the second of each.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from statistics import fmean

from benchmarks.figures import Figure, table
from benchmarks.summaries import MEASURES, score
from benchmarks.summary_peers import peers, told_in
from benchmarks.summary_sets import CLUSTERS, Item, read_clusters
from generator.analysis.analyse import analyse
from generator.config import Settings
from generator.corpus.gather import gather
from generator.corpus.lock import Lock
from generator.editor import Editor
from generator.model import Analysis, Quote, Span
from generator.parallel import available_cores, map_over

SENTENCES = 8


def figures(folder: Path) -> list[Figure]:
    """Return ours and the peers' figures for each measure: of all clusters, of the even, of the odd."""
    results = list(map_over(_scores, read_clusters(folder), jobs=available_cores()))
    parts = {CLUSTERS: results, "even ones": results[::2], "odd ones": results[1::2]}
    return [figure for name, part in parts.items() for figure in _figures(name, part)]


def _figures(name: str, results: Sequence[Mapping[str, Mapping[str, float]]]) -> Iterator[Figure]:
    means = {
        method: {key: fmean(result[method][key] for result in results) for key in MEASURES}
        for method in results[0]
    }
    ours = means.pop("ours")
    for key, shown in MEASURES.items():
        others = {method: scores[key] for method, scores in means.items()}
        yield Figure(f"{name} {shown}", ours[key], others, max(others.values()))


def _scores(item: Item) -> Mapping[str, Mapping[str, float]]:
    analyses = [analyse(article, summary_sentences=3) for article in item.articles]
    texts = [[_text(analysis, span) for span in analysis.sentences] for analysis in analyses]
    by_id = {analysis.article.id: own for analysis, own in zip(analyses, texts, strict=True)}
    chosen = {"ours": [by_id[quote.article][quote.sentence] for quote in _topic(analyses)]}
    told = [
        [own[at] for at in told_in(analysis.article, analysis.sentences)]
        for analysis, own in zip(analyses, texts, strict=True)
    ]
    everything = [text for own in told for text in own]
    for name, choose in peers().items():
        chosen[name] = (
            [text for turn in zip_longest(*told) for text in turn if text][:SENTENCES]
            if name == "lead"
            else [everything[at] for at in choose(everything, SENTENCES)]
        )
    return {name: score(item.reference, sentences) for name, sentences in chosen.items()}


def _text(analysis: Analysis, span: Span) -> str:
    return analysis.article.blocks[span.block].text[span.start : span.end]


def _topic(analyses: Sequence[Analysis]) -> Sequence[Quote]:
    """Return the summary of the topic that the articles share most."""
    settings = Settings(topic_sentences=SENTENCES)
    gathered = gather(analyses, editor=Editor(), lock=Lock(), settings=settings)
    topics = gathered.corpus.topics
    best = max(
        topics,
        key=lambda topic: (len(topic.coverage), sum(one.weight for one in topic.coverage), topic.id),
        default=None,
    )
    return best.summary if best else ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    print(table(figures(parser.parse_args().folder)))


if __name__ == "__main__":
    main()
