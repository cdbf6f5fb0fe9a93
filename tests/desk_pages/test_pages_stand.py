"""Every page of the desk beside the queue answers, and only to who is logged in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from keepword.conversations.models import Message

PAGES = (
    "/promises/",
    "/promises/?tab=kept",
    "/promises/?tab=broken",
    "/promises/?group=overdue&owner=1&kind=callback",
    "/promises/?tab=kept&from=2026-03-01&to=2026-03-08&after=nonsense",
    "/promises/?owner=x&kind=x&tab=x&from=x&group=x",
    "/promises/new/",
    "/customers/",
    "/customers/?q=ana",
    "/customers/?before=x",
    "/customers/new/",
    "/conversations/new/",
    "/search/",
    "/search/?q=chair",
    "/search/?q=nothing+like+it",
    "/junk/",
    "/quarantine/",
    "/notices/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_empty_and_filled(
    as_bo: Client, ana_writes: Callable[..., Message], address: str
) -> None:
    assert as_bo.get(address).status_code == 200
    ana_writes()
    assert as_bo.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_who_is_not_logged_in_is_sent_to_the_log_in(db: None, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/log-in/?next=")
