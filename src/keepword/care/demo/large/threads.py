"""The rows of a batch of conversations: messages, deliveries, promises, events that agree with each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from keepword.conversations import rules as conversation_rules
from keepword.conversations.models import FAR, Conversation, Delivery, Message, Participant
from keepword.events.models import Event
from keepword.lib.business_time import add_business_minutes
from keepword.promises import rules
from keepword.promises.models import Promise
from keepword.staff.models import Agent

from ..house import ANSWER_WITHIN, House
from . import words
from .people import Crowd
from .plan import Plan, Shape

BETWEEN = timedelta(hours=2, minutes=40)
"""From one message to the next."""


@dataclass
class Rows:
    """What a batch adds to each table."""

    conversations: list[Conversation] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


class Threads:
    """Makes the rows of conversations, batch after batch; promises are numbered as they come."""

    def __init__(self, plan: Plan, crowd: Crowd, house: House, tags: list[int]) -> None:
        self._plan, self._crowd, self._tags = plan, crowd, tags
        self._bo, self._cy = house.agents["bo"], house.agents["cy"]
        self._support, self._repairs = house.inboxes["support"], house.inboxes["repairs"]
        self._hours = self._support.hours()
        self._promises = 0

    def rows(self, shapes: list[Shape]) -> Rows:
        """Everything that these conversations consist of."""
        rows = Rows()
        for shape in shapes:
            self._thread(shape, rows)
        return rows

    def _thread(self, shape: Shape, rows: Rows) -> None:
        repairs = shape.number % 10 == 9
        agent, inbox = (self._cy, self._repairs) if repairs else (self._bo, self._support)
        customer = self._crowd.number_of(shape.number)
        conversation = Conversation(
            pk=shape.number,
            subject=words.subject(shape.language, shape.number),
            state=shape.state,
            inbox=inbox,
            team_id=inbox.team_id,
            customer_id=customer,
            owner=None if shape.messages == 1 and shape.state == "open" else agent,
            language=shape.language,
            created_at=shape.began_at,
            updated_at=shape.began_at,
        )
        rows.conversations.append(conversation)
        rows.participants.append(
            Participant(conversation_id=shape.number, address=self._crowd.address(customer), name="Ana")
        )
        if shape.number % 8 == 0:
            tag = self._tags[shape.number // 8 % len(self._tags)]
            rows.tags.append(Conversation.tags.through(conversation_id=shape.number, tag_id=tag))
        self._event(rows, conversation, "conversation.started", shape.began_at, actor=customer)
        said = [self._message(shape, step, conversation, agent, rows) for step in range(shape.messages)]
        self._owe(shape, conversation, said, agent, rows)
        self._close(shape, conversation, agent, rows)

    def _message(
        self, shape: Shape, step: int, conversation: Conversation, agent: Agent, rows: Rows
    ) -> Message:
        number, at = shape.first_message + step, min(shape.began_at + BETWEEN * step, self._plan.now)
        ours = step % 2 == 1
        address = self._crowd.address(conversation.customer_id)
        message = Message(
            pk=number,
            conversation_id=shape.number,
            kind=Message.REPLY if ours else Message.INBOUND,
            at=at,
            agent=agent if ours else None,
            customer_id=None if ours else conversation.customer_id,
            sender_name=agent.name if ours else "Ana",
            sender_address=conversation.inbox.address if ours else address,
            to=[{"name": "Ana", "address": address}] if ours else [],
            subject=conversation_rules.reply_subject(conversation.subject) if step else conversation.subject,
            text=words.text(shape.language, number, self._plan.rare),
            language=shape.language,
            letter_id=f"{number}@{'chairs.test' if ours else 'example.org'}",
            in_reply_to=f"{number - 1}@{'example.org' if ours else 'chairs.test'}" if step else "",
            trust="" if ours else Message.UNVERIFIED,
        )
        rows.messages.append(message)
        if ours:
            rows.deliveries.append(
                Delivery(
                    message_id=number,
                    address=address,
                    name="Ana",
                    state=Delivery.SENT,
                    at=at,
                    detail="250 Ok",
                )
            )
        code = "conversation.answered" if ours else "message.received"
        actor = agent.pk if ours else conversation.customer_id
        self._event(rows, conversation, code, at, actor=actor, message=number)
        conversation.last_message, conversation.updated_at = number, at
        conversation.preview = conversation_rules.preview(message.text)
        return message

    def _owe(
        self, shape: Shape, conversation: Conversation, said: list[Message], agent: Agent, rows: Rows
    ) -> None:
        """The standard's promise for each customer's message, and now and then one of ours."""
        if shape.state == Conversation.JUNK:
            return
        for step, message in enumerate(said):
            if message.kind == Message.INBOUND:
                answer = said[step + 1] if step + 1 < len(said) else None
                self._answer_promise(shape, conversation, message, answer, agent, rows)
        if shape.is_answered and (shape.number % 4 == 0 or shape.state == Conversation.OPEN):
            self._own_promise(shape, conversation, said[-1], agent, rows)

    def _answer_promise(
        self,
        shape: Shape,
        conversation: Conversation,
        message: Message,
        answer: Message | None,
        agent: Agent,
        rows: Rows,
    ) -> None:
        due = add_business_minutes(message.at, ANSWER_WITHIN, self._hours)
        promise = self._promise(
            conversation, message, due, kind="answer", source="standard", owner=conversation.owner
        )
        if answer is not None:
            promise.on_time, promise.kept_at, promise.kept_by = answer.at <= due, answer.at, agent
            promise.state = rules.KEPT if promise.on_time else rules.BROKEN
            if not promise.on_time:
                promise.broken_at, promise.broken_because, promise.made_good_at = due, "late", answer.at
        elif shape.is_waiting:
            conversation.waiting_since = message.at
            self._still_owed(promise, conversation)
        else:
            promise.state, promise.withdrawn_at = rules.WITHDRAWN, message.at + BETWEEN
            promise.withdrawn_reason = "She thanked us."
        rows.promises.append(promise)
        self._event(rows, conversation, "promise.made", message.at, promise=promise.pk)

    def _own_promise(
        self, shape: Shape, conversation: Conversation, message: Message, agent: Agent, rows: Rows
    ) -> None:
        due = message.at + timedelta(days=3 + shape.number % 20)
        promise = self._promise(
            conversation,
            message,
            due,
            kind="delivery",
            owner=agent,
            what=f"Order {1000 + shape.number}",
            made_by=agent,
        )
        if shape.state == Conversation.RESOLVED:
            done = min(due, self._plan.now)
            promise.state, promise.kept_at, promise.kept_by = rules.KEPT, done, agent
            promise.on_time, promise.evidence = True, "The carrier has her signature."
        else:
            self._still_owed(promise, conversation)
        rows.promises.append(promise)
        self._event(rows, conversation, "promise.made", message.at, actor=agent.pk, promise=promise.pk)

    def _promise(self, conversation: Conversation, message: Message, due: datetime, **more: Any) -> Promise:
        self._promises += 1
        return Promise(
            pk=self._promises,
            conversation_id=conversation.pk,
            customer_id=conversation.customer_id,
            message_id=message.pk,
            due_at=due,
            made_at=message.at,
            **more,
        )

    def _still_owed(self, promise: Promise, conversation: Conversation) -> None:
        """Open, or broken by now; the conversation's place in the queue follows."""
        due, now = promise.due_at, self._plan.now
        if due is None:
            return
        if due < now:
            promise.state, promise.broken_at, promise.broken_because = rules.BROKEN, due, "late"
            promise.on_time = False
        else:
            warn = rules.warn_at(promise.made_at, due)
            promise.warned_at = warn if warn <= now else None
            promise.next_at = rules.next_look(rules.OPEN, due, promise.made_at, promise.warned_at)
        if conversation.due_at is None or due < conversation.due_at:
            conversation.due_at = conversation.due_order = due
        if promise.source == "standard":
            conversation.answer_due_at = due

    def _close(self, shape: Shape, conversation: Conversation, agent: Agent, rows: Rows) -> None:
        at = min(conversation.updated_at + BETWEEN, self._plan.now)
        if shape.state == Conversation.RESOLVED:
            conversation.outcome, conversation.resolved_at = "Settled.", at
            conversation.resolved_by, conversation.updated_at = agent, at
            self._event(rows, conversation, "conversation.resolved", at, actor=agent.pk)
        elif shape.state == Conversation.JUNK:
            conversation.junk_at, conversation.junk_by, conversation.junk_why = at, agent, "Advertising"
            conversation.due_order = FAR
            self._event(rows, conversation, "conversation.junked", at, actor=agent.pk)
        elif shape.state == Conversation.SNOOZED:
            conversation.snoozed_until = conversation.next_at = self._plan.now + timedelta(days=2)
            self._event(rows, conversation, "conversation.snoozed", at, actor=agent.pk)

    @staticmethod
    def _event(
        rows: Rows,
        conversation: Conversation,
        code: str,
        at: datetime,
        *,
        actor: int | None = None,
        promise: int | None = None,
        **data: Any,
    ) -> None:
        kinds = {"conversation.started": "customer", "message.received": "customer"}
        rows.events.append(
            Event(
                code=code,
                at=at,
                actor_kind=kinds.get(code, "agent") if actor else "system",
                actor=actor,
                conversation=conversation.pk,
                customer=conversation.customer_id,
                promise=promise,
                inbox=conversation.inbox_id,
                data=data,
            )
        )
