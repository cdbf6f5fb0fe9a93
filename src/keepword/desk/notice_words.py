"""Notices as sentences, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from keepword.notices.models import Notice
from keepword.staff.models import Agent

from .sentences import by, fill
from .signs import BROKEN, NOTHING, SOON, Sign
from .words import kind_name

SENTENCES = {
    "promise_soon": lazy("%(customer)s was promised: %(what)s. It is due by %(due)s."),
    "promise_broken": lazy("%(customer)s was promised: %(what)s. It was due by %(due)s and is not done."),
    "mentioned": lazy("%(by)s mentions you in %(subject)s: “%(text)s”"),
    "given": lazy("%(by)s gave you %(subject)s."),
    "delivery_failed": lazy(
        "Your letter to %(address)s did not arrive (%(subject)s). The mail server said: %(detail)s"
    ),
    "delivery_uncertain": lazy(
        "Nobody knows whether your letter to %(address)s arrived (%(subject)s). "
        "It is not sent again until you say so."
    ),
    "draft_stopped": lazy("Your answer in %(subject)s did not go out. It is kept as a draft."),
    "mailbox_failing": lazy(
        "No mail comes in from %(mailbox)s since %(due)s. The mail server said: %(detail)s"
    ),
}
OTHER = lazy("Something of yours needs a look.")
SIGNS = {
    "promise_soon": SOON,
    "promise_broken": BROKEN,
    "delivery_failed": BROKEN,
    "delivery_uncertain": SOON,
    "draft_stopped": SOON,
    "mailbox_failing": BROKEN,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its sentence (HTML), its sign, and where it leads."""

    notice: Notice
    sentence: SafeString
    sign: Sign
    url: str


def told(notices: Sequence[Notice]) -> list[Told]:
    """The notices with their sentences; the colleagues that they name are fetched at once."""
    ids = {notice.data.get("by") for notice in notices} - {None}
    names = dict(Agent.objects.filter(pk__in=ids).values_list("pk", "name"))
    now = timezone.now()
    return [
        Told(notice, sentence(notice, names, now), SIGNS.get(notice.kind, NOTHING), url_of(notice))
        for notice in notices
    ]


def sentence(notice: Notice, names: dict[int, str], now: datetime) -> SafeString:
    """What a notice says; particulars that an older one lacks are left empty."""
    data = notice.data
    due = data.get("due") or data.get("since")
    values: dict[str, object] = {
        "customer": _strong(data.get("customer", "")),
        "what": data.get("what") or kind_name(data.get("promise_kind", "answer")),
        "due": by(datetime.fromisoformat(due), now) if due else "",
        "by": _strong(names.get(data.get("by", 0)) or _("A colleague")),
        "subject": _strong(data.get("subject") or _("a conversation without subject")),
    }
    for name in ("text", "address", "detail", "mailbox"):
        values[name] = data.get(name, "")
    return fill(SENTENCES.get(notice.kind, OTHER), values)


def _strong(text: object) -> SafeString:
    return format_html("<b>{}</b>", text)


def url_of(notice: Notice) -> str:
    """Where one does something about it."""
    if notice.promise is not None:
        return reverse("promise", args=[notice.promise])
    if notice.conversation is not None:
        return f"/conversations/{notice.conversation}/"
    return "/settings/" if notice.kind == "mailbox_failing" else ""
