"""The table of figures says what was measured, and whether the goal is reached."""

import pytest

from benchmarks.figures import Figure, row


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("F1", 0.5, {"a": 0.4, "b": 0.25}, 0.45), "| F1 | 0.5 | ≥ 0.45 ✓ | a 0.4 | 1.25 | b 0.25 |"),
        (Figure("F1", 0.4, {"a": 0.5}, 0.45), "| F1 | 0.4 | ≥ 0.45 ✗ | a 0.5 | 0.80 |  |"),
        (
            Figure("s", 0.2, {"a": 4, "b": 2}, 1, less_is_better=True),
            "| s | 0.2 | ≤ 1 ✓ | b 2 | 0.10 | a 4 |",
        ),
        (Figure("pages", 1234, {}), "| pages | 1,234 |  |  |  |  |"),
    ],
    ids=["ahead", "behind", "less is better", "no peer"],
)
def test_a_line_tells_ours_the_goal_and_the_best_peer(figure: Figure, line: str) -> None:
    assert row(figure) == line
