"""An agent hears what is theirs, and says what they have seen."""

from __future__ import annotations

from django.test import Client

from keepword.notices.actions import tell
from keepword.notices.models import Notice
from keepword.staff.models import Agent


def unread(client: Client) -> list[str]:
    return [told.notice.key for told in client.get("/notices/").context["unread"]]


def test_only_ones_own_are_shown_and_seen(bo: Agent, di: Agent, as_bo: Client, as_di: Client) -> None:
    tell(bo, "given", key="to Bo", by=di.pk)
    notice = tell(di, "given", key="to Di", by=bo.pk)
    assert unread(as_bo) == ["to Bo"]
    as_bo.post("/notices/reading/", {"notice": notice.pk})
    assert unread(as_di) == ["to Di"]


def test_one_is_seen_or_all(bo: Agent, as_bo: Client) -> None:
    first = tell(bo, "given", key="first")
    tell(bo, "given", key="second")
    as_bo.post("/notices/reading/", {"notice": first.pk})
    assert unread(as_bo) == ["second"]
    as_bo.post("/notices/reading/", {"notice": "nonsense"})
    assert unread(as_bo) == ["second"]
    as_bo.post("/notices/reading/")
    assert unread(as_bo) == []
    assert [told.notice.key for told in as_bo.get("/notices/").context["seen"]] == ["second", "first"]


def test_the_list_alone_is_a_fragment(bo: Agent, as_bo: Client) -> None:
    tell(bo, "given", key="first")
    fragment = as_bo.get("/notices/", headers={"HX-Request": "true", "HX-Target": "notices"}).text
    assert "<html" not in fragment
    assert "gave you" in fragment
    assert Notice.objects.get().read_at is None
