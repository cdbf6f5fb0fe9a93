"""Programs found, started in a home of their own, waited for and stopped by their process id."""

import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.servers.ordinary_user import identity, new_home

HOST = "127.0.0.1"
READY_WITHIN = 20.0
# Below the range that outgoing connections take theirs from, so that none sits on one by chance.
PORTS = range(20000, 32000)

_handed_out: set[int] = set()


class NotInstalled(RuntimeError):
    """A program that a test needs is not on this machine; the words say how to get it."""


def find_program(name: str, *folders: Path) -> Path:
    """Find a program on the PATH, where system administrators' programs are, or in `folders`.

    Raises:
        NotInstalled: there is none.
    """
    path = os.pathsep.join(
        [os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin", *map(str, folders)]
    )
    found = shutil.which(name, path=path)
    if found is None:
        raise NotInstalled(f"{name} is not installed on this machine: `make test-servers` installs it")
    return Path(found)


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on, and that this process has not given out before."""
    for port in random.sample(PORTS, k=500):
        with socket.socket() as probe:
            if port not in _handed_out and probe.connect_ex((HOST, port)) != 0:
                _handed_out.add(port)
                return port
    raise RuntimeError("No free port among 500 tried")


def wait_until(ready: Callable[[], bool], what: str, within: float = READY_WITHIN) -> None:
    """Look every 20 ms until `ready()`.

    Raises:
        TimeoutError: it was not within `within` seconds; the message names `what`.
    """
    deadline = time.monotonic() + within
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {within:.0f} s")
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Whether something accepts connections on this port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


class Server:
    """One server process, in the foreground, with everything it writes in its home folder.

    `ports` are those that must accept connections before `start` returns.
    """

    stop_signal = signal.SIGTERM

    def __init__(self, name: str, ports: Sequence[int], as_root: bool = False) -> None:
        self.name = name
        self.home = new_home(name)
        self.log = self.home / "output.log"
        self._ports = ports
        self._as_root = as_root
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str | Path]:
        """What to start; must stay in the foreground."""
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        """The whole environment of the server."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8"}

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None, f"{self.name} is not running"
        return self._process.pid

    def start(self) -> None:
        """Start, and return when it accepts connections.

        Raises:
            RuntimeError: it ended, or was not ready in time; the message has the end of its log.
        """
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.home,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **({} if self._as_root else identity()),
            )
        try:
            wait_until(self._is_up, f"{self.name} accepting connections")
        except TimeoutError as error:
            self.stop()
            raise RuntimeError(f"{error}:\n{self.last_words()}") from error

    def stop(self, how: signal.Signals | None = None) -> None:
        """End it and wait for its end; harmless when it does not run. `how` defaults to an orderly stop."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how or self.stop_signal)
        try:
            process.wait(timeout=READY_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # children that outlived it; it led a session of its own

    def restart(self) -> None:
        """Stop and start again, on the same ports and with the same files."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop for good and remove the home folder."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def last_words(self) -> str:
        """The end of what it has logged."""
        return self.log.read_text(errors="replace")[-3000:]

    def is_ready(self) -> bool:
        """Whether it does its work already; here, whether all its ports accept connections."""
        return all(listens(port) for port in self._ports)

    def _is_up(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self._process.returncode}:\n{self.last_words()}")
        return self.is_ready()
