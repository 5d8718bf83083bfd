"""How close summaries come to those that people wrote, beside the lead: `summaries.py FOLDER [--limit N]`.

FOLDER holds `cnn_dailymail_1200`, `blog_18f`, `transcripts_qmsum` and `gum_multigenre`, each with an
`items.jsonl` of `text`, `title` and `reference_summary`. Odd items only, unless `--even`: the
weights were chosen on the even ones. Peers of sumy are shown where it is installed.
"""

import argparse
import importlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rouge_score.rouge_scorer import RougeScorer

from generator.analysis.sentences import find_sentences
from generator.analysis.summary import summarise
from generator.model import Article, Block, BlockKind, Publish, Span
from generator.text import fold

SETS = ("cnn_dailymail_1200", "blog_18f", "transcripts_qmsum", "gum_multigenre")
MEASURES = ("rouge1", "rouge2", "rougeLsum")
SENTENCES = 3
Method = Callable[[Article, Sequence[Span]], Sequence[int]]
_SPEAKER = re.compile(r"([A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,3}): ")
_HEADING = re.compile(r"(#{1,6}) +")
_ITEM = re.compile(r"[-*+] +|\d+\. +")


def block(paragraph: str, *, speakers: bool) -> Block:
    """Return a paragraph of a corpus as a block."""
    text = fold(paragraph)
    if heading := _HEADING.match(text):
        return Block(kind=BlockKind.HEADING, text=text[heading.end() :], level=max(2, len(heading[1])))
    if item := _ITEM.match(text):
        return Block(kind=BlockKind.ITEM, text=text[item.end() :], level=1)
    if speakers and (label := _SPEAKER.match(text)):
        return Block(kind=BlockKind.PARAGRAPH, text=text[label.end() :], speaker=label[1])
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def article(item: Mapping[str, Any], *, speakers: bool) -> Article:
    paragraphs = [part for part in re.split(r"\n\s*\n", item["text"]) if part.strip()]
    return Article(
        id=re.sub(r"\W+", "-", item["id"].lower()),
        title=item.get("title") or "",
        blocks=tuple(block(part, speakers=speakers) for part in paragraphs),
        language="en",
        published=None,
        authors=(),
        url="",
        site="",
        source=item["id"],
        publish=Publish.FULL,
    )


def items(folder: Path, name: str, *, odd: bool, limit: int) -> Iterator[tuple[Article, str]]:
    lines = (folder / name / "items.jsonl").read_text(encoding="utf-8").splitlines()
    found = [item for item in map(json.loads, lines) if item.get("summary_kind", "written") == "written"]
    half = [item for item in found[odd::2] if item.get("reference_summary") and item.get("text")]
    step = max(1, len(half) // limit) if limit else 1
    for item in half[::step]:
        yield article(item, speakers=name.startswith("transcripts")), item["reference_summary"]


def lead(_: Article, sentences: Sequence[Span]) -> Sequence[int]:
    return range(min(SENTENCES, len(sentences)))


def ours(piece: Article, sentences: Sequence[Span]) -> Sequence[int]:
    return summarise(piece, tuple(sentences), limit=SENTENCES)


def sumy_method(name: str) -> Method:
    """Return a summariser of sumy as a method; raises ImportError where sumy is not installed."""
    module = importlib.import_module(f"sumy.summarizers.{name}")
    dom = importlib.import_module("sumy.models.dom")
    tokenizer = importlib.import_module("sumy.nlp.tokenizers").Tokenizer("english")
    stemmer = importlib.import_module("sumy.nlp.stemmers").Stemmer("english")
    summarizer = getattr(module, f"{name.title().replace('_', '')}Summarizer")(stemmer)

    def method(piece: Article, sentences: Sequence[Span]) -> Sequence[int]:
        parts = [dom.Sentence(piece.blocks[s.block].text[s.start : s.end], tokenizer) for s in sentences]
        document = dom.ObjectDocumentModel([dom.Paragraph(parts)])
        chosen = {id(part) for part in summarizer(document, SENTENCES)}
        return [position for position, part in enumerate(parts) if id(part) in chosen]

    return method


def methods() -> dict[str, Method]:
    found: dict[str, Method] = {"lead": lead, "ours": ours}
    for name in ("lex_rank", "luhn", "sum_basic", "text_rank"):
        try:
            found[name] = sumy_method(name)
        except ImportError:
            continue
    return found


def scores(pairs: Sequence[tuple[Article, str]], method: Method) -> tuple[float, ...]:
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    totals = [0.0] * len(MEASURES)
    for piece, reference in pairs:
        sentences = find_sentences(piece)
        chosen = [sentences[position] for position in method(piece, sentences)]
        text = "\n".join(piece.blocks[s.block].text[s.start : s.end] for s in chosen)
        result = scorer.score(reference, text)
        totals = [total + result[m].fmeasure for total, m in zip(totals, MEASURES, strict=True)]
    return tuple(total / max(1, len(pairs)) for total in totals)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="about how many items of each set")
    parser.add_argument("--even", action="store_true", help="the items that the weights were chosen on")
    options = parser.parse_args()
    print(f"{'set':22}{'method':12}{'n':>5}" + "".join(f"{m:>11}" for m in MEASURES) + f"{'R-1 / lead':>12}")
    for name in SETS:
        pairs = list(items(options.folder, name, odd=not options.even, limit=options.limit))
        base = 0.0
        for title, method in methods().items():
            found = scores(pairs, method)
            base = base or found[0]
            figures = "".join(f"{figure:11.3f}" for figure in found)
            print(f"{name:22}{title:12}{len(pairs):5}{figures}{found[0] / (base or 1):12.2f}")


if __name__ == "__main__":
    main()
