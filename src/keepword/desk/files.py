"""Files of strangers: how they may be served so that none of them acts in the desk's name."""

from __future__ import annotations

import base64
import re

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from keepword.conversations.models import Attachment, Message
from keepword.lib.files import fetch

HARMLESS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that a browser only ever paints; an SVG can act."""
INLINE = 2_000_000
"""Bytes up to which an image of a letter is put into it."""

SANDBOX = "sandbox; default-src 'none'"

_CID = re.compile(r'data-cid="([^"]*)"')


def key(pk: int) -> str:
    """The signed part of the address of file `pk`."""
    return Signer(salt="file").signature(str(pk))[:22]


def is_key(pk: int, said: str) -> bool:
    """Whether `said` is the key of file `pk`."""
    return constant_time_compare(said, key(pk))


def served_type(file: Attachment) -> str:
    """The type to serve a file as, whatever it declares."""
    return file.type if file.type in HARMLESS else "application/octet-stream"


def letter_policy(images: bool) -> str:
    """The content policy of a letter's own page: it paints, and nothing else."""
    source = "data: https: http:" if images else "data:"
    return (
        f"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src {source}; "
        "style-src 'unsafe-inline'; frame-ancestors 'self'"
    )


def letter(message: Message, *, images: bool) -> str:
    """The cleaned HTML of a letter with its own images in place, and others' only if `images`."""
    own = {file.content_id: file for file in message.attachments.all() if file.content_id}
    html = _CID.sub(lambda match: _painted(own.get(match[1])), message.html)
    return html.replace("data-remote-src=", "src=") if images else html


def _painted(file: Attachment | None) -> str:
    if file is None or file.type not in HARMLESS or file.size > INLINE:
        return 'alt=""'
    try:
        data = base64.b64encode(fetch(file.digest)).decode()
    except FileNotFoundError:
        return 'alt=""'
    return f'src="data:{file.type};base64,{data}"'
