"""Each request that changes something is one transaction; with an Idempotency-Key, a repetition is the same.

The row of the key is written first, in the transaction that does the work. A repetition meanwhile waits
for it (SQLite: for the write lock; PostgreSQL: for the unique index) and then finds the answer. When the
first failed there is neither row nor effect, and the repetition is the first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from keepword.lib import secrets
from keepword.lib.problems import Problem

from .auth import SAFE, ApiRequest
from .fields import In
from .models import IdempotentAnswer
from .problems import invalid

KEPT = timedelta(hours=24)
LONGEST_KEY = 200


def in_one_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """What every operation goes through; reading needs no transaction (it would take SQLite's write lock)."""

    @wraps(view)
    def done(request: ApiRequest, **values: Any) -> Any:
        if request.method in SAFE:
            return view(request, **values)
        for value in values.values():
            if isinstance(value, In):
                value.prepare()
        key = request.headers.get("Idempotency-Key", "") if request.method == "POST" else ""
        with transaction.atomic():
            return _once(view, request, key, values) if key else view(request, **values)

    return done


def _once(view: Callable[..., Any], request: ApiRequest, key: str, values: dict[str, Any]) -> Any:
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise invalid("Idempotency-Key", _("At most 200 printable characters."))
    now = timezone.now()
    asked = hashlib.sha256(
        f"{request.method} {request.get_full_path()}\n".encode() + request.body
    ).hexdigest()
    IdempotentAnswer.objects.filter(at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            row = IdempotentAnswer.objects.create(token=request.token, key=key, asked=asked, at=now)
    except IntegrityError:
        return _again(IdempotentAnswer.objects.get(token=request.token, key=key), asked)
    made: BaseModel = view(request, **values)
    row.body = secrets.seal(made.model_dump_json())
    row.save(update_fields=["body"])
    return made


def _again(row: IdempotentAnswer, asked: str) -> HttpResponse:
    if row.asked != asked:
        detail = _("This Idempotency-Key was used for another request. Use a new one for each.")
        raise Problem("key_reused", detail, status=422, errors={"Idempotency-Key": detail})
    return HttpResponse(
        secrets.unseal(row.body),
        status=201,
        content_type="application/json; charset=utf-8",
        headers={"Idempotent-Replayed": "true"},
    )
