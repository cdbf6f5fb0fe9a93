"""The letters we write: what mail programs read in them, who may read what in them, and that nothing can be
forged.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword import service
from keepword.channels.email import headers
from keepword.channels.email.compose import letter, media_type
from keepword.channels.email.quoting import may_quote
from keepword.channels.email.reading import read
from keepword.conversations.models import Attachment, Message
from keepword.conversations.tokens import read_reply_token
from keepword.lib import files
from keepword.service import Person
from keepword.staff.models import Agent, Inbox
from tests.email.conftest import Take, mail, parsed

pytestmark = pytest.mark.django_db

Answer = Callable[..., Message]


def parts(made: EmailMessage) -> dict[str, str]:
    """The text of each kind of part, decoded."""
    return {p.get_content_type(): p.get_content() for p in made.walk() if p.get_content_maintype() == "text"}


def test_a_letter_says_who_writes_and_belongs_to_its_thread(take: Take, answer: Answer) -> None:
    asked = take(mail(References="<older@example.org>", In_Reply_To="<older@example.org>"))
    sent = answer(asked)
    raw = letter(sent).raw
    made = parsed(raw)
    assert made["From"] == '"Bo (Keepword Chairs)" <support@chairs.test>'
    assert made["To"] == "Ana <ana@example.org>"
    assert made["Subject"] == "Re: My chair"
    assert made["Message-ID"] == f"<{sent.letter_id}>"
    assert made["In-Reply-To"] == "<ana-1@example.org>"
    assert made["References"].split() == ["<older@example.org>", "<ana-1@example.org>"]
    assert made["Date"].datetime == sent.at
    assert (made["Auto-Submitted"], made["Reply-To"], made["Bcc"]) == (None, None, None)
    assert list(parts(made)) == ["text/plain", "text/html"]
    assert raw == letter(Message.objects.get(pk=sent.pk)).raw, "the same at every try"
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_we_read_our_own_letters_without_any_problem(take: Take, answer: Answer) -> None:
    sent = answer(take(mail("Gdje je?")), "Stiže u četvrtak.\n\n-- nije potpis\n. točka")
    ours = read(letter(sent).raw)
    assert ours.problems == ()
    assert ours.from_ is not None
    assert ours.from_.address == "support@chairs.test"
    assert ours.reply_text.startswith("Stiže u četvrtak.")
    assert not ours.is_auto_reply


def test_the_signature_fills_in_names_literally(take: Take, answer: Answer, inbox: Inbox, bo: Agent) -> None:
    inbox.signature = "{agent}, {business}\n{{ settings.SECRET_KEY }} {other}"
    inbox.save()
    bo.name = "{business} {% include 'x' %}"
    bo.save()
    plain = parts(parsed(letter(answer(take(mail()))).raw))["text/plain"]
    signature = "-- \n{business} {% include 'x' %}, Keepword Chairs\n{{ settings.SECRET_KEY }} {other}"
    assert signature in plain.replace("\r\n", "\n")


def test_the_letter_that_is_answered_stands_below_never_a_note(take: Take, answer: Answer, bo: Agent) -> None:
    asked = take(mail("Where is <b>it</b>?\n\n> an older line"))
    service.note(asked.conversation, by=bo, text="She is difficult")
    texts = parts(parsed(letter(answer(asked)).raw))
    assert "> Where is <b>it</b>?" in texts["text/plain"]
    assert "Ana wrote:" in texts["text/plain"]
    assert "Where is &lt;b&gt;it&lt;/b&gt;?" in texts["text/html"]
    assert '<blockquote type="cite">' in texts["text/html"]
    assert not any("difficult" in text or "an older line" in text for text in texts.values())


def test_who_was_only_named_by_a_mail_does_not_read_the_history(take: Take, answer: Answer) -> None:
    asked = take(mail("My number is 4711", Cc="Eve <eve@example.net>"))
    sent = answer(
        asked, cc=[Person("eve@example.net"), Person("known@example.net")], to=[Person("ana@example.org")]
    )
    may = {row.address: may_quote(row) for row in sent.deliveries.select_related("message__conversation")}
    assert may == {"ana@example.org": True, "eve@example.net": False, "known@example.net": True}
    without = parts(parsed(letter(sent, quote=False).raw))
    assert not any("4711" in text for text in without.values())


def test_bcc_stands_in_no_letter(take: Take, answer: Answer) -> None:
    sent = answer(take(mail()), bcc=[Person("di@chairs.test", "Di")])
    assert b"di@chairs.test" not in letter(sent).raw
    assert sent.deliveries.filter(address="di@chairs.test", how="bcc").exists()


def test_answers_come_back_to_a_signed_address_where_those_arrive(
    take: Take, answer: Answer, inbox: Inbox
) -> None:
    inbox.plus_addresses = True
    inbox.save()
    sent = answer(take(mail()))
    made = letter(sent)
    (back,) = parsed(made.raw)["Reply-To"].addresses
    tag = back.username.partition("+")[2]
    assert read_reply_token(tag) == sent.conversation_id
    assert made.sender == back.addr_spec
    assert parsed(made.raw)["From"].addresses[0].addr_spec == "support@chairs.test"


def attachment(name: str, data: bytes, type: str = "image/png", cid: str = "") -> Attachment:  # noqa: A002
    return Attachment(
        name=name, type=type, size=len(data), digest=files.keep(data), inline=bool(cid), content_id=cid
    )


def test_files_and_pictures_go_along(take: Take, answer: Answer) -> None:
    html = '<p>Look: <img src="cid:chair@keepword"> and <img src="https://example.org/x.png"></p>'
    given = [
        attachment("chair.png", b"\x89PNG picture", cid="chair@keepword"),
        attachment("račun\r\nBcc: eve@example.net.pdf", b"%PDF", "application/pdf\r\nX: y"),
        attachment("forwarded.eml", b"Subject: x\n\n" + b"y" * 2000, "message/rfc822"),
    ]
    raw = letter(answer(take(mail()), text="", html=html, attachments=given)).raw
    ours = read(raw)
    assert {(f.name, f.size) for f in ours.attachments} >= {("chair.png", 12), ("forwarded.eml", 2012)}
    made = parsed(raw)
    assert '<img src="cid:chair@keepword">' in parts(made)["text/html"]
    assert 'src="https://example.org/x.png"' in parts(made)["text/html"]
    picture = next(part for part in made.walk() if part["Content-ID"])
    assert (picture["Content-ID"], picture.get_content()) == ("<chair@keepword>", b"\x89PNG picture")
    assert b"\nBcc:" not in raw
    assert b"\nX:" not in raw


def test_a_forward_has_the_text_and_files_of_what_is_passed_on(take: Take, bo: Agent) -> None:
    asked = take(mail("It creaks"))
    file = attachment("creak.mp3", b"creak", "audio/mpeg")
    file.message = asked
    file.save()
    sent = service.answer(
        asked.conversation,
        by=bo,
        text="Can you help?",
        kind="forward",
        to=[Person("m@supplier.test")],
        forward_of=asked,
    )
    made = parsed(letter(sent).raw)
    assert made["Subject"] == "Fwd: My chair"
    assert made["In-Reply-To"] is None
    assert "It creaks" in parts(made)["text/plain"]
    assert "ana@example.org" in parts(made)["text/plain"]
    assert [part.get_filename() for part in made.iter_attachments()] == ["creak.mp3"]


def test_a_letter_speaks_the_language_of_its_conversation(take: Take, answer: Answer) -> None:
    sent = answer(take(mail("Gdje je moja stolica? Molim vas javite mi kada stiže.")))
    assert sent.language == "hr"
    assert '<html lang="hr">' in parts(parsed(letter(sent).raw))["text/html"]


EVIL = st.text(st.sampled_from('abč\r\n\0\x0b\u2028:<>"\\,;=?@ Bcc:.é漢'), max_size=120)


@given(name=EVIL, subject=EVIL, address=EVIL, letter_id=EVIL)
def test_no_value_can_begin_a_field_of_its_own(name: str, subject: str, address: str, letter_id: str) -> None:
    made = "".join(
        [
            headers.field("Subject", headers.text("Subject", subject)),
            headers.field("To", headers.people([{"name": name, "address": f"{address}@example.org"}])),
            headers.field("References", headers.ids([letter_id, "ok@example.org"])),
        ]
    )
    lines = made.split("\r\n")[:-1]
    own = [line for line in lines if not line.startswith(" ")]
    assert [line.partition(":")[0] for line in own] == ["Subject", "To", "References"]
    assert not any(c in line for line in lines for c in "\r\n\0\x0b\u2028")
    assert all(line.strip() for line in lines)


@given(st.text(min_size=1, max_size=300))
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    raw = headers.field("Subject", headers.text("Subject", subject)).encode("ascii") + b"\r\n"
    assert read(raw).subject == headers.calm(subject)


@given(st.text(max_size=80))
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    raw = headers.field("From", headers.person(name, "bo@chairs.test")).encode("ascii") + b"\r\n"
    sender = read(raw).from_
    assert sender is not None
    assert (sender.address, sender.name.split()) == ("bo@chairs.test", headers.calm(name).split())


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        ("image/png", "image/png"),
        ("Text/CSV", "text/csv"),
        ("message/rfc822", "application/octet-stream"),
        ("multipart/mixed; boundary=x", "application/octet-stream"),
        ("image/png\r\nBcc: x", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_only_what_is_a_type_is_declared_as_one(declared: str, sent: str) -> None:
    assert media_type(declared) == sent
