"""The other ways to choose sentences: the first ones, and four methods of sumy.

All of them choose among the sentences that we found, so that only the choice is compared.
"""

import importlib.util
import warnings
from collections.abc import Callable, Sequence
from functools import cache

from generator.analysis.sentences import is_dateline
from generator.model import Article, Span
from generator.tokens import tokens

Peer = Callable[[Sequence[str], int], Sequence[int]]
"""Sentences, how many → the positions chosen, in reading order."""
SUMY = {"LexRank": "lex_rank", "TextRank": "text_rank", "LSA": "lsa", "Luhn": "luhn"}


def told_in(article: Article, sentences: Sequence[Span]) -> list[int]:
    """Return the places of the sentences to choose from: without what tells where a report was sent."""
    return [
        at
        for at, span in enumerate(sentences)
        if span.start or not is_dateline(article.blocks[span.block].text, span.end)
    ]


class Words:
    """What sumy asks of a tokenizer, answered with our own words."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(token.text for token in tokens(sentence))


def lead(sentences: Sequence[str], count: int) -> Sequence[int]:
    return range(min(count, len(sentences)))


def sumy_peer(module: str) -> Peer:
    """Return a method of sumy with its stemmer and stop words for English."""
    dom = importlib.import_module("sumy.models.dom")
    utils = importlib.import_module("sumy.utils")
    stemmer = importlib.import_module("sumy.nlp.stemmers").Stemmer("english")
    name = "".join(part.title() for part in module.split("_")) + "Summarizer"
    summarizer = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)(stemmer)
    summarizer.stop_words = utils.get_stop_words("english")
    words = Words()

    def choose(sentences: Sequence[str], count: int) -> Sequence[int]:
        parts = [dom.Sentence(sentence, words) for sentence in sentences]
        document = dom.ObjectDocumentModel([dom.Paragraph(parts)])
        with warnings.catch_warnings(action="ignore"):
            try:
                chosen = {id(part) for part in summarizer(document, count)}
            except (ArithmeticError, ValueError):  # LSA finds no solution for some texts: numpy's LinAlgError
                return lead(sentences, count)
        return [at for at, part in enumerate(parts) if id(part) in chosen]

    return choose


@cache
def peers() -> dict[str, Peer]:
    """Return every peer by its name; those of sumy where it is installed (dependency group `bench`)."""
    installed = SUMY if importlib.util.find_spec("sumy") else {}
    return {"lead": lead} | {name: sumy_peer(module) for name, module in installed.items()}
