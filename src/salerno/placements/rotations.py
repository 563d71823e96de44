"""Rotations: an offered period of clinical training, who may have it, and on which terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from salerno.credentials.vocabulary import Texts
from salerno.periods import Period
from salerno.placements.demands import DUES, Asked, Demand, Due, due_at, together
from salerno.placements.locations import Tree, country_of, demands_at
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.sources import Source

Kind = Literal[
    "core", "elective", "sub-internship", "observership", "hands-on", "research", "tele-rotation"
]
KINDS: tuple[Kind, ...] = (
    "core", "elective", "sub-internship", "observership", "hands-on", "research", "tele-rotation",
)  # fmt: skip

Setting = Literal[
    "inpatient", "outpatient", "emergency", "theatre", "community", "laboratory", "remote", "mixed"
]
SETTINGS: tuple[Setting, ...] = (
    "inpatient", "outpatient", "emergency", "theatre", "community", "laboratory", "remote", "mixed",
)  # fmt: skip

Booking = Literal["instant", "request"]
BOOKINGS: tuple[Booking, ...] = ("instant", "request")

Status = Literal["draft", "public", "closed"]
STATUSES: tuple[Status, ...] = ("draft", "public", "closed")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a host lets people in.

    An `instant` booking stands at once, and is given up unless its demands are met within `grace`
    days; a `request` waits for the host. A hold lasts `hold` hours. Without `waitlist` a full
    rotation refuses. With `release` the school must agree first, with `agreement` only under an
    affiliation agreement of the school. `yes_or_no` takes "verified" for a file of health.
    """

    booking: Booking = "request"
    grace: int = 7
    hold: int = 48
    waitlist: bool = True
    release: bool = False
    agreement: bool = False
    yes_or_no: bool = False


@dataclass(frozen=True, slots=True)
class Rotation:
    """An offered period of clinical training at a location.

    `offer` is it as an opportunity, with what it costs and grants but without requirements: those
    come from `demands` and from the locations around it. `languages` (ISO 639-1) are used with
    patients. `may` and `may_not` tell what a trainee does there, `notes` what matters for licences
    elsewhere. `supervisors` are named by the host.
    """

    id: str
    at: str
    kind: Kind
    specialty: str
    offer: Opportunity
    setting: Setting = "mixed"
    supervisors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    may: tuple[Texts, ...] = ()
    may_not: tuple[Texts, ...] = ()
    notes: tuple[Texts, ...] = ()
    demands: tuple[Demand, ...] = ()
    terms: Terms = Terms()
    status: Status = "draft"


def asked_by(rotation: Rotation, tree: Tree) -> tuple[Asked, ...]:
    """Everything that the rotation and the locations around it ask, the host's first."""
    return demands_at(tree, rotation.at, own=rotation.demands)


def opportunity_of(
    rotation: Rotation, tree: Tree, *, due: Due = "application", stated: date
) -> Opportunity:
    """The rotation as an opportunity whose requirements are those due by one point.

    Those of onboarding and offboarding have the point in their id, as `ID:onboarding`.
    """
    asked = due_at(asked_by(rotation, tree), due)
    found = asking(rotation, tree, asked, stated=stated)
    return found if due == DUES[0] else replace(found, id=f"{rotation.id}:{due}")


def asking(rotation: Rotation, tree: Tree, asked: Iterable[Asked], *, stated: date) -> Opportunity:
    """The rotation as an opportunity that asks these demands and no others.

    The host is the source of what it asks, read on the day it `stated` it.
    """
    title = rotation.offer.title[0][1]
    source = Source("", stated, "provider", "A", title=f"Stated by the host of {title}")
    version = RuleVersion(Period(None, None), (source,), together(asked))
    country = rotation.offer.country or country_of(tree, rotation.at)
    return replace(rotation.offer, id=rotation.id, versions=(version,), country=country)
