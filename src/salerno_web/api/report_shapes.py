"""The shapes of reports of what went wrong; an answer may have further keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from salerno_web.api.placement_shapes import Day

Kind = Literal["exposure", "injury", "patient", "mistreatment", "supervision", "other"]
Reader = Literal["host", "school"]


class SentReport(Schema, extra="forbid"):
    """What went wrong, on which day of the stay, and who is to read it."""

    kind: Kind
    day: Day
    words: Annotated[str, Field(min_length=1, max_length=5000, pattern=r"^[^\x00]*$")] = Field(
        description="Nothing by which somebody could tell who the patient is"
    )
    to: Annotated[list[Reader], Field(min_length=1, max_length=2)]


class SentAnswer(Schema, extra="forbid"):
    """What is done about it, and whether that ends it."""

    words: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
    closes: bool = False


class Report(Schema, extra="allow"):
    """A report, for its trainee and for those whom they chose."""

    id: UUID
    kind: Kind
    day: date
    words: str
    to: list[Reader]
    answer: str
    closed: bool


class Reports(Schema):
    """The reports of a placement that you may read."""

    rows: list[Report]
