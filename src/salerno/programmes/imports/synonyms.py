"""Words that people write for what we call otherwise, folded."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from salerno.programmes.programmes import Acceptance, Entry, Period
from salerno.programmes.schools import Status

NOTHING = frozenset(
    (
        "", "-", "--", "–", "—", "?", "...", "…", "n/a", "na", "n.a.", "null", "nan", "unknown",
        "not known", "not stated", "not available", "tbc", "tbd", "tba", "#n/a",
        "privacysuppressed",
    )
)  # fmt: skip
"""Cells that say nothing; unknown is not none."""

ACCEPTED: Mapping[str, Acceptance] = MappingProxyType(
    {
        "yes": "yes", "y": "yes", "true": "yes", "1": "yes", "si": "yes", "oui": "yes",
        "ja": "yes", "да": "yes", "نعم": "yes",
        "no": "no", "n": "no", "false": "no", "0": "no", "non": "no", "nein": "no", "нет": "no",
        "لا": "no",
        "conditional": "conditional", "on conditions": "conditional", "limited": "conditional",
        "some": "conditional", "closed": "closed", "closed for now": "closed",
    }
)  # fmt: skip
ENTERED: Mapping[str, Entry] = MappingProxyType(
    {
        "school": "school", "high school": "school", "secondary school": "school",
        "undergraduate": "school", "school leaver": "school", "school leavers": "school",
        "graduate": "graduate", "graduates": "graduate", "bachelor": "graduate",
        "first degree": "graduate", "postgraduate": "graduate", "graduate entry": "graduate",
        "either": "either", "both": "either",
    }
)  # fmt: skip
STANDING: Mapping[str, Status] = MappingProxyType(
    {
        "open": "open", "active": "open", "operating": "open", "yes": "open", "1": "open",
        "closed": "closed", "inactive": "closed", "withdrawn": "closed", "no": "closed",
        "0": "closed", "paused": "paused", "suspended": "paused", "teach out": "teach-out",
        "proposed": "proposed", "planned": "proposed",
    }
)  # fmt: skip
PERIODICAL: Mapping[str, Period] = MappingProxyType(
    {
        "once": "once", "one off": "once", "month": "month", "monthly": "month",
        "per month": "month", "term": "term", "per term": "term", "trimester": "trimester",
        "semester": "semester", "per semester": "semester", "year": "year", "yearly": "year",
        "annual": "year", "annually": "year", "per year": "year", "course": "course",
        "whole course": "course", "total": "course",
    }
)  # fmt: skip
