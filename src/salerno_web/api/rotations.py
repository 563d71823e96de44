"""Rotations: what hosts offer, when a seat is free, and how each stands for a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.errors import UnknownName
from salerno.placements.rotations import Kind
from salerno.rules import Voice
from salerno.rules.outlines import Plain
from salerno_web.api import placement_shapes as shapes
from salerno_web.api.answers import Language, Paging, answer, page_head, speaker
from salerno_web.api.asking import person_in
from salerno_web.api.limits import READING, THINKING
from salerno_web.api.replies import SENT, replies
from salerno_web.atlas.queries import digest
from salerno_web.placements.networks import network
from salerno_web.placements.rotation_outlines import (
    Wish,
    rotation_rows,
    rotation_told,
    rotations_like,
    screened_rows,
)
from salerno_web.ui.calendar import today

router = Router(tags=["placements"], by_alias=True)


class Looked(Paging):
    """Which rotations are looked for; nothing is everything."""

    words: str = Field("", max_length=200, description="In title, places, specialty or country")
    kind: Kind | None = None
    specialty: str = Field("", max_length=200)
    country: str = Field("", max_length=2, description="ISO 3166-1, two letters")
    first: shapes.Day | None = Field(None, description="The first day of the stay")
    weeks: shapes.Weeks | None = Field(None, description="How long the stay is")


def wish_in(sent: Looked | shapes.AskedRotations) -> Wish:
    """What is looked for."""
    return Wish(sent.words, sent.kind or "", sent.specialty, sent.country, sent.first, sent.weeks)


@router.get(
    "",
    response=replies(shapes.RotationPage, 422),
    operation_id="rotations",
    summary="Every rotation that is offered, with the nearest stays that a seat is free for",
    url_name="api_rotations",
    throttle=READING,
)
def rotations(request: HttpRequest, looked: Query[Looked]) -> HttpResponse:
    """With a first day and weeks, those that have just this stay; full ones have no stays."""
    voice, day, wish = speaker(looked.language), today(), wish_in(looked)
    now = timezone.now()
    found = rotations_like(wish, voice, today=day, now=now)
    shown = found[looked.start : looked.start + looked.size]
    rows = rotation_rows(shown, wish, voice, today=day, now=now)
    return answer({**page_head(request, looked, len(found)), "rows": rows})


@router.post(
    "/verdicts",
    response=replies(shapes.RotationAnswers, *SENT),
    operation_id="rotation_verdicts",
    summary="How rotations stand for a person, and when a seat is free",
    url_name="api_rotation_verdicts",
    throttle=THINKING,
)
def verdicts(request: HttpRequest, asked: shapes.AskedRotations) -> HttpResponse:
    """Nothing that is sent is kept. Each is judged for the stay, or for the first that is free."""
    voice, person = speaker(asked.language), person_in(asked.record)
    around = Circumstances(today=asked.as_of or today())
    paging = Paging(page=asked.page, size=asked.size)
    found, rows = screened(wish_in(asked), person, voice, paging, around)
    return answer(
        {
            "total": found, "page": asked.page, "size": asked.size, "atlas": digest(),
            "rows": rows,
        }
    )  # fmt: skip


def screened(
    wish: Wish, person: Person, voice: Voice, paging: Paging, around: Circumstances
) -> tuple[int, list[Plain]]:
    """How many rotations a wish fits, and how those of a page stand for a person."""
    now = timezone.now()
    found = rotations_like(wish, voice, today=around.today, now=now)
    shown = found[paging.start : paging.start + paging.size]
    rows = screened_rows(shown, person, wish, voice, circumstances=around, now=now)
    return len(found), rows


@router.get(
    "/{path:id}",
    response=replies(shapes.RotationTold, 404, 422),
    operation_id="rotation",
    summary="One rotation: its document, windows, what is asked, and when a seat is free",
    url_name="api_rotation",
    throttle=READING,
)
def rotation(request: HttpRequest, id: str, language: Language | None = None) -> HttpResponse:  # noqa: A002 - the word of the address
    """As its host publishes it."""
    voice, own = speaker(language), network().rotation(id)
    if own.status != "public":
        raise UnknownName(f"'{id[:100]}' is not offered")
    return answer(rotation_told(own, voice, today=today(), now=timezone.now()))
