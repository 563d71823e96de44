"""The shapes of letters of recommendation; an answer may have further keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from salerno.placements.letters import LONGEST
from salerno_web.api.answers import Language
from salerno_web.api.evaluation_shapes import Email
from salerno_web.api.placement_shapes import Day
from salerno_web.api.shapes import Name


class AskedLetter(Schema, extra="forbid"):
    """Who is asked for a letter without an account, for what, and by when."""

    writer: Name
    email: Email
    language: Language = "en"
    purpose: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")] = ""
    due: Day
    waived: bool = Field(False, description="You will not read it; this cannot be changed later")


class SentLetter(Schema, extra="forbid"):
    """A letter."""

    title: Name = Field(description="The title and position of who writes")
    words: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"^[^\x00]*$")]


class Receiver(Schema, extra="forbid"):
    """To whom a letter is sent."""

    to: Email


class Letter(Schema, extra="allow"):
    """A letter; its words are there once it is written, unless its trainee waived reading it."""

    id: UUID
    writer: str
    purpose: str
    due: date
    waived: bool
    state: Literal["asked", "written", "declined", "withdrawn"]
    title: str | None
    words: str | None


class Letters(Schema):
    """The letters that were asked for, for a placement."""

    rows: list[Letter]


class LetterWanted(Schema, extra="allow"):
    """What somebody is asked to write."""

    writer: str
    trainee: str
    host: str
    purpose: str
    due: date
    state: Literal["asked", "written", "declined"]
