"""A site of hostile articles, built by the command in a process whose every step is noted."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.fuzz import take
from tests.hostile.inputs import OUTSIDE, for_intake, in_every_field, in_every_format


@dataclass(frozen=True, slots=True)
class Watched:
    """A site that was built, and what the build did."""

    root: Path
    """Beside it lie the notes, a folder for what is temporary, and a file that is none of its business."""
    site: Path
    events: tuple[tuple[str, list[str]], ...]
    told: str
    """What the command printed."""


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    root = tmp_path_factory.mktemp("hostile") / "site"
    articles = root / "articles"
    articles.mkdir(parents=True)
    (root.parent / "outside.txt").write_text(OUTSIDE)
    (root / "digest.yml").write_text("title: Harm\npublish: full\nurl: https://example.org/harm/\n")
    for name, content in {**in_every_format(), **dict(in_every_field())}.items():
        (articles / name).write_bytes(
            content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        )
    for name, content in for_intake().items():
        take(name, content if isinstance(content, bytes) else content.encode(), articles)
    (articles / "out.txt").symlink_to(root.parent / "outside.txt")
    (articles / "round").symlink_to(articles)
    if hasattr(os, "mkfifo"):
        os.mkfifo(articles / "pipe.txt")
    notes, passing = root.parent / "notes.json", root.parent / "temporary"
    passing.mkdir()
    command = [sys.executable, "-m", "tests.hostile.watched", str(notes)]
    done = subprocess.run(
        [*command, "build", "--jobs", "1", "--config", str(root / "digest.yml")],
        capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "TMPDIR": str(passing), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    events = tuple((name, list(args)) for name, args in json.loads(notes.read_text()))
    return Watched(root, root / "site", events, done.stdout + done.stderr)
