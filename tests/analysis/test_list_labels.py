"""Lists that stand within one line."""

import pytest

from generator.analysis.list_labels import label_starts


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("1. Boil it. 2. Pour it. 3. Wait.", ["2. Pour it.", "3. Wait."]),
        ("We pack: a) a rope b) a lamp", ["a) a rope", "b) a lamp"]),
        ("We pack: 1. a rope 2. a lamp. 1) A tent 2) A pot", ["1. a rope", "2. a lamp.", "1) A tent", "2) A pot"]),
        ("They pack • 1. a rope • 2. a lamp", ["• 1. a rope", "• 2. a lamp"]),
        ("They pack 1. a rope 2. a lamp", []),
        ("We pack: 1. a rope 3. a lamp", []),
        ("We pack: 1. a rope 2) a lamp", []),
        ("We count: 64) a rope A) a lamp", []),
        ("A. Miller and B. Hall met.", []),
        ("No list is here", []),
    ],
    ids=["digits", "letters", "after a list", "bullets", "within a sentence", "a gap", "two forms", "two kinds", "initials", "none"],
)  # fmt: skip
def test_items_begin_at_labels_that_count_on(line: str, items: list[str]) -> None:
    starts = label_starts(line)
    ends = [*starts[1:], len(line)][: len(starts)]
    assert [line[start:end].strip() for start, end in zip(starts, ends, strict=True)] == items
