"""`keepword serve`: everything in one command.

The supervisor imports the house, forks front and back (so that their memory is shared), and holds no threads
itself, so that it can fork again when one of them dies.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

from django.conf import settings

from . import back, front
from .prepare import prepare
from .wire import Pair, scaled

log = logging.getLogger("keepword")

LOOK = 0.1
"""Seconds between two looks whether a child has ended."""


def bound(where: str) -> socket.socket:
    """A socket bound to HOST:PORT; ends the program with a sentence when that cannot be."""
    host, _, port = where.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isdigit():
        sys.exit(f"keepword: '{where}' is no HOST:PORT, for example 127.0.0.1:8000")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, since asyncio turns off Nagle's delay (40 ms an answer) only where the protocol is said to be
    # TCP.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, int(port)))
    except OSError as error:
        sys.exit(
            f"keepword: cannot listen at {where}: {error.strerror}. "
            "Is another program there? Choose another port."
        )
    sock.listen(512)
    sock.set_inheritable(True)
    return sock


class Child:
    """A forked process and how to start it again."""

    def __init__(self, name: str, run: Callable[[Callable[[], None]], None]) -> None:
        self.name, self._run = name, run
        self.pid = 0
        self.started = 0.0
        self.ready: int = -1

    def start(self) -> None:
        """Fork. The child ends itself when the supervisor is gone, however that ended."""
        says, hears = os.pipe()
        lives = os.getpid()
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid:
            os.close(hears)
            self.ready = says
            return
        code = 1
        try:
            os.close(says)
            _die_with(lives)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            self._run(lambda: _say(hears))
            code = 0
        except BaseException:
            log.exception("%s ended", self.name)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def end(self) -> None:
        """Ask it to finish what is under way and end."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def wait_ready(self, seconds: float = 60) -> bool:
        """Whether it said that it is ready."""
        readable, _, _ = select.select([self.ready], [], [], seconds)
        said = bool(readable) and os.read(self.ready, 1) == b"1"
        os.close(self.ready)
        return said


def _say(pipe: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # started again: nobody waits for the word
        os.write(pipe, b"1")
    os.close(pipe)


def _die_with(parent: int) -> None:
    """Have the kernel end us when the supervisor dies, however it dies (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def serve(bind: str, smtp: str | None, lmtp: str | None) -> int:
    """Run until SIGTERM or Ctrl+C; returns 0 after a clean end."""
    web = bound(bind)
    smtp_socket, lmtp_socket = (bound(where) if where else None for where in (smtp, lmtp))
    prepare()
    import keepword.config.asgi
    import keepword.config.clock  # noqa: F401

    redis = scaled()
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for end in (mine, other):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)

    children = [
        Child(
            "front",
            lambda ready: front.run(
                web, smtp=smtp_socket, lmtp=lmtp_socket, wire=redis or Pair(mine), ready=ready
            ),
        ),
        Child("back", lambda ready: back.run(redis or Pair(other), ready)),
    ]
    return _supervise(children, lambda: _announce(web))


def _announce(web: socket.socket) -> None:
    host, port = web.getsockname()[:2]
    host = f"[{host}]" if ":" in host else host
    url = settings.BASE_URL or f"http://{host}:{port}"
    from keepword.staff.models import Business

    business = Business.current()
    if business is None:
        from keepword.desk.first_run import link

        print("This folder has no business yet. Set it up here (the link works once):")
        print(f"  {link(url)}")
    elif business.is_sample:
        from keepword.care import demo

        print("This is the sample business. Log in as one of:")
        print(demo.log_ins(), end="")
    from django.db import connection

    connection.close()
    print(f"Keepword is ready at http://{host}:{port}", flush=True)


def _supervise(children: list[Child], announce: Callable[[], None]) -> int:
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for child in children:
            child.end()

    for child in children:
        child.start()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not all(child.wait_ready() for child in children):
        stop(signal.SIGTERM, None)
        print("keepword: it did not start; the lines above say why.", file=sys.stderr)
        return 1
    announce()
    _watch({child.pid: child for child in children}, lambda: stopping)
    return 0


def _watch(running: dict[int, Child], stopping: Callable[[], bool]) -> None:
    """Start again what ends by itself, at most once a second, until everything has ended after `stopping`."""
    while running:
        # Looked at again and again: a signal that comes just before a call that waits would wait with it.
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            time.sleep(LOOK)
            continue
        child = running.pop(pid, None)
        if child is None or stopping():
            continue
        log.error("the %s process ended with status %s; starting it again", child.name, status)
        time.sleep(max(0.0, 1.0 - (time.monotonic() - child.started)))
        if not stopping():
            child.start()
            os.close(child.ready)
            running[child.pid] = child
