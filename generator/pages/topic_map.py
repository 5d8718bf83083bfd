"""The topics as a map: a list in which arcs join the topics that share articles.

Labels stand on lines of their own and so never overlap; narrower topics stand under the broader.
Each line carries a small drawing with the arcs that start at it, so that nothing has to be scaled
and the links are plain links.
"""

import math
from collections.abc import Mapping

from msgspec import Struct

from generator.model import Topic
from generator.pages.filters import Markdown, escape, link, path
from generator.pages.saying import say
from generator.wording import Wording

SHOWN = 24
"""A map of more topics than this is no map."""
_LINE = 30
"""The height of a line; the style sheet has the same number."""
_AXIS = 92
"""Where the dots stand; the arcs bulge to their left."""
_ARCS_EACH = 3
_DEEPEST = 2
_LOOK_BACK = 4
_LEAST_SCALE = 10
"""Below so many articles, dots and arcs do not grow to fill the scale."""


class _Place(Struct, frozen=True, kw_only=True):
    topic: Topic
    row: int
    depth: int


class _Scale(Struct, frozen=True, kw_only=True):
    most: int
    """The number of articles that the largest dot stands for."""
    shared: int
    """The number of shared articles that the widest arc stands for."""


def topic_map(topics: tuple[Topic, ...], wording: Wording) -> Markdown:
    """Return a list of the topics that most articles speak of, or nothing if there is none.

    Links are relative to the site's first page.
    """
    places = _places(_chosen(topics))
    if not places:
        return Markdown("")
    arcs = _arcs(places)
    scale = _Scale(
        most=max(_LEAST_SCALE, *(len(place.topic.coverage) for place in places.values())),
        shared=max([_LEAST_SCALE, *arcs.values()]),
    )
    drawn = ((place, _drawing(place, places, arcs, scale)) for place in places.values())
    lines = "\n".join(_line(place, drawing, wording) for place, drawing in drawn)
    return Markdown(f'<div class="dp-map" markdown>\n\n{lines}\n\n</div>')


def _chosen(topics: tuple[Topic, ...]) -> list[Topic]:
    alive = [topic for topic in topics if topic.coverage]
    return sorted(alive, key=lambda topic: (-len(topic.coverage), topic.id))[:SHOWN]


def _places(chosen: list[Topic]) -> dict[str, _Place]:
    """Return the topics by id in the order of their lines, the narrower below the broader."""
    ids = {topic.id for topic in chosen}
    roots = [topic for topic in chosen if topic.parent not in ids]
    placed: dict[str, _Place] = {}
    # The second part places what stands below no root: topics in a circle.
    pending = [(topic, 0) for topic in reversed([*_neighbourly(roots), *chosen])]
    while pending:
        topic, depth = pending.pop()
        if topic.id in placed:
            continue
        placed[topic.id] = _Place(topic=topic, row=len(placed), depth=depth)
        pending += [(child, depth + 1) for child in reversed(chosen) if child.parent == topic.id]
    return placed


def _neighbourly(topics: list[Topic]) -> list[Topic]:
    """Return the topics in an order that keeps arcs short: each next to what it shares most with."""
    articles = {topic.id: {*topic.coverage.articles} for topic in topics}
    left = list(topics)
    line: list[Topic] = []
    while left:
        closest = max(left, key=lambda topic: (_closeness(topic, line, articles), -left.index(topic)))
        left.remove(closest)
        line.append(closest)
    return line


def _closeness(topic: Topic, line: list[Topic], articles: Mapping[str, set[str]]) -> float:
    """Return how much a topic shares with the last ones of a line, the last counting most."""
    here = articles[topic.id]
    shares = (
        len(here & articles[other.id]) / math.sqrt(len(here) * len(articles[other.id])) * 0.5**back
        for back, other in enumerate(reversed(line[-_LOOK_BACK:]))
    )
    return round(sum(shares), 6)


def _arcs(places: Mapping[str, _Place]) -> dict[tuple[str, str], int]:
    """Return pairs of topics by the number of articles they share, the closest few of each topic."""
    found = {}
    articles = {topic: {*place.topic.coverage.articles} for topic, place in places.items()}
    for topic, place in places.items():
        for other in [one for one in place.topic.related if one in places][:_ARCS_EACH]:
            first, second = sorted((topic, other), key=lambda one: places[one].row)
            shared = len(articles[first] & articles[second])
            if shared and first != second:
                found[first, second] = shared
    return found


def _line(place: _Place, drawing: str, wording: Wording) -> str:
    """Return a topic's line: what is drawn before it, its name, and how many articles speak of it."""
    topic, count = place.topic, len(place.topic.coverage)
    depth = ("", "dp-below", "dp-below-2")[min(place.depth, _DEEPEST)]
    name = link(escape(topic.name), path(f"topics/{topic.id}.md"), *([depth] if depth else []))
    noun = f'<span class="dp-sr"> {say(wording, "articles_noun", count)}</span>'
    return f'- {drawing} {name} <span class="dp-count">{wording.number(count)}{noun}</span>'


def _drawing(
    place: _Place, places: Mapping[str, _Place], arcs: Mapping[tuple[str, str], int], scale: _Scale
) -> str:
    """Return the arcs that lead down from a topic, and all of them for when it is pointed at."""
    topic = place.topic
    count = len(topic.coverage)
    ends = [(pair, shared) for pair, shared in sorted(arcs.items()) if topic.id in pair]
    down = "".join(
        _arc(place, places[second], n / scale.shared) for (first, second), n in ends if first == topic.id
    )
    every = "".join(_arc(place, places[a if b == topic.id else b], n / scale.shared) for (a, b), n in ends)
    radius = round(2 + 5.5 * math.sqrt(count / scale.most), 1)
    return (
        f'<svg width="{_AXIS + 12}" height="{_LINE}" aria-hidden="true">{down}<g class="dp-own">{every}</g>'
        f'<circle cx="{_AXIS}" cy="{_LINE // 2}" r="{radius:g}"/></svg>'
    )


def _arc(here: _Place, there: _Place, share: float) -> str:
    """Return half an ellipse to the left, from the middle of this line to the middle of that one."""
    height = (there.row - here.row) * _LINE
    reach = round(min(_AXIS - 8, abs(height) * 0.45), 1)
    width = round(0.75 + 1.75 * share, 2)
    sweep = 0 if height > 0 else 1
    curve = f"M{_AXIS} {_LINE // 2}a{reach:g} {abs(height) / 2:g} 0 0 {sweep} 0 {height}"
    return f'<path d="{curve}" stroke-width="{width:g}"/>'
