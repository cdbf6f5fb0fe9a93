"""The link to the first page, which the server prints where it was started."""

from __future__ import annotations

from django.urls import reverse

from keepword.care import first_run


def link(base_url: str) -> str:
    """A set-up link for a folder without a business: it works until there is one, for three days at most."""
    return base_url.rstrip("/") + reverse("set_up_link", args=[first_run.new_token()])
