"""A real desk: `keepword serve` on a folder of its own, a real browser, and mail handed in as servers do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.servers.programs import HOST, free_port

PASSWORD = "correct horse battery"
READY_WITHIN = 90.0


@dataclass(frozen=True)
class House:
    """A running Keepword: where it is, and its folder."""

    url: str
    folder: Path

    def run(self, *command: str, said: bytes = b"") -> None:
        """Run a `keepword` command in this folder."""
        subprocess.run(
            [sys.executable, "-m", "keepword.cli", *command],
            input=said,
            env=_env(self.folder),
            check=True,
            timeout=60,
        )

    def mail(self, text: str, *, subject: str = "My chair", letter: str = "", answers: str = "") -> None:
        """Ana's mail arrives."""
        message = EmailMessage()
        message["From"] = "Ana <ana@example.org>"
        message["To"] = "support@chairs.test"
        message["Subject"] = subject
        message["Message-ID"] = f"<{letter or f'ana-{time.monotonic_ns()}'}@example.org>"
        if answers:
            message["In-Reply-To"] = answers
        message.set_content(text)
        self.run("receive", "--mailbox", "support@chairs.test", said=bytes(message))


def _env(folder: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KEEPWORD_", "DJANGO_"))
    }
    return {**kept, "KEEPWORD_DATA": str(folder), "KEEPWORD_UNDO_SECONDS": "8"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium_path: Path) -> Iterator[House]:
    """A business with one inbox and Di, who owns it; stopped afterwards."""
    folder = tmp_path_factory.mktemp("house")
    port = free_port()
    made = House(f"http://{HOST}:{port}", folder)
    made.run(
        *("setup", "--business", "Keepword Chairs", "--email", "di@chairs.test", "--name", "Di"),
        *("--mailbox", "support@chairs.test", "--zone", "Europe/Zagreb"),
        said=PASSWORD.encode(),
    )
    command = [sys.executable, "-m", "keepword.cli", "serve", "--bind", f"{HOST}:{port}"]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=_env(folder), stdout=log, stderr=log)
    try:
        _until(lambda: b"Keepword is ready" in (folder / "serve.log").read_bytes(), READY_WITHIN)
        yield made
    finally:
        process.terminate()
        process.wait(30)


def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.1)


@pytest.fixture
def desk(house: House, context: BrowserContext) -> Iterator[Page]:
    """Di's desk, open in a browser; whatever the page complains of fails the journey."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
    )
    page.goto(f"{house.url}/log-in/")
    page.get_by_label("E-mail").fill("di@chairs.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{house.url}/")
    yield page
    assert complaints == []
