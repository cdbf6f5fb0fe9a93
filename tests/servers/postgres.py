"""PostgreSQL: a throw-away cluster that writes as durably as a real one."""

import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.servers.ordinary_user import run_as_ordinary_user
from tests.servers.programs import HOST, Server, find_program, free_port
from tests.servers.skips import skip_when_missing

OWNER = "keepword"


class Postgres(Server):
    """A cluster on `port`, run by the ordinary user (PostgreSQL refuses root), with fsync on.

    `url` is that of an empty database, as KEEPWORD_DATABASE_URL takes it; `new_database` makes more.
    """

    stop_signal = signal.SIGINT  # the 'fast' shutdown: sessions are ended, everything is written

    def __init__(self) -> None:
        self._program = _program("postgres")
        initdb = _program("initdb")
        self.port = free_port()
        super().__init__("postgres", ports=[self.port])
        self._data = self.home / "data"
        run_as_ordinary_user(
            [
                initdb,
                "--auth=trust",
                f"--username={OWNER}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "-D",
                self._data,
            ],
            cwd=self.home,
        )

    def command(self) -> Sequence[str | Path]:
        """The server in the foreground, with no socket file, so that only this port leads to it."""
        settings = {"listen_addresses": HOST, "port": self.port, "unix_socket_directories": "", "fsync": "on"}
        return [self._program, "-D", self._data, *(f"--{name}={value}" for name, value in settings.items())]

    @property
    def url(self) -> str:
        """The database `keepword`; made on the first start."""
        return self._url("keepword")

    def start(self) -> None:
        """Start; the first time, make the database of `url`."""
        super().start()
        if not self._exists("keepword"):
            self.new_database("keepword")

    def new_database(self, name: str) -> str:
        """Make an empty database and return its URL."""
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._url(name)

    def is_ready(self) -> bool:
        """Whether it lets sessions in; while it recovers, it accepts connections only to refuse them."""
        try:
            psycopg.connect(self._url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def crash(self) -> None:
        """End it as a power cut would: no shutdown, recovery at the next start."""
        self.stop(signal.SIGQUIT)

    def _exists(self, name: str) -> bool:
        with psycopg.connect(self._url("postgres")) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def _url(self, database: str) -> str:
        return f"postgres://{OWNER}@{HOST}:{self.port}/{database}"


def _program(name: str) -> Path:
    """The newest of Debian's PostgreSQL versions (which are not on the PATH), or the one on the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return find_program(name, *reversed(versions))


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A running cluster with one empty database."""
    with skip_when_missing():
        server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.close()
