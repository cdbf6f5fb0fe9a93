"""A letter that cannot even be written is somebody's business, not the log's alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from keepword import service
from keepword.channels.email.post import deliver
from keepword.conversations.models import Attachment, Delivery, Message
from keepword.lib import files
from keepword.lib.work import claim
from keepword.notices.models import Notice
from keepword.staff.models import Agent


def test_bo_hears_of_a_letter_whose_file_is_gone(
    ana_writes: Callable[..., Message], bo: Agent, settings: pytest.FixtureRequest
) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:9"  # type: ignore[attr-defined]
    digest, now = files.keep(b"a plan that gets lost"), timezone.now()
    plan = Attachment(name="plan.pdf", type="application/pdf", size=21, digest=digest)
    service.answer(ana_writes().conversation, by=bo, text="See the plan", attachments=[plan], at=now)
    default_storage.delete(files.path_of(digest))
    for _try in range(20):
        deliver(claim(Delivery.objects.all(), now=now, lease=timedelta(seconds=20), limit=5), now)
        now += timedelta(hours=1)
    assert Delivery.objects.get().state == Delivery.FAILED
    assert Notice.objects.get(kind="delivery_failed").recipient == bo
