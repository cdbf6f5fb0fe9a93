"""Tags and filters that every template of ours has."""

from __future__ import annotations

from django import template

register = template.Library()
