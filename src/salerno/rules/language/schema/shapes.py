"""The shapes of scalars and the ways in which shapes are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any as Anything

from salerno.credentials.circumstances import ANCHORS

Schema = dict[str, Anything]

SCALAR: Schema = {"type": ["string", "number", "boolean"]}
YES_OR_NO: Schema = {"enum": ["yes", "no", True, False]}
SPAN: Schema = {"type": "string", "pattern": "^ *[0-9]+ +(year|month|week|day)"}
BOUND: Schema = {"type": "string", "pattern": "^(at most|under|at least|over) "}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MONTH_DAY: Schema = {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"}
PERIOD: Schema = {"type": "string", "pattern": r"\.\."}
COUNT: Schema = {"type": ["string", "integer"], "pattern": "^[0-9]+$"}
TIMES: Schema = {"type": ["string", "number"], "pattern": "^[0-9]+(\\.[0-9]+)?( ?%)?$"}
NUMBER_BOUND: Schema = {"type": ["string", "number"]}


def ref(name: str) -> Schema:
    """The shape of that name."""
    return {"$ref": f"#/$defs/{name}"}


def words_of(words: Iterable[str]) -> Schema:
    """One of these words."""
    return {"enum": list(words)}


def any_of(*shapes: Schema) -> Schema:
    """One of these shapes at least."""
    return {"anyOf": list(shapes)}


def several(shape: Schema) -> Schema:
    """A list of that shape."""
    return {"type": "array", "items": shape}


def one_or_more(shape: Schema) -> Schema:
    """That shape alone, or a list of it."""
    return any_of(shape, several(shape))


def free(shape: Schema) -> Schema:
    """An object with keys of any name, each of that shape."""
    return {"type": "object", "additionalProperties": shape}


def closed(keys: Iterable[str], shapes: Mapping[str, Schema], *needed: str) -> Schema:
    """An object with exactly these keys; a key without a shape is a mistake of ours."""
    properties = {key: shapes[key] for key in keys}
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }


TEXTS = any_of(SCALAR, free(SCALAR))
NAMES = one_or_more(SCALAR)
TYPES = one_or_more(ref("type"))
ANCHOR = any_of(words_of(ANCHORS), ref("type"))
REQUIREMENT = ref("requirement")
WHERE = free(ref("condition"))
