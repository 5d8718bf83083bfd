"""All figures of the guide, in one table: `python -m benchmarks CORPORA [--only NAME…]`.

CORPORA is the folder of collections to measure on. Every benchmark runs in a process of its own, so
that none disturbs another's memory; what each prints is shown, and their figures stand in one table
at the end. A benchmark that fails is named, and the others go on.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import HEAD, RULE

BLOGS = ("blog_18f", "blog_til")


def benchmarks(corpora: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of every benchmark and what it is to be given."""
    blogs = [str(corpora / name) for name in BLOGS]
    yield "summaries", [str(corpora)]
    yield "topic_summaries", [str(corpora)]
    for blog in blogs:
        yield "topics", [blog]
        yield "stability", [blog]
    yield "entities", [str(corpora / "gum_multigenre")]
    yield "related", blogs
    yield "stories", [str(corpora / "ecbplus_events")]
    yield "sentences", [str(corpora)]
    yield "talks", [str(corpora / "transcripts_qmsum")]
    yield "intake", [str(corpora)]
    yield "web_pages", [str(corpora)]
    yield "relevance", [str(corpora)]
    yield "search", ["--articles", "1000", "5000", "10000"]
    yield "pace", ["--folder", str(corpora / "blog_18f" / "raw")]
    real = ["--folder", str(corpora / "blog_18f" / "raw")]
    yield "rebuild", ["--articles", "1000", "10000", "50000", *real]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    asked = parser.parse_args()
    rows: list[str] = []
    failed: list[str] = []
    for name, given in benchmarks(asked.corpora):
        if asked.only and name not in asked.only:
            continue
        print(f"\n# {name} {' '.join(given)}", flush=True)
        told, code = run(name, given)
        rows += [line for line in told if line.startswith("| ") and line not in {HEAD, RULE}]
        failed += [name] if code else []
    print("\n".join(["", HEAD, RULE, *rows]))
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return len(failed)


def run(name: str, given: Sequence[str]) -> tuple[list[str], int]:
    """Run a benchmark, show what it prints, and return its lines and its exit code."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.rstrip("\n"))
    return lines, process.returncode


if __name__ == "__main__":
    sys.exit(main())
