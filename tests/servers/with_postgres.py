"""Run a command against a throw-away PostgreSQL: `python -m tests.servers.with_postgres pytest …`.

Settings are read before any fixture runs, so the database has to be there before pytest is. The command finds
it in KEEPWORD_DATABASE_URL, and KEEPWORD_TEST_DATABASE says `postgres`. Ends with the command's own status.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from tests.servers.postgres import Postgres
from tests.servers.programs import NotInstalled


def main(command: Sequence[str]) -> int:
    """Run the command and return its status; without PostgreSQL say so, a failure only where CI is set."""
    try:
        server = Postgres()
    except NotInstalled as missing:
        print(f"The tests on PostgreSQL are skipped: {missing}")
        return 1 if os.environ.get("CI") else 0
    try:
        server.start()
        database = {"KEEPWORD_DATABASE_URL": server.url, "KEEPWORD_TEST_DATABASE": "postgres"}
        return subprocess.run(command, env=os.environ | database).returncode
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
