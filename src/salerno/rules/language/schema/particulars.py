"""The shapes of an opportunity and of what surrounds its rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salerno.credentials.circumstances import ANCHORS
from salerno.rules.language import (
    competition,
    fees,
    grants,
    leaves,
    opportunities,
    particulars,
    sessions,
)
from salerno.rules.language.schema.shapes import (
    COUNT,
    DAY,
    MONTH_DAY,
    NAMES,
    PERIOD,
    REQUIREMENT,
    SCALAR,
    SPAN,
    TEXTS,
    TIMES,
    TYPES,
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

_SHARED: dict[str, Schema] = {
    "id": SCALAR, "says": TEXTS, "source": SCALAR, "in-force": PERIOD, "of": SCALAR, "on": SCALAR,
    "from": SPAN, "to": SPAN, "amount": SCALAR, "unit": SCALAR, "year": SCALAR, "lasts": SCALAR,
    "final": YES_OR_NO,
}  # fmt: skip


def _around(keys: Iterable[str], shapes: Mapping[str, Schema], *needed: str) -> Schema:
    return closed(keys, {**_SHARED, **shapes}, *needed)


_CLASS = _around(("id", "says", "who"), {"who": REQUIREMENT}, "id", "says", "who")
_CLAIM = _around(particulars.CLAIM_KEYS, {"chosen": YES_OR_NO, "why": TEXTS}, "says", "source")
_PARTS: dict[str, Schema] = {
    "tier": _around(("up-to", "each"), {"up-to": COUNT, "each": SCALAR}, "each"),
    "surcharge": _around(("case", "amount"), {"case": SCALAR}, "case", "amount"),
    "discount": _around(("share", "when"), {"share": TIMES, "when": REQUIREMENT}, "share", "when"),
    "refund": _around(("share", "until"), {"share": TIMES, "until": SCALAR}, "share", "until"),
}
PARTICULARS: dict[str, Schema] = {
    **_PARTS,
    "fee": _around(
        fees.FEE_KEYS,
        {
            "for": SCALAR,
            "payer": words_of(fees.PAYERS),
            "keyed-on": words_of(fees.KEYED_ON),
            "tiers": several(ref("tier")),
            "cap": SCALAR,
            "surcharges": several(ref("surcharge")),
            "discounts": several(ref("discount")),
            "refunds": any_of({"const": "none"}, several(ref("refund"))),
            "due": SCALAR,
            "held": YES_OR_NO,
        },
        "for",
        "source",
    ),
    "grant": any_of(
        ref("type"),
        _around(
            grants.GRANT_KEYS,
            {
                "type": ref("type"),
                "scope": free(NAMES),
                "while-holding": TYPES,
                "renewable": YES_OR_NO,
                "tier": COUNT,
                "leads-to": SCALAR,
            },
            "type",
        ),
    ),
    "obligation": _around(
        grants.OBLIGATION_KEYS,
        {
            "on": words_of(leaves.ACTORS),
            "within": SPAN,
            "working-days": COUNT,
            "sanction": TEXTS,
            "grace": SCALAR,
            "blocks": NAMES,
        },
        "id",
        "says",
        "source",
    ),
    "outcome": _around(grants.OUTCOME_KEYS, {"grants": TYPES, "then": NAMES}, "id", "says"),
    "deadline": _around(
        competition.DEADLINE_KEYS,
        {"opens": YES_OR_NO, "lapse": TEXTS, "override": free(DAY)},
        "id",
        "says",
        "source",
        "on",
    ),
    "quota": _around(
        competition.QUOTA_KEYS,
        {
            "capacity": SCALAR,
            "per": NAMES,
            "table": free(SCALAR),
            "fill": words_of(competition.FILLS),
            "contract": words_of(competition.CONTRACTS),
        },
        "id",
        "source",
    ),
    "selection": _around(
        competition.SELECTION_KEYS,
        {
            "stage": words_of(competition.STAGES),
            "round": SCALAR,
            "classes": several(_CLASS),
            "pools": several(_CLASS),
            "ranking": TEXTS,
        },
        "source",
    ),
    "odds": _around(
        competition.ODDS_KEYS,
        {"rate": TIMES, "passed": COUNT, "sat": COUNT, "segment": free(SCALAR)},
        "of",
        "year",
        "source",
    ),
    "waiting": _around(
        competition.WAIT_KEYS,
        {"for": SCALAR, "when": words_of(competition.WHENS)},
        "for",
        "source",
    ),
    "session": _around(
        sessions.SESSION_KEYS,
        {
            "on": one_or_more(DAY),
            "each-year": one_or_more(SCALAR),
            "apply-before": SPAN,
            "closes": DAY,
        },
        "source",
    ),
    "value": _around(particulars.VALUE_KEYS, {}, "id", "says", "source"),
    "dispute": _around(
        particulars.DISPUTE_KEYS,
        {
            "subject": TEXTS,
            "outcome": words_of(particulars.OUTCOMES),
            "claims": {**several(_CLAIM), "minItems": 2},
        },
        "id",
        "subject",
        "claims",
    ),
}
_LIMIT = any_of(COUNT, words_of(("unlimited", "unknown")))
_PARTICULARS: dict[str, Schema] = {
    "fees": several(ref("fee")),
    "duration": any_of(SPAN, _around(("from", "to"), {}, "from", "to")),
    "grants": one_or_more(ref("grant")),
    "obligations": several(ref("obligation")),
    "outcomes": several(ref("outcome")),
    "deadlines": several(ref("deadline")),
    "quotas": several(ref("quota")),
    "selection": one_or_more(ref("selection")),
    "odds": several(ref("odds")),
    "waits": several(ref("waiting")),
    "attempts": any_of(_LIMIT, _around(("limit", "source"), {"limit": _LIMIT}, "limit", "source")),
    "irreversible": TEXTS,
    "values": several(ref("value")),
    "disputes": several(ref("dispute")),
    "aliases": free(PERIOD),
    "supersedes": NAMES,
    "sessions": several(ref("session")),
    "presence": _around(sessions.PRESENCE_KEYS, {"countries": NAMES}, "countries", "source"),
}
_COHORT = closed(
    ("ends", "starts", "at"), {"ends": MONTH_DAY, "starts": MONTH_DAY, "at": words_of(ANCHORS)}
)
_DECIDED_BY = {"fact": ref("fact"), "credential": ref("type"), "cohort": SCALAR}
_WHOLE = closed(
    (*opportunities.OPPORTUNITY_KEYS, *opportunities.VARIANT_KEYS),
    {
        **_PARTICULARS,
        "opportunity": SCALAR,
        "kind": words_of(opportunities.KINDS),
        "title": TEXTS,
        "country": SCALAR,
        "region": SCALAR,
        "authority": SCALAR,
        "event": closed(
            ("starts", "ends", "length"),
            {"starts": SCALAR, "ends": SCALAR, "length": SPAN},
            "starts",
        ),
        "cohort": free(_COHORT),
        "decided-by": any_of(
            words_of(ANCHORS), *(closed((key,), _DECIDED_BY, key) for key in _DECIDED_BY)
        ),
        "sources": free(ref("source")),
        "versions": {**several(ref("version")), "minItems": 1},
        "inherits": SCALAR,
        "changes": closed(
            opportunities.CHANGE_KEYS,
            {
                "drop": NAMES,
                "replace": free(REQUIREMENT),
                "set": free({}),
                "add": one_or_more(REQUIREMENT),
            },
        ),
    },
    "opportunity",
)
PARTICULARS["opportunity"] = {
    **_WHOLE,
    **any_of({"required": ["kind", "title", "versions"]}, {"required": ["inherits"]}),
}
