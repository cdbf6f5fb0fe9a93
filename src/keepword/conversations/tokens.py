"""The signed part of a reply address: `support+r…@example.com` admits whoever knows it to one conversation.

104 bits of HMAC-SHA256 over the conversation's number, in letters that survive a mail system's lower-casing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings

_BYTES = 13


def reply_token(conversation: int) -> str:
    """`r7-…`: the number in the open, and its signature."""
    mac = hmac.new(settings.SECRET_KEY.encode(), b"reply:%d" % conversation, hashlib.sha256).digest()[:_BYTES]
    return f"r{conversation}-{base64.b32encode(mac).decode().rstrip('=').lower()}"


def read_reply_token(token: str) -> int | None:
    """The conversation's number, or None when the signature is not ours."""
    number, dash, _mac = token.lower().removeprefix("r").partition("-")
    if not dash or not number.isdecimal() or len(number) > 18:
        return None
    good = hmac.compare_digest(token.lower().encode(), reply_token(int(number)).encode())
    return int(number) if good else None
