"""How long a build takes: `python -m benchmarks.speed --articles 1000`.

Builds made-up articles clean, then again with nothing changed, then with one added, and beside them
the very same pages by plain MkDocs; prints seconds, peak memory and the ratio to plain MkDocs.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make_corpus import make_corpus


def measured(name: str, command: list[str], folder: Path) -> tuple[str, float, float]:
    """Run a command; return its name, its wall time in seconds and its peak memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name} failed:\n{told}")
    return name, time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    given = parser.parse_args()
    digest = [sys.executable, "-m", "generator"]
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "plain"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([*digest, "new", "site", "--title", "Speed"], cwd=folder, check=True, stdout=-3)
        site = folder / "site"
        shutil.rmtree(site / "articles")
        make_corpus(site / "articles", articles=given.articles)
        rows = [measured("clean", [*digest, "build"], site)]
        rows.append(measured("nothing changed", [*digest, "build"], site))
        (site / "articles" / "added.md").write_text((site / "articles" / "article-000000.md").read_text())
        rows.append(measured("one added", [*digest, "build"], site))
        rows.append(measured("Markdown alone", [*digest, "pages"], site))
        plain = measured("plain MkDocs", mkdocs, site)
    print(f"{given.articles} articles of 5 kB\n")
    print(f"{'build':18}{'seconds':>9}{'MB':>7}{'ratio to plain MkDocs':>24}")
    for row, seconds, memory in [*rows, plain]:
        print(f"{row:18}{seconds:9.2f}{memory:7.0f}{seconds / plain[1]:24.2f}")


if __name__ == "__main__":
    main()
