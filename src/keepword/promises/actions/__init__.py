"""The verbs of the ledger. The only writers of its tables."""

from .due import refresh
from .make import answer_due, drop_standard, make, promise_answer, set_standard
from .ring import look
from .settle import (
    keep,
    keep_answers,
    make_good,
    renegotiate,
    restore,
    withdraw,
    withdraw_answers,
)

__all__ = [
    "answer_due",
    "drop_standard",
    "keep",
    "keep_answers",
    "look",
    "make",
    "make_good",
    "promise_answer",
    "refresh",
    "renegotiate",
    "restore",
    "set_standard",
    "withdraw",
    "withdraw_answers",
]
