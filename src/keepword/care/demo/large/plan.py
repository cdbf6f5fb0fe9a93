"""Which conversation is like what: pure arithmetic, so that the same number gives the same sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

SPAN = timedelta(days=730)
LANGUAGES = ("en", "hr", "sv", "tr", "sr-latn", "ru")
LONGEST = 42
"""The conversation with ten messages."""
MESSAGES_OF_LONGEST = 10
COMMON, RARE = "invoice", "quixolite"
RARE_MESSAGES = 3
_COUNTS = (2, 1, 3, 2, 3)
"""Messages by the number's remainder: eleven in five conversations."""
_SHORTENED = frozenset(range(LONGEST + 5, LONGEST + 40, 5))
"""Seven long ones that give a message each to the longest, so that the sum stays eleven in five."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One conversation: its number, state, how many messages, the number of its first message, its times."""

    number: int
    state: str
    messages: int
    first_message: int
    began_at: datetime

    @property
    def is_answered(self) -> bool:
        """Whether the last word is ours: customers say the odd ones."""
        return self.messages % 2 == 0

    @property
    def language(self) -> str:
        return LANGUAGES[self.number % len(LANGUAGES)]

    @property
    def is_waiting(self) -> bool:
        return self.state in ("open", "snoozed") and not self.is_answered


class Plan:
    """The shape of every conversation of a sample of a given size."""

    def __init__(self, conversations: int, now: datetime) -> None:
        self.conversations, self.now = conversations, now
        self.messages = sum(self.count(number) for number in range(1, conversations + 1))
        self.rare = {self.messages * part // 8 + 1 for part in (1, 3, 6)}
        """Numbers of the messages with the rare word."""

    def count(self, number: int) -> int:
        """How many messages a conversation has."""
        if number == LONGEST:
            return MESSAGES_OF_LONGEST
        return _COUNTS[number % 5] - (number in _SHORTENED)

    def shape(self, number: int) -> Shape:
        """The conversation of that number; to be asked in order, from 1."""
        began = self.now - SPAN * (1 - number / (self.conversations + 1))
        return Shape(number, self._state(number), self.count(number), self._first(number), began)

    def _first(self, number: int) -> int:
        whole, rest = divmod(number - 1, 5)
        before = whole * sum(_COUNTS) + sum(_COUNTS[step % 5] for step in range(1, rest + 1))
        longer = MESSAGES_OF_LONGEST - _COUNTS[LONGEST % 5] if number > LONGEST else 0
        return 1 + before + longer - sum(1 for short in _SHORTENED if short < number)

    def _state(self, number: int) -> str:
        """The latest fiftieth is open, but for some; all else is done with, but for the longest."""
        if number == LONGEST:
            return "open"
        if number % 97 == 5:
            return "junk"
        if number > self.conversations - max(1, self.conversations // 48):
            return "snoozed" if number % 23 == 3 else "open"
        return "resolved"
