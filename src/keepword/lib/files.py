"""Attachments on disk, named by what they hold, and safely there before anybody says so."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage


class DurableFiles(FileSystemStorage):
    """A folder whose files are complete or absent: written beside, synced, renamed, and the folder synced."""

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # the name is the content's digest: the same name is the same file


def keep(data: bytes) -> str:
    """Store `data` under its SHA-256 and return that digest; storing the same bytes again costs nothing."""
    digest = hashlib.sha256(data).hexdigest()
    name = path_of(digest)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return digest


def path_of(digest: str) -> str:
    """Where the file of this SHA-256 lies in the storage."""
    return f"{digest[:2]}/{digest}"


def fetch(digest: str) -> bytes:
    """The stored bytes; raises FileNotFoundError when they are gone."""
    with default_storage.open(path_of(digest)) as file:
        return bytes(file.read())
