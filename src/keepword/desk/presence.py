"""Who else looks at a conversation: a courtesy, kept in the cache, gone a minute after the last look."""

from __future__ import annotations

import time

from django.core.cache import cache

from keepword.conversations.models import Conversation
from keepword.events import live
from keepword.staff.models import Agent

GONE = 60.0
"""Seconds after the last look; an open screen looks again every half minute."""


def look(conversation: Conversation, agent: Agent) -> list[str]:
    """Note that the agent looks; the names of the others who do. Their screens hear of a newcomer."""
    key, now = f"here:{conversation.pk}", time.time()
    here: dict[int, tuple[str, float]] = cache.get(key) or {}
    others = {pk: seen for pk, seen in here.items() if pk != agent.pk and now - seen[1] < GONE}
    cache.set(key, {**others, agent.pk: (agent.name, now)}, GONE)
    if others and (agent.pk not in here or now - here[agent.pk][1] >= GONE):
        live.publish(live.Hint(0, "conversation.looking", conversation.pk, None, conversation.inbox_id))
    return [name for name, _seen in others.values()]
