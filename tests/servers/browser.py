"""A real Chromium for journeys: the machine's own, as nothing is fetched; Playwright drives it."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.servers.programs import NotInstalled, find_program
from tests.servers.skips import skip_when_missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # the tests may run as root, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def pytest_configure() -> None:
    """Let Django's database be used while Playwright's event loop runs in the same thread."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def find_chromium() -> Path:
    """The machine's Chromium or Chrome; raises NotInstalled when there is none."""
    for name in NAMES:
        try:
            return find_program(name)
        except NotInstalled:
            continue
    raise NotInstalled("chromium is not installed on this machine: `make test-servers` installs it")


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium that journeys run in."""
    with skip_when_missing():
        return find_chromium()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium_path: Path) -> dict[str, Any]:
    """pytest-playwright's launch options (`--headed` …) with the machine's Chromium and quiet flags."""
    return {**browser_type_launch_args, "executable_path": str(chromium_path), "args": list(FLAGS)}
