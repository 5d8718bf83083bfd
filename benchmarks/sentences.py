"""Where sentences end, beside pySBD and plain sentencex: `python -m benchmarks.sentences CORPORA`.

CORPORA holds sbd_golden_rules (22 languages) and sbd_ud_ewt (noisy English web text, read by paragraph,
as articles are). F1 counts the ends inside a text or paragraph: the last one is no achievement. Places
count letters and signs without white space, so that it is all one who trims what. A rule whose expected
sentences are not the text itself (pySBD can also clean it) is left out, for all alike. `--show SET`
prints where we differ from what is expected.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pysbd
import sentencex

from benchmarks.figures import Figure, table
from generator.analysis.sentences import split

Splitter = Callable[[str, str], list[str]]
CODES = {
    "amharic": "am", "arabic": "ar", "armenian": "hy", "bulgarian": "bg", "burmese": "my", "chinese": "zh",
    "danish": "da", "deutsch": "de", "dutch": "nl", "english": "en", "french": "fr", "german": "de",
    "greek": "el", "hindi": "hi", "italian": "it", "japanese": "ja", "kazakh": "kk", "marathi": "mr",
    "persian": "fa", "polish": "pl", "russian": "ru", "slovak": "sk", "spanish": "es", "urdu": "ur",
}  # fmt: skip
PACE_BYTES = 4_000_000


class Case(NamedTuple):
    """A text and the sentences that people find in it."""

    language: str
    text: str
    sentences: tuple[str, ...]


def golden(folder: Path) -> Iterator[Case]:
    for item in items(folder):
        language = CODES.get(item["category"].lower(), "en")
        case = Case(language, item["text"], tuple(item["sentences_text"]))
        if bare("".join(case.sentences)) == bare(case.text):
            yield case


def web_text(folder: Path) -> Iterator[Case]:
    for item in items(folder):
        ranges = iter(item["sentences"])
        waiting = next(ranges, None)
        start = 0
        for paragraph in item["text"].split("\n\n"):
            end = start + len(paragraph)
            found = []
            while waiting is not None and waiting[0] < end:
                found.append(item["text"][waiting[0] : waiting[1]])
                waiting = next(ranges, None)
            if found:
                yield Case("en", paragraph, tuple(found))
            start = end + 2


def items(folder: Path) -> Iterator[dict]:  # type: ignore[type-arg]  # as JSON has it
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def bare(text: str) -> str:
    return "".join(text.split())


def ends(sentences: Iterable[str]) -> set[int]:
    """Return where the sentences end, the last left out."""
    places, place = [], 0
    for sentence in sentences:
        place += len(bare(sentence))
        places.append(place)
    return set(places) - {place, 0}


def ours(text: str, language: str) -> list[str]:
    spans = split(text, language)
    return [text[start:end] for start, end in spans]


def of_pysbd(text: str, language: str) -> list[str]:
    known = language if language in pysbd.languages.LANGUAGE_CODES else "en"
    return [str(one) for one in pysbd.Segmenter(language=known, clean=False).segment(text)]


def of_sentencex(text: str, language: str) -> list[str]:
    return [str(one) for one in sentencex.segment(language, text)]


PEERS: dict[str, Splitter] = {"pySBD": of_pysbd, "sentencex": of_sentencex}


def f1(cases: Sequence[Case], splitter: Splitter) -> float:
    right = found = expected = 0
    for case in cases:
        true, made = ends(case.sentences), ends(splitter(case.text, case.language))
        right, found, expected = right + len(true & made), found + len(made), expected + len(true)
    return 2 * right / (found + expected)


def pace(cases: Sequence[Case], splitter: Splitter) -> float:
    """Return megabytes a second of processor time, on English text."""
    texts = [case.text for case in cases if case.language == "en"]
    size = sum(len(text.encode()) for text in texts)
    rounds = max(1, PACE_BYTES // size) if splitter is not of_pysbd else 1
    began = time.process_time()
    for _ in range(rounds):
        for text in texts:
            splitter(text, "en")
    return size * rounds / 1e6 / (time.process_time() - began)


def show(cases: Sequence[Case]) -> None:
    for case in cases:
        made = ours(case.text, case.language)
        if ends(made) != ends(case.sentences):
            print(case.language, "\n  is     ", " | ".join(made), "\n  should ", " | ".join(case.sentences))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--show", choices=("golden", "web"))
    asked = parser.parse_args()
    rules = list(golden(asked.corpora / "sbd_golden_rules"))
    web = list(web_text(asked.corpora / "sbd_ud_ewt"))
    if asked.show:
        show(rules if asked.show == "golden" else web)
        return
    sets = {
        f"sentence ends F1, golden rules, {len(rules)} texts": rules,
        "the same, English only": [case for case in rules if case.language == "en"],
        f"sentence ends F1, web text (EWT), {len(web):,} paragraphs": web,
    }
    figures = [
        Figure(name, f1(cases, ours), {peer: f1(cases, by) for peer, by in PEERS.items()})
        for name, cases in sets.items()
    ]
    figures.append(
        Figure("sentences, MB a second", pace(web, ours), {p: pace(web, by) for p, by in PEERS.items()}, 1.0)
    )
    print(table(figures))


if __name__ == "__main__":
    main()
