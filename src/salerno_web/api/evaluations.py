"""Evaluations of a placement: what is asked of whom, what was said, and filing it."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.placements.evaluations import QUESTIONS, UNSEEN, Answers, Side, read_answers
from salerno.rules.outlines import Plain
from salerno_web.api import evaluation_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.people.models import User
from salerno_web.placements.evaluation_actions import ask_guest, file
from salerno_web.placements.evaluation_queries import (
    answers_of,
    evaluations_of,
    guest_evaluation,
)
from salerno_web.placements.evaluation_shown import Shown, evaluation_named, shown_to
from salerno_web.placements.moves import settle
from salerno_web.placements.networks import network

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())
guests = Router(tags=["placements"], by_alias=True)


@router.get(
    "/{uuid:id}/evaluations",
    response=replies(shapes.Evaluations, *HELD, 404, 422),
    operation_id="evaluations",
    summary="The evaluations of a placement, and what was said as far as you may see it",
    url_name="api_evaluations",
    throttle=READING,
)
def evaluations(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """What a trainee says of a site, its host reads only as a summary of five."""
    row, part = placement_for(request, id)
    return answer({"rows": [_outline(shown_to(one, part)) for one in evaluations_of(row)]})


@router.post(
    "/{uuid:id}/evaluations/{uuid:evaluation}",
    response=replies(shapes.Evaluation, *HELD, *SENT, 403, 404, 409),
    operation_id="evaluation_file",
    summary="File an evaluation of your side",
    url_name="api_evaluation",
    auth=WritingKey(),
    throttle=READING,
)
def evaluation_file(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    evaluation: UUID,
    sent: shapes.SentEvaluation,
) -> HttpResponse:
    """The host's, or the trainee's, with a mark for each of its `questions`. Filed once for all."""
    row, part = placement_for(request, id)
    own = evaluation_named(evaluation, row)
    if own is None or own.row.side != part:
        raise Problem(404, "There is no such evaluation for you to file.")
    _file(own, sent, by=cast(Asking, request).user)
    filed = evaluation_named(evaluation, row)
    assert filed is not None  # it was there just now
    return answer(_outline(shown_to(filed.row, part)))


@router.post(
    "/{uuid:id}/evaluations/{uuid:evaluation}/guest",
    response=replies(shapes.Evaluation, *HELD, *SENT, 403, 404, 409),
    operation_id="evaluation_guest",
    summary="Ask somebody without an account to evaluate a trainee",
    url_name="api_evaluation_guest",
    auth=WritingKey(),
    throttle=READING,
)
def evaluation_guest(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    evaluation: UUID,
    sent: shapes.AskedGuest,
) -> HttpResponse:
    """The host may. They are sent a link by mail; one that was sent earlier opens nothing more."""
    row, part = placement_for(request, id)
    own = evaluation_named(evaluation, row)
    if own is None or (part, own.row.side) != ("host", "host"):
        raise Problem(404, "There is no such evaluation for a guest.")
    _not_filed(own)
    told = {"name": sent.name, "email": sent.email, "language": sent.language}
    ask_guest(own.row, **told, by=cast(Asking, request).user, now=timezone.now())
    asked = evaluation_named(evaluation, row)
    assert asked is not None  # it was there just now
    return answer(_outline(shown_to(asked.row, part)))


@guests.post(
    "/{str:key}",
    response=replies(shapes.Evaluation, *SENT, 404, 409),
    operation_id="guest_evaluation_file",
    summary="File an evaluation as a guest, by the key of the link that you were sent",
    url_name="api_guest_evaluation",
    throttle=READING,
)
def guest_evaluation_file(
    request: HttpRequest, key: str, sent: shapes.SentEvaluation
) -> HttpResponse:
    """Once; the link opens nothing afterwards."""
    found = guest_evaluation(key, now=timezone.now())
    if found is None:
        raise Problem(404, "This link is over.")
    _file(Shown(found), sent, by=None)
    found.refresh_from_db()
    return answer(_outline(shown_to(found, "host")))


def _file(own: Shown, sent: shapes.SentEvaluation, *, by: User | None) -> None:
    """File it, and let the placement go on; raises Problem where it is filed already."""
    _not_filed(own)
    now, placement = timezone.now(), own.row.placement
    file(own.row, _answers(own, sent), by=by, now=now)
    if placement.rotation in network().rotations:
        settle(placement.pk, now=now)


def _answers(own: Shown, sent: shapes.SentEvaluation) -> Answers:
    """What was said; raises Problems with everything that is missing."""
    side = cast(Side, own.row.side)
    marks = {name: UNSEEN if mark is None else mark for name, mark in sent.marks.items()}
    public = sent.public and side == "trainee"
    return read_answers({**marks, "words": sent.words, "public": public}, side=side)


def _not_filed(own: Shown) -> None:
    if own.row.filed_at is not None:
        raise Problem(409, "This evaluation is filed already.")


def _outline(own: Shown) -> Plain:
    row = own.row
    said = answers_of(row)
    told = {"marks": dict(said.marks), "words": said.words, "public": said.is_public}
    return {
        "id": str(row.pk),
        "side": row.side,
        "stage": row.stage,
        "due": row.due.isoformat(),
        "evaluator": row.evaluator or None,
        "opens": own.opens.isoformat() if own.opens else None,
        "filed": row.filed_at is not None,
        "filed-at": row.filed_at.isoformat() if row.filed_at and own.day_is_open else None,
        "ours": own.is_ours,
        "questions": list(QUESTIONS[cast(Side, row.side)]),
        "answers": told if own.is_open else None,
    }
