"""The shapes of what is sent and answered; an answer may have further keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar
from typing import Any as Anything
from uuid import UUID

from ninja import Field, Schema

from salerno_web.api.answers import Language

T = TypeVar("T")
State = Literal["eligible", "not-yet", "never", "cannot-tell"]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Amount = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$", examples=["12000"])]
Told = dict[str, Anything]
AsOf = Annotated[
    date | None,
    Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), description="The day; else today"),
]
RECORD = "`facts`, `complete` and `credentials`, as in a person file"


class Record(Schema, extra="forbid"):
    """A record in the form of a person file: what is known, which lists are complete, what is held.

    What is not told is unknown, never no.
    """

    facts: Told = Field(default_factory=dict, max_length=300, description="By name")
    complete: list[Name] = Field(
        default_factory=list, max_length=300, description="Types of which none is missing"
    )
    credentials: list[Told] = Field(
        default_factory=list, max_length=300, description="Each with its `type` and what is known"
    )


class About(Schema, extra="forbid"):
    """About whom, as of when, and about which opportunities; nothing chosen is everything."""

    record: Record = Field(description=RECORD)
    as_of: AsOf = None
    kind: list[Name] = Field(
        default_factory=list, max_length=50, description="Any of these kinds, such as examination"
    )
    country: list[Name] = Field(
        default_factory=list, max_length=300, description="Any of these, ISO 3166-1, two letters"
    )
    opportunities: list[Name] = Field(
        default_factory=list, max_length=1000, description="Ids, from the list of opportunities"
    )
    language: Language | None = None


class AskedVerdicts(About):
    """What verdicts are asked for; `explain` tells what each rests on, and the cheapest fix."""

    explain: bool = Field(True, description="Tell what each rests on, and the cheapest fix")
    page: int = Field(1, ge=1, le=100_000, description="The number of the page")
    size: int = Field(25, ge=1, le=100, description="How many on a page, at most 100")


class AskedQuestions(About):
    """Which questions are asked for."""

    most: int = Field(10, ge=1, le=100, description="How many to show, at most 100")


class AskedProgrammes(Schema, extra="forbid"):
    """About whom, as of when, and about which programmes."""

    record: Record = Field(description=RECORD)
    as_of: AsOf = None
    programmes: list[Name] = Field(
        min_length=1, max_length=25, description="Ids, from the list of programmes; 25 at most"
    )
    language: Language | None = None


class Wishes(Schema, extra="forbid"):
    """Goals, and within which limits routes are looked for; amounts are in your currency."""

    goals: list[Name] = Field(
        min_length=1, max_length=4, description="Ids, from the list of goals; four at most"
    )
    by: date | None = Field(None, description="The last day for the goal")
    budget: Amount | None = Field(None, description="For the whole route, such as 12000")
    yearly: Amount | None = Field(None, description="For each calendar year")
    currency: str = Field("EUR", min_length=3, max_length=3, description="Yours, ISO 4217")
    examinations: int = Field(1, ge=0, le=9, description="At a time; 0 is any number")
    study: int = Field(0, ge=0, le=365, description="Days kept free before each examination")
    refused: list[Name] = Field(
        default_factory=list, max_length=300, description="Countries that you cannot enter"
    )
    without: list[Name] = Field(
        default_factory=list, max_length=300, description="Ids of opportunities not wanted"
    )
    what_if: list[Name] = Field(
        default_factory=list, max_length=6, description="Suppose, as `salerno plan --what-if`"
    )


class AskedRoutes(Wishes):
    """Whom routes are for, from when, and within which limits."""

    record: Record = Field(description=RECORD)
    as_of: AsOf = None
    language: Language | None = None


class AskedPlan(Wishes):
    """A plan to keep, for the saved record."""

    title: str = Field("", max_length=200, pattern=r"^[^\x00]*$")


class FieldProblem(Schema, extra="allow"):
    """One thing that is wrong with what was sent."""

    detail: str


class ProblemDocument(Schema, extra="allow"):
    """What went wrong, why, where in what was sent, and what mends it (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    where: str | None = None
    fix: str | None = None
    errors: list[FieldProblem] = Field(default_factory=list)


class Source(Schema, extra="allow"):
    """Where something is defined, when that was read, how official and how sure it is."""

    url: str
    title: str
    locator: str
    tier: Literal["law", "official", "provider", "secondary"]
    read: date
    confidence: Literal["A", "B", "C", "D"]
    text: str


class Verdict(Schema, extra="allow"):
    """A verdict; explained, it also has `lines`, `rules` with sources, `disputes` and a `fix`."""

    opportunity: str
    state: State
    interval: list[int]
    versions: list[str]
    as_of: date = Field(alias="as-of")


class Page(Schema, Generic[T]):
    """A stretch of a list; `atlas` names the state of the facts."""

    total: int
    page: int
    size: int
    next: str | None = Field(None, description="Address of the next page; only where GET asks")
    prev: str | None = None
    atlas: str
    rows: list[T]


class Verdicts(Page[Verdict], extra="allow"):
    """Verdicts in the order of the atlas; `counts` tells how many there are of each state."""

    counts: dict[str, int]


class Question(Schema, extra="allow"):
    """A question that a person can answer, and what the answer would settle."""

    subject: str
    name: str
    attributes: list[str]
    text: str
    decides: int
    weight: float
    opportunities: list[str]


class Questions(Schema):
    """Questions, the most decisive first; `total` counts those that are not shown, too."""

    total: int
    atlas: str
    rows: list[Question]


class Answer(Schema, extra="allow"):
    """The routes to one goal: steps, costs, dates, sources; and why, where there is none."""

    goal: str
    title_text: str = Field(alias="title-text")
    held: bool
    routes: list[Told]
    barriers: list[Told]
    as_of: date = Field(alias="as-of")
    currency: str


class Answers(Schema):
    """An answer for every goal."""

    atlas: str
    rows: list[Answer]


class Brief(Schema, extra="allow"):
    """An opportunity in a list."""

    id: str
    kind: str
    country: str | None
    region: str | None
    authority: str | None
    title_text: str = Field(alias="title-text")


class Opportunity(Brief, extra="allow"):
    """A rule for nobody in particular, with everything beside it."""

    versions: list[Told]
    fees: list[Told]
    grants: list[Told]
    disputes: list[Told]
    sources: list[Source]


class ProgrammeBrief(Schema, extra="allow"):
    """A programme in a list."""

    id: str
    school: str
    school_name: str = Field(alias="school-name")
    title_text: str = Field(alias="title-text")
    country: str
    city: str | None
    degree: str | None
    entry: Literal["school", "graduate", "either"] | None
    acceptance: Literal["yes", "conditional", "no", "closed", "unknown"]
    english: Literal["yes", "no", "unclear"]


class ProgrammeTold(ProgrammeBrief, extra="allow"):
    """A programme with everything that is stated of it, and its rule if one is known."""

    programme: Told
    school_document: Told = Field(alias="school-document")
    rates: list[Told]
    rule: Opportunity | None


class ProgrammeAnswer(ProgrammeBrief, extra="allow"):
    """Whether one person may apply (null: nothing was found), and what it costs them."""

    verdict: Verdict | None
    cost: Told


class ProgrammeAnswers(Schema):
    """An answer for every programme that was asked for."""

    atlas: str
    rows: list[ProgrammeAnswer]


class Country(Schema, extra="allow"):
    """A jurisdiction, and how much is known of it."""

    code: str | None
    name_text: str = Field(alias="name-text")
    opportunities: int
    authorities: int
    disputes: int
    oldest_read: date = Field(alias="oldest-read")


class Goal(Schema, extra="allow"):
    """What a route can lead to."""

    id: str
    title_text: str = Field(alias="title-text")
    opportunities: list[str]
    grant: str | None
    scope: dict[str, str]


class SavedRecord(Record, extra="forbid"):
    """The saved record; `version` counts its changes, and is its ETag."""

    version: int


class Plan(Schema, extra="allow"):
    """A kept plan: what was asked; `stale` when the facts have changed since."""

    id: UUID
    title: str
    made_at: str = Field(alias="made-at")
    stale: bool
    asked: Told


class AnsweredPlan(Plan, extra="allow"):
    """A kept plan with its answers, from the facts as they are now."""

    rows: list[Answer]


class Me(Schema):
    """Whose key it is, and whether it may write."""

    id: UUID
    name: str
    email: str
    language: str
    currency: str
    may_write: bool = Field(alias="may-write")
