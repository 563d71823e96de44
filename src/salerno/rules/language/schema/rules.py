"""The shapes of rule versions, requirements, conditions and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salerno.rules.language import leaves, opportunities
from salerno.rules.language.requirements import GROUP_KEYS
from salerno.rules.language.schema.shapes import (
    ANCHOR,
    BOUND,
    COUNT,
    DAY,
    MONTH_DAY,
    NAMES,
    NUMBER_BOUND,
    PERIOD,
    REQUIREMENT,
    SCALAR,
    SPAN,
    TEXTS,
    TIMES,
    TYPES,
    WHERE,
    YES_OR_NO,
    Schema,
    any_of,
    closed,
    free,
    one_or_more,
    ref,
    several,
    words_of,
)

_NOTE_SHAPES: dict[str, Schema] = {
    "id": SCALAR,
    "say": TEXTS,
    "if-unmet": words_of(("fixable", "never")),
    "fix": NAMES,
    "actor": words_of(leaves.ACTORS),
    "source": SCALAR,
}
_SELECTION_SHAPES: dict[str, Schema] = {
    "where": WHERE,
    "table": ref("table"),
    "age": BOUND,
    "valid": {"type": "string", "pattern": "^(any|(at|through) .+|.+ (before|after) .+)$"},
    "at": ANCHOR,
    "latest": YES_OR_NO,
    "of": ref("condition"),
    "by": ref("condition"),
}
_LEAF_SHAPES: dict[str, dict[str, Schema]] = {
    "has": {
        "has": TYPES,
        "count": NUMBER_BOUND,
        "distinct": SCALAR,
        "same-sitting": YES_OR_NO,
        "attempts": {"type": "string", "pattern": "^max [0-9]+$"},
        "after": SCALAR,
        "lag": BOUND,
    },
    "fact": {"fact": ref("fact"), "is": ref("condition"), "at": ANCHOR},
    "sum": {
        "sum": SCALAR,
        "of": TYPES,
        "is": NUMBER_BOUND,
        "period": ref("period"),
        "weights": several(
            closed(("where", "times"), {"where": WHERE, "times": TIMES}, "where", "times")
        ),
        "caps": several(
            closed(("where", "at-most"), {"where": WHERE, "at-most": TIMES}, "where", "at-most")
        ),
        "share-of": WHERE,
    },
    "time": {
        "time": TYPES,
        "is": BOUND,
        "measure": words_of(("covered", "continuous", "gap", "uncovered")),
        "within": SPAN,
        "since": ref("type"),
    },
    "attempts": {"attempts": TYPES, "max": COUNT, "per": SPAN, "unless": WHERE},
    "wait": {"wait": SPAN, "after": TYPES, "which": any_of(words_of(("first", "last")), COUNT)},
    "judge": {"judge": SCALAR, "text": TEXTS, "days": COUNT},
}
_BRANCH = {"when": REQUIREMENT, "then": REQUIREMENT, "else": REQUIREMENT}
_GROUP_SHAPES: dict[str, dict[str, Schema]] = {
    "all": {"all": several(REQUIREMENT), "window": SPAN},
    "any": {"any": {**several(REQUIREMENT), "minItems": 1}},
    "none": {"none": several(REQUIREMENT)},
    "not": {"not": REQUIREMENT},
    "at-least": {"at-least": COUNT, "of": several(REQUIREMENT)},
    "choose": {
        "choose": several(
            any_of(
                closed(("when", "then"), _BRANCH, "when", "then"),
                closed(("else",), _BRANCH, "else"),
            )
        )
    },
    "use": {"use": SCALAR},
}
_NEEDED = {
    "fact": ("is",), "sum": ("of", "is"), "time": ("is",), "attempts": ("max",),
    "wait": ("after",), "at-least": ("of",),
}  # fmt: skip


def _kind(kind: str, keys: Iterable[str], shapes: Mapping[str, Schema]) -> Schema:
    known = {**_NOTE_SHAPES, **_SELECTION_SHAPES, **shapes}
    return closed((kind, *keys, *leaves.NOTE_KEYS), known, kind, *_NEEDED.get(kind, ()))


_KINDS = {
    **{kind: _kind(kind, keys, _LEAF_SHAPES[kind]) for kind, keys in leaves.LEAF_KEYS.items()},
    **{kind: _kind(kind, keys, _GROUP_SHAPES[kind]) for kind, keys in GROUP_KEYS.items()},
}
_CONDITION = ref("condition")
_FORMS = {
    "in-list": ref("listing"),
    "at": words_of(("application", "record")),
    "same-as": ref("fact"),
    "all": several(_CONDITION),
    "not": _CONDITION,
}
_STRETCH_SHAPES = {
    "last": SPAN,
    "between": PERIOD,
    "from": any_of(ref("fact"), ref("type")),
    "starts": MONTH_DAY,
    "length": SPAN,
    "back": COUNT,
    "each": SPAN,
}
_EXCEPT_SHAPES = {
    "when": REQUIREMENT,
    "because": TEXTS,
    "then": words_of(("met", "never")),
    "drop": NAMES,
    "replace": free(REQUIREMENT),
    "set": free({}),
}
_VERSION_SHAPES = {
    "in-force": PERIOD,
    "status": words_of(opportunities.STATUSES),
    "source": one_or_more(any_of(SCALAR, ref("source"))),
    "define": free(REQUIREMENT),
    "requires": REQUIREMENT,
    "except": several(ref("exception")),
}
_SOURCE_SHAPES = {
    "url": SCALAR,
    "title": SCALAR,
    "locator": SCALAR,
    "read": DAY,
    "tier": words_of(opportunities.TIERS),
    "confidence": words_of(opportunities.CONFIDENCES),
    "dated": SCALAR,
    "also": NAMES,
    "facts": NAMES,
}
RULES: dict[str, Schema] = {
    **{f"kind-{kind}": shape for kind, shape in _KINDS.items()},
    "requirement": any_of(
        {"const": "nothing"}, several(REQUIREMENT), *(ref(f"kind-{kind}") for kind in _KINDS)
    ),
    "condition": any_of(
        SCALAR,
        {**several(SCALAR), "minItems": 1},
        closed(("in-list", "at"), _FORMS, "in-list"),
        *(closed((form,), _FORMS, form) for form in ("same-as", "all", "not")),
    ),
    "period": any_of({"type": "string"}, closed(leaves.STRETCH_KEYS, _STRETCH_SHAPES)),
    "exception": {
        **closed(opportunities.EXCEPT_KEYS, _EXCEPT_SHAPES, "when", "because"),
        "oneOf": [{"required": [way]} for way in ("then", "drop", "replace", "set")],
    },
    "version": closed(
        opportunities.VERSION_KEYS, _VERSION_SHAPES, "in-force", "source", "requires"
    ),
    "source": closed(
        opportunities.SOURCE_KEYS, _SOURCE_SHAPES, "url", "read", "tier", "confidence"
    ),
}
