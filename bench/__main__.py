"""Measures, prints, and ends with 1 when a measurement could not be made."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from . import mail_in, memory, pages, report
from .house import House, make_sample

QUICK, FULL = (1_000, 10_000), (1_000, 100_000)
PARTS = {"pages": pages.measure, "mail": mail_in.measure, "memory": memory.measure}


def main() -> int:
    """Measure each part at each size."""
    asked = _arguments()
    sizes = [asked.conversations] if asked.conversations else FULL if os.environ.get("FULL") else QUICK
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="keepword-bench-") as temporary:
        folder = asked.data or Path(temporary)
        for size in sizes:
            sample = make_sample(folder / str(size), size)
            with House(sample) as house:
                for name, measure in PARTS.items():
                    # Mail and memory do not depend on the size: measured in the largest only.
                    if name in (asked.only or PARTS) and (name == "pages" or size == sizes[-1]):
                        report.heading(f"{name}, {size:,} conversations")
                        measure(house)
    report.line("the whole", f"{time.monotonic() - began:.0f} s")
    return report.failures


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--conversations", type=int, metavar="N", help="one size, instead of two")
    parser.add_argument("--only", action="append", choices=sorted(PARTS), help="one part (may be repeated)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where samples are kept for the next time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
