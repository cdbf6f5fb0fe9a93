"""Who may ask for what: every address of the desk, asked by everybody.

The addresses come from the table of URLs itself, so a new one is asked for too, and fails here until it is
said whose rows its parameters name (T57, T58, T70).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from keepword.channels.models import InboundRecord
from keepword.conversations import actions as conversations
from keepword.conversations.models import Attachment, Conversation, Delivery, Draft, Message
from keepword.desk import files
from keepword.desk.urls import urlpatterns
from keepword.desk.views.nouns import NOUNS
from keepword.promises import actions as promises
from keepword.promises.models import Promise
from keepword.service import ArrivedFile, Person, answer
from keepword.staff.models import Agent, Inbox

Writes = Callable[..., Message]
SECRET = "wardrobe"
SET_UP = ("business", "hours", "standards", "team", "agent", "inbox", "mailbox")
"""What stands in the names of addresses that are for who may set up."""
OPEN_TO_ALL = {"log_in", "log_out", "set_up", "set_up_link", "invitation", "events"}
PERSONAL = {
    "invitation",
    "settings_token_revocation",
    "settings_team",
    "settings_team_hours",
    "settings_agent",
}
"""Their numbers name no row of an inbox: a link of one's own, a token of one's own, staff."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address: its name, and the parameters that it takes besides those it has already."""

    name: str
    parameters: tuple[str, ...]


def routes(patterns: list[URLPattern | URLResolver], above: tuple[str, ...] = ()) -> Iterator[Route]:
    """Every address of the table."""
    for pattern in patterns:
        names = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, names)
        else:
            assert pattern.name, pattern
            yield Route(pattern.name, names)


ALL = sorted({route.name: route for route in routes(urlpatterns)}.values(), key=lambda route: route.name)
NUMBERED = [route for route in ALL if {"number", "pk"} & set(route.parameters) and route.name not in PERSONAL]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What lies in the inbox of Cy's team, which Bo does not see."""

    conversation: Conversation
    message: Message
    file: Attachment
    draft: Draft
    draft_file: Attachment
    delivery: Delivery
    promise: Promise
    record: InboundRecord


@pytest.fixture
def hidden(ana_writes: Writes, cy: Agent, cy_inbox: Inbox) -> Hidden:
    message = ana_writes(
        f"The {SECRET} fell",
        subject=f"My {SECRET}",
        inbox=cy_inbox,
        sender=Person("olga@example.org", "Olga"),
        files=(ArrivedFile("photo.jpg", "image/jpeg", b"jpeg"),),
    )
    conversation, now = message.conversation, timezone.now()
    sent = answer(conversation, by=cy, text=f"Keep the {SECRET}", at=now)
    draft = conversations.save_draft(conversation, cy, "reply", {"text": SECRET}, at=now)
    return Hidden(
        conversation=Conversation.objects.get(pk=conversation.pk),
        message=message,
        file=message.attachments.get(),
        draft=draft,
        draft_file=conversations.attach(draft, name="plan.pdf", type="application/pdf", data=b"plan"),
        delivery=sent.deliveries.get(),
        promise=promises.make(
            what=f"a new {SECRET}",
            kind="other",
            due_at=now + timedelta(days=1),
            by=cy,
            at=now,
            conversation=conversation,
        ),
        record=InboundRecord.objects.create(
            inbox=cy_inbox,
            key="k",
            via="smtp",
            state=InboundRecord.QUARANTINED,
            received_at=now,
            size=4,
            raw=b"mail",
        ),
    )


def paths(route: Route, hidden: Hidden) -> list[str]:
    """The route's addresses with the hidden rows' numbers in them."""
    return [reverse(route.name, kwargs=values) for values in _values(route, hidden)]


def _values(route: Route, hidden: Hidden) -> list[dict[str, Any]]:
    name, conversation = route.name, hidden.conversation.pk
    if name == "noun":
        return [{"number": conversation, "name": noun} for noun in NOUNS]
    if name == "file":
        return [{"pk": one.pk, "key": files.key(one.pk)} for one in (hidden.file, hidden.draft_file)]
    if name == "draft_file_removal":
        return [{"number": conversation, "kind": "reply", "pk": hidden.draft_file.pk}]
    if name == "set_up_link":
        return [{"token": "x"}]
    if name == "invitation":
        return [{"pk": hidden.draft.agent_id, "token": "x"}]
    number = {
        "letter": hidden.message.pk,
        "delivery": hidden.delivery.pk,
        "promise": hidden.promise.pk,
        "customer": hidden.conversation.customer_id,
        "junk": conversation,
        "quarantine": hidden.record.pk,
        "settings": hidden.conversation.inbox_id,
    }.get(name.partition("_")[0], conversation)
    rest = {"kind": "reply"} if "kind" in route.parameters else {}
    return [{("number" if "number" in route.parameters else "pk"): number, **rest}]


