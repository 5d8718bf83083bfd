"""How many workers one machine can feed: `python -m benchmarks.cluster [--articles 600]`.

Made-up articles are read and analysed by this process alone, then twice by two workers of a Dask
cluster on this machine, the second time with all of them warm. The processor time that an article costs
here, where the build runs, is what does not shrink with more workers.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.make_corpus import make_corpus
from generator.ahead import Seen
from generator.collecting import work_on
from generator.config import Settings
from generator.editor import Editor
from generator.run import Options
from generator.sources.discover import find_sources


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler and workers; yields the address."""
    alone = ["--no-dashboard", "--host", "127.0.0.1"]
    with ExitStack() as ending:
        scheduler = ["distributed.cli.dask_scheduler", *alone, "--port", "0", "--scheduler-file", "here"]
        ending.enter_context(_running(scheduler, folder))
        while not (folder / "here").exists():
            time.sleep(0.1)
        worker = ["distributed.cli.dask_worker", *alone, "--scheduler-file", "here", "--no-nanny"]
        for number in range(workers):
            ending.enter_context(
                _running([*worker, "--nthreads", "1", "--local-directory", str(number)], folder)
            )
        found = (folder / "here").read_text().partition('"address": "tcp://')[2].partition('"')[0]
        yield f"dask://{found}"


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-m", *command], cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def measure(name: str, folder: Path, executor: str) -> None:
    """Read and analyse the articles with no cache, and print what that took here."""
    files, _ = find_sources(folder / "articles", max_bytes=5_000_000)
    with tempfile.TemporaryDirectory() as cache:
        settings = Settings(cache=Path(cache))
        options = Options(jobs=1, executor=executor)
        wall, processor = time.perf_counter(), time.process_time()
        work_on(Seen((files, ())), settings, Editor(), options, lambda *_: None)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    each = processor * 1000 / len(files)
    print(f"{name:28}{wall:8.2f} s{processor:8.2f} s of this process{each:8.2f} ms an article", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=600)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_corpus(folder / "articles", articles=asked.articles)
        measure("this process", folder, "")
        measure("this process, warm", folder, "")
        with cluster(folder, 2) as address:
            measure("two workers", folder, address)
            measure("two workers, warm", folder, address)


if __name__ == "__main__":
    main()
