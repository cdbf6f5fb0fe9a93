"""CPU time and memory of a process and all its descendants, as Linux counts them (proc(5))."""

from __future__ import annotations

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """The process and its descendants."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            fields = _stat(int(folder.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def cpu_seconds(root: int) -> float:
    """User and system time of the tree, with that of children that have ended."""
    used = [_stat(pid) for pid in tree(root)]
    return sum(sum(map(int, fields[11:15])) / TICK for fields in used if fields)


def pss_mib(pid: int) -> float:
    """Memory of a process in MiB, shared pages divided among their users; 0 where it may not be read."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    lines = (line.split() for line in rollup.splitlines() if line.startswith("Pss:"))
    return next((int(line[1]) for line in lines), 0) / 1024


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
