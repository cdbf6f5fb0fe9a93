"""How many queries each page makes, asked in a process of its own:  python -m bench.queries PATH …"""

from __future__ import annotations

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "keepword.config.settings"


def main(paths: list[str]) -> None:
    """Print {path: queries} for Di, each page asked twice and the second counted."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from keepword.staff.models import Agent

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(Agent.objects.get(email="di@chairs.test"))
    counts = {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts[path] = len(queries)
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
