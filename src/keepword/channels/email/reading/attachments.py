"""Files that came with the mail: their names as people expect them, and nothing dangerous in a name."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from keepword.channels.email.letter import Attachment

from . import headers as fields
from .mime import Part

MAX_NAME = 200

_ENDINGS = {
    "application/json": ".json",
    "application/msword": ".doc",
    "application/ms-tnef": ".dat",
    "application/ogg": ".ogg",
    "application/pdf": ".pdf",
    "application/pgp-keys": ".asc",
    "application/pgp-signature": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-mime": ".p7m",
    "application/x-pkcs7-signature": ".p7s",
    "application/postscript": ".ps",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}
_TYPES = {ending: type_ for type_, ending in _ENDINGS.items()} | {".jpeg": "image/jpeg", ".jpg": "image/jpeg"}
_STEMS = {
    "image": "image",
    "audio": "sound",
    "video": "video",
    "text": "document",
}
_WHOLE_NAMES = {
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-mime": "smime.p7m",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-signature": "smime.p7s",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "disposition-notification.txt",
    "message/feedback-report": "feedback-report.txt",
    "text/calendar": "invite.ics",
    "text/rfc822-headers": "headers.txt",
}
_BAD = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def attachment(part: Part, fallback: str | None) -> Attachment:
    """`part` as a file with its bytes decoded."""
    data = part.content()
    name = safe_name(part.filename or "") or _invented(part, data, fallback)
    inline = part.disposition == "inline" or (
        part.content_id is not None and part.disposition != "attachment"
    )
    return of_bytes(name, part.type, data, inline=inline, content_id=part.content_id)


def of_bytes(
    name: str, type_: str, data: bytes, *, inline: bool = False, content_id: str | None = None
) -> Attachment:
    """An attachment of these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return Attachment(name, type_, len(data), digest, inline, content_id, data)


def type_of(name: str) -> str:
    """The type that the ending of a file's name suggests."""
    return _TYPES.get("." + name.rpartition(".")[2].lower(), "application/octet-stream")


def safe_name(name: str) -> str:
    """`name` without folders, control characters and direction tricks, at most `MAX_NAME` characters long.

    The ending survives the shortening: it is what tells a person what the file is.
    """
    name = unicodedata.normalize("NFC", _BAD.sub("", name[:4_000]))
    name = name.replace("\\", "/").rpartition("/")[2].strip()
    if name.strip(". ") == "":
        return ""
    if len(name) > MAX_NAME:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: MAX_NAME - 20]}.{ending[:19]}" if dot else name[:MAX_NAME]
    return name


def _invented(part: Part, data: bytes, fallback: str | None) -> str:
    """A name for what has none: an enclosed mail's subject, a description, or what the type suggests."""
    ending = _ENDINGS.get(part.type, "")
    title = ""
    if part.type in ("message/rfc822", "message/global"):
        enclosed, _ = fields.cut(data, 0, len(data))
        title = enclosed.text("subject") or ""
    if not title.strip() and part.type.startswith("message/"):
        title = fields.words(part.headers.raw("content-description") or "", fallback)
    title = safe_name(title.replace("/", "-"))
    if title:
        if part.type.startswith("message/") and not ending:
            ending = ".txt"
        return title if title.lower().endswith(ending) else title[: MAX_NAME - len(ending)] + ending
    if part.type in _WHOLE_NAMES:
        return _WHOLE_NAMES[part.type]
    if not ending and part.content_id:
        return safe_name(part.content_id.partition("@")[0]) or "file"
    return _STEMS.get(part.type.partition("/")[0], "message" if ending == ".eml" else "file") + ending
