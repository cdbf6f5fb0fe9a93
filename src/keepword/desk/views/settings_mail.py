"""A mailbox and its servers: guessed, tried, kept. The same page in set-up and in settings."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from keepword.care import first_run, mail_servers
from keepword.care.dns import LiveResolver
from keepword.care.mail_check import Findings, try_out
from keepword.channels.email import actions as mail
from keepword.channels.email.models import Account, Mailbox
from keepword.lib import secrets
from keepword.lib.problems import Problem
from keepword.staff import actions as staff
from keepword.staff.models import Inbox

from ..forms.set_up import MailForm
from ..middleware import AgentRequest
from ..sentences_mail import steps_said
from .settings_parts import page, refuse, saved, set_up_only


@set_up_only
def inbox_new(request: AgentRequest) -> HttpResponse:
    """A further inbox with its mailbox."""
    return mail_page(request, None, template="desk/settings/mailbox.html", done="settings_inboxes")


@set_up_only
def inbox_mail(request: AgentRequest, pk: int) -> HttpResponse:
    """The mailbox and the account of an inbox."""
    inbox = get_object_or_404(Inbox.objects.visible_to(request.agent), pk=pk)
    return mail_page(request, inbox, template="desk/settings/mailbox.html", done="settings_inboxes")


def mail_page(request: AgentRequest, inbox: Inbox | None, *, template: str, done: str) -> HttpResponse:
    """Guess, try or keep, as the pressed button says; `done` is where one goes afterwards."""
    mailbox = inbox.mailboxes.first() if inbox else None
    account = Account.objects.filter(inbox=inbox).first() if inbox else None
    kept = (_unsealed(mailbox), _unsealed(account))
    wish = request.POST.get("do", "")
    if wish == "guess":
        form = MailForm(_guessed(request.POST.dict()), kept=kept)
        form.full_clean()
        form.errors.clear()
        hint = mail_servers.guess(form["address"].value() or "", LiveResolver()).hint
        return page(request, template, {"form": form, "inbox": inbox, "hint": hint})
    form = MailForm(request.POST or None, initial=_initial(inbox, mailbox, account), kept=kept)
    findings: Findings | None = None
    if form.is_bound and form.is_valid():
        if wish == "test":
            said = form.cleaned_data
            findings = try_out(said["address"], form.incoming(), form.outgoing())
            form = _with(form, plus_addresses="on" if findings.plus_addresses else "")
        elif _keep(request, form, inbox, mailbox):
            return redirect(done) if done == "due" else saved(done)
    context = {"form": form, "inbox": inbox, "findings": findings, "said": steps_said(findings)}
    return page(request, template, context, form)


def _keep(request: AgentRequest, form: MailForm, inbox: Inbox | None, mailbox: Mailbox | None) -> bool:
    said, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            if inbox is None:
                inbox = first_run.first_inbox(said["address"], by=request.agent)
            plus = True if said["plus_addresses"] else None
            staff.change_inbox(inbox, by=request.agent, address=said["address"], plus_addresses=plus)
            incoming, outgoing = form.incoming(), form.outgoing()
            if incoming:
                _read_from(request, form, inbox, mailbox)
            if outgoing:
                mail.set_account(
                    inbox,
                    host=outgoing.host,
                    port=outgoing.port,
                    security=outgoing.security,
                    username=outgoing.username,
                    password=outgoing.password,
                    by=request.agent,
                    at=now,
                )
    except Problem as problem:
        refuse(form, problem)
        return False
    return True


def _read_from(request: AgentRequest, form: MailForm, inbox: Inbox, mailbox: Mailbox | None) -> None:
    server, now = form.incoming(), timezone.now()
    if server is None:
        return
    where = {
        "host": server.host,
        "port": server.port,
        "security": server.security,
        "username": server.username,
        "password": server.password,
        "folder": server.folder,
        "by": request.agent,
        "at": now,
    }
    if mailbox is None:
        mail.add_mailbox(inbox, history_days=form.history_days(), **where)  # type: ignore[arg-type]
    else:
        mail.change_mailbox(mailbox, **where)  # type: ignore[arg-type]


def _guessed(said: dict[str, Any]) -> dict[str, Any]:
    """The form as typed, with the servers that its address suggests."""
    servers = mail_servers.guess(said.get("address", ""), LiveResolver())
    return {
        **said,
        "imap_host": servers.imap_host,
        "imap_port": servers.imap_port,
        "imap_security": servers.imap_security,
        "username": said.get("username") or said.get("address", ""),
        "smtp_host": servers.smtp_host,
        "smtp_port": servers.smtp_port,
        "smtp_security": servers.smtp_security,
    }


def _with(form: MailForm, **changed: str) -> MailForm:
    """The same form with a hidden field set, so that what the test found is kept with the rest."""
    again = MailForm({**form.data.dict(), **changed})  # type: ignore[attr-defined]
    again.is_valid()
    again.errors.clear()
    return again


def _unsealed(row: Mailbox | Account | None) -> str:
    try:
        return secrets.unseal(row.password) if row else ""
    except ValueError:
        return ""  # sealed with another key: it has to be typed again


def _initial(inbox: Inbox | None, mailbox: Mailbox | None, account: Account | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"address": inbox.address} if inbox else {}
    if mailbox:
        initial |= {
            "imap_host": mailbox.host,
            "imap_port": mailbox.port,
            "imap_security": mailbox.security,
            "username": mailbox.username,
            "folder": mailbox.folder,
        }
    if account:
        initial |= {
            "smtp_host": account.host,
            "smtp_port": account.port,
            "smtp_security": account.security,
            "smtp_username": account.username,
        }
    return initial
