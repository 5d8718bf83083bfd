"""Pictures that were drawn before, kept by what stands on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator.cache import code_version
from generator.packages import versions_of
from generator.pages.poster import Poster
from generator.pages.social import Draw, draw_anew
from generator.seal import NEW, unsealed, write_parts_sealed
from generator.shipped import own_templates

FOLDER = "pictures"


@contextmanager
def kept_drawings(kept: Path) -> Iterator[Draw]:
    """Give a `draw` that draws no picture twice; in the end the cache holds those it was asked for."""
    folder = kept / FOLDER
    used: set[str] = set()

    def draw_once(poster: Poster) -> bytes:
        file = folder / _key(poster)
        used.add(file.name)
        try:
            return unsealed(file.read_bytes())
        except (OSError, ValueError):  # not drawn yet, or no longer as it was
            picture = draw_anew(poster)
            write_parts_sealed(file, picture)
            return picture

    yield draw_once
    for file in sorted(folder.glob("*")):
        if file.name not in used and file.suffix != NEW:  # which another run may be writing
            file.unlink(missing_ok=True)


@cache
def _pillow() -> str:
    return versions_of(["pillow"])["pillow"]


@cache
def _fonts() -> str:
    files = sorted((own_templates() / "assets" / "fonts").glob("*.woff2"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _key(poster: Poster) -> str:
    parts = (code_version(), _pillow(), _fonts(), repr(poster))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
