from pathlib import Path

import pytest

from generator.seal import content_of, read_sealed, write_parts_sealed, write_sealed

SIZES = (0, 1, 1 << 20, 3 << 20)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_what_is_read(tmp_path: Path, size: int) -> None:
    path, content = tmp_path / "kept", bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    write_parts_sealed(path, content)
    assert content_of(path) == content
    write_sealed(path, {"content": content})
    assert read_sealed(path, dict[str, bytes]) == {"content": content}


@pytest.mark.parametrize("size", SIZES)
def test_what_was_read_stays_when_the_file_is_written_anew_or_removed(tmp_path: Path, size: int) -> None:
    path, content = tmp_path / "kept", b"x" * size
    write_parts_sealed(path, content)
    found = content_of(path)
    write_parts_sealed(path, b"another")
    path.unlink()
    assert found == content


@pytest.mark.parametrize("size", SIZES)
def test_what_changed_since_is_not_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "kept"
    write_parts_sealed(path, b"x" * size)
    path.write_bytes(path.read_bytes() + b"y")
    with pytest.raises(ValueError, match="changed since"):
        content_of(path)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="changed since"):
        content_of(path)
