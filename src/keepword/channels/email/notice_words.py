"""What a notice says by mail: a subject and a sentence, in the language of whoever is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from keepword.lib import times
from keepword.notices.models import Notice

SENTENCES: dict[str, tuple[str, str]] = {
    "promise_soon": (
        gettext_noop("Due soon: %(what)s"),
        gettext_noop("%(customer)s was promised: %(what)s. It is due %(due)s."),
    ),
    "promise_broken": (
        gettext_noop("Overdue: %(what)s"),
        gettext_noop("%(customer)s was promised: %(what)s. It was due %(due)s and has not been done."),
    ),
    "mentioned": (
        gettext_noop("You are mentioned: %(subject)s"),
        gettext_noop("A colleague mentions you in a note:\n\n%(text)s"),
    ),
    "given": (
        gettext_noop("Yours now: %(subject)s"),
        gettext_noop("A colleague gave you the conversation “%(subject)s”."),
    ),
    "delivery_failed": (
        gettext_noop("Not delivered to %(address)s: %(subject)s"),
        gettext_noop("Your letter to %(address)s did not arrive. The mail server said:\n\n%(detail)s"),
    ),
    "delivery_uncertain": (
        gettext_noop("Perhaps not delivered to %(address)s: %(subject)s"),
        gettext_noop(
            "Nobody knows whether your letter to %(address)s arrived. "
            "It is not sent again until somebody says so.\n\n%(detail)s"
        ),
    ),
    "draft_stopped": (
        gettext_noop("Your answer did not go out: %(subject)s"),
        gettext_noop(
            "Your answer in “%(subject)s” was held back. It is kept as a draft; open it to see why."
        ),
    ),
    "mailbox_failing": (
        gettext_noop("No mail comes in from %(mailbox)s"),
        gettext_noop(
            "Mail from %(mailbox)s cannot be fetched since %(since)s. The mail server said:\n\n%(detail)s"
        ),
    ),
    "mail_left": (
        gettext_noop("A mail could not be fetched from %(mailbox)s"),
        gettext_noop("%(mailbox)s gives a mail without any content. It was left there; please look at it."),
    ),
}
OTHER = (gettext_noop("News in Keepword"), gettext_noop("Something in Keepword calls for you."))


def words(notice: Notice) -> tuple[str, str]:
    """(subject, text) of a notice, in its recipient's language, times in their zone."""
    agent = notice.recipient
    with translation.override(agent.language):
        subject, text = SENTENCES.get(notice.kind, OTHER)
        said = _Particulars(notice.data)
        for name in ("due", "since"):
            if said[name]:
                at = datetime.fromisoformat(str(said[name]))
                said[name] = times.exact(at, agent.zone, translation.get_language() or "en")
        if not said["what"]:
            said["what"] = _("an answer")
        return _(subject) % said, _(text) % said


class _Particulars(dict[str, Any]):
    """A notice's particulars; one that is missing (an older notice) is empty rather than an error."""

    def __missing__(self, _name: str) -> str:
        return ""
