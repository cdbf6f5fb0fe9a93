"""The weeks of the ledger as a picture: where its bars stand. Their colours are the style sheet's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from keepword.promises.ledger import Tally, Week

STEP, BAR = 30, 18
"""Width of a week, and of its bar; units of the picture."""
UP, DOWN = 76.0, 30.0
"""Room above the line for what was kept, below it for what was broken."""
LEAST = 1.5
"""Height of the smallest number above none: one broken promise is seen beside a thousand kept ones."""
LABEL = 17
"""Room for the labels."""
LABEL_EVERY = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: x, and heights of what was kept, broken and not made good, broken and made good."""

    week: Week
    x: int
    kept: float
    broken: float
    mended: float
    has_label: bool

    @property
    def tally(self) -> Tally:
        """The numbers of the week."""
        return self.week.tally

    @property
    def top(self) -> float:
        """Where the kept part begins."""
        return round(UP - self.kept, 1)

    @property
    def mended_top(self) -> float:
        """Where the part that was made good begins, under the broken one."""
        return round(UP + 1 + self.broken, 1)

    @property
    def left(self) -> int:
        """Where the week's own column begins."""
        return self.x - (STEP - BAR) // 2

    @property
    def middle(self) -> int:
        """Where the label stands."""
        return self.x + BAR // 2


@dataclass(frozen=True, slots=True)
class Strip:
    """All weeks, to one scale."""

    bars: list[Bar]
    width: int
    height: int
    line: float = UP

    @classmethod
    def of(cls, weeks: Sequence[Week]) -> Strip:
        """Lay out the weeks, the oldest on the left."""
        most_kept = max((week.tally.kept for week in weeks), default=0)
        most_broken = max((week.tally.broken for week in weeks), default=0)
        scale = min(UP / max(most_kept, 1), DOWN / max(most_broken, 1), 12.0)
        bars = [_bar(week, number, scale) for number, week in enumerate(weeks)]
        lowest = max((bar.mended_top + bar.mended for bar in bars), default=UP)
        return cls(bars, STEP * len(weeks), math.ceil(lowest) + LABEL)


def _bar(week: Week, number: int, scale: float) -> Bar:
    tally = week.tally
    kept, broken, mended = (
        round(max(count * scale, LEAST), 1) if count else 0.0
        for count in (tally.kept, tally.broken - tally.made_good, tally.made_good)
    )
    return Bar(week, number * STEP + (STEP - BAR) // 2, kept, broken, mended, number % LABEL_EVERY == 0)
