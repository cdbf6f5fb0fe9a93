"""The Message-IDs of notices: signed, so that a machine's answer to one is recognised and nobody can forge
that.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

from django.conf import settings

PATTERN = r"notice-[0-9]{1,18}-[0-9a-f]{32}@[A-Za-z0-9.-]{1,190}"
_ID = re.compile(r"notice-([0-9]{1,18})-([0-9a-f]{32})@")


def notice_id(notice: int, host: str) -> str:
    """The Message-ID of a notice's mail, without brackets; the same at every try."""
    return f"notice-{notice}-{_signature(notice)}@{host}"


def noticed(letters: Iterable[str]) -> int | None:
    """The number of the notice that one of these Message-IDs belongs to, if any is truly ours."""
    for letter in letters:
        found = _ID.match(letter)
        if found and hmac.compare_digest(found[2], _signature(int(found[1]))):
            return int(found[1])
    return None


def _signature(notice: int) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"notice:%d" % notice, hashlib.sha256).hexdigest()[:32]
