"""When the rules of a pack apply, as arrays: which versions decide for somebody who applies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from salerno.periods import PartialDate
from salerno.rules.opportunities import IN_FORCE, DecidedBy, Opportunity, RuleVersion

BY_APPLICATION = DecidedBy()

Term = tuple[Opportunity, RuleVersion, int]
"""A rule version of an opportunity, and the step of the composite that is its output."""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """One row for each rule of a pack, those of an opportunity together, from `firsts` on.

    `outputs` are steps of the composite; `starts` (included) and `ends` (excluded) are ordinals of
    days. `owners` are the places of the opportunities that have a rule; `others` says which of
    those are decided by another day than that of the application.
    """

    outputs: NDArray[np.intp]
    firsts: NDArray[np.intp]
    owners: NDArray[np.intp]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    is_live: NDArray[np.bool_]
    others: tuple[int, ...]

    def apply_on(self, when: PartialDate) -> NDArray[np.bool_]:
        """Which rules may apply to an application of that day."""
        has_started = self.starts <= when.latest.toordinal()
        return self.is_live & has_started & (when.earliest.toordinal() < self.ends)


def terms_of(opportunities: Sequence[tuple[Opportunity, Sequence[Term]]]) -> Terms:
    """The terms of opportunities, each with its rules, in their order. Linear."""
    terms = [term for _, own in opportunities for term in own]
    ruled = [(place, own, rules) for place, (own, rules) in enumerate(opportunities) if rules]
    sizes = [len(rules) for _, _, rules in ruled]
    periods = [version.in_force for _, version, _ in terms]
    return Terms(
        np.array([output for _, _, output in terms], np.intp),
        np.cumsum([0, *sizes[:-1]]) if sizes else np.zeros(0, np.intp),
        np.array([place for place, _, _ in ruled], np.intp),
        np.array([(p.start or date.min).toordinal() for p in periods], np.int64),
        np.array([p.end.toordinal() if p.end else _NEVER for p in periods], np.int64),
        np.array([version.status in IN_FORCE for _, version, _ in terms], np.bool_),
        tuple(n for n, (_, own, _) in enumerate(ruled) if own.decided_by != BY_APPLICATION),
    )


_NEVER = date.max.toordinal() + 1
