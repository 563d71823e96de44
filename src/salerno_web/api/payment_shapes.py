"""The shapes of what placements cost; an answer may have more keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from salerno_web.placements.payment_queries import Standing


class Payment(Schema, extra="allow"):
    """A charge of a placement and how it stands: `told` is said to be paid, not yet received."""

    id: UUID
    charge: str
    amount: str
    due: date | None
    standing: Standing
    reference: str
    refund: str | None = Field(description="What goes back, as far as that is known")


class Payments(Schema):
    """The charges of a placement, the first due first."""

    rows: list[Payment]


class SentReference(Schema, extra="forbid"):
    """Under which words the money was sent; no numbers of cards or accounts."""

    reference: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class SentRefund(Schema, extra="forbid"):
    """How much was paid back, such as "90.50 EUR"."""

    amount: Annotated[str, Field(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})? [A-Z]{3}$")]
