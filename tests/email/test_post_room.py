"""Letters on their way out: what is certain is said, what is uncertain is never sent again by itself."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from keepword import service
from keepword.channels import intake
from keepword.channels.email import actions, routes, transport
from keepword.channels.email.models import Account
from keepword.channels.email.routes import Route
from keepword.channels.models import InboundRecord
from keepword.config import clock
from keepword.conversations import actions as conversations
from keepword.conversations.models import Delivery, Message
from keepword.events.models import Event
from keepword.notices.models import Notice
from keepword.service import Person
from keepword.staff.models import Agent, Inbox
from tests.email.conftest import Take, bounce, mail, parsed
from tests.servers.certificates import Authority
from tests.servers.fake_smtp import FakeSmtp, Letter
from tests.servers.programs import free_port

pytestmark = pytest.mark.django_db

Answer = Callable[..., Message]
Post = Callable[..., list[Delivery]]
DAY = timedelta(days=1)


@pytest.fixture
def sent(take: Take, answer: Answer) -> Message:
    """Bo's answer to Ana, not yet posted."""
    return answer(take(mail()))


def states(rows: list[Delivery]) -> list[str]:
    return [row.state for row in rows]


def to_customers(letters: list[Letter]) -> list[str]:
    """To whom outside of the staff."""
    everybody = [address for letter in letters for address in letter.recipients]
    return sorted(address for address in everybody if not address.endswith("@chairs.test"))


def test_a_letter_goes_out_once_and_says_what_the_other_side_said(
    sent: Message, post: Post, fake_smtp: FakeSmtp
) -> None:
    assert states(post()) == ["sent"]
    assert states(post(DAY)) == ["sent"]
    (out,) = fake_smtp.letters
    assert (out.sender, out.recipients) == ("support@chairs.test", ("ana@example.org",))
    assert parsed(out.data)["Message-ID"] == f"<{sent.letter_id}>"
    assert sent.deliveries.get().detail == "250 2.0.0 Ok"
    assert Event.objects.filter(code="delivery.sent").count() == 1


def test_each_recipient_has_a_fate_of_its_own(
    take: Take, answer: Answer, post: Post, fake_smtp: FakeSmtp
) -> None:
    people = [Person("ana@example.org"), Person("busy@example.net"), Person("gone@example.net")]
    answer(take(mail()), to=people)
    fake_smtp.answer("busy@example.net", "451 4.2.1 Busy")
    fake_smtp.answer("gone@example.net", "550 5.1.1 No such person")
    assert states(post()) == ["sent", "waiting", "failed"]
    assert [row.detail for row in Delivery.objects.all()][1:] == [
        "451 4.2.1 Busy",
        "550 5.1.1 No such person",
    ]
    assert states(post(timedelta(minutes=1))) == ["sent", "sent", "failed"]
    assert to_customers(fake_smtp.letters) == ["ana@example.org", "busy@example.net"]
    assert Notice.objects.get(kind="delivery_failed").data["address"] == "gone@example.net"


@pytest.mark.parametrize("kept", [True, False])
def test_a_line_that_drops_after_the_letter_leaves_it_uncertain(
    sent: Message, post: Post, fake_smtp: FakeSmtp, kept: bool
) -> None:
    fake_smtp.drop_after_data(kept=kept)
    assert states(post()) == ["uncertain"]
    assert states(post(DAY)) == ["uncertain"]
    assert to_customers(fake_smtp.attempts) == ["ana@example.org"]
    assert Notice.objects.filter(kind="delivery_uncertain", recipient=sent.agent).count() == 1


def test_an_answer_that_never_comes_leaves_it_uncertain(
    sent: Message, post: Post, fake_smtp: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "VERDICT", 0.2)
    fake_smtp.delay("DATA", 2)
    assert states(post()) == ["uncertain"]
    assert "gave no answer" in sent.deliveries.get().detail


def test_an_uncertain_letter_goes_again_when_a_person_says_so(
    sent: Message, post: Post, fake_smtp: FakeSmtp, bo: Agent
) -> None:
    fake_smtp.drop_after_data(kept=False)
    (row,) = post()
    conversations.resend(row, by=bo, at=sent.at)
    assert states(post()) == ["sent"]
    assert len({parsed(out.data)["Message-ID"] for out in fake_smtp.attempts}) == 1


def test_what_a_crash_left_behind_in_sending_is_uncertain(
    sent: Message, post: Post, fake_smtp: FakeSmtp
) -> None:
    sent.deliveries.update(state=Delivery.SENDING, next_at=sent.at)
    assert states(post(timedelta(minutes=2))) == ["uncertain"]
    assert fake_smtp.attempts == []


def test_a_refusal_after_the_letter_is_believed(sent: Message, post: Post, fake_smtp: FakeSmtp) -> None:
    fake_smtp.answer_data("452 4.3.1 Full", "554 5.7.1 We do not like it")
    assert states(post()) == ["waiting"]
    assert states(post(timedelta(minutes=1))) == ["failed"]
    assert Delivery.objects.get().detail == "554 5.7.1 We do not like it"


