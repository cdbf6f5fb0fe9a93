"""Whoever waits goes on waiting until a person answers or says why no answer is needed.

Random sequences of everything that can be done to conversations are driven against a model that knows only
that rule.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from keepword import service
from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation, Message
from keepword.lib.problems import Problem
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.service import Arrival, Person
from keepword.staff import actions as staff
from keepword.staff.models import Agent
from tests.conftest import MONDAY


class Desk(RuleBasedStateMachine):
    """Two customers, one agent, and every verb there is."""

    open = Bundle("open")

    @initialize()
    def a_business(self) -> None:
        staff.open_business("Keepword Chairs", country="HR", zone="Europe/Zagreb", language="en")
        promises.set_standard(240)
        self.inbox = staff.open_inbox("support@chairs.test", "Keepword Chairs")
        self.inbox.trust_junk_mark = True
        self.inbox.save()
        self.bo: Agent = staff.hire("bo@chairs.test", "Bo")
        self.now: datetime = MONDAY
        self.letters = 0
        self.waits: dict[int, datetime | None] = {}
        """The model: since when the customer of each conversation waits."""

    def _arrive(self, who: str, **fields: object) -> Message:
        self.letters += 1
        self.now += timedelta(minutes=7)
        values = {
            "inbox": self.inbox,
            "at": self.now,
            "sender": Person(f"{who}@example.org", who),
            "text": "Where is my chair?",
            "letter_id": f"{self.letters}@example.org",
            **fields,
        }
        return service.receive(Arrival(**values))  # type: ignore[arg-type]

    @rule(target=open, who=st.sampled_from(["ana", "cy"]), junk=st.booleans())
    def a_customer_writes(self, who: str, junk: bool) -> int:
        message = self._arrive(who, junk_mark="YES" if junk else "")
        self.waits[message.conversation_id] = self.now
        return message.conversation_id

    @rule(number=open, kind=st.sampled_from(["person", "auto", "list"]))
    def more_mail_in_the_thread(self, number: int, kind: str) -> None:
        letter = Message.objects.filter(conversation=number).exclude(letter_id="").first()
        if letter is None:
            return  # merged away
        who = letter.conversation.customer.addresses.get().value.partition("@")[0]
        fields = {
            "is_auto_reply": kind == "auto",
            "is_list": kind == "list",
            "in_reply_to": (letter.letter_id,),
        }
        message = self._arrive(who, **fields)
        if kind == "person":
            self.waits[message.conversation_id] = self.waits.get(message.conversation_id) or self.now

    @rule(number=open, seen=st.booleans())
    def bo_answers(self, number: int, seen: bool) -> None:
        self.now += timedelta(minutes=20)
        try:
            service.answer(Conversation.objects.get(pk=number), by=self.bo, text="On Thursday", at=self.now)
        except Problem:
            return
        self.waits[number] = None

    @rule(number=open)
    def bo_forwards_it(self, number: int) -> None:
        self._try(
            lambda c: service.answer(
                c,
                by=self.bo,
                text="See below",
                kind="forward",
                to=[Person("supplier@example.com")],
                at=self.now,
            ),
            number,
        )

    @rule(number=open)
    def bo_writes_to_somebody_else(self, number: int) -> None:
        self._try(
            lambda c: service.answer(c, by=self.bo, text="Hello", to=[Person("di@example.com")], at=self.now),
            number,
        )

    @rule(number=open)
    def bo_notes(self, number: int) -> None:
        self._try(lambda c: service.note(c, by=self.bo, text="Hm", at=self.now), number)

    @rule(number=open, why=st.sampled_from(["", "She only said thank you"]))
    def bo_resolves(self, number: int, why: str) -> None:
        try:
            service.resolve(
                Conversation.objects.get(pk=number), by=self.bo, no_answer_needed_because=why, at=self.now
            )
        except Problem:
            return
        if why:
            self.waits[number] = None

    @rule(number=open)
    def bo_reopens(self, number: int) -> None:
        self._try(lambda c: service.reopen(c, by=self.bo, at=self.now), number)

    @rule(number=open, minutes=st.integers(1, 5000))
    def bo_snoozes(self, number: int, minutes: int) -> None:
        self._try(
            lambda c: conversations.snooze(c, self.now + timedelta(minutes=minutes), by=self.bo, at=self.now),
            number,
        )

    @rule(number=open)
    def bo_says_junk(self, number: int) -> None:
        self._try(lambda c: service.junk(c, by=self.bo, why="Sells lamps", at=self.now), number)

    @rule(number=open)
    def bo_says_not_junk(self, number: int) -> None:
        self._try(lambda c: service.not_junk(c, by=self.bo, at=self.now), number)

    @rule(source=open, into=open)
    def bo_merges(self, source: int, into: int) -> None:
        if self._try(
            lambda c: service.merge(c, into=Conversation.objects.get(pk=into), by=self.bo, at=self.now),
            source,
        ):
            both = [since for since in (self.waits.get(source), self.waits.get(into)) if since]
            self.waits[into] = min(both) if both else None
            self.waits[source] = None

    @rule(target=open, source=open, which=st.integers(0, 5))
    def bo_splits(self, source: int, which: int) -> int:
        conversation = Conversation.objects.get(pk=source)
        messages = list(conversation.messages.all())
        before = self.waits.get(source)
        try:
            new = service.split(conversation, messages[which : which + 1], by=self.bo, at=self.now)
        except Problem:
            return source
        both = dict(Conversation.objects.filter(pk__in=(source, new.pk)).values_list("pk", "waiting_since"))
        # Who waited goes on waiting, since the same time, in one of the two; and nobody begins to wait by it.
        assert min(filter(None, both.values()), default=None) == before
        self.waits.update(both)
        return new.pk

    @rule(number=open)
    def bo_gives_it_away_and_changes_it(self, number: int) -> None:
        self._try(lambda c: conversations.give(c, None, by=self.bo, at=self.now), number)
        self._try(lambda c: conversations.change(c, by=self.bo, subject="A chair", fault="ours"), number)
        self._try(lambda c: conversations.retag(c, ["chair"], by=self.bo), number)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for promise in Promise.objects.filter(next_at__lte=self.now):
            promises.look(promise, now=self.now)
        for conversation in Conversation.objects.filter(next_at__lte=self.now):
            conversations.wake(conversation, at=self.now)

    def _try(self, verb: object, number: int) -> bool:
        self.now += timedelta(minutes=1)
        try:
            verb(Conversation.objects.get(pk=number))  # type: ignore[operator]
        except Problem:
            return False
        return True

    @invariant()
    def who_waits_is_known(self) -> None:
        known = dict(Conversation.objects.values_list("pk", "waiting_since"))
        assert known == {number: self.waits.get(number) for number in known}

    @invariant()
    def nobody_waits_without_a_promise(self) -> None:
        waiting = Conversation.objects.exclude(waiting_since=None).exclude(state=Conversation.JUNK)
        for conversation in waiting:
            assert conversation.promises.owed().filter(source="standard").exists(), conversation
            assert conversation.due_at is not None
            assert conversation.state != Conversation.RESOLVED

    @invariant()
    def what_is_settled_rings_no_more(self) -> None:
        assert not Promise.objects.exclude(state="open").exclude(next_at=None).exists()


class NeverUnanswered(TestCase):
    """Each sequence in a database transaction of its own."""

    def test_no_sequence_of_verbs_clears_waiting_silently(self) -> None:
        from django.db import transaction

        class Fresh(Desk):
            def __init__(self) -> None:
                super().__init__()
                self._block = transaction.atomic()
                self._block.__enter__()

            def teardown(self) -> None:
                transaction.set_rollback(True)
                self._block.__exit__(None, None, None)

        run_state_machine_as_test(
            Fresh, settings=settings(max_examples=40, stateful_step_count=25, deadline=None, database=None)
        )


@pytest.mark.django_db
def test_a_promise_that_was_waiting_in_junk_comes_back_with_its_time(ana_writes: object, bo: Agent) -> None:
    message: Message = ana_writes()  # type: ignore[operator]
    conversation = message.conversation
    service.junk(conversation, by=bo, why="A mistake", at=MONDAY + timedelta(minutes=5))
    assert conversation.promises.get().state == "withdrawn"
    service.not_junk(Conversation.objects.get(pk=conversation.pk), by=bo, at=MONDAY + timedelta(hours=1))
    promise = conversation.promises.get()
    assert (promise.state, promise.due_at) == ("open", MONDAY + timedelta(hours=4))
