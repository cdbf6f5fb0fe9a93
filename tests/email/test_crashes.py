"""The post room is killed at each point of a letter's way: it goes out once, or a person is asked."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from keepword.channels.email import transport
from keepword.conversations import actions as conversations
from keepword.conversations.models import Delivery, Message
from tests.email.conftest import Take, mail, parsed
from tests.servers.fake_smtp import FakeSmtp

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here: nothing after it runs, and nobody catches it."""


def killed_at(
    real: Callable[..., Any], when: Callable[..., bool] = lambda *_given: True
) -> Callable[..., Any]:
    """`real`, that is never reached once `when` holds."""

    def replaced(*given: Any, **named: Any) -> Any:
        if when(*given):
            raise Killed
        return real(*given, **named)

    return replaced


def is_data(_smtp: object, command: str, *_rest: object) -> bool:
    return command.upper() == "DATA"


def is_letter(_smtp: object, data: object, *_rest: object) -> bool:
    return isinstance(data, bytes) and b"Message-ID:" in data


BEFORE = [
    (transport, "connect", None),
    (smtplib.SMTP, "ehlo", None),
    (smtplib.SMTP, "mail", None),
    (smtplib.SMTP, "rcpt", None),
    (smtplib.SMTP, "docmd", is_data),
    (conversations, "attempt", None),
]
AFTER = [(smtplib.SMTP, "send", is_letter), (conversations, "sent", None)]

Post = Callable[..., list[Delivery]]


def kill(post: Post, place: Any, name: str, when: Callable[..., bool] | None) -> None:
    with pytest.MonkeyPatch.context() as broken:
        real = getattr(place, name)
        broken.setattr(place, name, killed_at(real, when) if when else killed_at(real))
        with pytest.raises(Killed):
            post()


def letters_to_ana(fake_smtp: FakeSmtp) -> list[str]:
    out = [letter for letter in fake_smtp.attempts if letter.recipients == ("ana@example.org",)]
    return [parsed(letter.data)["Message-ID"] for letter in out]


@pytest.mark.parametrize(("place", "name", "when"), BEFORE, ids=[name for _place, name, _when in BEFORE])
def test_killed_before_the_letter_it_goes_out_once_all_the_same(
    take: Take,
    answer: Callable[..., Message],
    post: Post,
    fake_smtp: FakeSmtp,
    place: Any,
    name: str,
    when: Any,
) -> None:
    sent = answer(take(mail()))
    kill(post, place, name, when)
    assert letters_to_ana(fake_smtp) == []
    (row,) = post(timedelta(seconds=30))
    post(timedelta(hours=1))
    assert row.state == "sent"
    assert letters_to_ana(fake_smtp) == [f"<{sent.letter_id}>"]


@pytest.mark.parametrize(("place", "name", "when"), AFTER, ids=[name for _place, name, _when in AFTER])
def test_killed_once_the_letter_may_be_out_a_person_is_asked(
    take: Take,
    answer: Callable[..., Message],
    post: Post,
    fake_smtp: FakeSmtp,
    place: Any,
    name: str,
    when: Any,
) -> None:
    answer(take(mail()))
    kill(post, place, name, when)
    post(timedelta(seconds=30))
    (row,) = post(timedelta(minutes=2))
    post(timedelta(hours=1))
    assert row.state == "uncertain"
    assert len(letters_to_ana(fake_smtp)) <= 1
