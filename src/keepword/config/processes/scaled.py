"""`keepword web` and `keepword worker`: the scaled set-up's two kinds of process, as many as one likes of
each.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import connection

from . import back, front
from .prepare import prepare
from .supervisor import bound
from .wire import scaled


def web(bind: str, smtp: str | None, lmtp: str | None) -> int:
    """One web process; returns 0 after a clean end."""
    _check()
    main = bound(bind)
    listeners = [bound(where) if where else None for where in (smtp, lmtp)]
    prepare()
    host, port = main.getsockname()[:2]
    front.run(
        main,
        smtp=listeners[0],
        lmtp=listeners[1],
        wire=scaled(),
        ready=lambda: print(f"Keepword is ready at http://{host}:{port}", flush=True),
    )
    return 0


def worker() -> int:
    """One worker process; returns 0 after a clean end."""
    _check()
    prepare(static=False)
    back.run(scaled(), lambda: print("Keepword's worker is ready", flush=True))
    return 0


def _check() -> None:
    if connection.vendor == "sqlite":
        sys.exit(
            "keepword: several processes need PostgreSQL: set KEEPWORD_DATABASE_URL "
            "(and KEEPWORD_REDIS_URL for quick screens)."
        )
    if not settings.REDIS_URL:
        print(
            "keepword: no KEEPWORD_REDIS_URL: open screens hear of news within seconds instead of at once.",
            file=sys.stderr,
        )
