"""`make bench` measures: tried on the smallest sample."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_it_measures_every_page_and_the_mail() -> None:
    command = [sys.executable, "-m", "bench", "--conversations", "100"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in (
        "bare view",
        "queue",
        "conversation with 10",
        "ledger",
        "search, rare",
        "taken by LMTP",
        "start-up",
    ):
        assert name in done.stdout
    assert "not measured" not in done.stdout
