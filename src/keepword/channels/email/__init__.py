"""E-mail: reading what arrives, and the mailboxes and letters that go out.

`reading` turns the bytes of one mail into a `Letter` (pure, never raises);
`show` prints what was read.
"""
