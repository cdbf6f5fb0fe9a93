"""Embedded or scaled: the one place that knows. Rooms read `django.conf.settings`.

Embedded (the default) is one folder with one SQLite file and the attachments. Scaled is PostgreSQL
(`KEEPWORD_DATABASE_URL`), Redis for wake-ups (`KEEPWORD_REDIS_URL`) and S3-compatible storage
(`KEEPWORD_STORAGE_URL`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .environ import BadEnvironment

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "mmap_size": "134217728",
    "journal_size_limit": "27103364",
    "cache_size": "-8000",
    "foreign_keys": "ON",
}
"""Measured: FULL costs 0.22 to 0.4 ms a commit and survives a power cut; the doctor asserts all of them."""

SQLITE_EXPECTED = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000, "foreign_keys": 1}
"""What a connection must answer to the PRAGMAs, or Keepword refuses to start."""


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for the database that `url` names; the folder's own SQLite file without one."""
    if not url or url.startswith("sqlite:"):
        file = Path(unquote(url.removeprefix("sqlite:").lstrip("/"))) if url else data / "keepword.sqlite3"
        if url:
            file = Path("/") / file
        init = ";".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items())
        return {
            "ENGINE": "keepword.config.sqlite",
            "NAME": str(file),
            "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": init},
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadEnvironment("KEEPWORD_DATABASE_URL must begin with postgres:// or sqlite://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def storages(url: str, data: Path) -> dict[str, Any]:
    """Where attachments lie: `files/` in the data folder, or a bucket (`s3://key:secret@host/bucket`)."""
    if not url:
        files: dict[str, Any] = {
            "BACKEND": "keepword.lib.files.DurableFiles",
            "OPTIONS": {"location": str(data / "files")},
        }
    else:
        parts = urlsplit(url)
        if parts.scheme not in ("s3", "s3+http"):
            raise BadEnvironment(
                "KEEPWORD_STORAGE_URL must begin with s3:// (or s3+http:// for a host of one's own)"
            )
        scheme = "http" if parts.scheme == "s3+http" else "https"
        host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        files = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "access_key": unquote(parts.username or ""),
                "secret_key": unquote(parts.password or ""),
                "bucket_name": parts.path.strip("/"),
                "endpoint_url": f"{scheme}://{host}",
                "file_overwrite": True,
                "default_acl": "private",
            },
        }
    return {
        "default": files,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
