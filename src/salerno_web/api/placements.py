"""Placements: seats asked for, what became of them, and every move that somebody may make."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router

from salerno.placements.seats import Refusal
from salerno.placements.states import State
from salerno.placements.windows import stay_of
from salerno_web.api import placement_shapes as shapes
from salerno_web.api.answers import Language, Paging, answer, page_head, speaker
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.people.models import User
from salerno_web.placements.actions import Booking, Busy, hold, wait
from salerno_web.placements.models import Placement
from salerno_web.placements.moves import Unready, move, swap
from salerno_web.placements.networks import network
from salerno_web.placements.placement_outlines import (
    placement_brief,
    placement_told,
    placements_as,
)
from salerno_web.placements.rotation_outlines import refusal_plain
from salerno_web.placements.tasks import ended_in_time
from salerno_web.placements.words import REFUSALS

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())
ASKING = (*HELD, *SENT, 403, 409)
"""What may be wrong where a seat is asked for."""
T = TypeVar("T")


class Listed(Paging):
    """Which placements are looked for."""

    role: shapes.Part = Field(
        "trainee", description="Those of yours, of your host, or of your school"
    )
    state: State | None = None


@router.get(
    "",
    response=replies(shapes.PlacementPage, *HELD, 422),
    operation_id="placements",
    summary="Your placements, or those of your host or school",
    url_name="api_placements",
    throttle=READING,
)
def placements(request: HttpRequest, listed: Query[Listed]) -> HttpResponse:
    """By their first day."""
    voice, known = speaker(listed.language), network()
    rows = placements_as(listed.role, viewer=_asking(request), state=listed.state or "")
    shown = rows[listed.start : listed.start + listed.size]
    outlines = [placement_brief(row, voice, known=known) for row in shown]
    return answer({**page_head(request, listed, rows.count()), "rows": outlines})


@router.post(
    "",
    response=replies(shapes.PlacementTold, *ASKING, status=201),
    operation_id="placement_hold",
    summary="Hold a seat",
    url_name="api_placements",
    auth=WritingKey(),
    throttle=READING,
)
def placement_hold(
    request: HttpRequest, sent: shapes.AskedPlacement, key: shapes.Key
) -> HttpResponse:
    """It is yours until `held-until`; make the move `request` before. 409 says why there is none.

    Sent again with the same key, nothing more is held, and it is answered as it stands now.
    """
    user, now = _asking(request), timezone.now()
    booking = _booking(sent, user)
    found = _tried(lambda: ended_in_time(lambda: hold(user, booking, key=key, now=now)))
    return _made(request, found)


@router.post(
    "/wait",
    response=replies(shapes.PlacementTold, *ASKING, status=201),
    operation_id="placement_wait",
    summary="Wait for a seat that is taken now",
    url_name="api_placement_wait",
    auth=WritingKey(),
    throttle=READING,
)
def placement_wait(
    request: HttpRequest, sent: shapes.AskedPlacement, key: shapes.Key
) -> HttpResponse:
    """Whoever has waited longest for days that become free gets the seat."""
    user, now = _asking(request), timezone.now()
    return _made(request, _tried(lambda: wait(user, _booking(sent, user), key=key, now=now)))


@router.get(
    "/{uuid:id}",
    response=replies(shapes.PlacementTold, *HELD, 404, 422),
    operation_id="placement",
    summary="A placement: what may be done next, its papers and its events",
    url_name="api_placement",
    throttle=READING,
)
def placement(request: HttpRequest, id: UUID, language: Language | None = None) -> HttpResponse:  # noqa: A002 - the word of the address
    """As its trainee, its host or its school sees it; `part` says as which."""
    return _shown(request, id, language=language)


@router.post(
    "/{uuid:id}/swap",
    response=replies(shapes.PlacementTold, *ASKING, 404, status=201),
    operation_id="placement_swap",
    summary="Give a held seat for another one, both or neither",
    url_name="api_placement_swap",
    auth=WritingKey(),
    throttle=READING,
)
def placement_swap(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    sent: shapes.AskedPlacement,
    key: shapes.Key,
) -> HttpResponse:
    """The seat that you hold is given back only where the other one is had."""
    user, now = _asking(request), timezone.now()
    placement_for(request, id, "trainee")
    booking = _booking(sent, user)
    found = _tried(lambda: ended_in_time(lambda: swap(user, id, booking, key=key, now=now)))
    return _made(request, found)


@router.post(
    "/{uuid:id}/moves",
    response=replies(shapes.PlacementTold, *ASKING, 404),
    operation_id="placement_move",
    summary="Take a placement on: request, release, accept, withdraw and so on",
    url_name="api_placement_moves",
    auth=WritingKey(),
    throttle=READING,
)
def placement_move(request: HttpRequest, id: UUID, sent: shapes.AskedMove) -> HttpResponse:  # noqa: A002 - the word of the address
    """As trainee, host or school, whichever you are in it. 409 says why it cannot be made."""
    user = _asking(request)
    _row, part = placement_for(request, id)
    now, why = timezone.now(), sent.why
    _tried(lambda: move(id, sent.verb, by=part, actor=user, now=now, why=why))
    return _shown(request, id)


def _asking(request: HttpRequest) -> User:
    return cast(Asking, request).user


def _booking(sent: shapes.AskedPlacement, user: User) -> Booking:
    """What is asked for; raises Problem where it is for a school that is not theirs."""
    school = None
    if sent.school:
        own = user.memberships.filter(organisation=sent.school).select_related("organisation")
        found = own.first()
        if found is None:
            raise Problem(422, "You are not of this school.", where="school")
        school = found.organisation
    return Booking(sent.rotation, sent.window, stay_of(sent.first, sent.weeks), school)


def _tried(act: Callable[[], T]) -> T:
    """What comes of it; raises Problem with the reasons where it cannot be done now."""
    try:
        return act()
    except Unready as error:
        reasons = [{"why": one.why, "about": list(one.about)} for one in error.reasons]
        raise Problem(409, error.what, reasons=reasons) from error
    except Busy as error:
        raise Problem(409, error.what, fix=error.fix) from error


def _made(request: HttpRequest, found: Placement | Refusal) -> HttpResponse:
    if isinstance(found, Refusal):
        refuse(found)
    response = _shown(request, found.pk, status=201)
    response.headers["Location"] = reverse("api_placement", args=[found.pk])
    return response


def refuse(refusal: Refusal) -> NoReturn:
    """Answer why there is no seat, as a problem."""
    raise Problem(409, str(REFUSALS[refusal.why]), **refusal_plain(refusal))


def _shown(
    request: HttpRequest, name: UUID, *, language: str | None = None, status: int = 200
) -> HttpResponse:
    row, part = placement_for(request, name)
    told = placement_told(row, part, speaker(language), now=timezone.now())
    return answer(told, status=status)
