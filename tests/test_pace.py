"""The measure of our pace takes real articles of one size."""

from pathlib import Path

from benchmarks.pace import cut_to


def test_long_texts_are_cut_at_the_end_of_the_paragraph_nearest_to_a_size(tmp_path: Path) -> None:
    posts, cut = tmp_path / "posts", tmp_path / "cut"
    posts.mkdir()
    paragraphs = ["a" * 40, "b" * 40, "c" * 40]
    (posts / "long.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    (posts / "short.md").write_text(paragraphs[0], encoding="utf-8")
    (posts / "page.html").write_text(f"<p>{paragraphs[0] * 9}</p>", encoding="utf-8")

    cut_to(90, posts, cut)

    assert [path.name for path in cut.iterdir()] == ["long.md"]
    assert (cut / "long.md").read_text(encoding="utf-8").split() == paragraphs[:2]
