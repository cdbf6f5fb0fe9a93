"""Event → what the house does about it, inside the transaction of whoever recorded it (so no I/O here).

One readable page. A verb that knows what else must happen calls it itself (see `service/`); a reaction stands
here when the room in which it happened lies below the room that reacts.
"""

from __future__ import annotations

from keepword.events.actions import react
from keepword.events.models import Event
from keepword.promises.models import Promise


def hand_on_answer_promises(event: Event) -> None:
    """The answer that the standard promised is owed by whoever owns the conversation."""
    Promise.objects.open().filter(conversation=event.conversation, source="standard").update(
        owner=event.data["owner"]
    )


def register() -> None:
    """Called once, when the house starts."""
    react({"conversation.given": (hand_on_answer_promises,)})
