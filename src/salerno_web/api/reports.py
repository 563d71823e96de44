"""Reports of what went wrong on a placement: told by its trainee, read by whom they choose."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.rules.outlines import Plain
from salerno_web.api import report_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.incident_actions import answer_incident, note_looking, tell_incident
from salerno_web.placements.incident_queries import Told, incident_named, incidents_of, may_tell

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())


@router.get(
    "/{uuid:id}/reports",
    response=replies(shapes.Reports, *HELD, 404, 422),
    operation_id="reports",
    summary="What was reported to you of a placement, or by you",
    url_name="api_reports",
    throttle=READING,
)
def reports(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """That you read one which is not your own is kept in the log."""
    row, part = placement_for(request, id)
    found = list(incidents_of(row, part))
    if part != "trainee":
        for own in found:
            note_looking(own, by=cast(Asking, request).user)
    return answer({"rows": [_outline(own) for own in found]})


@router.post(
    "/{uuid:id}/reports",
    response=replies(shapes.Report, *HELD, *SENT, 403, 404, 409, status=201),
    operation_id="report_tell",
    summary="Report something that went wrong on a placement of yours",
    url_name="api_reports",
    auth=WritingKey(),
    throttle=READING,
)
def report_tell(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    sent: shapes.SentReport,
) -> HttpResponse:
    """Nobody watches for reports: after an injury or a threat call the hospital at once."""
    row, part = placement_for(request, id, "trainee")
    if not may_tell(row, part):
        raise Problem(409, "Nothing can have gone wrong there yet.")
    told = {**sent.dict(), "to": frozenset(sent.to)}
    return answer(_outline(tell_incident(row, **told, now=timezone.now())), status=201)


@router.post(
    "/{uuid:id}/reports/{uuid:report}/answer",
    response=replies(shapes.Report, *HELD, *SENT, 403, 404, 409),
    operation_id="report_answer",
    summary="Answer a report that you were told, and close it or not",
    url_name="api_report_answer",
    auth=WritingKey(),
    throttle=READING,
)
def report_answer(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    report: UUID,
    sent: shapes.SentAnswer,
) -> HttpResponse:
    """The trainee, and whoever else reads it, are told that there is an answer."""
    row, part = placement_for(request, id)
    own = incident_named(report, row, part) if part != "trainee" else None
    if own is None:
        raise Problem(404, "There is no such report for you to answer.")
    if own.closed_at is not None:
        raise Problem(409, "This report is closed.")
    by = cast(Asking, request).user
    answer_incident(own, words=sent.words, closes=sent.closes, by=by, now=timezone.now())
    own.refresh_from_db()
    return answer(_outline(own))


def _outline(own: Told) -> Plain:
    readers = (("host", own.to_host), ("school", own.to_school))
    return {
        "id": str(own.pk),
        "kind": own.kind,
        "day": own.day.isoformat(),
        "words": own.words,
        "to": [name for name, is_told in readers if is_told],
        "answer": own.answer,
        "closed": own.closed_at is not None,
    }
