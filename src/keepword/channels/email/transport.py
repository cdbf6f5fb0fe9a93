"""One letter to one address over SMTP, with certainty about what is certain (RFC 5321 §4.5.3.2, §6.1).

Until the first byte of the letter is sent it certainly did not arrive. Once its end was sent and no answer
came, nobody knows. `ready` is called at the border, just before the first byte.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from .compose import Mail
from .routes import Route, connect

VERDICT = 60.0
"""Seconds that we wait for the answer to a whole letter; after them it is uncertain, not sent again."""

_OUR_FAULT = frozenset({454, 530, 534, 535, 538, 550, 553, 554})
"""Answers to MAIL that blame us (log-in, sender address), not the recipient."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one try: `sent`, `failed` (never), `wait` (later) or `uncertain`, and what was said.

    `route` means that the mail server itself is the trouble, so that nothing else need be tried there now.
    """

    state: str
    detail: str
    route: bool = False


class Line:
    """A connection that is kept for several letters of a round."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self._smtp: smtplib.SMTP | None = None

    def send(self, mail: Mail, recipient: str, ready: Callable[[], bool]) -> Verdict | None:
        """Try once. None when `ready` said that the letter is somebody else's by now."""
        kept = self._smtp is not None
        verdict = self._before(mail, recipient)
        if verdict is not None and verdict.route and kept:
            # The server had closed a connection that we kept: begin anew, once.
            verdict = self._before(mail, recipient)
        if verdict is not None or self._smtp is None:
            return verdict
        if not ready():
            self.hang_up()  # the server waits for a letter: a good-bye would be its first line
            return None
        return self._over(self._smtp, mail)

    def close(self) -> None:
        """Say good-bye."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _before(self, mail: Mail, recipient: str) -> Verdict | None:
        """Everything up to the go-ahead for the letter; None when the server waits for it."""
        try:
            if self._smtp is None:
                self._smtp = connect(self.route)
            return self._envelope(self._smtp, mail, recipient)
        except smtplib.SMTPAuthenticationError as error:
            return self._lost(
                f"The log-in at {self.route} was refused: {_said(error.smtp_code, error.smtp_error)}"
            )
        except smtplib.SMTPResponseException as error:
            return self._lost(f"{self.route} said: {_said(error.smtp_code, error.smtp_error)}")
        except (smtplib.SMTPException, OSError) as error:
            return self._lost(f"{self.route} could not be reached: {error or type(error).__name__}")

    def hang_up(self) -> None:
        """Close without a word."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _lost(self, detail: str) -> Verdict:
        self.hang_up()
        return Verdict("wait", detail, route=True)

    def _envelope(self, smtp: smtplib.SMTP, mail: Mail, recipient: str) -> Verdict | None:
        options = [f"size={len(mail.raw)}"] if smtp.has_extn("size") else []
        if not (recipient.isascii() and mail.raw.isascii()):
            if not smtp.has_extn("smtputf8"):
                return Verdict("failed", "5.6.7 The mail server cannot write to such an address")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        code, said = smtp.mail(mail.sender, options)
        if code // 100 != 2:
            return self._refused(code, said, ours=code in _OUR_FAULT)
        code, said = smtp.rcpt(recipient)
        if code // 100 != 2:
            return self._refused(code, said)
        code, said = smtp.docmd("DATA")
        return None if code == 354 else self._refused(code, said)

    def _refused(self, code: int, said: bytes, *, ours: bool = False) -> Verdict:
        detail = _said(code, said)
        if ours:
            return self._lost(f"{self.route} does not take mail from us: {detail}")
        if code == 421:
            return self._lost(f"{self.route} said: {detail}")
        self._reset()
        return Verdict("failed" if code // 100 == 5 else "wait", detail)

    def _reset(self) -> None:
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _over(self, smtp: smtplib.SMTP, mail: Mail) -> Verdict:
        """Hand the letter over, and hear the answer."""
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(VERDICT)
            smtp.send(_dotted(mail.raw))
        except (smtplib.SMTPException, OSError) as error:
            return self._lost(
                f"{self.route} hung up before the letter's end: {error or type(error).__name__}"
            )
        try:
            code, said = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.hang_up()
            # smtplib words a time-out as a lost connection.
            why = "it gave no answer" if "timed out" in str(error) else "the connection broke"
            return Verdict("uncertain", f"{self.route} had the whole letter, then {why}")
        if code // 100 == 2:
            return Verdict("sent", _said(code, said))
        if code == 421:
            self.hang_up()
        return Verdict("failed" if code // 100 == 5 else "wait", _said(code, said))


def _dotted(raw: bytes) -> bytes:
    """The letter with its dots doubled (RFC 5321 §4.5.2), its line ends whole, and its end marked."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b"\r\n.\r\n"


def _said(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:1000]
