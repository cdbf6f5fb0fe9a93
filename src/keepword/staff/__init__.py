"""The staff: agents, teams, business hours, the inboxes where the business can be reached, and API tokens.

- An *agent* is a person who answers customers (also the log-in).
- A *team* works by *business hours*; an *inbox* is an address of the business, with a name, a team and a
  signature.
- An inbox without a team is everybody's; with one, its members see it, and owners and leads.
"""
