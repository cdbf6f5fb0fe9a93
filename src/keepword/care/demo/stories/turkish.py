"""Letters."""
from __future__ import annotations
from ..steps import Story
STORIES: tuple[Story, ...] = ()
