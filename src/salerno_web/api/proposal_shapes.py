"""The shapes of placements that trainees found themselves; an answer may have further keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import model_validator

from salerno_web.api.answers import Language
from salerno_web.api.evaluation_shapes import Email
from salerno_web.api.placement_shapes import Day
from salerno_web.api.shapes import Name


class SentProposal(Schema, extra="forbid"):
    """Where, when and with whom: at a `host` of the platform, or at one that is named."""

    host: UUID | None = Field(None, description="The id of a host that is on the platform")
    host_name: Name | None = Field(None, alias="host-name", description="Of one that is not")
    email: Email | None = Field(None, description="Of somebody there, who is asked if it is true")
    language: Language = "en"
    specialty: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
    supervisor: Name
    first: Day
    weeks: Annotated[int, Field(ge=1, le=52)]
    school: UUID | None = Field(None, description="The id of a school of yours")
    words: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""

    @model_validator(mode="after")
    def _somewhere(self) -> SentProposal:
        if self.host is None and not (self.host_name and self.email):
            raise ValueError("give the id of a host, or host-name and email of one")
        return self


class Place(Schema, extra="forbid"):
    """In which window of which rotation somebody is taken."""

    rotation: Name
    window: Name


class SentRefusal(Schema, extra="forbid"):
    """Why a host refuses; its trainee reads it."""

    why: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]


class Proposal(Schema, extra="allow"):
    """A placement that somebody found; nothing is confirmed before its host says so."""

    id: UUID
    trainee: str
    host: str
    specialty: str
    supervisor: str
    first: date
    last: date
    words: str
    state: Literal["proposed", "confirmed", "refused", "withdrawn"]
    said: bool | None = Field(description="The word of somebody there, which confirms nothing")
    why: str
    placement: UUID | None


class Proposals(Schema):
    """Placements that trainees found."""

    rows: list[Proposal]
