"""A bare Django view that reads session and user, on the same server and database: what no page can undercut.

python -m bench.bare PORT
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

import uvicorn

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare_settings"


async def serve(port: int) -> None:
    """Serve until SIGTERM, as the front process does: the same server, bridge, threads."""
    import django

    django.setup()
    from a2wsgi import WSGIMiddleware
    from django.core.wsgi import get_wsgi_application

    handler: Any = get_wsgi_application()
    application = WSGIMiddleware(handler, workers=6)
    config = uvicorn.Config(application, port=port, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve())
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    print(f"ready at http://127.0.0.1:{port}", flush=True)
    await serving


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
