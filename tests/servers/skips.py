"""Skips: in words where a program is missing, and a failure of the run where nothing may be skipped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.servers.programs import NotInstalled


@contextmanager
def skip_when_missing() -> Iterator[None]:
    """Turn `NotInstalled` into a skip whose reason is its sentence."""
    try:
        yield
    except NotInstalled as missing:
        pytest.skip(str(missing))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--fail-on-skip`; setting the environment variable CI does the same."""
    parser.addoption(
        "--fail-on-skip",
        action="store_true",
        default=bool(os.environ.get("CI")),
        help="end with a failure when any test was skipped (the default where CI is set)",
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that passed but for its skips. With xdist, only the controller sees them all."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not session.config.getoption("--fail-on-skip"):
        return
    skipped = len(reporter.stats.get("skipped", []))
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("")
        reporter.write_line(f"{skipped} skipped, and here nothing may be: --fail-on-skip", red=True)
