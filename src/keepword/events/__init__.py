"""What happened: one row per happening, written once, in the transaction that did it, and never changed.

Timelines, live screens, webhooks, reports and the audit log read the same table. A row stores a code and
particulars, never a sentence: sentences are rendered late, in the reader's language (`desk/sentences.py`).

- `record(code, by=…)` is the only writer; it also runs the house's reactions to that code.
- `live` carries hints (an id, never content) to open screens after the commit.
"""
