"""Sentences of our own in many languages, from which `keepword.lib.language` makes its table.

Each language has `words` (its everyday small words) and `text` (what customers and staff might write).
"""

from typing import NamedTuple


class Sample(NamedTuple):
    """What one language looks like."""

    words: str
    text: str
