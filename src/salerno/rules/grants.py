"""What an opportunity gives and asks afterwards: grants, obligations, outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from salerno.credentials.vocabulary import Texts
from salerno.periods import Span
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Grant:
    """A credential that is given, for how long, within which scope, and while what is held.

    `scope` restricts it: (what, to what) pairs such as ("employer", "named sponsor"). It lapses
    when a credential of a type in `while_holding` lapses. `tier` orders successive licences.
    """

    type: str
    lasts: Span | None = None
    scope: tuple[tuple[str, str], ...] = ()
    while_holding: tuple[str, ...] = ()
    renewable: bool = False
    tier: int = 0
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty that comes with a grant: how long or how soon, and what follows when it is not kept.

    `on` is who must act; `grace` is how long after the deadline the sanction waits.
    """

    id: str
    says: Texts
    source: Source
    on: str = "applicant"
    lasts: Span | None = None
    within: Span | None = None
    working_days: int | None = None
    sanction: Texts = ()
    grace: Span | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step may end: what it grants, and the steps that may follow.

    A step whose ends are all listed has no other; exactly one of them happens.
    """

    id: str
    says: Texts
    grants: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    final: bool = False
