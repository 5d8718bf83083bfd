"""The topics as a map: a list in which arcs join the topics that share articles.

Labels stand on lines of their own and so never overlap; narrower topics stand under the broader.
One drawing serves every width: nothing in it is scaled.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Topic
from generator.pages.filters import Markdown, attr, escape, path
from generator.text import cut, plural

SHOWN = 24
"""A map of more topics than this is no map."""
_LINE = 30
_AXIS = 92
_LABEL = 14
_INDENT = 14
_LONGEST = 30
_ARCS_EACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    topic: Topic
    row: int
    depth: int

    @property
    def y(self) -> int:
        return self.row * _LINE + _LINE // 2


def topic_map(topics: tuple[Topic, ...]) -> Markdown:
    """Return the drawing of the topics that most articles speak of, or nothing if there is none.

    Links are relative to the site's first page.
    """
    places = _places(_chosen(topics))
    if not places:
        return Markdown("")
    arcs = _arcs(places)
    drawn = "".join(_arc(places[a], places[b], shared) for (a, b), shared in sorted(arcs.items()))
    rows = "".join(_row(place, places, arcs) for place in places.values())
    return Markdown(
        f'<div class="dp-map"><svg width="100%" height="{len(places) * _LINE}" role="group" '
        f'aria-label="Topics; arcs join those that share articles">'
        f'<g class="dp-arcs" aria-hidden="true">{drawn}</g>{rows}</svg></div>'
    )


def _chosen(topics: tuple[Topic, ...]) -> list[Topic]:
    alive = [topic for topic in topics if topic.coverage]
    return sorted(alive, key=lambda topic: (-len(topic.coverage), topic.id))[:SHOWN]


def _places(chosen: list[Topic]) -> dict[str, _Place]:
    """Return the topics by id in the order of their lines, the narrower below the broader."""
    ids = {topic.id for topic in chosen}
    placed: dict[str, _Place] = {}
    pending = [(topic, 0) for topic in reversed(chosen) if topic.parent not in ids]
    pending = [(topic, 0) for topic in reversed(chosen)] if not pending else pending
    while pending:
        topic, depth = pending.pop()
        if topic.id in placed:
            continue
        placed[topic.id] = _Place(topic=topic, row=len(placed), depth=depth)
        pending += [(child, depth + 1) for child in reversed(chosen) if child.parent == topic.id]
    return placed


def _arcs(places: Mapping[str, _Place]) -> dict[tuple[str, str], int]:
    """Return pairs of topics by the number of articles they share, the closest few of each topic."""
    found = {}
    articles = {topic: {one.article for one in place.topic.coverage} for topic, place in places.items()}
    for topic, place in places.items():
        for other in [one for one in place.topic.related if one in places][:_ARCS_EACH]:
            first, second = sorted((topic, other), key=lambda one: places[one].row)
            shared = len(articles[first] & articles[second])
            if shared and first != second:
                found[first, second] = shared
    return found


def _arc(first: _Place, second: _Place, shared: int) -> str:
    half = (second.y - first.y) / 2
    width = round(min(3.5, 0.75 + math.sqrt(shared) / 2), 2)
    reach = round(min(_AXIS - 8, half * 0.9), 1)
    curve = f"M{_AXIS} {first.y}A{reach} {half:g} 0 0 0 {_AXIS} {second.y}"
    return f'<path d="{curve}" stroke-width="{width:g}"/>'


def _row(place: _Place, places: Mapping[str, _Place], arcs: Mapping[tuple[str, str], int]) -> str:
    """Return a topic's line; its own arcs are drawn once more, to be shown while it is pointed at."""
    topic = place.topic
    count = len(topic.coverage)
    own = "".join(_own_arcs(topic.id, places, arcs))
    radius = round(min(9.0, 2 + math.sqrt(count)), 1)
    x = _AXIS + _LABEL + place.depth * _INDENT
    size = "dp-large" if place.depth == 0 else "dp-small"
    return (
        f'<g class="dp-row"><g class="dp-own" aria-hidden="true">{own}</g>'
        f'<a href="{path(f"topics/{topic.id}/")}" aria-label="{attr(topic.name)}, {plural(count, "article")}">'
        f'<rect x="{_AXIS - 10}" y="{place.y - _LINE // 2}" width="260" height="{_LINE}"/>'
        f'<circle cx="{_AXIS}" cy="{place.y}" r="{radius:g}"/>'
        f'<text x="{x}" y="{place.y + 5}" class="{size}">{escape(cut(topic.name, _LONGEST))}'
        f'<tspan dx="7">{count}</tspan></text></a></g>'
    )


def _own_arcs(topic: str, places: Mapping[str, _Place], arcs: Mapping[tuple[str, str], int]) -> Iterator[str]:
    for (first, second), shared in sorted(arcs.items()):
        if topic in {first, second}:
            yield _arc(places[first], places[second], shared)
