"""What a stage took is told by its progress."""

from pathlib import Path

from click.testing import CliRunner

from benchmarks.make_corpus import make_corpus
from generator.cli import cli
from generator.timing import Stopwatch


def test_each_stage_is_told_once_in_its_order() -> None:
    heard: list[tuple[str, int, int]] = []

    def tell(stage: str, done: int, total: int) -> None:
        heard.append((stage, done, total))

    watch = Stopwatch(tell)
    steps = [("Reading", 1, 2), ("Reading", 2, 2), ("Writing", 0, 0)]
    for step in steps:
        watch.hear(*step)
    stages = watch.stages()
    assert [stage.name for stage in stages] == ["Starting", "Looking for changes", "Reading", "Writing"]
    assert all(min(stage[1:]) >= 0 for stage in stages)
    assert heard == steps


def test_a_build_says_what_each_stage_took(tmp_path: Path) -> None:
    make_corpus(tmp_path / "articles", articles=2, size=600)
    (tmp_path / "digest.yml").write_text("title: Mine\n", encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["build", "--timings", "--quiet", "--config", str(tmp_path / "digest.yml")]
    )
    told = [
        line.split("  ")[0]
        for line in done.output.splitlines()
        if line.rstrip().endswith(tuple("0123456789"))
    ]
    assert told == [
        "Starting",
        "Looking for changes",
        "Reading articles",
        "Finding topics",
        "Writing pages",
        "Building the site",
        "Indexing for search",
        "all",
    ]
