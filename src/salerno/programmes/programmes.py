"""Programmes: degree courses, with everything that is stated of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salerno.credentials.vocabulary import Texts
from salerno.money import MoneyRange
from salerno.programmes.schools import Status
from salerno.programmes.statements import Statement
from salerno.rules.opportunities import Opportunity

Acceptance = Literal["yes", "conditional", "no", "closed", "unknown"]
ACCEPTANCES: tuple[Acceptance, ...] = ("yes", "conditional", "no", "closed", "unknown")

Entry = Literal["school", "graduate", "either", ""]
ENTRIES: tuple[Entry, ...] = ("school", "graduate", "either")

Phase = Literal["whole", "preclinical", "clinical", "patients", "preparation"]
PHASES: tuple[Phase, ...] = ("whole", "preclinical", "clinical", "patients", "preparation")

Period = Literal["once", "month", "term", "trimester", "semester", "year", "course"]
PERIODS: tuple[Period, ...] = (
    "once", "month", "term", "trimester", "semester", "year", "course",
)  # fmt: skip


PracticeKind = Literal["start", "amount", "early", "elective", "simulation", "place"]
PRACTICES: tuple[PracticeKind, ...] = (
    "start", "amount", "early", "elective", "simulation", "place",
)  # fmt: skip

AidKind = Literal["any", "need", "merit", "loan", "waiver", "federal"]
AIDS: tuple[AidKind, ...] = ("any", "need", "merit", "loan", "waiver", "federal")
Offered = Literal["yes", "no", "some"]
OFFERED: tuple[Offered, ...] = ("yes", "no", "some")

Unit = Literal["people", "share"]
UNITS: tuple[Unit, ...] = ("people", "share")


@dataclass(frozen=True, slots=True)
class Length:
    """How long a track takes, in years from the shortest to the longest; `track` may be empty."""

    shortest: Decimal
    longest: Decimal
    track: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language used in a phase; `level` is asked of the student, `due` when it must be shown.

    Languages are ISO 639-1 codes, the first one the main one. A `preparation` offers a language in
    so many `months` (0 is unknown).
    """

    phase: Phase
    languages: tuple[str, ...] = ()
    level: str = ""
    due: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Practice:
    """A stretch of clinical practice: from which year or for how long, in which kind, where.

    `unit` is weeks, hours, credits, beds, hospitals or half-days; `year` is that of study, 0 is
    unknown. `kind` tells practice with patients from early contact, electives and simulation.
    """

    kind: PracticeKind
    year: Decimal = Decimal(0)
    amount: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody whom a programme is run, shared or exchanged with."""

    kind: str
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What is asked of a group of students, and how often; an amount to hold is not spent.

    `group` is a name in the directory's table of groups. `first` and `last` are years of study,
    both included; 0 is open. `cohort` names those who began in some years, when the price is
    theirs alone. An `option` is paid only by who chooses it.
    """

    kind: str
    amount: MoneyRange
    per: Period
    group: str = "all"
    first: int = 0
    last: int = 0
    cohort: str = ""
    held: bool = False
    option: bool = False
    refundable: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Aid:
    """Help with the costs: of which kind, and whether such applicants can have it."""

    kind: AidKind
    offered: Offered


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an authority says of a programme or its school, and for which time."""

    authority: str
    status: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of whom, by which definition: no rate without its base.

    `what` is such as applied, interviewed, offered, admitted, enrolled, seats; `of` is the number
    it is a part of, when that is stated. `low` and `high` are equal when it is exact; None is open.
    """

    what: str
    group: str
    low: Decimal | None
    high: Decimal | None
    unit: Unit = "people"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """When studies begin, or until when one applies, in words of the source."""

    kind: Literal["begins", "apply"]
    when: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A degree course of a school, as an opportunity with requirements and as it is described.

    `country` is where it is taught, which may be another than that of the school. Several
    statements on one thing stand side by side.
    """

    id: str
    school: str
    title: Texts
    country: str
    city: str = ""
    degree: str = ""
    entry: Entry = ""
    rule: Opportunity | None = None
    status: tuple[Statement[Status], ...] = ()
    length: tuple[Statement[Length], ...] = ()
    acceptance: tuple[Statement[Acceptance], ...] = ()
    intakes: tuple[Statement[Intake], ...] = ()
    speech: tuple[Statement[Speech], ...] = ()
    practice: tuple[Statement[Practice], ...] = ()
    partners: tuple[Statement[Partner], ...] = ()
    entrance: tuple[Statement[str], ...] = ()
    prices: tuple[Statement[Price], ...] = ()
    aid: tuple[Statement[Aid], ...] = ()
    recognition: tuple[Statement[Recognition], ...] = ()
    counts: tuple[Statement[Count], ...] = ()
    disputes: tuple[Texts, ...] = ()
