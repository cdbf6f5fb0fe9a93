"""Programs that people read and send mail with: what they make of Keepword's letters."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.ordinary_user import new_home
from tests.servers.programs import HOST, find_program, wait_until
from tests.servers.skips import skip_when_missing

MUTT_SETTINGS = r"""
set folder=$HOME
set sort=threads
set strict_threads=yes
set hide_thread_subject=no
set ascii_chars=yes
set charset=utf-8
set index_format="#%4C|%s"
set help=no
set status_on_top=yes
set status_format="Keepword's mutt has %m mails"
set quit=yes
set confirmappend=no
unset mark_old
"""
WIDTH, HEIGHT = 200, 500
# A line of the index: number, the arrows of the thread (two characters a level), subject.
INDEX_LINE = re.compile(r"^#\s*\d+\|((?:[| `*=-][ ->*?])*>)?(.*)$")

Swaks = Callable[..., subprocess.CompletedProcess[str]]
MuttThreads = Callable[[Path], list[tuple[str, int]]]


def run_swaks(
    program: Path, port: int, *options: str, data: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """Send a mail with swaks to a port of 127.0.0.1; `data` is the whole mail. `stdout` has the dialogue."""
    body = [] if data is None else ["--data", "-"]
    command = [str(program), "--server", HOST, "--port", str(port), "--helo", "swaks.test", "--timeout", "20"]
    done = subprocess.run([*command, *options, *body], input=data, capture_output=True, cwd="/")
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    )


def read_threads(mutt: Path, tmux: Path, maildir: Path) -> list[tuple[str, int]]:
    """Every mail's subject and depth in its thread, in the order in which mutt lists them.

    Mutt shows threads on a screen only, so it runs in a tmux of its own, tall enough for 400 mails.
    """
    expected = sum(1 for folder in ("new", "cur") for _ in (maildir / folder).iterdir())
    assert expected <= HEIGHT - 100, "more mails than the screen has lines"
    with _screen(tmux, f"{mutt} -n -F settings -f '{maildir}'") as screen:

        def is_drawn() -> bool:
            return f"has {expected} mails" in screen() and len(_index(screen())) == expected

        wait_until(is_drawn, f"mutt listing {expected} mails")
        return _index(screen())


def _index(screen: str) -> list[tuple[str, int]]:
    lines = (INDEX_LINE.match(line) for line in screen.splitlines())
    return [(line[2].strip(), len(line[1] or "") // 2) for line in lines if line]


@contextmanager
def _screen(tmux: Path, command: str) -> Iterator[Callable[[], str]]:
    """Run a command in a terminal; yields a function that reads its screen."""
    home = new_home("mutt")
    (home / "settings").write_text(MUTT_SETTINGS)
    own = [str(tmux), "-u", "-S", str(home / "tmux"), "-f", "/dev/null"]
    size = ["-x", str(WIDTH), "-y", str(HEIGHT)]
    environment = {"HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run([*own, "new-session", "-d", *size, command], check=True, cwd=home, env=environment)
    try:
        yield (
            lambda: (
                subprocess.run(
                    [*own, "capture-pane", "-p"], check=True, capture_output=True, text=True
                ).stdout
            )
        )
    finally:
        subprocess.run([*own, "kill-server"], check=True)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def swaks() -> Swaks:
    """`swaks(port, "--to", address, …, data=bytes)` sends a mail to a port of this machine."""
    with skip_when_missing():
        program = find_program("swaks")

    def send(port: int, *options: str, data: bytes | None = None) -> subprocess.CompletedProcess[str]:
        return run_swaks(program, port, *options, data=data)

    return send


@pytest.fixture(scope="session")
def mutt_threads() -> MuttThreads:
    """`mutt_threads(maildir)`: (subject, depth) of every mail, as mutt threads them."""
    with skip_when_missing():
        mutt, tmux = find_program("mutt"), find_program("tmux")
    return lambda maildir: read_threads(mutt, tmux, maildir)
