"""What answers for the stream where none runs (a plain WSGI server): screens then ask by themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from ..middleware import open_to_all


@open_to_all
def no_stream(_request: HttpRequest) -> HttpResponse:
    """204 tells an EventSource not to come again (WHATWG HTML §9.2.3)."""
    return HttpResponse(status=204)
