"""Several goals answered for one person: plans, what to expect of them, and what a what-if does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from salerno.routes.chances import Prospect, prospect
from salerno.routes.goals import Goal
from salerno.routes.planning import Wishes, plan
from salerno.routes.routes import Plan
from salerno.routes.whatifs import Case, Difference, difference, supposing
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import Pack


@dataclass(frozen=True, slots=True)
class Answer:
    """One goal: its plan, what to expect of it, and what the what-ifs change, all at once.

    `prospect` is of the routes in the order shown; None where there is none.
    """

    plan: Plan
    prospect: Prospect | None
    difference: Difference | None = None


def answer(
    case: Case,
    pack: Pack,
    *,
    goal: Goal,
    wishes: Wishes,
    random: np.random.Generator,
    what_if: Iterable[str] = (),
) -> Answer:
    """The plan for one goal, and the same with every what-if supposed."""
    found = plan(case.person, pack, goal=goal, outlook=case.outlook, wishes=wishes)
    supposed = case
    for what in what_if:
        supposed = supposing(supposed, what=what, opportunities=known_in(pack))
    changed = None
    if supposed is not case:
        after = plan(supposed.person, pack, goal=goal, outlook=supposed.outlook, wishes=wishes)
        changed = difference(found, after, outlook=case.outlook)
    return Answer(found, _expected(found, case, wishes, random), changed)


def _expected(
    found: Plan, case: Case, wishes: Wishes, random: np.random.Generator
) -> Prospect | None:
    if not found.routes:
        return None
    by, today = wishes.limits.by, case.outlook.circumstances.today
    return prospect(
        found.routes,
        person=case.person,
        outlook=case.outlook,
        random=random,
        within=None if by is None else (by - today).days,
        lives=wishes.lives,
    )


def known_in(pack: Pack) -> Mapping[str, Opportunity]:
    """The opportunities of a pack by their id."""
    return {opportunity.id: opportunity for opportunity, _ in pack.rules_of}
