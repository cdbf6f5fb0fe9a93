"""The sample business: Keepword Chairs of Zagreb, two weeks in six languages; or a large one to measure.

Its mail goes nowhere, its people are the cast, and its passwords are random for each folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from keepword.staff.models import Business

LOG_INS = "sample-log-ins.txt"


def command(conversations: int | None) -> int:
    """Make the sample (with a number: a large one), print its log-ins, and return the exit status."""
    if Business.current() is not None:
        print("keepword: this folder has a business already; make the sample in a new one.", file=sys.stderr)
        return 1
    if conversations is not None and conversations < 1:
        print("keepword: a large sample has one conversation at least.", file=sys.stderr)
        return 64
    with transaction.atomic():
        passwords = _large(conversations) if conversations else _small()
    _write_log_ins(passwords)
    print(log_ins())
    return 0


def log_ins() -> str:
    """Who can log in to the sample, and how, a line each; empty when this folder holds no sample."""
    file = Path(settings.DATA) / LOG_INS
    return file.read_text() if file.exists() else ""


def _small() -> dict[str, str]:
    from . import house, stories
    from .calendar import Calendar
    from .narrator import Narrator

    now = timezone.now().replace(microsecond=0)
    made = house.build()
    calendar = Calendar(now, made.inboxes["support"].hours())
    Narrator(made, house.greet(now=now), calendar).tell(stories.all_stories())
    return made.passwords


def _large(conversations: int) -> dict[str, str]:
    from .large import build

    return build(conversations, now=timezone.now().replace(microsecond=0))


def _write_log_ins(passwords: dict[str, str]) -> None:
    roles = {"di": "leads", "bo": "answers", "cy": "repairs, sees its own team's inbox too"}
    lines = [
        f"{who}@chairs.test   {password}   {who.capitalize()}, who {roles[who]}"
        for who, password in passwords.items()
    ]
    file = Path(settings.DATA) / LOG_INS
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write("\n".join(lines) + "\n")
