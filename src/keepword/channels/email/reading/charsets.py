"""Bytes to text, whatever the label says.

The label is believed first, under the names and the widenings that mail and web programs use in practice
(WHATWG Encoding §4.2: `iso-8859-1` means windows-1252, `gb2312` means GB18030, …); then UTF-8; then the
mail's other declared charset and what the bytes look like; at last windows-1252.
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
    """The Python codec that a charset label means, widened as described above; None for no known text."""
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
    if label is None and data.isascii():
        return (_japanese(data) if b"\x1b$" in data else data.decode("ascii")), True
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
    if codec is not None and codec.startswith("iso2022_jp"):
        return _japanese(data)
    other = codec_name(fallback)
    for name in ("utf-8", *_candidates(data, other)):
        text = _strict(data, name)
        if text is not None:
            return text
    if codec is not None and codec not in _LATIN:
        return _sound(data.decode(codec, "replace"))
    utf8 = data.decode("utf-8", "replace")
    broken = utf8.count("\ufffd")
    if broken and broken * 20 < sum(byte > 127 for byte in data[:100_000]):
        return utf8  # nearly all of it is UTF-8: a cut or one bad byte, not another charset
    return data.decode(_LAST_RESORT, "replace")


_HIGH = re.compile(rb"[\x80-\xff]+")


def _candidates(data: bytes, other: str | None) -> list[str]:
    """Charsets to try for unlabelled bytes: the mail's other one, if not just Latin, and what they look like.

    In Latin text bytes above 127 stand alone between letters. Long runs of them are words of another script:
    in pairs Chinese or Japanese, else Cyrillic, whose two codes differ in where the small letters lie.
    """
    found = [other] if other and other not in _LATIN else []
    if other and other.startswith("iso2022_jp"):
        found.append("cp932")
    runs = _HIGH.findall(data[:20_000])
    high = b"".join(runs)
    if len(high) < 4 or max(map(len, runs)) < 4 or len(high) < 3 * len(runs):
        return found
    leads = high[::2]
    common = sum(0xA1 <= lead <= 0xD7 for lead in leads) * 3 >= len(leads) * 2
    if common and min(high) >= 0xA1 and all(len(run) % 2 == 0 for run in runs):
        kana = sum(lead in (0xA4, 0xA5) for lead in leads) * 5 >= len(leads)
        return [*found, "euc_jp" if kana else "gb18030"]
    small_1251 = sum(byte >= 0xE0 for byte in high)
    small_koi8 = sum(0xC0 <= byte < 0xE0 for byte in high)
    if (small_1251 + small_koi8) * 10 >= len(high) * 9:
        found.append("cp1251" if small_1251 >= small_koi8 else "koi8-r")
    return found


_ESCAPE = re.compile(rb"\x1b([$(][@-Z])")


def _japanese(data: bytes) -> str:
    """ISO-2022-JP with the characters of NEC's row 13, or Shift_JIS that says it is ISO-2022-JP.

    Python's own codec refuses that row, so two-byte stretches are moved to where code page 932 has them.
    """
    if max(data, default=0) > 127:
        return _sound(data.decode("cp932", "replace"))
    pieces = _ESCAPE.split(data)
    out = [pieces[0]]
    for escape, stretch in zip(pieces[1::2], pieces[2::2], strict=True):
        out.append(_shifted(stretch) if escape[:1] == b"$" else stretch)
    return _sound(b"".join(out).decode("cp932", "replace"))


def _shifted(stretch: bytes) -> bytes:
    """Row and cell of JIS X 0208 as Shift_JIS bytes; line breaks in between stay."""
    out = bytearray()
    place = 0
    while place < len(stretch):
        row = stretch[place]
        if not 0x21 <= row <= 0x7E or place + 1 >= len(stretch):
            out.append(row)
            place += 1
            continue
        cell = stretch[place + 1]
        lead = (row - 0x21) // 2 + 0x81
        out.append(lead if lead <= 0x9F else lead + 0x40)
        out.append(cell + (0x1F + (cell >= 0x60) if row % 2 else 0x7E))
        place += 2
    return bytes(out)


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