def test_the_table_is_not_empty() -> None:
    assert len(ALL) > 50
    assert {"noun", "file", "promise_keeping", "quarantine_letter"} <= {route.name for route in NUMBERED}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", NUMBERED, ids=lambda route: route.name)
def test_what_bo_does_not_see_does_not_exist_for_him(
    route: Route, method: str, hidden: Hidden, bo_desk: Client
) -> None:
    for path in paths(route, hidden):
        said = {"what": "arrived"} if method == "post" else {}
        answered = getattr(bo_desk, method)(path, said, follow=True)
        refused = (403, 405) if route.name.startswith("settings") else (404, 405)
        assert answered.status_code in refused, path
        assert SECRET not in answered.content.decode(), path


@pytest.mark.parametrize("route", NUMBERED, ids=lambda route: route.name)
def test_who_leads_finds_it(route: Route, hidden: Hidden, di: Agent) -> None:
    """Or the test above would only show that the addresses are wrong."""
    desk = Client()
    desk.force_login(di)
    for path in paths(route, hidden):
        if path != reverse("file", args=[hidden.draft_file.pk, files.key(hidden.draft_file.pk)]):
            assert desk.get(path).status_code in (200, 302, 405), path


@pytest.mark.parametrize("route", ALL, ids=lambda route: route.name)
def test_a_stranger_is_sent_to_the_log_in(route: Route, hidden: Hidden, client: Client) -> None:
    if route.name in OPEN_TO_ALL:
        return
    for path in [reverse(route.name)] if not route.parameters else paths(route, hidden):
        for method in (client.get, client.post):
            answered = method(path)
            assert (answered.status_code, answered["Location"].partition("?")[0]) == (302, "/log-in/"), path


@pytest.mark.parametrize("route", ALL, ids=lambda route: route.name)
def test_nobody_without_the_role_sets_anything_up(route: Route, hidden: Hidden, cy_desk: Client) -> None:
    subject = route.name.removeprefix("settings_").removeprefix("set_up_").partition("_")[0]
    if route.name.partition("_")[0] not in ("settings", "set") or subject.rstrip("es") not in {
        one.rstrip("es") for one in SET_UP
    }:
        return
    for path in [reverse(route.name)] if not route.parameters else paths(route, hidden):
        for method in (cy_desk.get, cy_desk.post):
            assert method(path).status_code == 403, path


@pytest.mark.parametrize("route", ALL, ids=lambda route: route.name)
def test_looking_changes_nothing(route: Route, hidden: Hidden, di: Agent) -> None:
    """A GET writes at most what one has seen of one's own (and the session)."""
    desk = Client()
    desk.force_login(di)
    own = ("conversations_seen", "notices_notice", "django_session")
    for path in [reverse(route.name)] if not route.parameters else paths(route, hidden):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get(path)
        wrote = [
            query["sql"]
            for query in asked
            if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
            and not any(table in query["sql"][:60] for table in own)
        ]
        assert not wrote, (path, wrote)


@pytest.mark.parametrize("route", ALL, ids=lambda route: route.name)
def test_a_post_from_elsewhere_is_refused(route: Route, hidden: Hidden, di: Agent) -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(di)
    for path in [reverse(route.name)] if not route.parameters else paths(route, hidden):
        assert desk.post(path, {"text": "x"}).status_code in (403, 405), path


