"""What an opportunity gives and asks afterwards: grants, obligations, outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salerno.credentials.vocabulary import Texts
from salerno.periods import Span
from salerno.rules.sources import Source

Bearer = Literal["applicant", "school", "employer", "authority", "evaluator", "host"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A credential that is given, for how long, within which scope, and while what is held.

    `lasts` None is unknown. `scope` restricts it: (what, to what) pairs such as ("employer",
    "named sponsor"); pairs of the same name are alternatives. It lapses when a credential of a type
    in `while_holding` lapses. `renewable` None is unknown. `tier` orders successive licences from 1
    on; `leads_to` is the opportunity of the next one.
    """

    type: str
    lasts: Span | Literal["unlimited"] | None = None
    scope: tuple[tuple[str, str], ...] = ()
    while_holding: tuple[str, ...] = ()
    renewable: bool | None = None
    tier: int = 0
    leads_to: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty that comes with a grant or an application, and what follows when it is not kept.

    It `lasts` so long, or must be done `within` a time or so many `working_days`. `on` is who must
    act. The sanction waits for `grace`: a span, or until the next month, quarter or year begins.
    `blocks` are the opportunities that stay closed until it is kept.
    """

    id: str
    says: Texts
    source: Source
    on: Bearer = "applicant"
    lasts: Span | None = None
    within: Span | None = None
    working_days: int | None = None
    sanction: Texts = ()
    grace: Span | Literal["next month", "next quarter", "next year"] | None = None
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step may end: the types it grants, and the opportunities that may follow.

    A step whose ends are all listed has no other; exactly one of them happens. After a `final` one
    the step is not open again.
    """

    id: str
    says: Texts
    grants: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    final: bool = False
    source: Source | None = None
