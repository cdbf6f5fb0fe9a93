"""Channels: the ways in which the business can be reached, a folder each.

What a channel receives is an *inbound record*, byte for byte, committed before the sender is told that we
have it. `intake.store` writes it and makes a second copy harmless; the clock reads it into a conversation
later.
"""
