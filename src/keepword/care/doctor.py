"""`keepword doctor`: looks whether all is well, and says what is not and what to do. It changes nothing."""

from __future__ import annotations

import json
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from keepword.channels.email import imap, routes
from keepword.channels.email.check import check_mailbox
from keepword.channels.email.models import Mailbox
from keepword.events.models import Event
from keepword.lib.pragmas import wrong_pragmas
from keepword.staff.models import Business, Inbox

from . import dns, health, reconciler

LATE = timedelta(minutes=10)
"""A clock that is so far behind does not run."""
AHEAD = timedelta(minutes=2)
"""What happened cannot lie so far in the future: then the machine's clock was put back."""
RESERVED = (".test", ".example", ".invalid", ".localhost", "example.com", "example.org", "example.net")
"""Domains that no mail comes from (RFC 2606, RFC 6761)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def command(as_json: bool) -> int:
    """Print what was found; 0 when all is well, else 1."""
    checks, unaccounted = examine()
    ok = all(check.ok for check in checks)
    if as_json:
        found = {"ok": ok, "checks": [asdict(check) for check in checks], "unaccounted": unaccounted}
        print(json.dumps(found, ensure_ascii=False))
    else:
        for check in checks:
            print(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.detail}")
        print("All is well." if ok else "Not all is well.")
    return 0 if ok else 1


def examine(resolver: dns.Resolver | None = None) -> tuple[list[Check], int]:
    """(every check, how many rows are not accounted for). A check that fails itself stops no other."""
    business, checks = None, [_guard("database", _database)]
    if checks[0].ok:
        business = Business.current()
        checks.append(_business(business))
    if business is not None:
        looks: list[tuple[str, Callable[[], Check]]] = [
            ("mail in", _mail_in),
            ("mail out", lambda: _mail_out(sample=business.is_sample)),
            ("dns", lambda: _dns(resolver or dns.LiveResolver())),
            ("clock", _clock),
        ]
        checks += [_guard(name, look) for name, look in looks]
    checks.append(_guard("disk", _disk))
    gaps = reconciler.gaps() if business is not None else []
    checks.append(_accounts(gaps))
    return checks, sum(gap.count for gap in gaps)


def _guard(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (DatabaseError, OSError, ValueError) as error:
        return Check(name, False, f"could not be looked at: {error}")


def _database() -> Check:
    wrong = wrong_pragmas()
    if wrong:
        return Check("database", False, "; ".join(wrong))
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return Check("database", True, f"{connection.vendor} answers")
        cursor.execute("PRAGMA quick_check(1)")
        said = cursor.fetchone()[0]
    return Check(
        "database", said == "ok", "SQLite, whole and with its settings" if said == "ok" else str(said)
    )


def _business(business: Business | None) -> Check:
    if business is None:
        return Check("business", False, "there is none yet: start `keepword serve` and open its link")
    return Check("business", True, f"{business.name}{' (sample)' if business.is_sample else ''}")


def _mail_in() -> Check:
    mailboxes = list(Mailbox.objects.filter(is_active=True).select_related("inbox"))
    if not mailboxes:
        return Check("mail in", True, "no mailbox is read; mail comes in by LMTP, SMTP or a pipe")
    said = [(mailbox.inbox.address, *_reads(mailbox)) for mailbox in mailboxes]
    detail = "; ".join(f"{address}: {words}" for address, _ok, words in said)
    return Check("mail in", all(ok for _address, ok, _words in said), detail)


def _reads(mailbox: Mailbox) -> tuple[bool, str]:
    try:
        access = imap.access_to(mailbox)
    except imap.ImapTrouble as trouble:
        return False, str(trouble)
    last = check_mailbox(
        access.host, access.port, access.security, access.username, access.password, access.folder
    )[-1]
    return last.ok, "can be read" if last.ok else f"{last.name} failed: {last.detail}"


def _mail_out(*, sample: bool) -> Check:
    if sample:
        return Check("mail out", True, "nothing of a sample goes out")
    found: dict[str, tuple[bool, str]] = {}
    for inbox in Inbox.objects.filter(channel="email", is_active=True):
        route = routes.route_of(inbox)
        name = str(route) if route else inbox.address
        if name not in found:
            found[name] = _sends(route)
    detail = "; ".join(f"{name}: {words}" for name, (_ok, words) in found.items())
    return Check("mail out", all(ok for ok, _words in found.values()), detail or "there is no inbox yet")


def _sends(route: routes.Route | None) -> tuple[bool, str]:
    if route is None:
        return False, "no server to send by; set KEEPWORD_SMTP_URL, or one in the inbox's settings"
    try:
        routes.connect(route).quit()
    except (OSError, smtplib.SMTPException) as error:
        return False, f"does not let us in: {error or type(error).__name__}"
    return True, "lets us in"


def _dns(resolver: dns.Resolver) -> Check:
    domains = sorted({address.rpartition("@")[2] for address in _addresses()})
    real = [domain for domain in domains if not domain.endswith(RESERVED)]
    if not real:
        return Check("dns", True, "no domain that mail really comes from")
    said = list(_records(real, resolver))
    # A DKIM key may have any name, so not finding one is no finding.
    ok = all(record.verdict in ("good", "unknown") or record.name == "DKIM" for _domain, record in said)
    return Check("dns", ok, "; ".join(f"{domain} {_said(record)}" for domain, record in said))


def _addresses() -> Iterator[str]:
    yield from Inbox.objects.filter(channel="email", is_active=True).values_list("address", flat=True)


def _records(domains: list[str], resolver: dns.Resolver) -> Iterator[tuple[str, dns.Record]]:
    for domain in domains:
        for record in dns.sending(domain, resolver):
            yield domain, record


def _said(record: dns.Record) -> str:
    add = f" (add: {record.add})" if record.add else ""
    return f"{record.name} {record.verdict}{add}"


def _clock() -> Check:
    now = timezone.now()
    newest = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if newest is not None and newest - now > AHEAD:
        return Check(
            "clock", False, f"the last event is of {newest:%Y-%m-%d %H:%M} UTC, which is still to come"
        )
    late = timedelta(seconds=health.late_seconds(now))
    if late > LATE:
        words = f"what was due {late} ago has not been done; is Keepword running?"
        return Check("clock", False, words)
    return Check("clock", True, f"{now:%Y-%m-%d %H:%M} UTC, nothing due is left lying")


def _disk() -> Check:
    free = shutil.disk_usage(settings.DATA).free
    probe = Path(settings.DATA) / ".doctor"
    probe.write_bytes(b"x")
    probe.unlink()
    detail = f"{free / 1e9:.1f} GB free in {settings.DATA}"
    return Check("disk", free >= health.DISK_LOW, detail)


def _accounts(gaps: list[reconciler.Gap]) -> Check:
    if not gaps:
        return Check("reconciler", True, "every mail, letter and promise is accounted for")
    said = [f"{gap.count} × {gap.kind} {gap.why}: {', '.join(map(str, gap.ids))}" for gap in gaps]
    return Check("reconciler", False, "; ".join(said))
