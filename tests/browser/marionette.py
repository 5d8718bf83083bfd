"""Drives the machine's own Firefox by Marionette, its remote protocol: JSON over a socket, a length before each message.

Only what the tests need. https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

NAMES = ("firefox", "firefox-esr")
PATIENCE = 60
"""Seconds that Firefox may take to begin, and to show what a test waits for."""
PREFERENCES = """user_pref("marionette.port", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("app.update.disabledForTesting", true);
"""


def found() -> str | None:
    """Return the path of a Firefox, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """One session; what it is asked for and does not find within its patience raises."""

    def __init__(self, talk: socket.socket) -> None:
        self._talk = talk
        self._turns = count(1)
        self._read()  # a greeting
        self.ask("WebDriver:NewSession")
        self.ask("WebDriver:SetTimeouts", implicit=PATIENCE * 1000)

    def ask(self, command: str, **given: Any) -> Any:  # noqa: ANN401 (whatever JSON can say)
        message = json.dumps([0, next(self._turns), command, given]).encode()
        self._talk.sendall(f"{len(message)}:".encode() + message)
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def go(self, address: str) -> None:
        self.ask("WebDriver:Navigate", url=address)

    def find(self, selector: str) -> str:
        """Wait for an element, and return its name in the protocol."""
        (name,) = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"].values()
        return str(name)

    def type(self, selector: str, text: str) -> None:
        self.ask("WebDriver:ElementSendKeys", id=self.find(selector), text=text)

    def text(self, selector: str) -> str:
        return str(self.ask("WebDriver:GetElementText", id=self.find(selector))["value"])

    def wait_for_address(self, part: str) -> None:
        """Wait until the page's address contains something: also when another page takes this one's place."""
        began = time.monotonic()
        while part not in self.ask("WebDriver:GetCurrentURL")["value"]:
            assert time.monotonic() - began < PATIENCE, f"Firefox did not come to {part}"
            time.sleep(0.05)

    def _read(self) -> Any:  # noqa: ANN401
        length = b""
        while not length.endswith(b":"):
            length += self._received(1)
        return json.loads(self._received(int(length[:-1])))

    def _received(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._talk.recv(size - len(data))
            assert more, "Firefox has gone"
            data += more
        return data


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Run Firefox with a profile of its own, on a port that it chooses."""
    (profile / "user.js").write_text(PREFERENCES)
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with socket.create_connection(("127.0.0.1", _port(profile)), timeout=2 * PATIENCE) as talk:
            yield Firefox(talk)
    finally:
        running.terminate()
        running.wait()


def _port(profile: Path) -> int:
    told = profile / "MarionetteActivePort"
    began = time.monotonic()
    while not (told.exists() and told.read_text().strip()):
        assert time.monotonic() - began < PATIENCE, "Firefox did not begin"
        time.sleep(0.05)
    return int(told.read_text())
