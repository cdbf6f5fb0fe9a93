"""Who may read in an answer what was said before."""

from __future__ import annotations

from keepword.conversations.models import Delivery, Message, Participant
from keepword.customers.models import Address
from keepword.lib.addresses import normal


def may_quote(delivery: Delivery) -> bool:
    """Whether the earlier letter stands below this copy.

    A mail can name anybody in its Cc, so an address that came in by mail only, and that no agent wrote to by
    hand, gets the answer but not the history. The customer, and who wrote the letter that is answered, know
    it already.
    """
    message = delivery.message
    address = normal(delivery.address)
    if Address.objects.filter(
        kind="email", value=address, customer=message.conversation.customer_id
    ).exists():
        return True
    if (
        message.in_reply_to
        and Message.objects.filter(
            conversation=message.conversation_id, letter_id=message.in_reply_to, sender_address=address
        ).exists()
    ):
        return True
    return Participant.objects.filter(
        conversation=message.conversation_id, address=address, added_by__isnull=False
    ).exists()
