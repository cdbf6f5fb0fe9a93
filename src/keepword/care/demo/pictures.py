"""Files that the letters of the sample carry: drawn here, so that none is copied from anywhere."""

from __future__ import annotations

import struct
import zlib

RGB = tuple[int, int, int]
WOOD, PAPER, SCRATCH, GREEN = (166, 112, 66), (244, 240, 232), (196, 44, 36), (72, 124, 88)


def png(width: int, height: int, boxes: list[tuple[int, int, int, int, RGB]], paper: RGB = PAPER) -> bytes:
    """A PNG (RFC 2083) of boxes (left, top, right, bottom, colour) on paper."""
    rows = [[paper] * width for _ in range(height)]
    for left, top, right, bottom, colour in boxes:
        for row in rows[top:bottom]:
            row[left:right] = [colour] * (right - left)
    raw = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def chair(seat: RGB = WOOD, *, scratched: bool = False) -> bytes:
    """A chair from the side, in so many boxes; perhaps with a scratch."""
    boxes = [
        (60, 20, 72, 130, seat),
        (60, 120, 150, 134, seat),
        (60, 134, 70, 210, seat),
        (140, 134, 150, 210, seat),
    ]
    if scratched:
        boxes += [(84 + 4 * step, 122 + step, 92 + 4 * step, 124 + step, SCRATCH) for step in range(8)]
    return png(210, 230, boxes)


def logo() -> bytes:
    """A small mark for the foot of a company's mail."""
    return png(120, 32, [(0, 0, 120, 32, GREEN), (8, 8, 24, 24, PAPER), (32, 12, 112, 20, PAPER)])


def pdf(*lines: str) -> bytes:
    """A one-page PDF of plain lines (ASCII)."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 16 TL 60 780 Td {text} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(out))
    )
