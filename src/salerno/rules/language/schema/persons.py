"""The shapes of a person and of what they hold."""

from __future__ import annotations

from salerno.credentials.person import ASSURANCES
from salerno.credentials.records import CREDENTIAL_KEYS, JUDGED, PERSON_KEYS
from salerno.rules.language.schema.shapes import (
    DAY,
    NAMES,
    SCALAR,
    YES_OR_NO,
    Schema,
    any_of,
    closed,
    ref,
    several,
    words_of,
)

_DATED = closed(("is", "from", "until"), {"is": NAMES, "from": DAY, "until": DAY}, "is")
_FACT = any_of(NAMES, several(_DATED))
PERSONS: dict[str, Schema] = {
    "credential": {
        "type": "object",
        "properties": {
            key: {
                "type": ref("type"),
                "assurance": words_of(ASSURANCES),
            }.get(key, SCALAR)
            for key in CREDENTIAL_KEYS
        },
        "required": ["type"],
        "additionalProperties": NAMES,
    },
    "facts": {
        "type": "object",
        "propertyNames": any_of(ref("fact"), {"pattern": f"^{JUDGED}"}),
        "additionalProperties": _FACT,
    },
    "person": closed(
        PERSON_KEYS,
        {
            "person": SCALAR,
            "invented": YES_OR_NO,
            "note": SCALAR,
            "facts": ref("facts"),
            "complete": NAMES,
            "credentials": several(ref("credential")),
        },
        "person",
    ),
}
