"""What came in and could not be read."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from keepword.channels import quarantine
from keepword.channels.models import InboundRecord

from ..middleware import AgentRequest
from .found import number_in

ROWS = 50


@require_GET
def show(request: AgentRequest) -> HttpResponse:
    """Why each could not be read, the newest first."""
    rows = quarantine.visible_to(request.agent).select_related("inbox", "message__conversation")
    if (before := number_in(request.GET.get("before"))) is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: ROWS + 1])
    further = found[ROWS - 1].pk if len(found) > ROWS else None
    context = {"here": "junk", "records": found[:ROWS], "further": further}
    return render(request, "desk/quarantine/page.html", context)


def _record(request: AgentRequest, number: int) -> InboundRecord:
    return get_object_or_404(quarantine.visible_to(request.agent), pk=number)


@require_GET
def letter(request: AgentRequest, number: int) -> HttpResponse:
    """The bytes as they came, for who leads. Nobody knows what is in them, so they are never shown."""
    record = _record(request, number)
    if not request.agent.may_set_up:
        raise PermissionDenied
    answer = HttpResponse(record.bytes(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="letter-{record.pk}.eml"'
    return answer


@require_POST
def read_again(request: AgentRequest, number: int) -> HttpResponse:
    """Try once more."""
    quarantine.read_again(_record(request, number), by=request.agent, at=timezone.now())
    return redirect("quarantine")
