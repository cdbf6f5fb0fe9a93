"""Mails that no person wrote to us: bounces, automatic answers, lists, junk."""

from __future__ import annotations

import pytest

from keepword.channels.email.letter import Bounce
from keepword.channels.email.reading import read


def report(action: str, status: str, diagnostic: str = "", recipient: str = "ana@example.com") -> bytes:
    """A delivery report of RFC 3464 about one recipient."""
    said = f"Diagnostic-Code: smtp; {diagnostic}\n" if diagnostic else ""
    return (
        "From: MAILER-DAEMON@mx.example.org\nSubject: Report\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\nSomething happened.\n"
        "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n{said}\n"
        "--x\nContent-Type: message/rfc822\n\nSubject: our answer\n\nx\n--x--\n"
    ).encode()


REPORTS = {
    "no such user": ("failed", "5.1.1", "550 5.1.1 User unknown", True),
    "no such host": ("failed", "5.1.2", "550 Host unknown", True),
    "takes no mail": ("failed", "5.1.10", "Domain example.com does not accept mail (nullMX)", True),
    "moved": ("failed", "5.1.6", "551 user has moved, no forwarding address", True),
    "mailbox full": ("failed", "5.2.2", "552 5.2.2 Mailbox full", False),
    "over quota": ("failed", "5.0.0", "550 the user is over quota", False),
    "blocked": ("failed", "5.7.1", "554 5.7.1 Your host is on our blocklist", False),
    "too large": ("failed", "5.3.4", "552 message size exceeds limit", False),
    "sender refused": ("failed", "5.1.8", "553 5.1.8 Domain of sender address does not exist", False),
    "gave up": ("failed", "4.4.7", "delivery expired", False),
    "still trying": ("delayed", "4.4.1", "connection timed out", False),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_says_whether_the_address_is_dead(name: str) -> None:
    action, status, diagnostic, permanent = REPORTS[name]
    bounce = read(report(action, status, diagnostic)).bounce
    assert bounce == Bounce("ana@example.com", status, f"smtp; {diagnostic}", permanent)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_is_no_bounce(action: str) -> None:
    assert read(report(action, "2.0.0")).bounce is None


PLAIN_BOUNCES = {
    "exim": (
        "Mail delivery failed: returning message to sender",
        (
            "This message was created automatically by mail delivery software.\n\n"
            "A message that you sent could not be "
            "delivered to one or more of its recipients.\n\n  ana@example.com\n"
            "    host mx.example.com: 550 No such user\n"
        ),
        True,
    ),
    "qmail": (
        "failure notice",
        (
            "Hi. This is the qmail-send program at mx.example.org.\n"
            "I'm afraid I wasn't able to deliver your message to the "
            "following addresses.\n\n<ana@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n"
        ),
        True,
    ),
    "full": (
        "Undelivered Mail Returned to Sender",
        "Your message to ana@example.com could not be delivered.\n\n552 5.2.2 mailbox is full\n",
        False,
    ),
    "german": (
        "Unzustellbar: Ihre Bestellung",
        "Ihre Nachricht konnte nicht zugestellt werden:\n\nana@example.com\n550 5.1.1 Empfänger unbekannt\n",
        True,
    ),
    "russian": (
        "Сообщение не доставлено",
        "Ваше письмо не может быть доставлено:\n\nana@example.com\n550 пользователь не найден\n",
        True,
    ),
    "turkish": (
        "Teslim edilemedi: Sipariş",
        "İletiniz teslim edilemedi:\n\nana@example.com\n550 kullanıcı bulunamadı\n",
        True,
    ),
    "croatian": (
        "Neisporučeno: Narudžba",
        "Vašu poruku nije moguće isporučiti:\n\nana@example.com\n550 korisnik ne postoji\n",
        True,
    ),
    "swedish": (
        "Olevererbart: Order",
        "Meddelandet kunde inte levereras:\n\nana@example.com\n550 okänd mottagare\n",
        True,
    ),
}


@pytest.mark.parametrize("name", PLAIN_BOUNCES)
def test_bounces_in_plain_words(name: str) -> None:
    subject, text, permanent = PLAIN_BOUNCES[name]
    raw = (
        f"From: Mail Delivery System <mailer-daemon@mx.example.org>\nSubject: {subject}\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}"
    ).encode()
    bounce = read(raw).bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.permanent) == ("ana@example.com", permanent)


