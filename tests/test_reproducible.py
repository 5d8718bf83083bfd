"""The same articles give the same bytes, wherever they are built."""

from pathlib import Path

from benchmarks.reproduce import Surroundings, differing, made
from tests.test_build import CLUB

HERE = Surroundings(
    name="here", umask=0o077, variables={"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}
)
THERE = Surroundings(
    name="there",
    umask=0,
    jobs=3,
    backwards=True,
    folder="Ein anderer Ort é",
    variables={"LC_ALL": "C.UTF-8", "LANGUAGE": "tr", "TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "2"},
)


def test_neither_place_nor_language_nor_time_nor_order_can_be_told_from_the_bytes(tmp_path: Path) -> None:
    articles = tmp_path / "written"
    for name, content in CLUB.items():
        path = articles / name.removeprefix("articles/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    one, other = (made(where, articles, tmp_path / where.name) for where in (HERE, THERE))
    assert any(name.endswith(".zip") for name in one)
    assert any(name.endswith(".epub") for name in one)
    assert differing(one, other) == []
