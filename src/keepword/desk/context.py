"""What every page shows around its own: the business, who is logged in, what is wrong with the house."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from keepword.care import health
from keepword.staff.models import Agent, Business


def house(request: HttpRequest) -> dict[str, Any]:
    """`agent`, `business`, and `banners`: (level, sentence, url) of what needs a hand. Fetched when shown."""
    agent = getattr(request, "agent", None)
    return {
        "agent": agent,
        "business": SimpleLazyObject(lambda: Business.objects.only("name", "is_sample").first()),
        "banners": SimpleLazyObject(lambda: _banners(agent)),
    }


def _banners(agent: Agent | None) -> list[health.Banner]:
    return list(health.banners(agent)) if agent else []
