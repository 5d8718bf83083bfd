"""The cover of a book, drawn as SVG."""

from textwrap import wrap

from lxml.builder import ElementMaker

from generator.bundle.xhtml import serialised
from generator.text import clean, cut, fold

_SVG = "http://www.w3.org/2000/svg"
_E = ElementMaker(namespace=_SVG, nsmap={None: _SVG})
_WIDTH, _HEIGHT = 1600, 2400
_PAPER, _INK, _ACCENT = "#faf7f2", "#26211c", "#0f5a66"
_COLUMN = 15
"""So many letters of the title fit on a line."""
_LINES = 6


def cover(title: str, subtitle: str, when: str) -> bytes:
    """Return a cover as SVG; a long title is cut at a word's end."""
    lines = wrap(cut(fold(clean(title)), _COLUMN * _LINES), _COLUMN)[:_LINES] or [""]
    words = [
        _E.text(part, {"x": "160", "y": str(820 + 190 * at), "font-size": "160", "font-weight": "bold"})
        for at, part in enumerate(lines)
    ]
    below = 820 + 190 * len(lines)
    drawing = _E.svg(
        _E.title(fold(clean(title))),
        _E.rect({"width": str(_WIDTH), "height": str(_HEIGHT), "fill": _PAPER}),
        _E.rect({"x": "160", "y": "520", "width": "240", "height": "24", "fill": _ACCENT}),
        _E.g(*words, {"fill": _INK, "font-family": "serif"}),
        _E.g(
            _E.text(subtitle, {"x": "160", "y": str(below + 60)}),
            _E.text(when, {"x": "160", "y": str(below + 150)}),
            {"fill": _ACCENT, "font-family": "sans-serif", "font-size": "64"},
        ),
        {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "width": str(_WIDTH), "height": str(_HEIGHT)},
    )
    return serialised(drawing)
