"""The desk's live stream: which fragments of an open screen to fetch again. Hints only, never content.

A hint goes to those who may see its inbox. Rights are looked up again when staff or inboxes change
and every few seconds, so the stream of somebody who may no longer look ends within five seconds.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import close_old_connections
from django.utils.crypto import constant_time_compare

from keepword.events.live import Hint
from keepword.events.stream import refuse, stream
from keepword.staff.models import Agent, Inbox

RECHECK = 4.0
"""Seconds after which rights are looked up again, whatever happens."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who listens, and to which inboxes (None: all)."""

    agent: int
    inboxes: frozenset[int] | None


def listener(session_key: str) -> Ears | None:
    """Whose session this is and what they may hear; None when it is nobody's any more. Reads the database."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    if BACKEND_SESSION_KEY not in store:
        return None
    agent = Agent.objects.at_work().filter(pk=store.get(SESSION_KEY)).first()
    if agent is None or not constant_time_compare(
        store.get(HASH_SESSION_KEY, ""), agent.get_session_auth_hash()
    ):
        return None
    if agent.sees_all:
        return Ears(agent.pk, None)
    return Ears(agent.pk, frozenset(Inbox.objects.visible_to(agent).values_list("pk", flat=True)))


def _ask(session_key: str) -> Ears | None:
    close_old_connections()
    return listener(session_key)


def topics(hint: Hint, ears: Ears) -> list[str]:
    """The fragments that a hint makes stale; none when it is not for these ears."""
    if hint.inbox is not None and ears.inboxes is not None and hint.inbox not in ears.inboxes:
        return []
    found = [f"conversation:{hint.conversation}"] if hint.conversation else []
    if hint.customer:
        found.append(f"customer:{hint.customer}")
    area = hint.code.partition(".")[0]
    if area in ("conversation", "promise", "message"):
        found.append("queue")
    if area in ("promise", "standard"):
        found.append("ledger")
    if area == "notice":
        found.append("notices")
    return found or [area]


async def desk_stream(scope: Any, receive: Any, send: Any) -> None:
    """Answer one connection to `/events` (raw ASGI): 401 without a log-in, else hints until they go."""
    key = _session_key(scope)
    ears = await asyncio.to_thread(_ask, key) if key else None
    if ears is None:
        await refuse(send, 401)
        return
    now = [ears]

    async def still_welcome() -> bool:
        found = await asyncio.to_thread(_ask, key)
        if found is not None:
            now[0] = found
        return found is not None

    await stream(
        scope,
        receive,
        send,
        render=lambda hint: _render(hint, now[0]),
        still_welcome=still_welcome,
        recheck=_changes_rights,
        every=RECHECK,
    )


def _render(hint: Hint, ears: Ears) -> bytes | None:
    found = topics(hint, ears)
    if not found:
        return None
    return b"id: %d\ndata: %s\n\n" % (hint.event, json.dumps({"topics": found}).encode())


def _changes_rights(hint: Hint) -> bool:
    return hint.code.partition(".")[0] in ("agent", "team", "inbox", "session")


def _session_key(scope: Any) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                cookie = SimpleCookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
            except CookieError:
                return ""
            return cookie.value if cookie else ""
    return ""
