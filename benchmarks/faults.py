"""Faults, many times over: `python -m benchmarks.faults [--kills N] [--damages N] [--inputs N] [--seed N]`.

Kills builds at random moments, damages what the program keeps for its next run, and gives mutated articles
to every reader; after each the next build must be that of a clean one. Prints what went wrong and how often
each was tried; exits with 1 if anything did.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.trials import DAMAGES, built, damage_and_build, damages_of, kills, new_site, state_files
from tests.hostile.fuzz import mutated_inputs, read_one


def damages(root: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Damage a file that the program keeps, again and again, and yield what was wrong each time."""
    assert built(root) == ""
    for _ in range(count):
        path = chance.choice(state_files(root))
        name = chance.choice(damages_of(path))
        wrong = damage_and_build(root, path, DAMAGES[name], chance)
        yield f"{path.relative_to(root)} {name}: {wrong}" if wrong else ""


def inputs(count: int, chance: random.Random) -> Iterator[str]:
    """Give mutated articles to the readers, and yield what was wrong each time."""
    for name, data in mutated_inputs(count, chance):
        began = time.process_time()
        wrong = read_one(name, data)
        spent = time.process_time() - began
        slow = f"{name}: {spent:.1f} s for {len(data):,} bytes" if spent > 10 else ""
        yield wrong or slow


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, usual in (("kills", 20), ("damages", 200), ("inputs", 20_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    failed = 0
    with TemporaryDirectory() as folder:
        site = Path(folder)
        trials: list[tuple[str, Iterable[str]]] = [
            ("kills", kills(new_site(site / "killed", 12), asked.kills, chance) if asked.kills else ()),
            ("damages", damages(new_site(site / "damaged"), asked.damages, chance)),
            ("inputs", inputs(asked.inputs, chance)),
        ]
        for name, trial in trials:
            told = list(trial)
            wrong = [one for one in told if one]
            failed += len(wrong)
            print(
                "\n".join([*sorted(set(wrong)), f"{name}: {len(told):,} tried, {len(wrong)} wrong"]),
                flush=True,
            )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
