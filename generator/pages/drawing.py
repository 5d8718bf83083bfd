"""Draws posters as PNG, with the site's own fonts and no network: the same bytes every time.

A picture has three inks on paper. Each is drawn as a ramp of shades into one byte a pixel, and the
palette gives the shades their colours: quick to draw, small to send.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageFont

from generator.pages.poster import SIZE, Poster
from generator.shipped import own_templates
from generator.text import clean, cut, fold

_PAPER = (252, 251, 248)
_COLOURS = ((34, 32, 29), (99, 94, 86), (15, 90, 102))
_INK, _QUIET, _ACCENT = range(3)
_SHADES = 80
"""Of each ink; all of them have to fit into one byte."""
_MARGIN = 92
_BASELINE = 128
"""Of the line above the title."""
_TITLE_SIZES = (128, 112, 98, 86, 76, 66)
_TITLE_LINES = 2
_PLOT_HEIGHT, _GAP = 96, 0.28
_LONGEST = 140
_FEW = 36
"""With fewer periods the bars of a plot do not grow wider to fill the foot."""


class _Face(Struct, frozen=True, kw_only=True):
    """A font at a size and weight."""

    name: str
    size: int
    weight: int


_KICKER = _Face(name="serif", size=38, weight=600)
_MARK = _Face(name="serif", size=120, weight=700)
_LINE = _Face(name="sans", size=36, weight=400)


def draw(poster: Poster) -> bytes:
    """Return the poster as a PNG of 1200 × 630 pixels.

    Characters that the site's fonts do not have are left out.
    """
    inks = tuple(Image.new("L", SIZE, 0) for _ in _COLOURS)
    _write(inks[_ACCENT], (_MARGIN - 4, _BASELINE + 54), "”", _MARK)
    _write(inks[_INK], (_MARGIN + 70, _BASELINE), poster.kicker, _KICKER)
    below = _title(inks[_INK], poster.title)
    _write(inks[_QUIET], (_MARGIN, below), _fitting(poster.line, _LINE), _LINE)
    _plot(inks[_ACCENT], poster.counts)
    return _png(inks)


def _title(ink: Image.Image, title: str) -> int:
    """Write the title in the largest size that fits, and return the baseline of the line below."""
    face, lines = _set(_shown(title, "serif"))
    baseline = 300 if len(lines) == 1 else 262
    for number, line in enumerate(lines):
        _write(ink, (_MARGIN - face.size // 20, baseline + round(number * face.size * 1.1)), line, face)
    return baseline + round((len(lines) - 1) * face.size * 1.1 + 44 + face.size * 0.26)


def _set(title: str) -> tuple[_Face, list[str]]:
    for size in _TITLE_SIZES:
        face = _Face(name="serif", size=size, weight=700)
        lines = _broken(title, face)
        if len(lines) <= _TITLE_LINES and all(_width(line, face) <= _room() for line in lines):
            return face, lines
    return face, [_fitting(line, face) for line in lines[:_TITLE_LINES]]


def _broken(text: str, face: _Face) -> list[str]:
    """Return the text in lines that fit, where its words allow."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, face) > _room():
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fitting(text: str, face: _Face) -> str:
    """Return the text, cut to the width there is."""
    text = cut(_shown(text, face.name), _LONGEST)
    while _width(text, face) > _room():
        text = cut(text, len(text) - 1)
    return text


def _room() -> int:
    return SIZE[0] - 2 * _MARGIN


def _write(ink: Image.Image, place: tuple[int, int], text: str, face: _Face) -> None:
    left, baseline = place
    pen = ImageDraw.Draw(ink)
    x = float(left)
    for run, font in _runs(text, face):
        pen.text((x, baseline), run, font=font, fill=_SHADES - 1, anchor="ls")
        x += font.getlength(run)


def _width(text: str, face: _Face) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, face))


def _runs(text: str, face: _Face) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    for name, run in groupby(_shown(text, face.name), lambda char: _file_with(char, face.name)):
        yield "".join(run), _font(name, face.size, face.weight)


def _shown(text: str, family: str) -> str:
    return fold("".join(char for char in clean(text) if char.isspace() or _file_with(char, family)))


@lru_cache(maxsize=4096)
def _file_with(char: str, family: str) -> str:
    """Return the font file that has a character, or nothing."""
    if char.isspace():
        return family
    sizes = ((name, _font(name, 20, 400).getmask(char).size) for name in (family, f"{family}-ext"))
    return next((name for name, (width, height) in sizes if width and height), "")


@lru_cache(maxsize=32)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = own_templates() / "assets" / "fonts" / f"{name}.woff2"
    # The other layout engine is not on every machine, and would set the letters elsewhere.
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    optical = [min(48, size)] if name.startswith("serif") else []
    font.set_variation_by_axes([weight, *optical])
    return font


def _plot(ink: Image.Image, counts: tuple[int, ...]) -> None:
    """Draw articles over time along the foot; one period alone is nothing to compare."""
    if len(counts) < 2:  # noqa: PLR2004 (two periods make a comparison)
        return
    pen = ImageDraw.Draw(ink)
    foot, step = SIZE[1] - 64, _room() / max(_FEW, len(counts))
    pen.rectangle((_MARGIN, foot + 1, SIZE[0] - _MARGIN, foot + 2), fill=_SHADES // 4)
    width = max(1, round(step * (1 - _GAP)))
    for left, height in _bars(counts, step):
        pen.rectangle((left, foot - height, left + width - 1, foot), fill=_SHADES - 1)


def _bars(counts: Iterable[int], step: float) -> Iterator[tuple[int, int]]:
    counts = tuple(counts)
    for position, count in enumerate(counts):
        if count:
            yield round(_MARGIN + position * step), max(4, round(count / max(counts) * _PLOT_HEIGHT))


def _png(inks: tuple[Image.Image, ...]) -> bytes:
    image = inks[0]
    for number, ink in enumerate(inks[1:], 1):
        above = ink.point([0, *(number * _SHADES + shade for shade in range(1, 256))])  # 8 bits: 256 entries
        image = ImageChops.lighter(image, above)
    image.putpalette([value for colour in _COLOURS for value in _ramp(colour)])
    out = BytesIO()
    image.save(out, "PNG", compress_level=9)
    return out.getvalue()


def _ramp(colour: tuple[int, int, int]) -> Iterator[int]:
    for shade in range(_SHADES):
        share = shade / (_SHADES - 1)
        yield from (round(paper + (ink - paper) * share) for paper, ink in zip(_PAPER, colour, strict=True))
