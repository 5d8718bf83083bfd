"""A poster: what stands on a picture that other sites show beside a link."""

from msgspec import Struct

SIZE = (1200, 630)
"""Width and height in pixels, as the sites that show them ask for."""


class Poster(Struct, frozen=True, kw_only=True):
    """What stands on a picture, in plain text."""

    kicker: str
    """The line above: the name of the site."""
    title: str
    line: str
    """The line below."""
    counts: tuple[int, ...]
    """Articles over time, for a plot along the foot; empty for none."""
