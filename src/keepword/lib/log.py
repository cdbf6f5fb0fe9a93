"""Log lines that stay lines: a subject with CR, LF or ANSI codes in it cannot forge another one."""

from __future__ import annotations

import logging


class OneLine(logging.Formatter):
    """Time, level, logger and the message on one line; a traceback follows indented."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname:7} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        text = super().formatException(ei)  # type: ignore[arg-type]
        return "\n".join("    " + line for line in text.splitlines())
