"""The verbs of one conversation. The only writers of these tables."""

from .change import change, give, retag
from .deliver import attempt, failed, resend, sent, settle, uncertain, wait
from .draft import attach, detach, discard, hold, move_drafts, save_draft
from .say import see, start, write
from .state import lock, set_due, set_junk, set_open, set_resolved, set_waiting, snooze, stop_waiting, wake

__all__ = [
    "attach",
    "attempt",
    "change",
    "detach",
    "discard",
    "failed",
    "give",
    "hold",
    "lock",
    "move_drafts",
    "resend",
    "retag",
    "save_draft",
    "see",
    "sent",
    "set_due",
    "set_junk",
    "set_open",
    "set_resolved",
    "set_waiting",
    "settle",
    "snooze",
    "start",
    "stop_waiting",
    "uncertain",
    "wait",
    "wake",
    "write",
]
