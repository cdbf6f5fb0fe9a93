"""Does what happens stand in the description? Checks answers against OpenAPI 3.1, as far as ours uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.test import Client

ROOT = "/api/v1"
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


@cache
def description() -> dict[str, Any]:
    """The API's own words."""
    return dict(json.loads(Client().get(f"{ROOT}/openapi.json").content))


@cache
def _shapes() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(re.sub(r"{\w+}", r"[^/]+", path) + "$"), path) for path in description()["paths"]]


def operation(verb: str, path: str) -> dict[str, Any] | None:
    """What is described for this verb at this path (with its query), if anything is."""
    asked = (ROOT + path).partition("?")[0]
    for shape, name in _shapes():
        if shape.match(asked):
            found: dict[str, Any] | None = description()["paths"][name].get(verb)
            return found
    return None


def check(verb: str, path: str, answer: Any) -> None:
    """Fail unless the answer is one that the description has for this request."""
    described = operation(verb, path)
    if described is None:
        assert answer.status_code in (404, 405), f"{verb} {path} is not described, and answers"
        return
    default = described["responses"]["default"] if answer.status_code >= 500 else None
    response = described["responses"].get(str(answer.status_code), default)
    assert response is not None, f"{verb} {path} answers {answer.status_code}, which is not described"
    content = response.get("content")
    if content is None:
        assert answer.content == b"", f"{verb} {path} answers more than is described"
        return
    media = answer["Content-Type"].partition(";")[0]
    assert media in content, f"{verb} {path} answers {media}, which is not described"
    if media.endswith("json"):
        faults = list(differences(answer.json(), content[media]["schema"], "$"))
        assert not faults, f"{verb} {path}: {faults[:5]}"


def differences(value: Any, schema: dict[str, Any], where: str) -> list[str]:
    """Where a value is not what its schema says; an object may have no property that is not described."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return differences(value, description()["components"]["schemas"][name], where)
    if "anyOf" in schema:
        each = [differences(value, option, where) for option in schema["anyOf"]]
        return [] if [] in each else min(each, key=len)
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is none of {schema['enum']}"]
    kind = schema.get("type")
    if kind is None:
        return []
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return [f"{where}: {value!r} is no {kind}"]
    inside = _INSIDE.get(kind)
    return inside(value, schema, where) if inside else []


def _string(value: str, schema: dict[str, Any], where: str) -> list[str]:
    if schema.get("format") == "date-time":
        if not value.endswith("Z"):
            return [f"{where}: {value} is not in UTC"]
        datetime.fromisoformat(value)
    return []


def _array(value: list[Any], schema: dict[str, Any], where: str) -> list[str]:
    return [
        fault
        for place, one in enumerate(value)
        for fault in differences(one, schema["items"], f"{where}[{place}]")
    ]


def _object(value: dict[str, Any], schema: dict[str, Any], where: str) -> list[str]:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", False if known else {})
    faults = [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
    for name, one in value.items():
        if name in known:
            faults += differences(one, known[name], f"{where}.{name}")
        elif others is False:
            faults.append(f"{where}: {name} is not described")
        elif isinstance(others, dict):
            faults += differences(one, others, f"{where}.{name}")
    return faults


_INSIDE: dict[str, Callable[[Any, dict[str, Any], str], list[str]]] = {
    "string": _string,
    "array": _array,
    "object": _object,
}
