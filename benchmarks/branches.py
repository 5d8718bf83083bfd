"""How many branches the tests reach: `python -m benchmarks.branches FILE`, of what `coverage json` wrote.

Ends with 1 if they are fewer than there should be.
"""

import argparse
import json
import sys
from pathlib import Path

LEAST = 0.97
FILES = 12
"""So many files are named, those first that have most branches nobody reaches."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    found = json.loads(parser.parse_args().file.read_text(encoding="utf-8"))
    missing = {name: one["summary"]["missing_branches"] for name, one in found["files"].items()}
    for name in sorted(missing, key=lambda name: (-missing[name], name))[:FILES]:
        print(f"{missing[name]:6,} {name}")
    totals = found["totals"]
    share = totals["covered_branches"] / totals["num_branches"]
    print(f"{totals['covered_branches']:,} of {totals['num_branches']:,} branches reached: {share:.1%}")
    return int(share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
