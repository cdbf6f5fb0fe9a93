"""What becomes of a conversation, each a small noun: POST makes it so, DELETE takes it back."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router
from pydantic import Field

from keepword import service
from keepword.conversations import actions

from .. import find
from ..auth import ApiRequest
from ..fields import IdIn, In, Short, Text, TimeIn
from .conversations import ConversationOut, show_again

router = Router(tags=["Conversations"])


class Resolution(In):
    """How it ended."""

    outcome: Text = ""
    no_answer_needed_because: Short = Field("", description="Needed while the customer waits for an answer.")


@router.post(
    "/{conversation_id}/resolution", response={201: ConversationOut}, operation_id="resolve_conversation"
)
def resolved(request: ApiRequest, conversation_id: str, how: Resolution) -> ConversationOut:
    """Close it. While the customer waits this is refused with 409, unless you say why no answer is needed."""
    row = find.conversation(request, conversation_id)
    service.resolve(
        row,
        by=request.agent,
        outcome=how.outcome,
        no_answer_needed_because=how.no_answer_needed_because,
    )
    return show_again(row)


@router.delete("/{conversation_id}/resolution", response={204: None}, operation_id="reopen_conversation")
def reopened(request: ApiRequest, conversation_id: str) -> None:
    """Open it again."""
    service.reopen(find.conversation(request, conversation_id), by=request.agent)


class Snooze(In):
    """Until when."""

    until: TimeIn


@router.post("/{conversation_id}/snooze", response={201: ConversationOut}, operation_id="snooze_conversation")
def snoozed(request: ApiRequest, conversation_id: str, snooze: Snooze) -> ConversationOut:
    """Put it off until then, or until the customer writes. Who waits goes on waiting."""
    row = find.conversation(request, conversation_id)
    actions.snooze(row, snooze.until, by=request.agent, at=timezone.now())
    return show_again(row)


@router.delete("/{conversation_id}/snooze", response={204: None}, operation_id="wake_conversation")
def woken(request: ApiRequest, conversation_id: str) -> None:
    """Open a snoozed one now; any other stays as it is."""
    actions.wake(find.conversation(request, conversation_id), at=timezone.now(), by=request.agent)


class Merge(In):
    """With which."""

    into: IdIn = Field(description="The conversation that takes everything in.")


@router.post("/{conversation_id}/merge", response={201: ConversationOut}, operation_id="merge_conversation")
def merged(request: ApiRequest, conversation_id: str, merge: Merge) -> ConversationOut:
    """Move everything said and promised into another conversation, and answer with that one."""
    source = find.conversation(request, conversation_id)
    into = find.conversation(request, merge.into, "into")
    return show_again(service.merge(source, into=into, by=request.agent))


class Split(In):
    """What belongs elsewhere."""

    messages: list[IdIn] = Field(
        min_length=1, max_length=200, description="Ids of messages of this conversation."
    )
    subject: Short = Field("", description="Of the new conversation; else its first message's.")


@router.post("/{conversation_id}/split", response={201: ConversationOut}, operation_id="split_conversation")
def split(request: ApiRequest, conversation_id: str, parts: Split) -> ConversationOut:
    """Move messages into a conversation of their own, and answer with that. Who waits goes on waiting."""
    source = find.conversation(request, conversation_id)
    messages = [find.message(request, name, "messages") for name in parts.messages]
    return show_again(service.split(source, messages, by=request.agent, subject=parts.subject))


class HandOver(In):
    """To whom, and what they should know."""

    to: IdIn = Field(description="An agent's id.")
    note: Text = Field("", description="Is written into the conversation as a note.")


@router.post(
    "/{conversation_id}/hand-over", response={201: ConversationOut}, operation_id="hand_over_conversation"
)
def handed_over(request: ApiRequest, conversation_id: str, hand_over: HandOver) -> ConversationOut:
    """Give it to a colleague, who is told."""
    row = find.conversation(request, conversation_id)
    owner = find.colleague(hand_over.to, "to")
    if hand_over.note.strip():
        service.note(row, by=request.agent, text=hand_over.note)
        row.refresh_from_db()
    actions.give(row, owner, by=request.agent)
    return show_again(row)


class Junk(In):
    """Why it is no customer's."""

    why: Short = ""


@router.post("/{conversation_id}/junk", response={201: ConversationOut}, operation_id="junk_conversation")
def junked(request: ApiRequest, conversation_id: str, junk: Junk) -> ConversationOut:
    """Put it away as no customer's; its answer promise is withdrawn."""
    row = find.conversation(request, conversation_id)
    service.junk(row, by=request.agent, why=junk.why)
    return show_again(row)


@router.delete("/{conversation_id}/junk", response={204: None}, operation_id="unjunk_conversation")
def unjunked(request: ApiRequest, conversation_id: str) -> None:
    """It was a customer's after all: open, and waiting since they wrote."""
    service.not_junk(find.conversation(request, conversation_id), by=request.agent)
