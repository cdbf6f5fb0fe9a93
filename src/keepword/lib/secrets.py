"""Secrets at rest: passwords of mailboxes are encrypted with a key made from the installation's secret."""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _fernet() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(b"at rest:" + settings.SECRET_KEY.encode()).digest())
    )


def seal(text: str) -> str:
    """Encrypt; the empty text stays empty."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made; raises ValueError when the installation's secret is not the one it was sealed
    with.
    """
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("sealed with another secret key") from error


def new_token() -> tuple[str, str]:
    """A random token of 256 bits, and the digest under which to look it up."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """What is stored of a token instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()