class TestNumbersInForms:
    """Numbers of hidden rows, sent in any field of a form about rows that one sees."""

    @pytest.fixture
    def seen(self, ana_writes: Writes) -> Conversation:
        return ana_writes().conversation

    def test_merging_into_it(self, seen: Conversation, hidden: Hidden, bo_desk: Client) -> None:
        answered = bo_desk.post(f"/conversations/{seen.pk}/merge/", {"into": hidden.conversation.pk})
        assert answered.status_code == 422
        assert not Conversation.objects.exclude(merged_into=None).exists()

    @pytest.mark.parametrize("field", ["conversation", "customer_id"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_promising_in_it(self, field: str, method: str, hidden: Hidden, bo_desk: Client) -> None:
        number = hidden.conversation.pk if field == "conversation" else hidden.conversation.customer_id
        answered = getattr(bo_desk, method)("/promises/new/", {field: number, "what": "x", "kind": "other"})
        assert answered.status_code == 404

    def test_writing_to_the_customer(self, hidden: Hidden, bo_desk: Client) -> None:
        answered = bo_desk.get("/conversations/new/", {"customer": hidden.conversation.customer_id})
        assert answered.status_code == 404

    def test_writing_out_of_the_inbox(self, hidden: Hidden, bo_desk: Client) -> None:
        said = {"inbox": hidden.conversation.inbox_id, "to": "x@example.com", "subject": "x", "text": "x"}
        assert bo_desk.post("/conversations/new/", said).status_code == 422
        assert not Message.objects.filter(agent__email="bo@chairs.test").exists()

    def test_forwarding_its_message(self, seen: Conversation, hidden: Hidden, bo_desk: Client) -> None:
        said = {
            "text": "See below",
            "to": "x@example.com",
            "forward_of": hidden.message.pk,
            "with_files": "on",
            "then": "later",
            "later": "tomorrow 9:00",
            "seen": seen.last_message,
        }
        bo_desk.post(f"/conversations/{seen.pk}/forward/", said)
        draft = Draft.objects.get(agent__email="bo@chairs.test")
        assert not draft.attachments.exists()
        assert SECRET not in bo_desk.get(f"/conversations/{seen.pk}/?write=forward").content.decode()

    def test_taking_its_file_out(self, seen: Conversation, hidden: Hidden, bo_desk: Client) -> None:
        bo_desk.post(f"/conversations/{seen.pk}/draft/reply/", {"text": "x"})
        bo_desk.post(f"/conversations/{seen.pk}/draft/reply/files/{hidden.draft_file.pk}/removal/")
        assert Attachment.objects.filter(pk=hidden.draft_file.pk).exists()

    def test_reading_anothers_notice(self, hidden: Hidden, cy: Agent, bo_desk: Client) -> None:
        from keepword.notices.actions import tell

        notice = tell(cy, "mentioned", key="k", conversation=hidden.conversation.pk)
        bo_desk.post("/notices/reading/", {"notice": notice.pk})
        notice.refresh_from_db()
        assert notice.read_at is None

    @pytest.mark.parametrize(
        ("path", "field"),
        [("owner", "owner"), ("team", "team"), ("merge", "into")],
    )
    @pytest.mark.parametrize("nonsense", ["9" * 40, "-1", "²", "abc"])
    def test_nonsense_is_no_fault_of_ours(
        self, path: str, field: str, nonsense: str, seen: Conversation, bo_desk: Client
    ) -> None:
        answered = bo_desk.post(f"/conversations/{seen.pk}/{path}/", {field: nonsense})
        assert answered.status_code < 500

    def test_a_subject_of_several_lines(self, seen: Conversation, bo_desk: Client) -> None:
        """T46: one line, in the desk as in the letter."""
        bo_desk.post(f"/conversations/{seen.pk}/subject/", {"subject": "A chair\r\nBcc: x@example.com"})
        seen.refresh_from_db()
        assert seen.subject == "A chair Bcc: x@example.com"

    @pytest.mark.parametrize(
        "query",
        [
            "tab=kept&after=9999-12-31T23:59:59-23:59_5",
            "tab=kept&from=0001-01-01&to=2026-01-01",
            "tab=broken&from=2026-01-01&to=9999-12-31",
            f"owner={'9' * 40}",
        ],
    )
    def test_the_ledger_of_days_that_never_were(self, query: str, bo_desk: Client) -> None:
        assert bo_desk.get(f"/promises/?{query}").status_code == 200

    @pytest.mark.parametrize("nonsense", ["9" * 40, "²", "abc"])
    def test_a_nonsensical_owner_of_a_promise(
        self, nonsense: str, seen: Conversation, bo_desk: Client
    ) -> None:
        said = {
            "text": "x",
            "then": "pledge",
            "promise_what": "I call",
            "promise_due": "2h",
            "promise_kind": "callback",
            "promise_owner": nonsense,
        }
        assert bo_desk.post(f"/conversations/{seen.pk}/reply/", said).status_code < 500


@pytest.mark.parametrize(
    "there", ["//evil.test", "/\\evil.test", "https://evil.test/", "javascript:alert(1)"]
)
def test_the_log_in_leads_to_no_other_house(there: str, bo: Agent, client: Client) -> None:
    from tests.conftest import PASSWORD

    answered = client.post(
        f"/log-in/?next={there}", {"username": bo.email, "password": PASSWORD, "next": there}
    )
    assert (answered.status_code, answered["Location"]) == (302, "/")
