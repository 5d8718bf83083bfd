"""The tags of site generators that shape blocks: code between tags, comments, lines above definitions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_TAG_LINE = re.compile(
    r"""[ \t]*(?:\{%-?|\{\{[<%])[ \t]{0,4}(?P<name>/?[A-Za-z_]\w{0,40})(?P<rest>[^{}]{0,300})"""
    r"""(?:-?%\}|[>%]\}\})[ \t]*"""
)
"""A line that is one tag alone: `{% highlight ruby %}`, `{{< /highlight >}}`."""
_LONGEST = 400
_CODE = frozenset(("highlight", "codeblock"))
_COMMENT = re.compile(r"[ \t]*\{%-?[ \t]{0,4}comment[ \t]{0,4}-?%\}")
_COMMENT_END = re.compile(r"\{%-?[ \t]{0,4}endcomment[ \t]{0,4}-?%\}")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,300}\]:")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_OWN_FENCE = "~" * 12
_LANGUAGE = re.compile(r"""\s*(?:lang:)?["']?([A-Za-z+#][\w+#\-]{0,29})""")


def with_settled_tags(text: str) -> str:
    """Return Markdown in which what stands between tags for code is code, and comments are gone.

    A line that is a tag alone parts from the definitions of links below it. Every line keeps its number.
    """
    if "{%" not in text and "{{" not in text:
        return text
    return "\n".join(_settled(text.split("\n")))


def _settled(lines: Sequence[str]) -> Iterator[str]:
    ends, comments = _ends(lines), [at for at, line in enumerate(lines) if _COMMENT_END.search(line)]
    fence, place = "", 0
    while place < len(lines):
        line = lines[place]
        fence, within = _fenced(line, fence)
        tag = None if within else _tag(line)
        below = lines[place + 1] if place + 1 < len(lines) else ""
        if tag and (end := _next(ends.get(tag["name"], ()), place + 1)) > 0:
            yield from _as_code(tag, lines[place : end + 1])
            place = end
        elif not within and _COMMENT.match(line) and (end := _next(comments, place)) >= place:
            yield from [""] * (end - place)
            yield _COMMENT_END.split(lines[end], maxsplit=1)[-1]
            place = end
        else:
            yield "" if tag and _DEFINITION.match(below) else line
        place += 1


def _fenced(line: str, fence: str) -> tuple[str, bool]:
    """Return the fence that is open after a line, given the one before it, and whether the line is code."""
    mark = _FENCE.match(line)
    if not mark or (fence and not mark[1].startswith(fence)):
        return fence, bool(fence)
    return "" if fence else mark[1], True


def _as_code(tag: re.Match[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, the first and the last of which are tags, as fenced code."""
    language = _LANGUAGE.match(tag["rest"])
    yield f"{_indent(lines[0])}{_OWN_FENCE}{language[1] if language else ''}"
    yield from lines[1:-1]
    yield f"{_indent(lines[-1])}{_OWN_FENCE}"


def _tag(line: str) -> re.Match[str] | None:
    return _TAG_LINE.fullmatch(line) if "{" in line and len(line) < _LONGEST else None


def _ends(lines: Sequence[str]) -> dict[str, list[int]]:
    """Return the lines of the tags that end code, by the name of the tag that begins it."""
    ends: dict[str, list[int]] = {name: [] for name in _CODE}
    for at, line in enumerate(lines):
        tag = _tag(line)
        name = tag["name"].removeprefix("end").removeprefix("/") if tag else ""
        if tag and name in ends and name != tag["name"]:
            ends[name].append(at)
    return ends


def _next(places: Sequence[int], first: int) -> int:
    """Return the first of some places from one on, -1 if there is none."""
    at = bisect_left(places, first)
    return places[at] if at < len(places) else -1


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
