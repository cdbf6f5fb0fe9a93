"""The REST API, `/api/v1/`: another face on the same actions. What its OpenAPI describes is what happens.

- `face.py` puts it together; `resources/` has a file for each noun.
- `auth.py` knows whose token it is, what it may, how often, and that no parameter is unknown.
- `once.py` does each request in one transaction, and a repeated one (Idempotency-Key) once only.
- `find.py` looks up what the agent may see, `pages.py` gives out lists, `problems.py` refuses.
- `stream.py` is the event stream, outside Django's views.
"""
