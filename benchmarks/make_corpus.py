"""Write a collection of made-up articles: `python -m benchmarks.make_corpus FOLDER --articles 1000`.

Words follow Zipf's law over a vocabulary of pronounceable made-up words; each article belongs to a
few subjects, with names of their own that return in headings and sentences. The same arguments give
the same bytes.
"""

import argparse
import random
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

ONSETS = "b br c ch cl d dr f fl g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w".split()
NUCLEI = "a e i o u ai ea ee ie oa oo ou".split()
CODAS = "b ck d ft g l ld lt m mp n nd ng nt p r rd rk rm rn rt s sk st t x".split()
LINKS = "the a of and in to with for on by from that this its their".split()
VERBS = "is was has shows makes keeps needs gives takes finds holds brings reads leaves".split()
VOCABULARY, SUBJECTS = 20_000, 400


def made_up_word(chance: random.Random) -> str:
    syllables = chance.choices((1, 2, 3), weights=(2, 5, 3))[0]
    parts = (chance.choice(ONSETS) + chance.choice(NUCLEI) for _ in range(syllables))
    return "".join(parts) + chance.choice(CODAS)


class Language:
    """A vocabulary with frequencies, and subjects that have names."""

    def __init__(self, chance: random.Random) -> None:
        words = sorted({made_up_word(chance) for _ in range(VOCABULARY)})
        chance.shuffle(words)
        self.words = words
        self.weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        self.subjects = [self.subject(chance) for _ in range(SUBJECTS)]

    def subject(self, chance: random.Random) -> tuple[str, ...]:
        name = chance.choice(self.words[200:]).capitalize()
        concepts = (f"{chance.choice(self.words[200:])} {chance.choice(self.words[200:])}" for _ in range(3))
        return (name, f"{name} {chance.choice(self.words[200:]).capitalize()}", *concepts)


def sentence(language: Language, subject: tuple[str, ...], chance: random.Random) -> str:
    words = chance.choices(language.words, cum_weights=language.weights, k=chance.randint(5, 13))
    for _ in range(len(words) // 2):
        words.insert(chance.randrange(len(words) + 1), chance.choice(LINKS))
    words.insert(len(words) // 2, chance.choice(VERBS))
    if chance.random() < 0.35:
        words.insert(chance.randrange(len(words)), chance.choice(subject))
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def article(number: int, language: Language, size: int) -> str:
    chance = random.Random(f"article {number}")
    subjects = chance.sample(language.subjects, 3)
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(4000))
    lines = [f"---\ntitle: {subjects[0][1]} and the {subjects[1][2]}\ndate: {day}\n---\n"]
    while sum(map(len, lines)) < size:
        subject = chance.choice(subjects)
        if chance.random() < 0.25:
            lines.append(f"## The {chance.choice(subject)}\n")
        lines.append(
            " ".join(sentence(language, subject, chance) for _ in range(chance.randint(2, 6))) + "\n"
        )
    return "\n".join(lines)


def make_corpus(folder: Path, *, articles: int, size: int = 5_000) -> None:
    """Write `articles` Markdown files of about `size` bytes each into `folder`."""
    language = Language(random.Random("vocabulary"))
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(articles):
        text = article(number, language, size)
        (folder / f"article-{number:06}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=5_000)
    given = parser.parse_args()
    make_corpus(given.folder, articles=given.articles, size=given.size)
