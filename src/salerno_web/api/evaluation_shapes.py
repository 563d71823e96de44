"""The shapes of evaluations; an answer may have further keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from salerno.placements.evaluations import LONGEST
from salerno_web.api.answers import Language
from salerno_web.api.shapes import Name

Mark = Annotated[int, Field(ge=1, le=5)]
Words = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$")]


class SentEvaluation(Schema, extra="forbid"):
    """What is said: a mark for each question, null for what was not seen, and words."""

    marks: dict[Name, Mark | None] = Field(
        max_length=50, description="By the names of `questions`, from 1 to 5, or null"
    )
    words: Words = Field("", description="Nothing about patients")
    public: bool = Field(False, description="May the words be shown, once five have answered?")


class AskedGuest(Schema, extra="forbid"):
    """Who is asked to evaluate a trainee without an account."""

    name: Name
    email: Email
    language: Language = "en"


class Said(Schema):
    """What was said."""

    marks: dict[str, int | None]
    words: str
    public: bool


class Evaluation(Schema, extra="allow"):
    """An evaluation: `ours` is for you to file, `answers` are there once you may read them."""

    id: UUID
    side: Literal["host", "trainee"]
    stage: Literal["middle", "final"]
    due: date
    evaluator: str | None
    opens: date | None
    filed: bool
    filed_at: str | None = Field(alias="filed-at")
    ours: bool
    questions: list[str]
    answers: Said | None


class Evaluations(Schema):
    """The evaluations of a placement."""

    rows: list[Evaluation]
