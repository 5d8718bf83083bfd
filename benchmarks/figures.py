"""One figure of a benchmark, and the table of them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Figure(NamedTuple):
    """What was measured, for us and for each peer on the same items in the same run."""

    name: str
    ours: float
    peers: Mapping[str, float]
    """By the peer's name; empty where nothing comparable exists."""
    goal: float | None = None
    less_is_better: bool = False


HEAD = "| figure | ours | goal | best peer | ours / best peer | other peers |"
RULE = "| --- | --- | --- | --- | --- | --- |"


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table, a line each."""
    return "\n".join([HEAD, RULE, *(row(figure) for figure in figures)])


def row(figure: Figure) -> str:
    """Return the table's line of a figure; the goal is ticked where it is reached."""
    best = (min if figure.less_is_better else max)(figure.peers, key=figure.peers.__getitem__, default="")
    others = ", ".join(f"{name} {shown(figure.peers[name])}" for name in figure.peers if name != best)
    ratio = f"{figure.ours / figure.peers[best]:.2f}" if best and figure.peers[best] else ""
    beside = f"{best} {shown(figure.peers[best])}" if best else ""
    cells = (figure.name, shown(figure.ours), _goal(figure), beside, ratio, others)
    return f"| {' | '.join(cells)} |"


def shown(value: float) -> str:
    """Return a figure with three digits that tell."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    reached = figure.ours <= figure.goal if figure.less_is_better else figure.ours >= figure.goal
    sign = "≤" if figure.less_is_better else "≥"
    return f"{sign} {shown(figure.goal)} {'✓' if reached else '✗'}"
