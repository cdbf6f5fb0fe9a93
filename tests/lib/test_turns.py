"""Writers of several processes take turns: who writes all the time starves nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from keepword.lib.turns import Turns

GREEDY = """
import sys, time
from keepword.lib.turns import Turns
turns = Turns(sys.argv[1])
print("begins", flush=True)
while True:
    turns.take()
    time.sleep(0.02)
    turns.give()
"""


def greedy(database: str) -> subprocess.Popen[str]:
    """A process that wants to write again the moment it has written."""
    process = subprocess.Popen(
        [sys.executable, "-c", GREEDY, database], stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    return process


def test_who_waits_comes_next(tmp_path: Path) -> None:
    database = str(tmp_path / "keepword.sqlite3")
    other, mine = greedy(database), Turns(database)
    try:
        begun = time.monotonic()
        for _turn in range(20):
            assert mine.take()
            mine.give()
        # One turn of 20 ms of the other between two of ours; without a turnstile it takes luck, and seconds.
        assert time.monotonic() - begun < 4
    finally:
        other.kill()
        other.wait()


def test_a_process_that_dies_gives_its_turn_back(tmp_path: Path) -> None:
    database = str(tmp_path / "keepword.sqlite3")
    other = greedy(database)
    time.sleep(0.05)
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert Turns(database).take()


def test_one_is_told_when_another_process_waits(tmp_path: Path) -> None:
    database = str(tmp_path / "keepword.sqlite3")
    mine = Turns(database)
    assert mine.take()
    assert not mine.is_waited_for()
    other = greedy(database)
    try:
        deadline = time.monotonic() + 10
        while not mine.is_waited_for() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert mine.is_waited_for()
    finally:
        other.kill()
        other.wait()
        mine.give()
