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
        report.line("memory, idle", f"{pss_mib(other.pid):.0f} MiB PSS")
    finally:
        other.stop()
    for path in PAGES.values():
        house.di.get(path)
    report.line("memory, after this run's work", f"{pss_mib(house.keepword.pid):.0f} MiB PSS")
