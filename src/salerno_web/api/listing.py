"""The operations of an OpenAPI document as pages list them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any as Anything

Schema = Mapping[str, Anything]


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter, or a field of what is sent."""

    name: str
    place: str
    kind: str
    is_required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    summary: str
    meaning: str
    needs_key: bool
    named: tuple[Named, ...]
    replies: tuple[str, ...]


def operations(schema: Schema) -> Mapping[str, list[Operation]]:
    """The operations by tag, in the order of the document."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(path, method, told, schema))
    return found


def _operation(path: str, method: str, told: Schema, schema: Schema) -> Operation:
    return Operation(
        told["operationId"],
        method.upper(),
        path,
        told["summary"],
        told.get("description", ""),
        bool(told.get("security")),
        (*_parameters(told, schema), *_fields(told, schema)),
        tuple(str(status) for status in told["responses"]),
    )


def _parameters(told: Schema, schema: Schema) -> Iterator[Named]:
    for one in told.get("parameters", ()):
        is_required = one.get("required", False)
        meaning = one.get("description") or _meaning(one["schema"])
        yield Named(one["name"], one["in"], _kind(one["schema"], schema), is_required, meaning)


def _fields(told: Schema, schema: Schema) -> Iterator[Named]:
    body = told.get("requestBody")
    if body:
        shape = _meant(body["content"]["application/json"]["schema"], schema)
        required = shape.get("required", ())
        for name, own in shape["properties"].items():
            yield Named(name, "body", _kind(own, schema), name in required, _meaning(own))


def _meant(shape: Schema, schema: Schema) -> Schema:
    """What a shape is, where it only says by what name it is known."""
    reference = shape.get("$ref")
    if not reference:
        return shape
    found: Schema = schema["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _meaning(shape: Schema) -> str:
    """What a value means, told of itself or of what it can be."""
    told = (one.get("description", "") for one in (shape, *shape.get("anyOf", ())))
    return next(filter(None, told), "")


def _kind(shape: Schema, schema: Schema) -> str:
    """The kind of a value in a word or two."""
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "anyOf" in shape:
        return " or ".join(_kind(one, schema) for one in shape["anyOf"])
    if "enum" in shape:
        return ", ".join(str(value) for value in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {_kind(shape['items'], schema)}"
    return str(shape.get("format") or shape.get("type", "anything"))