def test_a_server_that_is_away_is_waited_for(
    sent: Message, post: Post, fake_smtp: FakeSmtp, di: Agent
) -> None:
    fake_smtp.stop()
    (row,) = post()
    assert row.state == "waiting"
    assert "could not be reached" in row.detail
    assert not Notice.objects.exists()
    for minutes in range(1, 60):
        (row,) = post(timedelta(minutes=minutes))
    assert row.next_at is not None
    assert row.next_at - row.at <= timedelta(minutes=4)
    assert Notice.objects.get(kind="post_stuck").recipient == di
    fake_smtp.start()
    assert states(post(timedelta(minutes=65))) == ["sent"]
    assert len(fake_smtp.letters) == 1


def test_after_three_days_it_is_given_up(sent: Message, post: Post, fake_smtp: FakeSmtp) -> None:
    fake_smtp.answer("ana@example.org", *["451 4.2.1 Busy"] * 400)
    for hours in range(0, 71, 4):
        assert states(post(timedelta(hours=hours))) == ["waiting"]
    assert states(post(timedelta(hours=73))) == ["failed"]


def test_a_thousand_letters_ask_a_server_that_is_away_once_a_round(
    take: Take, answer: Answer, post: Post, fake_smtp: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = take(mail())
    for number in range(10):
        answer(said, f"Answer {number}", to=[Person(f"guest{number}@example.net")])
    calls: list[object] = []

    def refuse(route: object) -> smtplib.SMTP:
        calls.append(route)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(transport, "connect", refuse)
    assert states(post()) == ["waiting"] * 10
    assert len(calls) == 1


def test_letters_of_one_conversation_keep_their_order(
    take: Take, answer: Answer, post: Post, fake_smtp: FakeSmtp
) -> None:
    said = take(mail())
    for text in ("First", "Second", "Third"):
        answer(said, text)
    fake_smtp.answer("ana@example.org", "451 4.2.1 Busy")
    for seconds in range(0, 60, 10):
        post(timedelta(seconds=seconds))
    texts = [parsed(out.data).get_body(("plain",)) for out in fake_smtp.letters]
    assert [body.get_content().split()[0] for body in texts if body] == ["First", "Second", "Third"]


def test_several_letters_go_over_one_line(
    take: Take, answer: Answer, post: Post, fake_smtp: FakeSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Person(f"guest{number}@example.net") for number in range(5)]
    answer(take(mail()), to=people)
    calls: list[Route] = []

    def connect(route: Route) -> smtplib.SMTP:
        calls.append(route)
        return routes.connect(route)

    monkeypatch.setattr(transport, "connect", connect)
    assert states(post()) == ["sent"] * 5
    assert len(calls) == 1


def test_without_any_server_a_letter_waits_and_says_so(sent: Message, settings: object) -> None:
    settings.SMTP_URL = ""  # type: ignore[attr-defined]
    clock.tick("post", now=sent.at)
    clock.tick("post", now=sent.at + 10 * DAY)
    row = sent.deliveries.get()
    assert (row.state, "No mail server" in row.detail) == ("waiting", True)


def test_one_letter_that_cannot_be_written_stops_no_other(
    take: Take, answer: Answer, post: Post, fake_smtp: FakeSmtp
) -> None:
    said = take(mail())
    answer(said, "One", to=[Person("one@example.net")])
    from keepword.conversations.models import Attachment

    lost = Attachment(name="x", type="text/plain", size=1, digest="0" * 64)
    answer(said, "Two", to=[Person("two@example.net")], attachments=[lost])
    answer(said, "Three", to=[Person("three@example.net")])
    assert states(post()) == ["sent", "waiting", "sent"]
    assert "FileNotFoundError" in Delivery.objects.get(address="two@example.net").detail


def test_nothing_automatic_goes_to_a_customer(take: Take, post: Post, fake_smtp: FakeSmtp) -> None:
    take(mail())
    take(mail("Away", letter_id="v@example.org", Auto_Submitted="auto-replied"))
    assert post() == []
    assert fake_smtp.attempts == []


def account(inbox: Inbox, port: int, security: str, password: str = "") -> Account:
    user = "desk" if password else ""
    return actions.set_account(
        inbox, host="localhost", port=port, security=security, username=user, password=password
    )


@pytest.fixture
def tls_smtp(authority: Authority, tmp_path: Path) -> object:
    """A server that offers STARTTLS, with a certificate of the tests' authority."""
    server = FakeSmtp(authority.certify(tmp_path).server_context())
    server.start()
    yield server
    server.stop()


def test_a_certificate_is_verified(
    sent: Message,
    inbox: Inbox,
    post: Post,
    tls_smtp: FakeSmtp,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account(inbox, tls_smtp.port, "starttls")
    (row,) = post()
    assert row.state == "waiting"
    assert "CERTIFICATE_VERIFY_FAILED" in row.detail
    kept = Account.objects.get()
    assert kept.failing_since is not None
    assert "CERTIFICATE_VERIFY_FAILED" in kept.error
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca_file))
    assert states(post(timedelta(minutes=1))) == ["sent"]
    works = Account.objects.get()
    assert (works.failing_since, works.error) == (None, "")


