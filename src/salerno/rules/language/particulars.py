"""Reading what surrounds a rule: fees, grants, deadlines, quotas, odds, values, disputes."""

from __future__ import annotations

from typing import Any as Anything

from salerno.rules.language.reading import Scope
from salerno.strict_yaml import Entries

PARTICULAR_KEYS = (
    "fees", "duration", "grants", "obligations", "outcomes", "deadlines", "quotas", "selection",
    "odds", "waits", "attempts", "irreversible", "values", "disputes", "aliases", "supersedes",
)  # fmt: skip


def particulars(node: Entries, scope: Scope) -> dict[str, Anything]:
    """The fields of an opportunity that no verdict hangs on, by field name."""
    return {}
