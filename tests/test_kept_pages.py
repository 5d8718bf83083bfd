"""What was made of pages is known to the next build, whether all of it was written or only what changed."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from generator.config import Settings
from generator.kept_pages import kept_pages
from generator.model import Filed
from generator.pages.stock import Made

NAMES = [f"articles/{number}" for number in range(20)]
MADE = {name: Made(key=name.encode(), files=(Filed(f"{name}.md", "print"),)) for name in NAMES}
WHOLE, SINCE = "pages.msgpack", "pages.since.msgpack"


def settings_of(folder: Path) -> Settings:
    return Settings(root=folder, docs=folder / "docs", cache=folder / "cache")


def leave(folder: Path, made: Mapping[str, Made]) -> None:
    with kept_pages(settings_of(folder)) as kept:
        kept.stock.made.update(made)


def known(folder: Path) -> dict[str, Made]:
    with kept_pages(settings_of(folder)) as kept:
        found = dict(kept.stock.known)
        kept.stock.made.update(found)
    return found


changes = st.dictionaries(st.sampled_from(NAMES), st.none() | st.binary(min_size=1, max_size=2), max_size=4)


@given(st.lists(changes, max_size=5))
def test_what_was_left_last_is_known(steps: list[dict[str, bytes | None]]) -> None:
    made = dict(MADE)
    with TemporaryDirectory() as folder:
        leave(Path(folder), made)
        for step in steps:
            made |= {name: Made(key=key, files=()) for name, key in step.items() if key}
            made = {name: one for name, one in made.items() if step.get(name, b"stays") is not None}
            leave(Path(folder), made)
            assert known(Path(folder)) == made


def test_a_little_that_changed_is_written_alone(tmp_path: Path) -> None:
    leave(tmp_path, MADE)
    whole = (tmp_path / "cache" / WHOLE).read_bytes()
    rest = {name: MADE[name] for name in NAMES[1:]}
    leave(tmp_path, {**rest, "articles/new": Made(key=b"new", files=())})
    assert (tmp_path / "cache" / WHOLE).read_bytes() == whole
    assert known(tmp_path).keys() == {*NAMES[1:], "articles/new"}
    leave(tmp_path, {name: Made(key=b"another", files=()) for name in NAMES})
    assert not (tmp_path / "cache" / SINCE).exists()


def test_without_what_changed_there_is_what_was_before(tmp_path: Path) -> None:
    leave(tmp_path, MADE)
    leave(tmp_path, {**MADE, NAMES[0]: Made(key=b"another", files=())})
    since = tmp_path / "cache" / SINCE
    since.write_bytes(since.read_bytes()[:-1])
    assert known(tmp_path) == MADE
