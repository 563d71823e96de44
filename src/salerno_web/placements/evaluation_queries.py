"""Evaluations as values: which are planned, what was filed, and what is published of a host."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any as Anything
from typing import cast

from django.db.models import QuerySet

from salerno.placements.evaluations import Answers, Stage, Summary, opens, summary
from salerno.placements.states import OVER
from salerno_web.people.queries import token_digest
from salerno_web.placements.models import Evaluation, Placement

OPEN_FOR = timedelta(days=60)
"""A link to an evaluation is good so long after it was due."""
ENDED = frozenset({"evaluation", "certified", "closed"})
"""In these states of a placement its stay is over, and everything can be evaluated."""
CLOSED = OVER - {"closed"}
"""Nobody evaluates a placement that ended in one of these."""


def evaluations_of(row: Placement) -> QuerySet[Evaluation]:
    """The evaluations of a placement, the earliest first; 1 statement when it is asked."""
    return Evaluation.objects.filter(placement=row).select_related("filed_by")


def evaluated_by(row: Placement) -> frozenset[str]:
    """Who filed their final evaluation of a placement: host, trainee; 1 statement."""
    filed = Evaluation.objects.filter(
        placement=row, stage=Evaluation.Stage.FINAL, filed_at__isnull=False
    )
    return frozenset(filed.values_list("side", flat=True))


def guest_evaluation(key: str, *, now: datetime) -> Evaluation | None:
    """The evaluation that a secret link asks for, while it is open; 1 statement."""
    rows = Evaluation.objects.select_related(
        "placement__trainee", "placement__host", "placement__school"
    )
    found = rows.filter(digest=token_digest(key)).exclude(digest="").first()
    if found is None or found.placement.state in CLOSED:
        return None
    return found if now.date() <= found.due + OPEN_FOR else None


def answers_of(row: Evaluation) -> Answers:
    """What was said, as the library reads it."""
    told: Mapping[str, Anything] = row.answers
    return Answers(told.get("marks", {}), told.get("words", ""), bool(told.get("public")))


def opens_on(row: Evaluation) -> date | None:
    """The first day on which an evaluation can be filed; None once the stay is over; no SQL."""
    if row.placement.state in ENDED:
        return None
    return opens(row.due, stage=cast(Stage, row.stage))


def owed(*, now: datetime) -> QuerySet[Evaluation]:
    """The evaluations that nobody filed and that are due by now; 1 statement when it is asked."""
    rows = Evaluation.objects.filter(filed_at=None, due__lt=now.date())
    rows = rows.filter(due__gte=now.date() - OPEN_FOR).exclude(placement__state__in=CLOSED)
    return rows.select_related("placement__trainee", "placement__host").order_by("due", "pk")


def site_summary(rotation: str) -> Summary | None:
    """What trainees said of a rotation, five by five; 1 statement."""
    rows = Evaluation.objects.filter(
        placement__rotation=rotation, side=Evaluation.Side.TRAINEE, filed_at__isnull=False
    )
    return summary(map(answers_of, rows.order_by("filed_at", "pk")))
