"""A sample in a folder, and Keepword serving it, with the bare view beside it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from .browser import Browser
from .processes import cpu_seconds

SECONDS_TO_START = 60
READY = re.compile(r"ready at (http://\S+)")


def environment(folder: Path) -> dict[str, str]:
    """Ours, with the data folder, and without what would change what is measured."""
    changing = ("KEEPWORD_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(changing)}
    return {**kept, "KEEPWORD_DATA": str(folder), "KEEPWORD_LOG_LEVEL": "ERROR"}


def make_sample(folder: Path, conversations: int) -> Path:
    """The sample of that size, made unless it is there."""
    if not (folder / "sample-log-ins.txt").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "keepword.cli", "demo", "--conversations", str(conversations)]
        subprocess.run(command, env=environment(folder), stdout=subprocess.DEVNULL, check=True)
    return folder


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Server:
    """A program that says when it is ready; stopped by its own process id."""

    def __init__(self, command: list[str], folder: Path) -> None:
        began = time.monotonic()
        self._process = subprocess.Popen(command, env=environment(folder), stdout=subprocess.PIPE, text=True)
        try:
            self.url = self._wait(began)
        except BaseException:
            self.stop()
            raise
        self.seconds_to_start = time.monotonic() - began

    def _wait(self, began: float) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = READY.search(line)
            if found:
                return found[1]
            if time.monotonic() - began > SECONDS_TO_START:
                break
        raise RuntimeError("the server did not start")

    @property
    def pid(self) -> int:
        return self._process.pid

    def cpu(self) -> float:
        """CPU seconds used by it and its children so far."""
        return cpu_seconds(self.pid)

    def stop(self) -> None:
        """End it, and wait until it has."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class House:
    """Keepword over a sample, and the bare view over the same database; both serve while this is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lmtp = free_port()
        self.mail_began = 0.0
        """When the first mail of the last batch was sent (perf_counter)."""

    def __enter__(self) -> Self:
        keepword = [sys.executable, "-m", "keepword.cli", "serve"]
        where = ["--bind", f"127.0.0.1:{free_port()}", "--lmtp", f"127.0.0.1:{self.lmtp}"]
        with ExitStack() as servers:
            self.keepword = Server([*keepword, *where], self.folder)
            servers.callback(self.keepword.stop)
            self.bare = Server([sys.executable, "-m", "bench.bare", str(free_port())], self.folder)
            servers.callback(self.bare.stop)
            self.di = self.log_in("di@chairs.test")
            self._servers = servers.pop_all()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._servers.close()

    def log_in(self, address: str) -> Browser:
        """A browser in which somebody of the sample is logged in, through the log-in page."""
        lines = (self.folder / "sample-log-ins.txt").read_text().splitlines()
        password = next(line.split()[1] for line in lines if line.startswith(address))
        browser = Browser(self.keepword.url)
        browser.log_in(address, password)
        return browser
