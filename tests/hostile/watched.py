"""Runs the program and notes every file it opens, every program it starts and every address it calls.

`python -m tests.hostile.watched NOTES ARGUMENT…`: Python's own audit hooks tell, so nothing is left out
that Python does itself.
"""

import json
import sys
from pathlib import Path

NOTED = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.symlink")


def main() -> None:
    notes, *arguments = sys.argv[1:]
    noted: list[tuple[str, list[str]]] = []

    def note(event: str, told: tuple[object, ...]) -> None:
        if event in NOTED:
            noted.append((event, [str(one) for one in told]))

    sys.addaudithook(note)
    from generator.cli import cli  # noqa: PLC0415 - after the hook, so that nothing goes unnoticed

    try:
        cli(arguments, standalone_mode=False)
    finally:
        seen = list(noted)
        Path(notes).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
