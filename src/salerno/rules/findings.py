"""What judging a leaf found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salerno.credentials.person import Credential
from salerno.credentials.tri import Tri


@dataclass(frozen=True, slots=True)
class Finding:
    """How a leaf stands: its truth, the credentials it was judged on, and numbers worth saying.

    `absent` says that no credential of the kind is held at all, so that none can be the wrong one.
    `low` and `high` enclose the sum or number of days that was measured; `high` None is open.
    `not_before` is the first day on which waiting alone makes the leaf true.
    """

    truth: Tri
    used: tuple[Credential, ...] = ()
    reason: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    not_before: date | None = None
    absent: bool = False
