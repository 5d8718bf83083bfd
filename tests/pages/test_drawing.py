"""The pictures for other sites."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.drawings import kept_drawings
from generator.pages.drawing import draw
from generator.pages.poster import SIZE, Poster

POSTER = Poster(kicker="Mills & Tides", title="Tide mills", line="3 articles", counts=(1, 0, 2))


def opened(poster: Poster) -> Image.Image:
    return Image.open(BytesIO(draw(poster)))


def words(title: str) -> Poster:
    return Poster(kicker="", title=title, line="", counts=())


def test_a_picture_has_the_size_that_other_sites_ask_for() -> None:
    assert (opened(POSTER).format, opened(POSTER).size) == ("PNG", SIZE)


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw(POSTER) == draw(POSTER)
    assert draw(POSTER) != draw(words("Tide mills"))


@pytest.mark.parametrize(
    "title",
    ["", "Ω", "Čapek and Łódź", "W" * 400, "a " * 400, "Extractive summarisation of very long articles"],
    ids=["empty", "not in the fonts", "extended Latin", "no space", "many words", "two lines"],
)
def test_any_title_leaves_the_margins_free(title: str) -> None:
    image = opened(words(title)).convert("L")
    margin = image.crop((SIZE[0] - 80, 0, *SIZE))
    assert margin.getextrema() == (251, 251)


def test_letters_of_both_font_files_are_drawn() -> None:
    assert draw(words("Čapek")) != draw(words("apek"))
    assert draw(words("漢字 mill")) == draw(words("mill"))


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    with kept_drawings(tmp_path) as draw_once:
        first = draw_once(POSTER)
    (kept,) = (tmp_path / "pictures").iterdir()
    written = kept.stat().st_mtime_ns
    with kept_drawings(tmp_path) as draw_once:
        assert draw_once(POSTER) == first
    assert kept.stat().st_mtime_ns == written


def test_a_picture_that_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    with kept_drawings(tmp_path) as draw_once:
        draw_once(POSTER)
    with kept_drawings(tmp_path) as draw_once:
        draw_once(words("Other"))
    assert len(list((tmp_path / "pictures").iterdir())) == 1


def test_two_runs_may_share_the_pictures(tmp_path: Path) -> None:
    """Each forgets what it does not ask for; what another is writing at that moment is not its own."""
    with kept_drawings(tmp_path) as one:
        first = one(POSTER)
        writing = tmp_path / "pictures" / "another.4711.new"
        writing.write_bytes(b"half of a pic")
        with kept_drawings(tmp_path) as other:
            other(words("Other"))
        assert one(POSTER) == first
    assert writing.exists()
