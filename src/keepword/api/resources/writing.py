"""Saying something in a conversation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from keepword import service
from keepword.conversations.models import Conversation, Message

from .. import find
from ..auth import ApiRequest
from ..problems import invalid
from .later import HeldMessage, hold
from .messages import MessageOut, router, show
from .saying import MessageIn, people


@router.post(
    "/conversations/{conversation_id}/messages",
    response={201: MessageOut | HeldMessage},
    operation_id="write_message",
)
def written(request: ApiRequest, conversation_id: str, said: MessageIn) -> MessageOut | HeldMessage:
    """Reply, forward, or write a note. A reply goes at once, to whoever wrote last if `to` does not say."""
    conversation = find.conversation(request, conversation_id)
    if said.kind == Message.NOTE:
        _only_a_note(said)
        return show(
            service.note(
                conversation, by=request.agent, text=said.text, html=said.html, attachments=said.files()
            )
        )
    forwarded = _forwarded(conversation, said)
    if said.send_at is not None:
        return hold(request, conversation, said, said.send_at)
    return show(_answer(request, conversation, said, forwarded))


def _only_a_note(said: MessageIn) -> None:
    """A note goes to nobody outside and promises nothing: what asks for that is a mistake worth telling."""
    wrong = [
        name
        for name in ("to", "cc", "bcc", "promises", "forward_of", "send_at", "seen")
        if getattr(said, name)
    ]
    if wrong:
        raise invalid(wrong[0], _("A note stays among colleagues; it takes no such thing."))


def _forwarded(conversation: Conversation, said: MessageIn) -> Message | None:
    if said.forward_of is None:
        return None
    if said.kind != Message.FORWARD:
        raise invalid("forward_of", _("Only a forward passes a message on."))
    return find.get(Message.objects.filter(conversation=conversation), said.forward_of, "forward_of")


def _answer(
    request: ApiRequest, conversation: Conversation, said: MessageIn, forwarded: Message | None
) -> Message:
    return service.answer(
        conversation,
        by=request.agent,
        kind=said.kind,
        text=said.text,
        html=said.html,
        to=people(said.to),
        cc=people(said.cc),
        bcc=people(said.bcc),
        forward_of=forwarded,
        attachments=said.files(),
        pledges=said.pledges(),
        seen=said.last_seen(),
    )
