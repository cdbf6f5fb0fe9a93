"""Facts about conversations, and questions about them."""

from .conversation import FAR, Conversation, ConversationQuerySet, Participant, Seen, Tag
from .delivery import Delivery
from .draft import Draft
from .message import Attachment, Message, MessageQuerySet

__all__ = [
    "FAR",
    "Attachment",
    "Conversation",
    "ConversationQuerySet",
    "Delivery",
    "Draft",
    "Message",
    "MessageQuerySet",
    "Participant",
    "Seen",
    "Tag",
]
