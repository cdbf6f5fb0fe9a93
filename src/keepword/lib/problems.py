"""A refusal in words: what the asker did wrong or what stands in the way, and what to do."""

from __future__ import annotations

from collections.abc import Mapping


class Problem(Exception):
    """A request that cannot be done as asked. Faces show `str(problem)`; the API makes it a problem document
    (RFC 9457).
    """

    def __init__(
        self, code: str, detail: object, *, status: int = 409, errors: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        """A sentence, possibly lazy, so that it is said in the language of who reads it."""
        self.status = status
        self.errors = dict(errors or {})

    def __str__(self) -> str:
        return str(self.detail)
