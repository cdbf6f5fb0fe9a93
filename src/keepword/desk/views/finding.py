"""Finding what the asker may see, or 404: nobody learns that something exists which is not theirs to see."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from keepword.conversations.models import Conversation, Seen

from ..middleware import AgentRequest


def conversation_of(request: AgentRequest, number: int) -> Conversation:
    """The conversation with everything that its head shows, and `seen_up_to` of the asker."""
    seen = Seen.objects.filter(agent=request.agent, conversation=OuterRef("pk")).values("message")[:1]
    rows: QuerySet[Conversation] = (
        Conversation.objects.visible_to(request.agent)
        # Who resolved it or called it junk, and what it claims, is looked up where it is shown: each join
        # more costs every page what a look-up costs the few that need it.
        .select_related("customer__company", "inbox", "owner", "team")
        .annotate(seen_up_to=Subquery(seen))
    )
    return get_object_or_404(rows, pk=number)
