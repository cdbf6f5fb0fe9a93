"""Start-up time, and memory of all processes: idle, and after work."""

from __future__ import annotations

import sys
import time

from . import report
from .house import House, Server, free_port
from .pages import PAGES
from .processes import pss_mib, tree


def measure(house: House) -> None:
    """A second start of the same folder, asked for nothing, then for every page."""
    command = [sys.executable, "-m", "keepword.cli", "serve", "--bind", f"127.0.0.1:{free_port()}"]
    other = Server(command, house.folder)
    try:
        time.sleep(2)
        report.line("start-up", f"{other.seconds_to_start:.2f} s", f"{len(tree(other.pid))} processes")
        _line("memory, idle", other)
    finally:
        other.stop()
    for path in PAGES.values():
        house.di.get(path)
    _line("memory, after this run's work", house.keepword)


def _line(name: str, server: Server) -> None:
    each = [pss_mib(pid) for pid in tree(server.pid)]
    said = " + ".join(f"{mib:.0f}" for mib in each)
    report.line(name, f"{sum(each):.0f} MiB PSS", f"{said}: supervisor and its children")
