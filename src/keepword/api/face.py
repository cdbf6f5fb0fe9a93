"""The API, put together; and around it: sizes, verbs that are not there, addresses that are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from keepword import __version__
from keepword.lib.problems import Problem

from .auth import Token, remember_operation
from .once import in_one_transaction
from .openapi import described
from .parsing import BoundedParser
from .problems import answer_with_documents, document, not_found
from .resources import (
    attachments,
    conversations,
    customers,
    events,
    health,
    promises,
    search,
    settling,
    staff,
    standards,
    states,
    tokens,
    writing,
)

View = Callable[..., HttpResponseBase]


class Api(NinjaAPI):
    """Ninja's, with a description that says what we do around it; made once, since nothing in it changes."""

    _described: dict[str, Any] | None = None

    def get_openapi_schema(self, **where: Any) -> Any:
        if self._described is None:
            self._described = described(super().get_openapi_schema(**where))
        return self._described


def build() -> Api:
    """The API with all its resources."""
    api = Api(
        title="Keepword",
        version=__version__,
        description="Everything that the desk can do, for programs. Times are UTC; ids are opaque.",
        urls_namespace="api",
        docs_url=None,
        auth=Token(),
        parser=BoundedParser(),
    )
    answer_with_documents(api)
    api.add_decorator(in_one_transaction, mode="operation")
    api.add_decorator(remember_operation, mode="view")
    for prefix, resource in RESOURCES:
        api.add_router(prefix, resource.router)
    return api


RESOURCES: tuple[tuple[str, Any], ...] = (
    ("/conversations", conversations),
    ("/conversations", states),
    ("", writing),
    ("/attachments", attachments),
    ("/customers", customers),
    ("/promises", promises),
    ("/promises", settling),
    ("/standards", standards),
    ("", staff),
    ("/search", search),
    ("/events", events),
    ("/tokens", tokens),
    ("/health", health),
)


def patterns(api: Api) -> list[URLPattern]:
    """Its addresses; all others under the same root answer 404 as a problem document."""
    known, _app, _namespace = api.urls
    inside = [pattern for pattern in known if isinstance(pattern, URLPattern)]
    for pattern in inside:
        pattern.callback = nowhere if pattern.name == "api-root" else around(pattern.callback)
    return [*inside, re_path(r"", nowhere)]


def around(view: View) -> View:
    """Refuse what is too big before it is read, and say 405 as everything else is said."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        unread = _not_to_be_read(request)
        if unread is not None:
            return document(unread)
        response = view(request, *args, **values)
        if isinstance(response, HttpResponseNotAllowed):
            response = _no_such_verb(response)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def _not_to_be_read(request: HttpRequest) -> Problem | None:
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        # WSGI knows a body by its length only (PEP 3333); without one it would seem empty.
        return Problem("length_required", _("Send the body with its Content-Length."), status=411)
    if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return Problem("too_large", _("A body can have 64 MiB at most."), status=413)
    return None


def _no_such_verb(response: HttpResponseNotAllowed) -> HttpResponse:
    problem = Problem("method_not_allowed", _("This cannot be done here; 'Allow' says what can."), status=405)
    return document(problem, {"Allow": response["Allow"]})


@csrf_exempt
def nowhere(_request: HttpRequest) -> HttpResponse:
    """What is asked for does not exist."""
    return document(not_found())
