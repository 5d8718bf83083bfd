"""Work on articles that a cluster does gives what this machine gives, whatever happens to a worker."""

import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.make_corpus import make_corpus
from generator.cache import code_version
from generator.errors import DigestError
from generator.executors import _each
from generator.sources.discover import SourceFile, carried
from tests.conftest import tree
from tests.test_cli import run

needs_dask = pytest.mark.skipif(not find_spec("distributed"), reason="Dask is not installed")
DYING = """
import os, signal, time
from pathlib import Path
from distributed import WorkerPlugin

class Turn(WorkerPlugin):
    begun = 0

    def setup(self, worker):
        self.worker = worker

    def transition(self, key, start, finish, **kwargs):
        if finish == "executing":
            self.begun += 1
        if self.begun == 2:
            mark = Path("a-worker-died")
            if self.worker.name == "dies":
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            while not mark.exists():
                time.sleep(0.01)

async def dask_setup(worker):
    await worker.plugin_add(Turn())
"""
"""One worker is killed as it begins its second batch; the other waits with its second until that is done."""


@contextmanager
def process(*command: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=folder, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A scheduler's address."""
    command = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with process(*command, folder=folder) as running:
        yield f"dask://{said(running, r'tcp://([0-9.]+:[0-9]+)')}"


def said(running: subprocess.Popen[str], pattern: str) -> str:
    """Wait until a process says something on its error stream, and return it."""
    assert running.stderr is not None
    return next(found[1] for line in iter(running.stderr.readline, "") if (found := re.search(pattern, line)))


@contextmanager
def worker(address: str, name: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    (folder / "turn.py").write_text(DYING, encoding="utf-8")
    alone = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", str(folder / name))
    command = ("distributed.cli.dask_worker", address.replace("dask", "tcp"), *alone, "--name", name)
    with process(*command, "--preload", str(folder / "turn.py"), folder=folder) as running:
        said(running, "(Registered to)")
        yield running


def pages(folder: Path, docs: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Make the pages of an articles folder, without a cache."""
    paths = ("--articles", "articles", "--docs", docs, "--site", f"{docs}-site", "--cache", f"{docs}-cache")
    command = [sys.executable, "-m", "generator", "pages", *paths, *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@needs_dask
@pytest.mark.skipif(os.name != "posix", reason="a process cannot be killed by itself here")
def test_a_worker_that_is_killed_half_way_costs_nothing(tmp_path: Path) -> None:
    make_corpus(tmp_path / "articles", articles=120, size=600)
    (tmp_path / "articles" / "bad.md").write_text("---\ntitle: [\n---\nNo.\n", encoding="utf-8")
    (tmp_path / "articles" / "odd.eml").write_bytes(b"\xff\x00" * 9)
    here = pages(tmp_path, "here")
    (tmp_path / "topics.lock.json").unlink()
    with (
        scheduler(tmp_path) as address,
        worker(address, "dies", tmp_path) as dies,
        worker(address, "lives", tmp_path) as lives,
    ):
        there = pages(tmp_path, "there", "--executor", address)
        assert dies.wait() == -signal.SIGKILL
        assert lives.poll() is None
    assert (there.returncode, there.stdout.replace("there", "here"), there.stderr) == (
        here.returncode,
        here.stdout,
        here.stderr,
    )
    assert "120 articles of 122 sources" in here.stdout
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


@pytest.mark.parametrize(("limit", "read"), [(-1, b"# Eight\n"), (4, b"# Ei")])
def test_a_carried_file_says_what_the_file_said(tmp_path: Path, limit: int, read: bytes) -> None:
    file = SourceFile(source="a.md", at=str(tmp_path / "a.md"))
    file.path.write_bytes(b"# Eight\n")
    one = pickle.loads(pickle.dumps(carried(file, limit=limit)))
    file.path.unlink()
    assert (one.source, one.content(), one.content(1), one.size()) == ("a.md", read, b"#", 8)


def test_a_carried_file_says_why_the_file_could_not_be_read(tmp_path: Path) -> None:
    file = SourceFile(source="a.md", at=str(tmp_path / "gone.md"))
    one = pickle.loads(pickle.dumps(carried(file, limit=9)))
    with pytest.raises(FileNotFoundError):
        one.content()


def test_a_worker_with_another_code_refuses() -> None:
    with pytest.raises(DigestError, match="has another digestpress"):
        _each("another", str, (1, 2))
    assert _each(code_version(), str, (1, 2)) == ["1", "2"]


@needs_dask
def test_an_address_where_no_scheduler_answers_is_named(tmp_path: Path) -> None:
    make_corpus(tmp_path / "articles", articles=1, size=600)
    asked = pages(tmp_path, "docs", "--executor", "dask://127.0.0.1:9")
    assert asked.returncode == 1
    assert "no Dask scheduler answers" in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("address", ["dask://", "dask://host", "127.0.0.1:8786", "spark://a:1", "foo"])
def test_an_address_that_is_none_is_refused_even_if_there_is_no_work(tmp_path: Path, address: str) -> None:
    (tmp_path / "articles").mkdir()
    asked = run("pages", "--articles", "articles", "--executor", address, folder=tmp_path)
    assert asked.returncode == 2
    assert "give dask://HOST:PORT" in asked.stderr
