"""Where articles say what their analyses do not list."""

from math import log

import pytest

from generator.analysis.analyse import analyse
from generator.corpus.evidence import Collection, scan, sentence_at
from generator.model import Block, BlockKind, Span
from tests.corpus.articles import an_article

BLOCKS = (
    Block(kind=BlockKind.PARAGRAPH, text="The open-source tools. A tool of oak is old. LLMs hum."),
    Block(kind=BlockKind.HEADING, text="Tools", level=2),
    Block(kind=BlockKind.CODE, text="tools"),
    Block(kind=BlockKind.QUOTE, text="Sources of tools", level=1),
    Block(kind=BlockKind.PARAGRAPH, text="Tool-based work has a multi-tool-box at the quay. Ships."),
)
COLLECTION = Collection((analyse(an_article("a", (), blocks=BLOCKS), summary_sentences=1),))


@pytest.mark.parametrize(
    ("key", "places"),
    [
        pytest.param(
            "tool", [(0, "tools"), (0, "tool"), (1, "Tools"), (3, "tools"), (4, "Tool")], id="in prose"
        ),
        pytest.param("sourc", [(3, "Sources")], id="not in a joined word"),
        pytest.param("sourc tool", [(3, "Sources of tools")], id="in a row"),
        pytest.param("quay ship", [], id="in two sentences"),
        pytest.param("old tool", [], id="the wrong way round"),
        pytest.param("hammer", [], id="nowhere"),
    ],
)
def test_a_key_is_found_where_its_stems_stand_in_a_row(key: str, places: list[tuple[int, str]]) -> None:
    (sights,) = scan(COLLECTION, [key]).values() or [[]]
    spans = [span for sight in sights for span in sight.phrase.spans]
    assert [(span.block, BLOCKS[span.block].text[span.start : span.end]) for span in spans] == places
    assert [sight.phrase.weight for sight in sights] == [1 + log(len(places)) for _ in sights]


def test_what_the_analysis_lists_is_not_looked_for() -> None:
    (analysis,) = COLLECTION.analyses
    listed = [phrase.key for phrase in (*analysis.phrases, *analysis.entities)]
    assert listed
    assert scan(COLLECTION, ["", *listed]) == {}


@pytest.mark.parametrize(
    ("block", "start", "end", "sentence"),
    [(0, 0, 3, 0), (0, 4, 21, 0), (0, 23, 29, 1), (0, 4, 29, -1), (1, 0, 5, -1), (3, 0, 7, 3)],
)
def test_the_sentence_of_a_place_holds_all_of_it(block: int, start: int, end: int, sentence: int) -> None:
    sentences = COLLECTION.sentences(0).spans
    assert sentence_at(sentences, Span(block=block, start=start, end=end)) == sentence
