"""How messages are found by their words."""

from __future__ import annotations

from keepword.lib.search import Index

from .models import Message

messages = Index("message_search")


def text_of(message: Message) -> str:
    """What of a message is indexed: its subject, what was said, and the names of its files' senders."""
    return f"{message.subject}\n{message.sender_name}\n{message.said}"


def add(message: Message) -> None:
    """Index a new message."""
    messages.add(message.pk, text_of(message), message.language or None)


def remove(message: Message) -> None:
    """Take a message out of the index."""
    messages.remove(message.pk, text_of(message), message.language or None)
