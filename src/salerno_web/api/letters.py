"""Letters of recommendation: asked for, written by the key of a link, sent on."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.rules.outlines import Plain
from salerno_web.api import letter_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.letter_actions import (
    ask_letter,
    decline_letter,
    send_letter,
    withdraw_letter,
    write_letter,
)
from salerno_web.placements.letter_queries import Asked, Row, letter_to_write, letters_of

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())
guests = Router(tags=["placements"], by_alias=True)
CHANGING = (*HELD, *SENT, 403, 404, 409)


@router.get(
    "/{uuid:id}/letters",
    response=replies(shapes.Letters, *HELD, 404, 422),
    operation_id="letters",
    summary="The letters that you asked for, for a placement of yours",
    url_name="api_letters",
    throttle=READING,
)
def letters(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """The newest first. What you waived reading has no words."""
    return answer({"rows": [_outline(one) for one in letters_of(_own(request, id))]})


@router.post(
    "/{uuid:id}/letters",
    response=replies(shapes.Letter, *CHANGING, status=201),
    operation_id="letter_ask",
    summary="Ask somebody without an account for a letter, by a link that they are sent",
    url_name="api_letters",
    auth=WritingKey(),
    throttle=READING,
)
def letter_ask(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    sent: shapes.AskedLetter,
) -> HttpResponse:
    """Once the placement has begun. At most five are open at a time."""
    row = ask_letter(_own(request, id), **sent.dict(), now=timezone.now())
    return answer(_outline(row), status=201)


@router.post(
    "/{uuid:id}/letters/{uuid:letter}/withdraw",
    response=replies(shapes.Letter, *CHANGING),
    operation_id="letter_withdraw",
    summary="Ask for a letter no longer",
    url_name="api_letter_withdraw",
    auth=WritingKey(),
    throttle=READING,
)
def letter_withdraw(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    letter: UUID,
) -> HttpResponse:
    """Its link opens nothing any more."""
    row = _named(_own(request, id), letter)
    _in_state(row, "asked")
    withdraw_letter(row, now=timezone.now())
    return _told(row)


@router.post(
    "/{uuid:id}/letters/{uuid:letter}/send",
    response=replies(shapes.Letter, *CHANGING),
    operation_id="letter_send",
    summary="Send somebody a link to read a letter that is written",
    url_name="api_letter_send",
    auth=WritingKey(),
    throttle=READING,
)
def letter_send(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    letter: UUID,
    sent: shapes.Receiver,
) -> HttpResponse:
    """The link is good for thirty days. One that you waived reading is not sent to yourself."""
    row = _named(_own(request, id), letter)
    _in_state(row, "written")
    send_letter(row, to=sent.to, by=cast(Asking, request).user, now=timezone.now())
    return _told(row)


@guests.get(
    "/{str:key}",
    response=replies(shapes.LetterWanted, 404, 422),
    operation_id="guest_letter",
    summary="What you are asked to write, by the key of the link that you were sent",
    url_name="api_guest_letter",
    throttle=READING,
)
def guest_letter(request: HttpRequest, key: str) -> HttpResponse:
    """While it is open."""
    return answer(_wanted(_by_link(key)))


@guests.post(
    "/{str:key}",
    response=replies(shapes.LetterWanted, *SENT, 404, 409),
    operation_id="guest_letter_write",
    summary="Write a letter, by the key of the link that you were sent",
    url_name="api_guest_letter",
    throttle=READING,
)
def guest_letter_write(request: HttpRequest, key: str, sent: shapes.SentLetter) -> HttpResponse:
    """Once; the link opens nothing afterwards."""
    row = _by_link(key)
    write_letter(row, title=sent.title, words=sent.words, now=timezone.now())
    row.refresh_from_db()
    return answer(_wanted(row))


@guests.post(
    "/{str:key}/decline",
    response=replies(shapes.LetterWanted, *SENT, 404, 409),
    operation_id="guest_letter_decline",
    summary="Say that you do not write it, by the key of the link that you were sent",
    url_name="api_guest_letter_decline",
    throttle=READING,
)
def guest_letter_decline(request: HttpRequest, key: str) -> HttpResponse:
    """The trainee is told; the link opens nothing afterwards."""
    row = _by_link(key)
    decline_letter(row, now=timezone.now())
    row.refresh_from_db()
    return answer(_wanted(row))


def _own(request: HttpRequest, name: UUID) -> Row:
    return placement_for(request, name, "trainee")[0]


def _named(row: Row, name: UUID) -> Asked:
    found = letters_of(row).filter(pk=name).first()
    if found is None:
        raise Problem(404, "You asked for no such letter.")
    return found


def _in_state(row: Asked, state: str) -> None:
    if row.state != state:
        raise Problem(409, f"This letter is {row.state}, not {state}.")


def _by_link(key: str) -> Asked:
    found = letter_to_write(key, now=timezone.now())
    if found is None:
        raise Problem(404, "This link is over.")
    return found


def _told(row: Asked) -> HttpResponse:
    row.refresh_from_db()
    return answer(_outline(row))


def _outline(row: Asked) -> Plain:
    is_read = row.state == "written" and not row.waived
    return {
        "id": str(row.pk),
        "writer": row.writer,
        "purpose": row.purpose,
        "due": row.due.isoformat(),
        "waived": row.waived,
        "state": str(row.state),
        "title": row.title if is_read else None,
        "words": row.words if is_read else None,
    }


def _wanted(row: Asked) -> Plain:
    return {
        "writer": row.writer,
        "trainee": str(row.placement.trainee),
        "host": str(row.placement.host),
        "purpose": row.purpose,
        "due": row.due.isoformat(),
        "state": str(row.state),
    }
