"""What a letter says: the writer's words, the signature, and folded below it the letter that is answered or
passed on.
"""

from __future__ import annotations

import html as entities
import re
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.conversations.models import Message
from keepword.lib import times
from keepword.staff.models import Business, Inbox

_PARKED = re.compile(r' data-(cid|remote-src)="([^"]*)"')
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
QUOTED_MOST = 20_000
"""Characters of an earlier letter that are repeated below the answer."""


class Wording:
    """The text and HTML of an outbound message, in the conversation's language."""

    def __init__(self, message: Message, *, quote: bool) -> None:
        self._message = message
        self._business = Business.current()
        with spoken(message.language or message.conversation.inbox.language):
            signature = sign(message.conversation.inbox, message.sender_name, self._business)
            first = message.forward_of
            below = self._passed_on(first) if first else self._answered() if quote else None
            self.text = self._plain(signature, below)
            self.html = self._rich(signature, below)

    @property
    def html_page(self) -> str:
        """The HTML as a document of its own."""
        language = entities.escape(self._message.language or "en")
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8"></head>\n'
            f"<body>\n{self.html}\n</body>\n</html>\n"
        )

    def _plain(self, signature: str, below: Quote | None) -> str:
        parts = [self._message.text.rstrip()]
        if signature:
            parts.append(f"-- \n{signature}")
        if below:
            parts.append(below.as_text())
        return "\n\n".join(parts) + "\n"

    def _rich(self, signature: str, below: Quote | None) -> str:
        message = self._message
        parts = [unparked(message.html) if message.html else paragraphs(message.text)]
        if signature:
            parts.append(f"<div>-- <br>\n{lines(signature)}</div>")
        if below:
            parts.append(below.as_html())
        return "\n".join(parts)

    def _answered(self) -> Quote | None:
        """The letter that is answered; never a note, never a machine's."""
        message = self._message
        said = message.conversation.messages.filter(is_bounce=False, is_auto_reply=False, pk__lt=message.pk)
        said = said.exclude(kind=Message.NOTE)
        last = (
            said.filter(letter_id=message.in_reply_to).first() if message.in_reply_to else None
        ) or said.order_by("-pk").first()
        if last is None or message.kind != Message.REPLY:
            return None
        who = last.sender_name or last.sender_address
        intro = _("On %(when)s, %(who)s wrote:") % {"when": self._when(last.at), "who": who}
        return Quote(intro, last.said[:QUOTED_MOST])

    def _passed_on(self, first: Message) -> Quote:
        sender = f"{first.sender_name} <{first.sender_address}>".strip()
        rows = [
            _("Forwarded message"),
            _("From: %(who)s") % {"who": sender},
            _("Date: %(when)s") % {"when": self._when(first.at)},
            _("Subject: %(subject)s") % {"subject": first.subject},
            _("To: %(who)s") % {"who": ", ".join(person["address"] for person in first.to)},
        ]
        return Quote("\n".join(rows), first.text, first.html, marked=False)

    def _when(self, at: datetime) -> str:
        zone = self._business.zone if self._business else "UTC"
        return times.exact(at, zone, translation.get_language() or "en")


class Quote:
    """An earlier letter below ours: behind `>` when it is answered, as it is when it is passed on."""

    def __init__(self, intro: str, text: str, html: str = "", *, marked: bool = True) -> None:
        self._intro, self._text, self._html, self._marked = intro, text.strip(), html, marked

    def as_text(self) -> str:
        """For the plain part."""
        if not self._marked:
            return f"---------- {self._intro}\n\n{self._text}"
        return "\n".join([self._intro, *(f"> {line}".rstrip() for line in self._text.splitlines())])

    def as_html(self) -> str:
        """For the HTML part."""
        body = unparked(self._html) if self._html else lines(self._text)
        if not self._marked:
            return f"<hr>\n<p>{lines(self._intro)}</p>\n<div>{body}</div>"
        return f'<p>{lines(self._intro)}</p>\n<blockquote type="cite">{body}</blockquote>'


def sign(inbox: Inbox, agent: str, business: Business | None) -> str:
    """The inbox's signature with `{agent}` and `{business}` filled in, literally and once: names are never
    templates.
    """
    names = {"{agent}": agent, "{business}": business.name if business else ""}
    return re.sub(r"\{(?:agent|business)\}", lambda found: names[found[0]], inbox.signature).strip()


def spoken(language: str) -> translation.override:
    """A context in which sentences are in `language`; Serbian is written in Latin letters here."""
    return translation.override("sr-latn" if language in ("sr", "bs") else language or "en")


def unparked(html: str) -> str:
    """Cleaned HTML with its images back in `src`, as mail programs expect them (see `lib.html`)."""
    return _PARKED.sub(lambda m: f' src="{"cid:" if m[1] == "cid" else ""}{m[2]}"', html)


def paragraphs(text: str) -> str:
    """Plain text as HTML."""
    return "\n".join(f"<p>{lines(part)}</p>" for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def lines(text: str) -> str:
    """Plain text as lines of HTML, its web addresses as links."""
    escaped: list[str] = []
    place = 0
    for link in _LINK.finditer(text):
        address = entities.escape(link[0])
        escaped += [entities.escape(text[place : link.start()]), f'<a href="{address}">{address}</a>']
        place = link.end()
    escaped.append(entities.escape(text[place:]))
    return "".join(escaped).replace("\n", "<br>\n")
