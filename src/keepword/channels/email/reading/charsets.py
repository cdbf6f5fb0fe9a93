"""Bytes to text, whatever the label says.

The label is believed first, under the names and the widenings that mail and web programs use in practice
(WHATWG Encoding §4.2: `iso-8859-1` means windows-1252, `gb2312` means GB18030, …); then UTF-8; then the mail's
other declared charset; at last windows-1252, which never fails here.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
_ALIASES = {
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode-2-0-utf-7": "utf-7",
    "utf-8-mac": "utf-8",
    "unicode": "utf-16",
    "ansi": "cp1252",
    "default": "cp1252",
    "x-user-defined": "cp1252",
}
_LATIN = frozenset({"cp1252", "iso8859-15", "ascii"})
_NAMED_PAGE = re.compile(r"(?:x-)?(?:cp|windows|win|ibm|dos|codepage|ansi)[-_ ]?(\d{3,5})")
_LAST_RESORT = "cp1252"


@lru_cache(maxsize=512)
def codec_name(label: str | None) -> str | None:
    """The Python codec that a charset label means, widened as described above; None where there is no such text."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower().partition("*")[0]
    page = _NAMED_PAGE.fullmatch(name)
    name = _ALIASES.get(name) or (f"cp{page[1]}" if page else name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in ("idna", "punycode", "undefined"):
        return None
    if "escape" in found.name:
        return None
    return _WIDER.get(found.name, found.name)


def decode(data: bytes, label: str | None = None, fallback: str | None = None) -> tuple[str, bool]:
    """The text of `data`, and whether it came out as labelled (or as plain ASCII or UTF-8 without a label).

    `fallback` is a charset seen elsewhere in the same mail, for bytes whose own label is missing or wrong.
    """
    if data.isascii() and label is None:
        return data.decode("ascii"), True
    codec = codec_name(label)
    if (codec is None or codec in _LATIN) and not data.isascii():
        text = _strict(data, "utf-8")
        if text is not None:
            return text, codec is None or label is None
    if codec is not None:
        text = _strict(data, codec)
        if text is not None:
            return text, True
    return _guess(data, codec, fallback), False


def decode_plain(data: bytes, fallback: str | None = None) -> str:
    """The text of unlabelled bytes, such as a raw header."""
    return decode(data, None, fallback)[0]


def _guess(data: bytes, codec: str | None, fallback: str | None) -> str:
    for name in ("utf-8", codec_name(fallback)):
        text = _strict(data, name) if name else None
        if text is not None:
            return text
    if codec is not None and codec not in _LATIN:
        return _sound(data.decode(codec, "replace"))
    utf8 = data.decode("utf-8", "replace")
    broken = utf8.count("\ufffd")
    if broken and broken * 20 < sum(byte > 127 for byte in data[:100_000]):
        return utf8  # nearly all of it is UTF-8: a cut or one bad byte, not another charset
    return data.decode(_LAST_RESORT, "replace")


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return _sound(data.decode(codec))
    except (UnicodeError, LookupError, ValueError):
        return None


def _sound(text: str) -> str:
    """UTF-7 and UTF-16 can smuggle lone surrogates in, which nothing later could store."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
