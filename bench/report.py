"""Printing figures, one a line, with what they are compared to."""

from __future__ import annotations

failures = 0


def heading(text: str) -> None:
    """A new part."""
    print(f"\n{text}", flush=True)


def line(name: str, figure: str, note: str = "") -> None:
    """One figure."""
    print(f"  {name:<44} {figure:>16}  {note}".rstrip(), flush=True)


def failed(name: str, why: str) -> None:
    """A figure that could not be had; the run goes on and ends with 1."""
    global failures
    failures = 1
    line(name, "not measured", why)


def median(values: list[float]) -> float:
    """The middle value."""
    return sorted(values)[len(values) // 2]


def high(values: list[float], share: float = 0.95) -> float:
    """The value that `share` of the others do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
