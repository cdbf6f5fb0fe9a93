"""What the test of a mailbox found, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from keepword.care.mail_check import Findings

STEPS = {
    "connect": _("Connect to the server"),
    "tls": _("Encrypt the connection"),
    "login": _("Log in"),
    "folder": _("Open the folder"),
    "read": _("Read the newest mail"),
    "send": _("Send a letter"),
}
Said = tuple[str | LazyText, list[tuple[bool, str | LazyText, str]]]


def steps_said(findings: Findings | None) -> list[Said]:
    """(what was tried, [(whether it went well, the step, what the server answered)]) of each side."""
    if findings is None:
        return []
    both = ((_("Reading"), findings.reading), (_("Sending"), findings.sending))
    return [
        (title, [(step.ok, STEPS.get(step.name, step.name), step.detail) for step in steps])
        for title, steps in both
        if steps is not None
    ]
