"""Programs found, started as an ordinary user, waited for and stopped by their process id."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HOST = "127.0.0.1"
READY_WITHIN = 20.0
# Below the range that Linux and the others take outgoing ports from, so that no connection sits on one by chance.
PORTS = range(20000, 32000)

_handed_out: set[int] = set()


class NotInstalled(RuntimeError):
    """A program that a test needs is not on this machine; the words say how to get it."""


def find_program(name: str, *folders: Path) -> Path:
    """Find a program on the PATH, where system administrators' programs are, or in `folders`.

    Raises:
        NotInstalled: there is none.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin", *map(str, folders)])
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


def ordinary_user() -> pwd.struct_passwd:
    """Who servers run as: whoever runs the tests, or `nobody` where that is root."""
    return pwd.getpwuid(os.geteuid()) if os.geteuid() else pwd.getpwnam("nobody")


def new_home(name: str) -> Path:
    """A folder for one server, owned by the ordinary user and open to others, with a path short enough for sockets."""
    home = Path(tempfile.mkdtemp(prefix=f"keepword-{name}-", dir="/tmp"))
    home.chmod(0o755)
    give_to_ordinary_user(home)
    return home


def give_to_ordinary_user(path: Path) -> None:
    """Let the ordinary user own a file or folder (nothing to do unless root)."""
    if os.geteuid() == 0:
        os.chown(path, ordinary_user().pw_uid, ordinary_user().pw_gid)


def run_as_ordinary_user(command: Sequence[str | Path], cwd: Path) -> str:
    """Run to the end and return what was printed.

    Raises:
        RuntimeError: it ended with another status than 0; the message has its last lines.
    """
    done = subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **_identity(as_root=False)
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done.stdout


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
                **_identity(self._as_root),
            )
        try:
            wait_until(self._is_ready, f"{self.name} accepting connections")
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

    def _is_ready(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self._process.returncode}:\n{self.last_words()}")
        return all(listens(port) for port in self._ports)


def _identity(as_root: bool) -> dict[str, object]:
    if as_root or os.geteuid():
        return {}
    user = ordinary_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
