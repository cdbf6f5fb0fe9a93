"""The product as a user starts it: `keepword setup` and `keepword serve` in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.servers.programs import HOST, free_port

PASSWORD = "correct horse battery"
MAILBOX = "support@chairs.test"
OWNER = "di@chairs.test"
OURS = ("KEEPWORD_", "DJANGO_")
"""Variables of the tests that a product which is started must not see."""


class Running:
    """A Keepword in its own folder, with an LMTP listener, on free ports."""

    def __init__(self, folder: Path, *, environ: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.port, self.lmtp_port = free_port(), free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.lines: list[str] = []
        self._environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
            "PYTHONUNBUFFERED": "1",
            **(environ or {}),
        }
        self._processes: list[subprocess.Popen[str]] = []
        self.token = ""

    def command(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run `keepword …` on the folder, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "keepword.cli", "--data", str(self.folder), *words],
            env=self._environ,
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def set_up(self) -> None:
        """Make the business, its owner Di and its mailbox; and a token of Di's."""
        words = ["--business", "Keepword Chairs", "--email", OWNER, "--name", "Di", "--mailbox", MAILBOX]
        made = self.command(
            "setup", *words, "--zone", "Europe/Zagreb", "--country", "HR", given=f"{PASSWORD}\n"
        )
        assert made.returncode == 0, made.stderr
        self.token = self.command("token", OWNER).stdout.strip()

    def start(self, kind: str = "serve", *words: str) -> subprocess.Popen[str]:
        """Start `serve` (or `web`, or `worker`, which has no doors) and wait until it says it is ready."""
        doors = ["--bind", f"{HOST}:{self.port}", "--lmtp", f"{HOST}:{self.lmtp_port}"]
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "keepword.cli", "--data", str(self.folder), kind),
                *(doors if kind != "worker" else []),
                *words,
            ],
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._processes.append(process)
        ready = threading.Event()
        threading.Thread(target=self._read, args=(process, ready), daemon=True).start()
        if not ready.wait(60):
            raise AssertionError("not ready: " + "".join(self.lines[-30:]))
        return process

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line)
            if "is ready" in line:
                ready.set()

    def stop(self) -> None:
        """End everything as a service manager does, and insist on a clean end."""
        for process in self._processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        codes = [process.wait(30) for process in self._processes]
        self._processes.clear()
        assert all(code == 0 for code in codes), (codes, self.lines[-30:])

    def kill(self) -> None:
        """End everything at once, as a power cut does: supervisor and children."""
        for process in self._processes:
            for child in children(process.pid):
                os.kill(child, signal.SIGKILL)
            process.kill()
            process.wait(30)
        self._processes.clear()

    def api(self, path: str, body: Any = None, method: str | None = None) -> Any:
        """Ask the API with Di's token."""
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{error.code} {error.read().decode()}") from error

    def every(self, path: str) -> list[Any]:
        """All items of a list of the API, page by page."""
        items: list[Any] = []
        cursor = ""
        sign = "&" if "?" in path else "?"
        while True:
            page = self.api(f"{path}{sign}limit=200" + (f"&cursor={cursor}" if cursor else ""))
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items

    def wait_for(self, ask: Any, within: float = 20) -> Any:
        """Ask until the answer is true; returns it."""
        deadline = time.monotonic() + within
        while True:
            found = ask()
            if found:
                return found
            if time.monotonic() > deadline:
                raise AssertionError("it did not happen; last lines: " + "".join(self.lines[-20:]))
            time.sleep(0.05)


def children(pid: int) -> Sequence[int]:
    """The processes that `pid` started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in found.split()]
