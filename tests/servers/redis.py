"""Redis without anything kept on disk."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.servers.programs import HOST, Server, find_program, free_port
from tests.servers.skips import skip_when_missing


class Redis(Server):
    """A redis-server on `port`; `url` is what KEEPWORD_REDIS_URL takes."""

    def __init__(self) -> None:
        self._program = find_program("redis-server")
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        super().__init__("redis", ports=[self.port])

    def command(self) -> Sequence[str | Path]:
        """Redis in the foreground, which it is without `--daemonize`."""
        return [self._program, "--bind", HOST, "--port", str(self.port), "--save", "", "--appendonly", "no"]


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A running, empty Redis."""
    with skip_when_missing():
        server = Redis()
    try:
        server.start()
        yield server
    finally:
        server.close()
