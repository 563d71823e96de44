"""What hosts decided about the demands of placements that they alone can judge."""

from __future__ import annotations

from collections.abc import Mapping

from salerno_web.placements.models import Decision, Placement


def decided(row: Placement) -> Mapping[str, bool]:
    """Whether each demand that the host judged is met, by its id; 1 statement."""
    return dict(Decision.objects.filter(placement=row).values_list("demand", "met"))


def decisions_on(row: Placement) -> Mapping[str, Decision]:
    """What the host decided of a placement and why, by the id of the demand; 1 statement."""
    return {one.demand: one for one in Decision.objects.filter(placement=row)}
