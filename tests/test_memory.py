"""What gathering leaves for the next build is never a reason for it to go wrong."""

from pathlib import Path

import pytest

from generator.corpus.relating import Memory
from generator.memory import FILE, load_memory, save_memory
from tests.conftest import MakeSite, pages_of, tree
from tests.corpus.articles import gathered, library
from tests.test_build import CLUB


def memory() -> Memory:
    return gathered(library()).memory


def test_what_was_left_is_found_again(tmp_path: Path) -> None:
    save_memory(tmp_path, memory())
    found = load_memory(tmp_path)
    assert found is not None
    assert found.same(memory())


@pytest.mark.parametrize("damage", [b"", b"damaged" * 999, None], ids=["empty", "other bytes", "one byte"])
def test_what_was_damaged_is_not_used(tmp_path: Path, damage: bytes | None) -> None:
    save_memory(tmp_path, memory())
    path = tmp_path / FILE
    kept = bytearray(path.read_bytes())
    kept[-1] ^= 1
    path.write_bytes(bytes(kept) if damage is None else damage)
    assert load_memory(tmp_path) is None


def test_where_nothing_can_be_left_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    save_memory(tmp_path / "cache", memory())
    assert load_memory(tmp_path / "cache") is None


def test_a_build_with_a_damaged_memory_makes_the_same(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    before = tree(root / "docs")
    (root / ".digest" / FILE).write_bytes(b"damaged")
    pages_of(root)
    assert tree(root / "docs") == before
    assert load_memory(root / ".digest") is not None
