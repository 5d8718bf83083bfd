"""Learn how much each sign of a good summary counts: `python -m benchmarks.learn_summaries FOLDER`.

Writes `generator/data/summary.txt`, learnt from all items, and `benchmarks/halves/`, learnt from the
items of even and of odd position alone, so that each half can be measured with the weights of the
other. `--without SET` writes nothing and shows what is learnt without a set.

For each text it chooses three sentences with the weights so far, then asks, for each of the three,
how good the summary would be with any other sentence in its place. The weights then move to where the
value expected of a choice by softmax is greatest, and all is done again.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rouge_score.tokenizers import DefaultTokenizer
from scipy.optimize import minimize

from benchmarks.rouge import Judge
from benchmarks.summary_sets import SETS, Item, read_items
from generator.analysis.choice import STEPS, choose, free_to_stand, step_signs
from generator.analysis.seen import Sentence, see
from generator.analysis.sentences import find_sentences
from generator.analysis.signs import SIGNS, signs
from generator.analysis.summary import kind_of_text
from generator.model import Article
from generator.parallel import available_cores, map_over
from generator.words import content_stems

KINDS = ("writing", "talk")
SENTENCES = 3
ROUNDS, STEPS_A_ROUND = 4, 25
CALM = 0.0008
"""What it costs to give a sign much weight."""
MANY = 150
"""So many sentences of a long text are looked at: the best half by the weights so far, then every n-th."""
START = {"early": 2.0, "even": 2.0, "title": 0.5, "heading": 0.3, "middling": 1.0, "full": 0.5} | {
    "untold": 1.0,
    "alike": -2.0,
}
WEIGHTS_FILE = Path("generator/data/summary.txt")
HALVES = Path("benchmarks/halves")
HEAD = """# How much each sign counts that a sentence sums an article up; what the signs are stands in
# generator/analysis/signs.py and choice.py. Learnt by: python -m benchmarks.learn_summaries FOLDER
"""


class Lesson(NamedTuple):
    """A text, what is to be seen in it, and what its sentences are worth."""

    name: str
    kind: int
    half: int
    seen: tuple[Sentence, ...]
    signs: np.ndarray
    title: frozenset[str]
    judge: Judge


class Question(NamedTuple):
    """One choice: the signs of each sentence that may be chosen, and the value of choosing it."""

    name: str
    kind: int
    signs: np.ndarray
    values: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", choices=SETS, help="leave a set out, and show the weights")
    asked = parser.parse_args()
    lessons = read_lessons(asked.folder, [name for name in SETS if name != asked.without])
    if asked.without:
        print(table(learn(lessons)))
        return
    HALVES.mkdir(exist_ok=True)
    (HALVES / "even.txt").write_text(table(learn([one for one in lessons if one.half == 0])))
    (HALVES / "odd.txt").write_text(table(learn([one for one in lessons if one.half == 1])))
    WEIGHTS_FILE.write_text(table(learn(lessons)))


def read_lessons(folder: Path, names: Sequence[str]) -> list[Lesson]:
    """Return a lesson for each text of four sentences or more."""
    asked = [(name, at, item) for name in names for at, item in enumerate(read_items(folder, name))]
    found = map_over(_lesson, asked, jobs=available_cores())
    return [lesson for lesson in found if lesson is not None]


def _lesson(asked: tuple[str, int, Item]) -> Lesson | None:
    name, at, item = asked
    (article,) = item.articles
    sentences = find_sentences(article)
    if len(sentences) <= SENTENCES:
        return None
    seen = see(article, sentences)
    texts = [article.blocks[span.block].text[span.start : span.end] for span in sentences]
    return Lesson(
        name=name,
        kind=KINDS.index(kind_of_text(article, seen)),
        half=at % 2,
        seen=seen,
        signs=np.array(signs(article, seen)),
        title=_title(article),
        judge=Judge(texts, item.reference, DefaultTokenizer(use_stemmer=True)),
    )


def _title(article: Article) -> frozenset[str]:
    return frozenset(content_stems(article.title, article.language))


def learn(lessons: Sequence[Lesson]) -> np.ndarray:
    """Return the weights, a row for each kind of text: the mean of the last three rounds."""
    shared = np.array([START.get(name, 0.0) for name in (*SIGNS, *STEPS)])
    parts = np.vstack([shared, np.zeros((len(KINDS), len(shared)))])
    rounds = []
    for _ in range(ROUNDS):
        weights = parts[0] + parts[1:]
        questions = [question for lesson in lessons for question in _questions(lesson, weights)]
        parts = _improve(questions, parts)
        rounds.append(parts[0] + parts[1:])
    mean: np.ndarray = np.mean(rounds[-3:], axis=0)
    return mean


def _questions(lesson: Lesson, weights: np.ndarray) -> Iterator[Question]:
    own = weights[lesson.kind]
    scores = lesson.signs @ own[: len(SIGNS)]
    chosen = choose(lesson.seen, scores, own[len(SIGNS) :], title=lesson.title, limit=SENTENCES)
    for turn in range(len(chosen) if len(chosen) == SENTENCES else 0):
        before = chosen[:turn]
        free = _some(np.array(free_to_stand(lesson.seen, before)), scores)
        if len(free) > 1:
            steps = step_signs(lesson.seen, free.tolist(), chosen=before, title=lesson.title)
            values = _values(lesson.judge, free, chosen, turn)
            yield Question(
                lesson.name, lesson.kind, np.hstack([lesson.signs[free], np.array(list(steps))]), values
            )


def _some(free: np.ndarray, scores: np.ndarray) -> np.ndarray:
    if len(free) <= MANY:
        return free
    ranked = free[np.argsort(-scores[free], kind="stable")]
    best, others = ranked[: MANY // 2], ranked[MANY // 2 :]
    return np.sort(np.concatenate([best, others[:: -(-len(others) // (MANY // 2))]]))


def _values(judge: Judge, free: np.ndarray, chosen: Sequence[int], turn: int) -> np.ndarray:
    """Return how good the summary is with each free sentence in place of the one of this turn."""
    rest = [at for at in chosen if at != chosen[turn]]
    values = judge.value(rest, free.tolist())
    values[np.isin(free, rest)] = judge.value(rest, [chosen[turn]])[0]
    return values


def _improve(questions: Sequence[Question], parts: np.ndarray) -> np.ndarray:
    """Return the shared weights and what each kind of text adds to them, moved to greater value."""
    lengths = np.array([len(question.values) for question in questions])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(questions)), lengths)
    kinds = np.array([question.kind for question in questions])[owner]
    rows = np.vstack([question.signs for question in questions])
    values, share = _weighed(questions)

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        now = flat.reshape(parts.shape)
        scores = np.einsum("ij,ij->i", rows, (now[0] + now[1:])[kinds])
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        odds /= np.add.reduceat(odds, starts)[owner]
        expected = np.add.reduceat(odds * values, starts)
        pull = share[owner] * odds * (values - expected[owner])
        slope = np.array([rows[kinds == kind].T @ pull[kinds == kind] for kind in range(len(KINDS))])
        gradient = 2 * CALM * now - np.vstack([slope.sum(axis=0), slope])
        return float(CALM * (now**2).sum() - share @ expected), gradient.ravel()

    found = minimize(cost, parts.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS_A_ROUND})
    return np.array(found.x).reshape(parts.shape)


def _weighed(questions: Sequence[Question]) -> tuple[np.ndarray, np.ndarray]:
    """Return the values on one scale for all sets, and how much each question counts: each set the same."""
    counts = Counter(map(attrgetter("name"), questions))
    spreads: Mapping[str, float] = {
        name: float(np.mean([one.values.std() for one in questions if one.name == name])) for name in counts
    }
    values = np.concatenate([(one.values - one.values.mean()) / spreads[one.name] for one in questions])
    share = np.array([1 / counts[one.name] / len(counts) for one in questions])
    return values, share


def table(weights: np.ndarray) -> str:
    """Return the weights as a text that people can read."""
    lines = [f"{'sign':10}" + "".join(f"{kind:>9}" for kind in KINDS)]
    for name, *values in zip((*SIGNS, *STEPS), *weights, strict=True):
        lines.append(f"{name:10}" + "".join(f"{value:9.2f}" for value in values))
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
