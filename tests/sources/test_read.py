"""One file to one outcome."""

import gzip
import pickle
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from generator.sources.discover import SourceFile, find_sources
from generator.sources.outcome import Outcome
from generator.sources.read import read_article
from tests.sources.reading import RULES, in_short


def outcome_of(folder: Path, name: str, content: bytes, limit: int = 5_000_000) -> Outcome:
    (folder / name).write_bytes(content)
    (file,), _ = find_sources(folder, max_bytes=5_000_000)
    return read_article(file, replace(RULES, max_bytes=limit))


def test_a_file_becomes_an_article_with_its_fingerprint(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "a.md", b"# Boats\n\none\n")
    assert outcome.article is not None
    assert outcome.article.digest == sha256(b"# Boats\n\none\n").hexdigest()
    assert (outcome.source, outcome.private, outcome.problems) == ("a.md", False, ())


def test_a_private_file_gives_no_article_and_no_problem(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "a.md", b"---\nprivate: true\ndate: never\n---\none\n")
    assert outcome == Outcome(source="a.md", article=None, private=True, problems=())


def test_a_file_that_vanished_is_a_problem(tmp_path: Path) -> None:
    outcome = read_article(SourceFile(source="gone.md", at=str(tmp_path / "gone.md")), RULES)
    assert outcome.article is None
    assert "cannot be read" in outcome.problems[0].message


def test_a_file_that_grew_beyond_the_limit_is_a_problem(tmp_path: Path) -> None:
    assert "max_megabytes" in outcome_of(tmp_path, "a.md", b"one " * 10, limit=20).problems[0].message


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "a.txt.gz", gzip.compress(b"Quiet Harbours\n\nOne day we left.\n"))
    assert outcome.article is not None
    assert (outcome.article.id, outcome.article.title) == ("a", "Quiet Harbours")
    assert in_short(outcome.article.blocks) == ["p One day we left."]


def test_a_small_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "a.md.gz", gzip.compress(b"a" * 3_000_000), limit=1_000_000)
    assert "unpacks to more than 1 MB" in outcome.problems[0].message


def test_files_and_outcomes_travel_between_processes(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, "a.md", b"# Boats\n\none *two*\n")
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert pickle.loads(pickle.dumps(RULES)) == RULES


def test_a_file_of_another_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text("Mud.", encoding="utf-8")
    outcome = read_article(SourceFile(source="a.xyz", at=str(path)), RULES)
    assert outcome.article is None
    (problem,) = outcome.problems
    assert problem.message.startswith("its format is not known; save it as one of .md ")
