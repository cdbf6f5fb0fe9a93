"""The stories of the sample, a file for each language.

`{d3}` in a letter is the date of the third business day ago, `{n1}` that of the next one.
"""

from __future__ import annotations

from ..steps import Story


def all_stories() -> list[Story]:
    """Every story, in no particular order; the narrator sorts by time."""
    from . import croatian, english, english_repairs, russian, serbian, swedish, turkish

    files = (english, english_repairs, croatian, swedish, turkish, serbian, russian)
    return [story for file in files for story in file.STORIES]
