"""A person of the business says something among colleagues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keepword.conversations import actions as conversations
from keepword.conversations import rules
from keepword.conversations.actions.say import about
from keepword.conversations.models import Attachment, Conversation, Message
from keepword.events.actions import record
from keepword.lib import html as html_of
from keepword.lib.problems import Problem
from keepword.notices.actions import tell
from keepword.staff.models import Agent, Inbox

_MENTION = re.compile(r"@([\w.+-]+(?:@[\w.-]+)?)")


@transaction.atomic
def note(
    conversation: Conversation,
    *,
    by: Agent,
    text: str,
    html: str = "",
    attachments: Iterable[Attachment] = (),
    at: datetime | None = None,
) -> Message:
    """Say something among colleagues; whoever is mentioned (@name or @address) and may see it hears of it."""
    now = at or timezone.now()
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if conversation.merged_into_id:
        raise Problem("is_merged", _("This was merged into another conversation."))
    html = html_of.clean(html) if html.strip() else ""
    text = text.strip() or html_of.to_text(html)
    files = list(attachments)
    if not text.strip() and not files:
        raise Problem(
            "empty", _("There is nothing written yet."), status=422, errors={"text": _("Write something.")}
        )
    message = conversations.write(
        conversation,
        Message.NOTE,
        at=now,
        agent=by,
        sender_name=by.name,
        text=text,
        html=html,
        attachments=files,
    )
    mentioned = mentions(text, conversation)
    record(
        "conversation.noted",
        by=by,
        at=now,
        message=message.pk,
        mentions=[agent.pk for agent in mentioned],
        **about(conversation),
    )
    for agent in mentioned:
        if agent.pk != by.pk:
            tell(
                agent,
                "mentioned",
                key=f"mentioned:{message.pk}",
                at=now,
                conversation=conversation.pk,
                by=by.pk,
                subject=conversation.subject,
                text=rules.preview(text),
            )
    return message


def mentions(text: str, conversation: Conversation) -> list[Agent]:
    """The agents named in a note (first name, full name without spaces, address) who may see it."""
    named = {word.lower().rstrip(".") for word in _MENTION.findall(text)}
    if not named:
        return []
    return [
        agent
        for agent in Agent.objects.at_work()
        if named & {agent.name.lower().split()[0], agent.name.lower().replace(" ", ""), agent.email.lower()}
        and Inbox.objects.visible_to(agent).filter(pk=conversation.inbox_id).exists()
    ]
