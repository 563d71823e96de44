"""The shapes of certificates, of decisions on demands and of logs; an answer may have more keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from salerno.formats.badges.verdicts import LONGEST
from salerno.placements.logs import LONGEST_DAY
from salerno_web.api.shapes import Name, Told

Why = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]


class Completed(Schema):
    """What a certificate says: who was where, and how long."""

    trainee: str
    host: str
    rotation: str
    specialty: str
    kind: str
    first: date
    last: date
    weeks: int
    hours: int | None


class Judged(Schema):
    """Whether a badge may be believed, every reason why not, and what it says if it is known."""

    holds: bool
    reasons: list[str]
    told: Completed | None


class Certificate(Judged, extra="allow"):
    """A certificate with its badge, as JSON with the proof within and as a signed token."""

    id: UUID
    url: str
    issued_at: str = Field(alias="issued-at")
    revoked_at: str | None = Field(alias="revoked-at")
    why: str
    credential: Told
    token: str


class ShownBadge(Schema, extra="forbid"):
    """A badge that somebody showed, as the text of badge.json or of badge.jwt."""

    badge: str = Field(min_length=1, max_length=LONGEST)


class Revocation(Schema, extra="forbid"):
    """Why a certificate is revoked; everybody reads it."""

    why: Why = Field(min_length=1)


class SentDecision(Schema, extra="forbid"):
    """Whether a demand is met that the host alone can judge, and why."""

    demand: Name
    met: bool
    why: Why = Field("", description="Needed where it is not met, or was decided otherwise before")


class Decision(Schema):
    """What a host decided about a demand."""

    demand: str
    met: bool
    why: str
    at: str


class Decisions(Schema):
    """What a host decided of a placement, and which demands it has still to judge."""

    rows: list[Decision]
    open: list[str]


class SentHours(Schema, extra="forbid"):
    """The hours of one day, in quarters of an hour; they replace what was told of it."""

    day: Day
    hours: Annotated[float, Field(gt=0, le=LONGEST_DAY, multiple_of=0.25)]


class SentCase(Schema, extra="forbid"):
    """A case, without anything by which somebody could tell who the patient is."""

    day: Day
    problem: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    done: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
    supervision: Literal["watched", "beside", "near", "alone"]


class Entry(Schema, extra="allow"):
    """A line of a log: of `hours`, or of a case; confirmed by the host or not yet."""

    id: UUID
    kind: Literal["hours", "case"]
    day: date
    told: Told
    written_at: str = Field(alias="written-at")
    confirmed: bool


class Log(Schema):
    """The log of a placement, by day."""

    rows: list[Entry]


class Confirmation(Schema, extra="forbid"):
    """Up to which moment the lines were seen that are confirmed."""

    seen: str = Field(max_length=40, description="The latest `written-at` of the lines confirmed")


class Confirmed(Schema):
    """How many lines were confirmed."""

    lines: int
