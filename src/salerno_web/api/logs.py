"""The log of a placement: what its trainee writes, and what its host confirms."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.rules.outlines import Plain
from salerno_web.api import certificate_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.log_actions import (
    RUNNING,
    confirm_log,
    drop_entry,
    entries_of,
    write_case,
    write_hours,
)
from salerno_web.placements.models import Entry, Placement

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())


@router.get(
    "/{uuid:id}/log",
    response=replies(shapes.Log, *HELD, 404, 422),
    operation_id="log",
    summary="The log of a placement",
    url_name="api_log",
    throttle=READING,
)
def log(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """For its trainee, its host and its school."""
    row = placement_for(request, id, "trainee", "host", "school")[0]
    return answer({"rows": [_outline(one) for one in entries_of(row)]})


@router.post(
    "/{uuid:id}/log/hours",
    response=replies(shapes.Entry, *HELD, *SENT, 403, 404, 409, status=201),
    operation_id="log_hours",
    summary="Write the hours of a day",
    url_name="api_log_hours",
    auth=WritingKey(),
    throttle=READING,
)
def log_hours(request: HttpRequest, id: UUID, sent: shapes.SentHours) -> HttpResponse:  # noqa: A002 - the word of the address
    """Its trainee may, while the placement runs. What the host confirmed is not changed."""
    row = _running(request, id)
    kept = write_hours(row, day=sent.day, hours=sent.hours, now=timezone.now())
    return answer(_outline(kept), status=201)


@router.post(
    "/{uuid:id}/log/cases",
    response=replies(shapes.Entry, *HELD, *SENT, 403, 404, 409, status=201),
    operation_id="log_case",
    summary="Write a case",
    url_name="api_log_cases",
    auth=WritingKey(),
    throttle=READING,
)
def log_case(request: HttpRequest, id: UUID, sent: shapes.SentCase) -> HttpResponse:  # noqa: A002 - the word of the address
    """Its trainee may, while the placement runs. 422 says what may tell who a patient is."""
    kept = write_case(_running(request, id), sent.dict(), now=timezone.now())
    return answer(_outline(kept), status=201)


@router.delete(
    "/{uuid:id}/log/{uuid:entry}",
    response=replies(shapes.Log, *HELD, 403, 404, 422),
    operation_id="log_drop",
    summary="Drop a line that is not confirmed",
    url_name="api_log_entry",
    auth=WritingKey(),
    throttle=READING,
)
def log_drop(request: HttpRequest, id: UUID, entry: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """Its trainee may, while the placement runs; what is left is answered."""
    row = placement_for(request, id, "trainee")[0]
    if not drop_entry(row, entry):
        raise Problem(404, "There is no such line that can be dropped.")
    return answer({"rows": [_outline(one) for one in entries_of(row)]})


@router.post(
    "/{uuid:id}/log/confirm",
    response=replies(shapes.Confirmed, *HELD, *SENT, 403, 404),
    operation_id="log_confirm",
    summary="Confirm the lines that were seen",
    url_name="api_log_confirm",
    auth=WritingKey(),
    throttle=READING,
)
def log_confirm(request: HttpRequest, id: UUID, sent: shapes.Confirmation) -> HttpResponse:  # noqa: A002 - the word of the address
    """Coordinators of the host may. What was written after that moment is not confirmed."""
    row = placement_for(request, id, "host")[0]
    lines = confirm_log(
        row, by=cast(Asking, request).user, now=timezone.now(), seen=_moment(sent.seen)
    )
    return answer({"lines": lines})


def _running(request: HttpRequest, name: UUID) -> Placement:
    row = placement_for(request, name, "trainee")[0]
    if row.state not in RUNNING:
        raise Problem(409, "The log is written while a placement runs.")
    return row


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError as error:
        raise Problem(422, "This is no moment.", where="seen") from error
    if moment.tzinfo is None:
        raise Problem(422, "This moment has no offset from UTC.", where="seen")
    return moment


def _outline(one: Entry) -> Plain:
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "day": one.day.isoformat(),
        "told": one.told,
        "written-at": one.written_at.isoformat(),
        "confirmed": one.confirmed_at is not None,
    }
