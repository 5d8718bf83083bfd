"""What Lighthouse says of the demo: `python -m benchmarks.lighthouse`. Needs Node's npx, and Chromium.

Serves the demo compressed, and prints the four scores (of 100) of each kind of page, on a desktop and on
a telephone as Lighthouse plays it: a slow processor and a slow network. With --why, also what cost points.
One audit is easily disturbed by what else runs: --times 3 audits each page three times and shows the
middle one.
"""

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from benchmarks.demo_site import demo_site
from benchmarks.search_site import CHROMIUM

LIGHTHOUSE = "lighthouse@12"
PAGES = {"home": "", "topic": "topics/bitcoin/", "article": "articles/sentences-that-vote/"}
DEVICES = {"desktop": ("--preset=desktop",), "mobile": ()}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSER = "--headless=new --no-sandbox --disable-quic --disable-background-networking"


def audit(npx: str, address: str, options: tuple[str, ...]) -> dict[str, Any]:
    """Return Lighthouse's report of a page."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    command = [npx, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={BROWSER}"]
    where = {**os.environ, **({"CHROME_PATH": found} if found else {})}
    ran = subprocess.run([*command, *options], env=where, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{LIGHTHOUSE} failed on {address}:\n{ran.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def middle(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the report whose performance is the median."""
    ranked = sorted(reports, key=lambda report: report["categories"]["performance"]["score"] or 0)
    return ranked[len(ranked) // 2]


def scores(report: dict[str, Any]) -> list[str]:
    rated = (report["categories"][name]["score"] for name in CATEGORIES)
    return ["none" if score is None else f"{score * 100:.0f}" for score in rated]


def reasons(report: dict[str, Any]) -> Iterator[str]:
    """Yield what is less than perfect and counts."""
    for category in CATEGORIES:
        for part in report["categories"][category]["auditRefs"]:
            told = report["audits"][part["id"]]
            if part["weight"] and told["score"] is not None and told["score"] < 1:
                shown = told.get("displayValue") or told["title"]
                yield f"  {category}: {part['id']} {told['score']:.2f} ({shown})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--why", action="store_true", help="also show what cost points")
    parser.add_argument("--times", type=int, default=1, help="how often to audit each page")
    given = parser.parse_args()
    npx = shutil.which("npx")
    if npx is None:
        raise SystemExit("Lighthouse needs npx, which comes with Node.js (https://nodejs.org/).")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}\n")
    print(f"| page | device | {' | '.join(CATEGORIES)} |\n| --- | --- |{' --- |' * len(CATEGORIES)}")
    with demo_site() as site:
        for page, path in PAGES.items():
            for device, options in DEVICES.items():
                report = middle([audit(npx, site + path, options) for _ in range(given.times)])
                print(f"| {page} | {device} | {' | '.join(scores(report))} |", flush=True)
                if given.why:
                    print(*reasons(report), sep="\n", flush=True)


if __name__ == "__main__":
    main()
