"""Conversations: one matter between a customer and the business, over any channel, with one owner from start
to end.

- A *message* is inbound, a reply, a forward, or a note (which never leaves the house).
- A *delivery* is one outbound message on its way to one address; the post room claims it.
- *Waiting since* is set with a customer's message and cleared only by a person: by an answer, or by saying
  why none is needed. No other verb touches it; a property test drives random sequences of verbs against that.
"""
