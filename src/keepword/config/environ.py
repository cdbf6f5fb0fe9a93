"""The environment, read once and typed. An unknown KEEPWORD_ name refuses to start: a typo must not be
silence.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "KEEPWORD_"
NAMES = frozenset(
    [
        "DATA",
        "BASE_URL",
        "SECRET_KEY",
        "SECRET_KEY_FILE",
        "DATABASE_URL",
        "REDIS_URL",
        "STORAGE_URL",
        "SMTP_URL",
        "ALLOWED_HOSTS",
        "BIND",
        "SMTP",
        "LMTP",
        "MAX_MAIL_MB",
        "UNDO_SECONDS",
        "DEBUG",
        "LOG_LEVEL",
        "SECURE_PROXY",
    ]
)


class BadEnvironment(Exception):
    """A setting that cannot be used; the message says which, and what would do."""


@dataclass(frozen=True, slots=True)
class Environ:
    """What the environment says, with its defaults."""

    data: Path
    base_url: str
    secret_key: str
    database_url: str
    redis_url: str
    storage_url: str
    smtp_url: str
    allowed_hosts: tuple[str, ...]
    max_mail_bytes: int
    undo_seconds: int
    debug: bool
    log_level: str
    secure_proxy: bool


def read(environ: Mapping[str, str] | None = None) -> Environ:
    """Read and check the environment; raises `BadEnvironment` for unknown names and unusable values."""
    env = os.environ if environ is None else environ
    unknown = sorted(
        name
        for name in env
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX) not in NAMES
        and not name.startswith("KEEPWORD_TEST_")
    )
    if unknown:
        raise BadEnvironment(
            f"unknown setting {', '.join(unknown)}; docs/settings.md lists the names that exist"
        )
    data = Path(env.get("KEEPWORD_DATA") or "data").resolve()
    return Environ(
        data=data,
        base_url=env.get("KEEPWORD_BASE_URL", "").rstrip("/"),
        secret_key=_secret(env, data),
        database_url=env.get("KEEPWORD_DATABASE_URL", ""),
        redis_url=env.get("KEEPWORD_REDIS_URL", ""),
        storage_url=env.get("KEEPWORD_STORAGE_URL", ""),
        smtp_url=env.get("KEEPWORD_SMTP_URL", ""),
        allowed_hosts=tuple(env.get("KEEPWORD_ALLOWED_HOSTS", "").replace(",", " ").split()),
        max_mail_bytes=_number(env, "MAX_MAIL_MB", 40) * 1024 * 1024,
        undo_seconds=_number(env, "UNDO_SECONDS", 8),
        debug=_flag(env, "DEBUG"),
        log_level=env.get("KEEPWORD_LOG_LEVEL", "INFO").upper(),
        secure_proxy=_flag(env, "SECURE_PROXY"),
    )


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    said = env.get(PREFIX + name, "")
    if said and not said.isdigit():
        raise BadEnvironment(f"{PREFIX}{name} is '{said}', but a whole number is needed")
    return int(said) if said else default


def _flag(env: Mapping[str, str], name: str) -> bool:
    said = env.get(PREFIX + name, "").lower()
    if said not in ("", "0", "1", "no", "yes", "true", "false"):
        raise BadEnvironment(f"{PREFIX}{name} is '{said}', but yes or no is needed")
    return said in ("1", "yes", "true")


def _secret(env: Mapping[str, str], data: Path) -> str:
    """The key from the environment or a file; else one of the data folder's own, made at the first start."""
    if env.get("KEEPWORD_SECRET_KEY"):
        return env["KEEPWORD_SECRET_KEY"]
    if env.get("KEEPWORD_SECRET_KEY_FILE"):
        file = Path(env["KEEPWORD_SECRET_KEY_FILE"])
        if not file.is_file():
            raise BadEnvironment(f"KEEPWORD_SECRET_KEY_FILE names {file}, which is no file that can be read")
        return file.read_text().strip()
    file = data / "secret_key"
    if not file.exists():
        if not data.exists():
            return "no-folder-yet-" + secrets.token_hex(24)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
