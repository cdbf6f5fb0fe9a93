"""The ledger of what was said to customers.

- A *promise* has words, a kind, a due time, an owner and a customer. Open, it becomes *kept* or *broken* (for
  good; it can only be made good afterwards), *renegotiated* before it was due, or *withdrawn*.
- A *standard* is what the business promises everybody: it makes an answer promise of each customer's message.
  While such a promise is open in a conversation it covers the messages that follow; a broken one does not.
- The clock warns the owner before the due time, and breaks a promise once it is past.
"""
