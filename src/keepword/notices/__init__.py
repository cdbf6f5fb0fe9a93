"""What a colleague must hear: rows with a recipient, a kind and a due time. The desk shows them, the post
room mails them.

Below the rooms that have something to say, so it knows conversations and promises by plain id only.
"""
