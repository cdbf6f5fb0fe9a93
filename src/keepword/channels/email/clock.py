"""What time does for mail: the tables that `config/clock.py` goes through, and what to do with their rows."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from keepword.channels.models import InboundRecord
from keepword.conversations.models import Delivery
from keepword.notices.models import Notice

from .models import Mailbox
from .notice_mail import mail_notice
from .post import deliver
from .read_records import read_records
from .watch import watch

__all__ = [
    "boxes_to_watch",
    "deliver",
    "deliveries",
    "mail_notice",
    "notices",
    "read_records",
    "records",
    "watch",
]


def records() -> QuerySet[InboundRecord]:
    """Mails that are stored and not yet read."""
    return InboundRecord.objects.select_related("inbox__team__hours")


def deliveries() -> QuerySet[Delivery]:
    """Letters to send: of one conversation to one address the later never overtakes the earlier."""
    earlier = Delivery.objects.filter(
        message__conversation=OuterRef("message__conversation"),
        address=OuterRef("address"),
        pk__lt=OuterRef("pk"),
        state__in=(Delivery.WAITING, Delivery.SENDING),
    )
    return Delivery.objects.exclude(Exists(earlier)).select_related(
        "message__conversation__inbox", "message__forward_of", "message__agent"
    )


def notices() -> QuerySet[Notice]:
    """What colleagues are told by mail."""
    return Notice.objects.select_related("recipient")


def boxes_to_watch() -> QuerySet[Mailbox]:
    """Mailboxes that ought to be heard from."""
    return Mailbox.objects.filter(is_active=True).select_related("inbox")
