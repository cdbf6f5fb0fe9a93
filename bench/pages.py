"""What pages cost the server: CPU a request, against the bare view in the same run, and queries."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass

from . import report
from .browser import Browser
from .house import House, Server, environment

REQUESTS = 150
WARM = 10
PAGES = {
    "queue": "/",
    "conversation with 10 messages": "/conversations/42/",
    "ledger": "/promises/",
    "search, rare word": "/search/?q=quixolite",
    "search, common word": "/search/?q=invoice",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one page: the server's CPU ms a request, and the ms that the one who asks waits."""

    cpu: float
    wait: list[float]


def measure(house: House) -> None:
    """Every page, with the bare view before and after, so that a machine that changes its pace shows."""
    browser = Browser(house.bare.url, house.di.cookies)
    before = ask(browser, house.bare, "/me", REQUESTS * 4)
    costs = {name: _try(house, name, path) for name, path in PAGES.items()}
    after = ask(browser, house.bare, "/me", REQUESTS * 4)
    bare = (before.cpu + after.cpu) / 2
    note = f"{before.cpu:.2f} before, {after.cpu:.2f} after, p50 {report.median(after.wait):.1f} ms"
    report.line("bare view with session and user", f"{bare:.2f} ms CPU", note)
    queries = count_queries(house)
    for name, cost in costs.items():
        if cost is not None:
            wait = f"p50 {report.median(cost.wait):.1f} ms, p95 {report.high(cost.wait):.1f} ms"
            note = f"{cost.cpu / bare:.1f} × bare, {wait}"
            report.line(name, f"{cost.cpu:.2f} ms CPU", f"{note}, {queries.get(PAGES[name], '?')} queries")


def _try(house: House, name: str, path: str) -> Cost | None:
    status, _page = house.di.get(path)
    if status != 200:
        report.failed(name, f"{path} answers {status}")
        return None
    return ask(house.di, house.keepword, path, REQUESTS)


def ask(browser: Browser, server: Server, path: str, requests: int) -> Cost:
    """Ask for a page so many times, one after the other."""
    for _ in range(WARM):
        browser.get(path)
    waits, before = [], server.cpu()
    for _ in range(requests):
        began = time.perf_counter()
        status, _page = browser.get(path)
        waits.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")
    return Cost((server.cpu() - before) * 1000 / requests, waits)


def count_queries(house: House) -> dict[str, int]:
    """Queries of each page that answers."""
    command = [sys.executable, "-m", "bench.queries", *PAGES.values()]
    done = subprocess.run(
        command, env=environment(house.folder), stdout=subprocess.PIPE, text=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else {}
