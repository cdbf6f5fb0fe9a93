"""What strangers sent: their files, and their letters as they looked."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from keepword.conversations import actions as conversations
from keepword.conversations.models import Attachment, Delivery, Message
from keepword.lib.files import path_of

from .. import files
from ..middleware import AgentRequest
from .conversation import redirect_or_thread


@require_GET
def file(request: AgentRequest, pk: int, key: str) -> FileResponse:
    """A file to keep: never shown by the browser as a page of ours."""
    if not files.is_key(pk, key):
        raise Http404
    visible = Message.objects.visible_to(request.agent).values("pk")
    found = get_object_or_404(Attachment, pk=pk, message__in=visible)
    try:
        data = default_storage.open(path_of(found.digest))
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        data,
        as_attachment=True,
        filename=found.name,
        content_type=files.served_type(found),
        headers={"Content-Security-Policy": files.SANDBOX, "X-Content-Type-Options": "nosniff"},
    )


@require_GET
@xframe_options_sameorigin
def letter(request: AgentRequest, pk: int) -> HttpResponse:
    """A letter as it was sent, on a page without rights; others' images only with `?images=1`."""
    found = get_object_or_404(Message.objects.visible_to(request.agent), pk=pk)
    images = "images" in request.GET
    answer = render(
        request, "desk/letter.html", {"html": files.letter(found, images=images), "message": found}
    )
    answer["Content-Security-Policy"] = files.letter_policy(images)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_POST
def delivery(request: AgentRequest, pk: int) -> HttpResponse:
    """A person decides about a letter that failed or may have arrived: send it again, or it did arrive."""
    visible = Message.objects.visible_to(request.agent).values("pk")
    found = get_object_or_404(
        Delivery.objects.select_related("message__conversation"), pk=pk, message__in=visible
    )
    if request.POST.get("what") == "arrived":
        conversations.settle(found, by=request.agent, at=timezone.now())
    else:
        conversations.resend(found, by=request.agent, at=timezone.now())
    return redirect_or_thread(request, found.message.conversation_id)
