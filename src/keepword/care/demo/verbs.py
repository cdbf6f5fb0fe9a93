"""How each step of a story is performed: by the verb that the house itself has for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import singledispatchmethod
from typing import Any

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.actions.say import see
from keepword.conversations.models import Conversation, Message
from keepword.customers.models import Customer
from keepword.lib import html as html_of
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.service.answer import Pledge
from keepword.service.arrival import Arrival, ArrivedFile, Failure, Person

from . import steps
from .calendar import Calendar
from .house import House

ON_THE_WAY = timedelta(seconds=2)
"""From sending to the other side's answer."""


@dataclass
class Thread:
    """What a story has come to so far."""

    story: steps.Story
    customer: Customer
    number: int = 0
    last: Message | None = None
    promises: list[int] = field(default_factory=list)
    mails: int = 0


class Verbs:
    """Performs one step of one story at a time."""

    def __init__(self, house: House, calendar: Calendar, threads: dict[str, Thread]) -> None:
        self._house, self._calendar, self._threads = house, calendar, threads

    @singledispatchmethod
    def do(self, step: Any, thread: Thread, at: datetime) -> None:
        raise TypeError(f"no way to perform {step!r}")

    @do.register
    def _mail(self, step: steps.Mail, thread: Thread, at: datetime) -> None:
        thread.mails += 1
        host = thread.customer.addresses.all()[0].value.rpartition("@")[2]
        html = self._words(step.html, thread)
        text = self._words(step.text, thread) or html_of.to_text(html)
        self._receive(
            thread,
            Arrival(
                inbox=self._house.inboxes[thread.story.inbox],
                at=at,
                sender=Person(step.sender or thread.customer.addresses.all()[0].value, thread.customer.name),
                to=(Person(self._house.inboxes[thread.story.inbox].address),),
                dated=at - timedelta(seconds=20),
                subject=thread.story.subject if thread.last is None else f"Re: {thread.story.subject}",
                text=text,
                html=html_of.clean(html) if html else "",
                letter_id=f"{thread.story.key}-{thread.mails}@{host}",
                in_reply_to=self._refers_to(thread),
                files=tuple(
                    ArrivedFile(file.name, file.type, file.data, bool(file.content_id), file.content_id)
                    for file in step.files
                ),
                language=thread.story.language,
                trust=step.trust,
                is_auto_reply=step.is_auto_reply,
                is_list=step.is_list,
                junk_mark=step.junk_mark,
            ),
        )

    @do.register
    def _bounce(self, step: steps.Bounce, thread: Thread, at: datetime) -> None:
        if thread.last is None:
            raise ValueError(f"{thread.story.key}: nothing was sent yet that could bounce")
        thread.mails += 1
        address = thread.last.to[0]["address"]
        self._receive(
            thread,
            Arrival(
                inbox=self._house.inboxes[thread.story.inbox],
                at=at,
                sender=Person("mailer-daemon@mail.chairs.test", "Mail Delivery System"),
                subject="Undelivered Mail Returned to Sender",
                text=f"<{address}>: {step.reason}",
                letter_id=f"{thread.story.key}-{thread.mails}@mail.chairs.test",
                in_reply_to=(thread.last.letter_id,),
                failure=Failure(address, step.status, step.reason, permanent=True),
            ),
        )

    def _receive(self, thread: Thread, arrival: Arrival) -> None:
        thread.last = service.receive(arrival)
        thread.number = thread.last.conversation_id

    def _refers_to(self, thread: Thread) -> tuple[str, ...]:
        if thread.last is not None:
            return (thread.last.letter_id,)
        claimed = self._threads[thread.story.claims].last if thread.story.claims else None
        return (claimed.letter_id,) if claimed else ()

    @do.register
    def _reply(self, step: steps.Reply, thread: Thread, at: datetime) -> None:
        by = self._house.agents[step.by]
        thread.last = service.answer(
            self._conversation(thread),
            by=by,
            text=self._words(step.text, thread),
            pledges=[self._pledge(said, thread) for said in step.says],
            at=at,
        )
        thread.promises += [promise.pk for promise in thread.last.promises.order_by("pk")]
        see(self._conversation(thread), by)
        self._carry(thread.last, step.fate, step.detail, at)

    def _pledge(self, said: steps.Says, thread: Thread) -> Pledge:
        return Pledge(
            what=self._words(said.what, thread),
            kind=said.kind,
            due_at=self._calendar.moment(said.due),
            precision=said.precision,
            quote=self._words(said.quote, thread),
        )

    @do.register
    def _forward(self, step: steps.Forward, thread: Thread, at: datetime) -> None:
        by = self._house.agents[step.by]
        text = self._words(step.text, thread)
        sent = service.answer(
            self._conversation(thread),
            by=by,
            text=text,
            kind=Message.FORWARD,
            to=[Person(step.to)],
            forward_of=thread.last,
            at=at,
        )
        see(self._conversation(thread), by)
        self._carry(sent, "sent", "250 2.0.0 Ok: queued", at)

    @staticmethod
    def _carry(message: Message, fate: str, detail: str, at: datetime) -> None:
        """What the post room would have done. Nothing of the sample ever leaves the house."""
        done = {
            "sent": conversations.sent,
            "failed": conversations.failed,
            "uncertain": conversations.uncertain,
        }
        for delivery in message.deliveries.all():
            conversations.attempt(delivery, at=at, lease=timedelta(minutes=2))
            done[fate](delivery, detail, at=at + ON_THE_WAY)

    @do.register
    def _note(self, step: steps.Note, thread: Thread, at: datetime) -> None:
        by = self._house.agents[step.by]
        service.note(self._conversation(thread), by=by, text=self._words(step.text, thread), at=at)
        see(self._conversation(thread), by)

    @do.register
    def _keep(self, step: steps.Keep, thread: Thread, at: datetime) -> None:
        fits = step.fits or (None, None, None)
        promises.keep(
            self._promise(thread, step.promise),
            by=self._house.agents[step.by],
            at=at,
            evidence=self._words(step.evidence, thread),
            as_described=fits[0],
            complete=fits[1],
            at_place=fits[2],
        )

    @do.register
    def _make_good(self, step: steps.MakeGood, thread: Thread, at: datetime) -> None:
        promise = self._promise(thread, step.promise)
        promises.make_good(promise, self._words(step.note, thread), by=self._house.agents[step.by], at=at)

    @do.register
    def _renegotiate(self, step: steps.Renegotiate, thread: Thread, at: datetime) -> None:
        new = promises.renegotiate(
            self._promise(thread, step.promise),
            due_at=self._calendar.moment(step.due),
            agreed_by=step.agreed_by,
            by=self._house.agents[step.by],
            at=at,
        )
        thread.promises.append(new.pk)

    @do.register
    def _withdraw(self, step: steps.Withdraw, thread: Thread, at: datetime) -> None:
        promise = self._promise(thread, step.promise)
        promises.withdraw(promise, step.reason, by=self._house.agents[step.by], at=at)

    @do.register
    def _resolve(self, step: steps.Resolve, thread: Thread, at: datetime) -> None:
        service.resolve(
            self._conversation(thread),
            by=self._house.agents[step.by],
            outcome=step.outcome,
            no_answer_needed_because=step.no_answer,
            at=at,
        )

    @do.register
    def _snooze(self, step: steps.Snooze, thread: Thread, at: datetime) -> None:
        until = self._calendar.moment(step.until)
        conversations.snooze(self._conversation(thread), until, by=self._house.agents[step.by], at=at)

    @do.register
    def _junk(self, step: steps.Junk, thread: Thread, at: datetime) -> None:
        service.junk(self._conversation(thread), by=self._house.agents[step.by], why=step.why, at=at)

    @do.register
    def _tag(self, step: steps.Tag, thread: Thread, at: datetime) -> None:
        conversations.retag(self._conversation(thread), step.names, by=self._house.agents[step.by], at=at)

    @do.register
    def _give(self, step: steps.Give, thread: Thread, at: datetime) -> None:
        to, by = self._house.agents[step.to], self._house.agents[step.by]
        conversations.give(self._conversation(thread), to, by=by, at=at)

    @do.register
    def _fault(self, step: steps.Fault, thread: Thread, at: datetime) -> None:
        conversations.change(
            self._conversation(thread), by=self._house.agents[step.by], fault=step.fault, at=at
        )

    def _conversation(self, thread: Thread) -> Conversation:
        """Read anew for each step: the clock or another verb may have changed it."""
        found: Conversation = Conversation.objects.select_related("inbox", "customer").get(pk=thread.number)
        return found

    @staticmethod
    def _promise(thread: Thread, number: int) -> Promise:
        found: Promise = Promise.objects.get(pk=thread.promises[number])
        return found

    def _words(self, text: str, thread: Thread) -> str:
        """The text with its dates filled in, in the language of the story."""
        return text.strip().format_map(self._calendar.words(thread.story.language)) if text else ""
