"""The shapes of rotations and placements; an answer may have further keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, P, Schema
from ninja.params import HeaderEx

from salerno.placements.rotations import Booking, Kind, Setting
from salerno.placements.states import State, Verb, Who
from salerno_web.api.answers import Language
from salerno_web.api.shapes import RECORD, AsOf, Name, Page, Record, Told, Verdict

Part = Literal["trainee", "host", "school"]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
Weeks = Annotated[int, Field(ge=1, le=104)]
Key = HeaderEx[
    str,
    P(
        alias="Idempotency-Key", min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$",
        description="Yours for this request; sent again with it, you are answered the same",
    ),
]  # fmt: skip
MOST_TEXT = 900_000


class OpenStay(Schema):
    """A stay that so many seats are free for throughout."""

    window: str
    first: date
    last: date
    seats: int


class RotationRow(Schema, extra="allow"):
    """A rotation in a list; `confirmed` tells whether its host itself confirmed it."""

    id: str
    title_text: str = Field(alias="title-text")
    kind: Kind
    specialty: str
    setting: Setting
    languages: list[str]
    at: str
    country: str | None
    city: str | None
    booking: Booking
    confirmed: bool
    host: UUID | None
    stays: list[OpenStay]


class AskedThere(Schema):
    """Something that a rotation asks: by when, of whom, and which place asks it."""

    id: str
    due: Literal["application", "onboarding", "offboarding"]
    owner: str
    by: str
    requirement_text: str = Field(alias="requirement-text")


class RotationTold(RotationRow, extra="allow"):
    """A rotation with its document, its windows and all that is asked."""

    rotation: Told
    windows: list[Told]
    asked: list[AskedThere]


class RefusedStay(Schema):
    """Why a stay cannot be had: the days that it is about, and the bound that it breaks."""

    why: str
    days: list[date]
    bound: int


class RotationVerdicts(Schema):
    """How a rotation stands by what is due when one applies, and before one begins."""

    application: Verdict
    onboarding: Verdict


class RotationAnswer(RotationRow, extra="allow"):
    """How a rotation stands for one person; `judged-for` are the days that it was judged for."""

    refused: list[RefusedStay]
    judged_for: Told | None = Field(alias="judged-for")
    verdicts: RotationVerdicts


class AskedRotations(Schema, extra="forbid"):
    """About whom, and which rotations are looked for; nothing chosen is everything."""

    record: Record = Field(description=RECORD)
    as_of: AsOf = None
    words: str = Field("", max_length=200, description="In title, places, specialty or country")
    kind: Kind | None = None
    specialty: str = Field("", max_length=200)
    country: str = Field("", max_length=2, description="ISO 3166-1, two letters")
    first: Day | None = Field(None, description="The first day of the stay")
    weeks: Weeks | None = Field(None, description="How long the stay is")
    page: int = Field(1, ge=1, le=100_000, description="The number of the page")
    size: int = Field(25, ge=1, le=100, description="How many on a page, at most 100")
    language: Language | None = None


class AskedPlacement(Schema, extra="forbid"):
    """Which stay is asked for, in which window of which rotation, and from which school."""

    rotation: Name = Field(description="Its id, from the list of rotations")
    window: Name = Field(description="Its id, from the rotation")
    first: Day = Field(description="The first day")
    weeks: Weeks = Field(description="How many whole weeks")
    school: UUID | None = Field(None, description="The school of yours that it is for, if any")


class Known(Schema, extra="allow"):
    """Somebody, or an organisation, by id and name."""

    id: UUID
    name: str


class PlacementRow(Schema, extra="allow"):
    """A placement in a list; `version` counts its changes."""

    id: UUID
    state: State
    rotation: str
    title_text: str | None = Field(alias="title-text")
    window: str
    first: date
    last: date
    host: Known
    school: Known | None
    trainee: Known
    booked_at: str = Field(alias="booked-at")
    held_until: str | None = Field(alias="held-until")
    version: int


class Hindrance(Schema):
    """Why a move cannot be made yet, and what it is about: demands, charges, a day."""

    why: str
    about: list[str]


class MoveOffered(Schema):
    """A move that you may make, and where it leads; with reasons it cannot be made yet."""

    verb: Verb
    target: State
    reasons: list[Hindrance]


class PaperTold(Schema, extra="allow"):
    """How a demand stands: whether it is met and verified, by when it must be, what it rests on."""

    demand: str
    due: Literal["application", "onboarding", "offboarding"]
    owner: str
    state: str
    met: bool
    verified: bool
    by: date
    ends: date | None
    evidence: list[Told]


class Happened(Schema):
    """An event of a placement, and as what whoever did it did it."""

    at: str
    verb: str
    by: Who


class PlacementTold(PlacementRow, extra="allow"):
    """A placement with what may be done next, its papers and its events."""

    part: Part
    offers: list[MoveOffered]
    papers: list[PaperTold]
    submitted: Told | None = Field(description="What was shown with the request, as it was then")
    certificate: UUID | None
    events: list[Happened]


class AskedMove(Schema, extra="forbid"):
    """Which move to make, and why; everybody reads it who has part in the placement."""

    verb: Verb
    why: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class HostRow(Schema):
    """A host that you publish for."""

    id: UUID
    name: str


class Hosts(Schema):
    """The hosts that you publish for."""

    rows: list[HostRow]


class SentDocuments(Schema, extra="forbid"):
    """Places and rotations as a text of documents: YAML, or JSON."""

    content: str = Field(
        min_length=1, max_length=MOST_TEXT, description="As `salerno placements check` reads it"
    )


class PublishedIds(Schema):
    """What was published, by its ids."""

    published: list[str]


class PublishedDocument(Schema):
    """A place or a rotation as it is published; `version` counts how often it was."""

    id: str
    kind: Literal["location", "rotation"]
    version: int
    document: Told


class PublishedDocuments(Schema):
    """Everything that a host published."""

    rows: list[PublishedDocument]


RotationPage = Page[RotationRow]
RotationAnswers = Page[RotationAnswer]
PlacementPage = Page[PlacementRow]
