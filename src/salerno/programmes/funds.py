"""Funds: what helps to pay for studies, for whom, how much of it, and at which price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Values
from salerno.credentials.vocabulary import Texts
from salerno.money import MoneyRange
from salerno.programmes.programmes import PERIODS, Entry, Intake, Offered, Programme
from salerno.programmes.schools import Status
from salerno.programmes.statements import Statement, sources_of
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source

Kind = Literal["loan", "scholarship", "grant", "discount", "school-aid", "public-support"]
KINDS: tuple[Kind, ...] = (
    "loan", "scholarship", "grant", "discount", "school-aid", "public-support",
)  # fmt: skip
"""Public support is given by a state to its own people, as a loan, as a gift, or as both."""

Towards = Literal[
    "any", "tuition", "living", "housing", "insurance", "meals", "travel", "language",
]  # fmt: skip
TOWARDS: tuple[Towards, ...] = (
    "any", "tuition", "living", "housing", "insurance", "meals", "travel", "language",
)  # fmt: skip

TIMES = ("week", "loan", *PERIODS)
"""How often an amount is given; for each loan that is taken, too."""

Figure = Literal[
    "rate", "lowest", "median", "representative", "margin", "reference", "discount", "fee",
]  # fmt: skip
FIGURES: tuple[Figure, ...] = (
    "rate", "lowest", "median", "representative", "margin", "reference", "discount", "fee",
)  # fmt: skip
"""What a percentage is: a whole rate, a part of one, what is taken off, or a fee of the sum."""

Manner = Literal["fixed", "variable", ""]
MANNERS: tuple[Manner, ...] = ("fixed", "variable")

Asked = Literal["cosigner", "collateral"]
SECURITIES: tuple[Asked, ...] = ("cosigner", "collateral")

Means = Literal["hold", "prepay", "earn", "fee", "papers"]
MEANS: tuple[Means, ...] = ("hold", "prepay", "earn", "fee", "papers")
"""How a visa asks for money: held, paid ahead, earned by somebody, spent on it, proven somehow."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a fund pays towards which costs, and how often; a share is of those costs, 0 to 1.

    Without amount and share it is not known how much. A `gift` is not paid back; None is unknown.
    """

    towards: Towards
    amount: MoneyRange | None = None
    per: str = ""
    share: tuple[Decimal, Decimal] | None = None
    gift: bool | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """A percentage as it is published; None above is open, `is_apr` counts the fees in."""

    figure: Figure
    low: Decimal
    high: Decimal | None
    manner: Manner = ""
    is_apr: bool = False


@dataclass(frozen=True, slots=True)
class Security:
    """Whether somebody has to stand behind a loan, or something has to be pledged for it."""

    kind: Asked
    asked: Offered


@dataclass(frozen=True, slots=True)
class Fund:
    """Somebody's help with the costs of studies, as an opportunity and as it is described.

    `countries` are those of the studies, `schools` the schools or programmes that it is bound to;
    nothing is not known, or not bound. `by` is who gives it.
    """

    id: str
    title: Texts
    kind: Kind
    by: str = ""
    countries: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    rule: Opportunity | None = None
    status: tuple[Statement[Status], ...] = ()
    covers: tuple[Statement[Contribution], ...] = ()
    rates: tuple[Statement[Interest], ...] = ()
    securities: tuple[Statement[Security], ...] = ()
    deadlines: tuple[Statement[Intake], ...] = ()
    notes: tuple[Statement[str], ...] = ()
    disputes: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A sum that a visa asks for, of whom, where, since and until when, and for how long.

    `months` is for how many of them at most, `days` how long it must have been held; 0 is unknown.
    """

    means: Means
    amount: MoneyRange | None = None
    per: str = ""
    who: str = ""
    where: str = ""
    since: str = ""
    until: str = ""
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class ProofRule:
    """What a country wants to see of the money before it lets somebody in to study."""

    id: str
    country: str
    title: Texts
    proofs: tuple[Statement[Proof], ...] = ()
    disputes: tuple[Texts, ...] = ()


def sources_behind(fund: Fund) -> tuple[Source, ...]:
    """Every source of a fund and of its rule, once."""
    told = sources_of(
        fund.status, fund.covers, fund.rates, fund.securities, fund.deadlines, fund.notes
    )
    ruled = fund.rule.versions if fund.rule else ()
    return tuple(dict.fromkeys((*told, *(own for version in ruled for own in version.sources))))


def may_pay_for(fund: Fund, programme: Programme) -> bool:
    """Whether nothing speaks against a fund for a programme: neither its school nor its country.

    A fund of which no country of studies is known may pay anywhere.
    """
    if fund.schools:
        return programme.school in fund.schools or programme.id in fund.schools
    return not fund.countries or programme.country in fund.countries


_LEVELS: Mapping[Entry, str] = MappingProxyType({"school": "undergraduate", "graduate": "graduate"})
_AFTER_COLLEGE = frozenset({("US", "MD"), ("US", "DO")})


def level_of(programme: Programme) -> str:
    """The level of studies in a programme; empty where it is not known or may be either."""
    if programme.entry:
        return _LEVELS.get(programme.entry, "")
    return "graduate" if (programme.country, programme.degree) in _AFTER_COLLEGE else ""


def place_at(school: str) -> str:
    """The judgement whether somebody has a place at a school, or on a programme."""
    return f"{school.replace('/', '-')}-place"


def funded(view: Standpoint, programme: Programme) -> Standpoint:
    """Somebody as they would stand with a place on a programme: what its funds are asked for.

    The country and the level of the studies are those of the programme, whatever was told. A level
    that is not known leaves what was told.
    """
    level = level_of(programme)
    supposed: dict[str, Values] = {
        **view.person.facts,
        "study.country": (programme.country,),
        **({"study.level": (level,)} if level else {}),
        **{f"judged/{place_at(own)}": (True,) for own in (programme.school, programme.id)},
    }
    return replace(view, person=replace(view.person, facts=MappingProxyType(supposed)))
