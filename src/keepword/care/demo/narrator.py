"""Tells the stories of the sample: each step by the real verb, at its time, the clock ringing in between.

So each fact and event of the sample is one that the house itself would have written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from keepword.conversations import actions as conversations
from keepword.conversations.models import Conversation
from keepword.customers.models import Customer
from keepword.notices import actions as notices
from keepword.notices.models import Notice
from keepword.promises import actions as promises
from keepword.promises.models import Promise

from . import steps
from .calendar import Ago, Calendar
from .house import House
from .verbs import Thread, Verbs


class Narrator:
    """Performs stories in the order of time."""

    def __init__(self, house: House, customers: dict[str, Customer], calendar: Calendar) -> None:
        self._house, self._customers, self._calendar = house, customers, calendar
        self._threads: dict[str, Thread] = {}
        self._verbs = Verbs(house, calendar, self._threads)

    def tell(self, stories: Iterable[steps.Story]) -> None:
        """Perform all steps of all stories, the earliest first, and ring the clock up to now."""
        timed = []
        for place, story in enumerate(stories):
            self._threads[story.key] = Thread(story, self._customers[story.customer])
            timed += [
                (self._calendar.moment(step.when), place, order, story.key, step)
                for order, step in enumerate(story.steps)
            ]
        for at, _place, _order, key, step in sorted(timed, key=lambda row: row[:3]):
            self._ring(at)
            self._verbs.do(step, self._threads[key], at)
        self._ring(self._calendar.now)
        self._look_up()

    def _look_up(self) -> None:
        """Everybody has looked at what they were told up to a working day ago."""
        day_ago = self._calendar.moment(Ago(480))
        for agent in self._house.agents.values():
            old = Notice.objects.filter(recipient=agent, at__lt=day_ago).values_list(
                "conversation", flat=True
            )
            for number in set(old):
                notices.read(agent, conversation=number, at=day_ago)

    def _ring(self, until: datetime) -> None:
        """What the clock would have done by then: warnings, verdicts, snoozes that are over."""
        while due := Promise.objects.filter(next_at__lte=until).order_by("next_at", "pk").first():
            promises.look(due, now=due.next_at or until)
        for asleep in Conversation.objects.filter(next_at__lte=until).order_by("next_at"):
            conversations.wake(asleep, at=asleep.next_at or until)
