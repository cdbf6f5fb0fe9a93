"""A large sample for measuring: the same rows for the same number, but for the date, written in bulk.

Facts agree with each other as the actions would have left them (the reconciler finds nothing), but nothing
was acted. Of 100,000 conversations: 220,000 messages, three in ten with the word `invoice`, three messages
with `quixolite`; number 42 is open and has ten messages; about 2,000 are open.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import datetime

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from keepword.conversations import index as messages_index
from keepword.conversations.models import Conversation, Message, Tag
from keepword.customers.models import Address, Company, Customer
from keepword.promises.models import Promise

from .. import house
from .bulk import insert
from .people import Crowd
from .plan import Plan, Shape
from .threads import Rows, Threads

BATCH = 2_000
"""Conversations that are made at a time: bounds the memory."""


def build(conversations: int, *, now: datetime) -> dict[str, str]:
    """Make the business and everything in it; returns the passwords of its people."""
    made = house.build()
    began = time.monotonic()
    plan = Plan(conversations, now)
    crowd = Crowd(plan)
    crowd.write()
    tags = Tag.objects.bulk_create(Tag(name=name) for name in ("delivery", "invoice", "repair", "return"))
    threads = Threads(plan, crowd, made, [tag.pk for tag in tags])
    done = 0
    for shapes in _batches(plan):
        _write(threads.rows(shapes))
        done += len(shapes)
        _say(f"\r{done:,} of {conversations:,} conversations, {time.monotonic() - began:.0f} s")
    _say("\n")
    _sequences()
    return made.passwords


def _batches(plan: Plan) -> Iterator[list[Shape]]:
    for first in range(1, plan.conversations + 1, BATCH):
        last = min(first + BATCH, plan.conversations + 1)
        yield [plan.shape(number) for number in range(first, last)]


def _write(rows: Rows) -> None:
    tables = (rows.conversations, rows.participants, rows.tags, rows.messages, rows.deliveries)
    for table in (*tables, rows.promises, rows.events):
        insert(table)
    messages_index.messages.add_many(
        (message.pk, messages_index.text_of(message), message.language or None) for message in rows.messages
    )


def _sequences() -> None:
    """Rows were numbered here; on PostgreSQL the sequences have to hear of it."""
    numbered: list[type[Model]] = [Conversation, Message, Promise, Customer, Company, Address]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(sql)


def _say(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)
