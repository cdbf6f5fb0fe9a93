"""What is made ready before the first process starts: the folder, the tables, the static files; and what is
asserted.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor

from keepword.lib.pragmas import wrong_pragmas


def prepare(*, static: bool = True) -> None:
    """Bring the folder up to date; quick when it is. Ends the program with a sentence when a setting has not
    applied.
    """
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    if static:
        _static()
    wrong = wrong_pragmas()
    if wrong:
        sys.exit("keepword: the database does not run as it must: " + "; ".join(wrong))
    connection.close()  # a connection must not be shared across the fork that follows


def _static() -> None:
    """Collect the static files when they changed (their names, sizes and times tell)."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if not mark.exists() or mark.read_text() != digest.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(digest.hexdigest())