def test_starttls_that_is_required_and_not_offered_sends_nothing(
    sent: Message, inbox: Inbox, post: Post, fake_smtp: FakeSmtp
) -> None:
    account(inbox, fake_smtp.port, "starttls")
    (row,) = post()
    assert (row.state, "STARTTLS" in row.detail) == ("waiting", True)
    assert fake_smtp.attempts == []


def test_a_log_in_that_is_refused_waits_for_a_better_password(
    sent: Message, inbox: Inbox, post: Post, fake_smtp: FakeSmtp
) -> None:
    account(inbox, fake_smtp.port, "plain", password="wrong")
    (row,) = post()
    assert row.state == "waiting"
    assert "AUTH" in row.detail
    assert "wrong" not in row.detail


def test_notices_go_to_colleagues_as_plain_automatic_letters(
    take: Take, post: Post, fake_smtp: FakeSmtp, bo: Agent, di: Agent
) -> None:
    said = take(mail())
    conversations.give(said.conversation, bo, by=di, at=said.at)
    post()
    (out,) = fake_smtp.letters
    made = parsed(out.data)
    assert out.recipients == ("bo@chairs.test",)
    assert made["From"] == "Keepword Chairs <support@chairs.test>"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Subject"] == "Yours now: My chair"
    assert f"http://desk.test/conversations/{said.conversation_id}/" in made.get_content()
    assert Notice.objects.get().mailed_at is not None


def test_an_answer_to_a_notice_is_a_strangers_mail(
    take: Take, post: Post, fake_smtp: FakeSmtp, bo: Agent, di: Agent
) -> None:
    said = take(mail())
    conversations.give(said.conversation, bo, by=di, at=said.at)
    post()
    notice = parsed(fake_smtp.letters[0].data)["Message-ID"]
    back = take(mail("Refund it", sender="bo@chairs.test", letter_id="b@chairs.test", In_Reply_To=notice))
    assert back.conversation != said.conversation
    assert (back.kind, back.agent) == ("inbound", None)


def test_what_a_machine_says_to_a_notice_is_set_aside(
    take: Take, post: Post, fake_smtp: FakeSmtp, inbox: Inbox, bo: Agent, di: Agent
) -> None:
    said = take(mail())
    conversations.give(said.conversation, bo, by=di, at=said.at)
    post()
    notice = parsed(fake_smtp.letters[0].data)["Message-ID"].strip("<>")
    forged = notice.replace("notice-", "notice-1", 1)
    for letter in (notice, forged):
        raw = bounce(letter, recipient="bo@chairs.test")
        intake.store([intake.Incoming(inbox.pk, raw, "lmtp", said.at)])
    clock.tick("reading", now=said.at + DAY)
    states_of = InboundRecord.objects.order_by("pk").values_list("state", flat=True)
    assert list(states_of) == ["read", "aside", "read"]
    assert "No such person" in Notice.objects.get(kind="given").error


def test_a_notice_is_not_mailed_to_an_inbox_of_ours_nor_when_it_is_read(
    take: Take, post: Post, fake_smtp: FakeSmtp, bo: Agent, di: Agent
) -> None:
    said = take(mail())
    bo.email = "support+bo@chairs.test"
    bo.save()
    conversations.give(said.conversation, bo, by=di, at=said.at)
    post()
    assert fake_smtp.attempts == []
    assert Notice.objects.get().next_at is None


@pytest.mark.parametrize(
    "error", [ssl.SSLError("bad certificate"), TimeoutError("timed out"), OSError("no route")]
)
def test_no_trouble_before_the_letter_makes_it_uncertain(
    sent: Message, post: Post, fake_smtp: FakeSmtp, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_route: object) -> smtplib.SMTP:
        raise error

    monkeypatch.setattr(transport, "connect", fail)
    assert states(post()) == ["waiting"]


def test_a_port_nobody_listens_at_is_named(sent: Message, settings: object) -> None:
    port = free_port()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"  # type: ignore[attr-defined]
    clock.tick("post", now=sent.at)
    assert f"127.0.0.1:{port}" in sent.deliveries.get().detail


def test_a_reply_quotes_only_for_who_may_read_it(
    take: Take, answer: Answer, post: Post, fake_smtp: FakeSmtp
) -> None:
    asked = take(mail("My number is 4711", Cc="eve@example.net"))
    answer(asked, to=[Person("ana@example.org")], cc=[Person("eve@example.net")])
    post()
    quoted = {out.recipients[0]: b"4711" in out.data for out in fake_smtp.letters}
    assert quoted == {"ana@example.org": True, "eve@example.net": False}


def test_a_note_sends_nothing(take: Take, bo: Agent, post: Post, fake_smtp: FakeSmtp) -> None:
    said = take(mail(Cc="eve@example.net"))
    service.note(said.conversation, by=bo, text="Between us")
    assert post() == []
    assert fake_smtp.attempts == []
