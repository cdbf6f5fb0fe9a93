"""A skip is a word where programs may be missing, and a failure where nothing may be skipped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.programs import NotInstalled, find_program
from tests.servers.skips import skip_when_missing

ONE_SKIPPED = """
import pytest

def test_kept():
    assert True

@pytest.mark.skip(reason="no such server here")
def test_skipped():
    assert False
"""


def run(folder: Path, *options: str, ci: str | None = None) -> subprocess.CompletedProcess[str]:
    (folder / "test_one.py").write_text(ONE_SKIPPED)
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | (
        {"CI": ci} if ci else {}
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:django",
        "-p",
        "tests.servers.skips",
        "--rootdir",
        str(folder),
    ]
    return subprocess.run([*command, *options, str(folder)], env=environment, capture_output=True, text=True)


def test_a_skip_is_harmless_at_home(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("workers", [[], ["-n", "1"]])
def test_a_skip_fails_the_run_where_nothing_may_be(tmp_path: Path, workers: list[str]) -> None:
    done = run(tmp_path, "--fail-on-skip", *workers)
    assert done.returncode == 1, done.stdout
    assert "1 skipped, and here nothing may be" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_ci_means_that_nothing_may_be_skipped(tmp_path: Path) -> None:
    assert run(tmp_path, ci="true").returncode == 1


def test_a_missing_program_is_skipped_with_words_that_help() -> None:
    with pytest.raises(NotInstalled):
        find_program("a-server-that-nobody-wrote")
    with pytest.raises(pytest.skip.Exception, match="make test-servers"), skip_when_missing():
        find_program("a-server-that-nobody-wrote")
