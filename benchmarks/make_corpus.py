"""Write a collection of made-up articles: `python -m benchmarks.make_corpus FOLDER --articles 1000`.

Words follow Zipf's law over a vocabulary of pronounceable made-up words that has no end: as in real
collections, new words, names and subjects keep coming as it grows. Each article belongs to a few
subjects, with names of their own that return in headings and sentences. Lengths are log-normal, days
become denser. The same arguments give the same bytes, and a larger collection begins with the smaller.
`FOLDER --measure` says how all this is in a folder of real articles, or in a made-up one.
"""

import argparse
import math
import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

ONSETS = "b br c ch cl d dr f fl g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w".split()
NUCLEI = "a e i o u ai ea ee ie oa oo ou".split()
CODAS = "b ck d ft g l ld lt m mp n nd ng nt p r rd rk rm rn rt s sk st t x".split()
LINKS = (
    "the of and to a in that for it with on as by from this at or an which their its but not all more we can "
    "some into about they these what when other than over how our no out most so also them if between"
).split()
LINK_WEIGHTS = list(accumulate(1 / rank for rank in range(2, len(LINKS) + 2)))
VERBS = "is was has shows makes keeps needs gives takes finds holds brings reads leaves".split()
COMMON = 20_000
"""So many words are drawn by their weights; the others, of which there is no end, by a power law."""
STEEP, FLAT = 1.15, 30
"""The most frequent words that mean something are about equally frequent: Mandelbrot's correction."""
RARE, RARE_DECAY = 0.02, 1.1
"""How many of the words drawn are rare ones, and how fast these become rarer."""
SUBJECTS, SUBJECT_DECAY = 60, 0.8
SPREAD = 0.65
"""The standard deviation of the logarithm of lengths."""


def made_up_word(chance: random.Random) -> str:
    syllables = chance.choices((1, 2, 3), weights=(2, 5, 3))[0]
    parts = (chance.choice(ONSETS) + chance.choice(NUCLEI) for _ in range(syllables))
    return "".join(parts) + chance.choice(CODAS)


def from_a_long_tail(chance: random.Random, scale: int, decay: float) -> int:
    """Return a rank from 0, without an end: the rarer the larger."""
    return int(scale * ((1 - chance.random()) ** (-1 / decay) - 1))


@cache
def rare_word(rank: int) -> str:
    chance = random.Random(f"word {rank}")
    return chance.choice(ONSETS) + chance.choice(NUCLEI) + made_up_word(chance)


class Language:
    """A vocabulary with frequencies, and subjects that have names."""

    def __init__(self, chance: random.Random) -> None:
        words = sorted({made_up_word(chance) for _ in range(COMMON)})
        chance.shuffle(words)
        self.words = words
        self.weights = list(accumulate((rank + FLAT) ** -STEEP for rank in range(1, len(words) + 1)))
        self._subjects: dict[int, tuple[str, ...]] = {}

    def drawn(self, count: int, chance: random.Random) -> list[str]:
        words = chance.choices(self.words, cum_weights=self.weights, k=count)
        for at in range(count):
            if chance.random() < RARE:
                words[at] = rare_word(from_a_long_tail(chance, COMMON, RARE_DECAY))
        return words

    def subject(self, chance: random.Random) -> tuple[str, ...]:
        rank = from_a_long_tail(chance, SUBJECTS, SUBJECT_DECAY)
        if rank not in self._subjects:
            self._subjects[rank] = self.named(random.Random(f"subject {rank}"))
        return self._subjects[rank]

    def named(self, chance: random.Random) -> tuple[str, ...]:
        """Return a subject's name, a person's, and what they speak of."""
        name = chance.choice(self.words[200:]).capitalize()
        person = f"{chance.choice(self.words[:300]).capitalize()} {self.drawn(1, chance)[0].capitalize()}"
        concepts = (f"{chance.choice(self.words[200:])} {chance.choice(self.words[200:])}" for _ in range(3))
        return (name, f"{name} {chance.choice(self.words[200:]).capitalize()}", *concepts, person)


def sentence(language: Language, subject: tuple[str, ...], chance: random.Random) -> str:
    words = language.drawn(chance.randint(4, 18), chance)
    for link in chance.choices(LINKS, cum_weights=LINK_WEIGHTS, k=len(words) // 2):
        words.insert(chance.randrange(len(words) + 1), link)
    words.insert(len(words) // 2, chance.choice(VERBS))
    if chance.random() < 0.35:
        words.insert(chance.randrange(len(words)), chance.choice(subject))
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def article(number: int, language: Language, size: int) -> str:
    chance = random.Random(f"article {number}")
    subjects = [language.subject(chance) for _ in range(3)]
    day = date(2015, 1, 1) + timedelta(days=int(4000 * chance.random() ** 0.6))
    wanted = size * min(8.0, math.exp(chance.gauss(0, SPREAD) - SPREAD**2 / 2))
    lines = [f"---\ntitle: {subjects[0][1]} and the {subjects[1][2]}\ndate: {day}\n---\n"]
    while sum(map(len, lines)) < wanted:
        subject = chance.choice(subjects)
        if chance.random() < 0.25:
            lines.append(f"## The {chance.choice(subject)}\n")
        lines.append(
            " ".join(sentence(language, subject, chance) for _ in range(chance.randint(2, 6))) + "\n"
        )
    return "\n".join(lines)


def make_corpus(folder: Path, *, articles: int, size: int = 5_000) -> None:
    """Write `articles` Markdown files of about `size` bytes each, taken together, into `folder`."""
    language = Language(random.Random("vocabulary"))
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(articles):
        text = article(number, language, size)
        (folder / f"article-{number:06}.md").write_text(text, encoding="utf-8")


def measured(files: Sequence[Path]) -> str:
    """Return how words and lengths are distributed in some Markdown files."""
    counts: Counter[str] = Counter()
    lengths, growth = [], []
    for number, file in enumerate(files, 1):
        text = re.sub(r"\A---.*?\n---\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        counts.update(word.lower() for word in re.findall(r"[^\W\d_]+", text))
        lengths.append(math.log(max(1, len(text))))
        if number in {len(files) // 2, len(files)}:
            growth.append((math.log(counts.total()), math.log(len(counts))))
    ranked = [count for _, count in counts.most_common()]
    heaps = (growth[1][1] - growth[0][1]) / (growth[1][0] - growth[0][0])
    zipf = [math.log10(ranked[rank // 10 - 1] / ranked[rank - 1]) for rank in (100, 1000, 10_000)]
    total, different = counts.total(), len(ranked)
    return (
        f"{len(files):,} articles, {total:,} words, {different:,} different ones; "
        f"{sum(count == 1 for count in ranked) / different:.0%} of these once; the 50 most frequent are "
        f"{sum(ranked[:50]) / total:.0%} of all; twice the words bring {2**heaps - 1:.0%} more different "
        f"ones; a tenfold rank is {', '.join(f'{10**one:.0f}' for one in zipf)} times rarer; lengths: "
        f"median {math.exp(statistics.median(lengths)):,.0f}, "
        f"deviation of logarithms {statistics.pstdev(lengths):.2f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=5_000)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    if given.measure:
        print(measured(sorted(given.folder.rglob("*.md"))))
    else:
        make_corpus(given.folder, articles=given.articles, size=given.size)
