"""The verbs that span rooms, a file each. Each is one transaction; channels and faces alike call them."""

from .answer import answer
from .arrival import Arrival, ArrivedFile, Failure, Person
from .draft import rehearse, send_draft
from .junk import junk, not_junk
from .merge import merge
from .note import note
from .receive import receive
from .resolve import reopen, resolve
from .split import split
from .start import start

__all__ = [
    "Arrival",
    "ArrivedFile",
    "Failure",
    "Person",
    "answer",
    "junk",
    "merge",
    "not_junk",
    "note",
    "receive",
    "rehearse",
    "reopen",
    "resolve",
    "send_draft",
    "split",
    "start",
]