def test_the_recipient_of_a_plain_report_is_not_the_sender() -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.example.org\nTo: shop@example.org\nSubject: Returned mail: User unknown\n\n"
        b"The original message was received from shop@example.org\nWrite to postmaster@mx.example.org\n\n"
        b"  <ana@example.com> [User unknown]\n"
    )
    bounce = read(raw).bounce
    assert bounce == Bounce("ana@example.com", None, "<ana@example.com> [User unknown]", permanent=True)


ORDINARY = {
    "a customer complains": (
        "ana@example.com",
        "Mail delivery failed",
        "Your mail could not be delivered to me, why?",
    ),
    "a parcel": (
        "no-reply@parcels.example.com",
        "Delivery failed",
        "Your parcel could not be delivered today.",
    ),
    "a customer forwards": (
        "ana@example.com",
        "Fwd: Undelivered Mail Returned to Sender",
        "What is this?\n\n> 550 User unknown",
    ),
    "the postmaster himself": ("postmaster@example.com", "Lunch", "Shall we meet on Monday?"),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_people_who_speak_of_undelivered_things_are_no_bounces(name: str) -> None:
    sender, subject, text = ORDINARY[name]
    mail = read(f"From: {sender}\nSubject: {subject}\n\n{text}\n".encode())
    assert not mail.is_bounce
    assert not mail.is_auto_reply


AUTOMATIC = {
    "standard": "Auto-Submitted: auto-replied",
    "standard with reason": "Auto-Submitted: auto-replied (vacation)",
    "outlook": "Subject: Automatic reply: your order",
    "outlook, german": "Subject: =?utf-8?Q?Automatische_Antwort:_Bestellung?=",
    "outlook, swedish": "Subject: =?utf-8?Q?Autosvar:_order?=",
    "outlook, turkish": "Subject: =?utf-8?Q?Otomatik_yan=C4=B1t:_sipari=C5=9F?=",
    "outlook, croatian": "Subject: Automatski odgovor: narudžba",
    "old vacation": "X-Autoreply: yes",
    "precedence": "Precedence: auto_reply",
    "generated in answer": "Auto-Submitted: auto-generated\nIn-Reply-To: <1@shop.example.org>",
}


@pytest.mark.parametrize("name", AUTOMATIC)
def test_automatic_answers(name: str) -> None:
    mail = read(f"From: ana@example.com\n{AUTOMATIC[name]}\n\nI am away.\n".encode())
    assert mail.is_auto_reply
    assert mail.no_auto_answer


BY_PEOPLE = {
    "bulk": "Precedence: bulk",
    "said no": "Auto-Submitted: no",
    "a form on a page": "Auto-Submitted: auto-generated",
    "a question about them": "Subject: How do I switch the automatic reply off?",
    "no receipts please": "X-Auto-Response-Suppress: All",
}


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_what_is_no_automatic_answer(name: str) -> None:
    assert not read(f"From: ana@example.com\n{BY_PEOPLE[name]}\n\nHello\n".encode()).is_auto_reply


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "Precedence: bulk",
        "Return-Path: <>",
    ],
)
def test_no_machine_of_ours_may_answer(header: str) -> None:
    assert read(f"{header}\nFrom: ana@example.com\n\nHello\n".encode()).no_auto_answer
    assert not read(b"Return-Path: <ana@example.com>\nFrom: ana@example.com\n\nHello\n").no_auto_answer


def test_a_receipt_is_automatic() -> None:
    raw = (
        b"From: ana@example.com\nContent-Type: multipart/report; "
        b"report-type=disposition-notification; boundary=x\n\n"
        b"--x\n\nread\n--x\nContent-Type: message/disposition-notification\n\nDisposition: x\n--x--\n"
    )
    mail = read(raw)
    assert mail.is_auto_reply
    assert not mail.is_bounce


JUNK = {
    "X-Spam-Flag: YES": True,
    "X-Spam-Status: Yes, score=9.1": True,
    "X-Spam-Status: No, score=0.1": False,
    "X-MS-Exchange-Organization-SCL: 6": True,
    "X-MS-Exchange-Organization-SCL: -1": False,
    "X-Forefront-Antispam-Report: CIP:1;SCL:9;SRV:": True,
    "X-Rspamd-Action: no action": False,
}


@pytest.mark.parametrize("header", JUNK)
def test_the_mail_server_s_mark_of_junk_is_kept(header: str) -> None:
    assert (read(f"{header}\nFrom: ana@example.com\n\nx".encode()).junk_mark is not None) == JUNK[header]
