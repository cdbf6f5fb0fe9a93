"""The bytes of files."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from keepword.conversations.models import Attachment, Message
from keepword.lib import files

from .. import find
from ..auth import ApiRequest
from ..problems import not_found

router = Router(tags=["Messages"])


@router.get(
    "/{attachment_id}",
    operation_id="get_attachment",
    openapi_extra={
        "responses": {
            200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)
def attachment(request: ApiRequest, attachment_id: str) -> HttpResponse:
    """The bytes of a file. Always as a download of no type: what a sender declares is not to be believed."""
    visible = Message.objects.visible_to(request.agent)
    row = find.get(Attachment.objects.filter(message__in=visible.values("pk")), attachment_id)
    try:
        data = files.fetch(row.digest)
    except FileNotFoundError as error:
        raise not_found() from error
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, row.name) or "attachment",
            "Content-Security-Policy": "sandbox",
        },
    )
