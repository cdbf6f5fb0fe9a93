"""What the description says beyond Ninja's: how an operation can be refused, and what repeats harmlessly."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from .problems import MEDIA_TYPE, ProblemOut

_REF = "#/components/schemas/"
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "Up to 200 characters of your choice. For 24 hours the same request with the same key "
    "does nothing again and answers the same; another request with it is refused with 422.",
}


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """Complete the description, in place."""
    schema["components"]["securitySchemes"].pop("TokenIfGiven", None)
    schema["components"]["schemas"]["Problem"] = ProblemOut.model_json_schema(ref_template=_REF + "{model}")
    for path, operations in schema["paths"].items():
        for verb, operation in operations.items():
            _complete(path, verb, operation)
    return schema


def _complete(path: str, verb: str, operation: dict[str, Any]) -> None:
    operation["responses"] = {str(status): said for status, said in operation["responses"].items()}
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    if operation.get("security") == [{"TokenIfGiven": []}]:
        operation["security"] = [{}, {"Token": []}]
    if verb == "post":
        operation["parameters"] = [*operation.get("parameters", []), _IDEMPOTENCY_KEY]
    for status in refusals(path, verb, operation):
        operation["responses"].setdefault(str(int(status)), _refusal(status))
    operation["responses"]["default"] = _refusal(HTTPStatus.INTERNAL_SERVER_ERROR)


def refusals(path: str, verb: str, operation: dict[str, Any]) -> list[HTTPStatus]:
    """How an operation can refuse, by what it takes: a token, an id, parameters, a body."""
    statuses = [HTTPStatus.UNPROCESSABLE_ENTITY]
    if "security" in operation:
        statuses += [HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS]
    if operation.get("parameters") or "requestBody" in operation:
        statuses.append(HTTPStatus.NOT_FOUND)
    if "requestBody" in operation:
        statuses += [HTTPStatus.BAD_REQUEST, HTTPStatus.LENGTH_REQUIRED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE]
    if verb != "get":
        statuses.append(HTTPStatus.CONFLICT)
    return sorted(statuses)


def _refusal(status: HTTPStatus) -> dict[str, Any]:
    refusal: dict[str, Any] = {
        "description": status.phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REF + "Problem"}}},
    }
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        refusal["headers"] = _RETRY
    return refusal
