"""Programmes abroad: what is stated of them, who may apply, what they cost one person."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from salerno.credentials.circumstances import Circumstances
from salerno.programmes.finding import acceptance_of
from salerno_web.api import shapes
from salerno_web.api.answers import Language, Paging, answer, page_of, speaker, steady
from salerno_web.api.asking import person_in
from salerno_web.api.limits import READING, THINKING
from salerno_web.api.replies import SENT, UNCHANGED, replies
from salerno_web.atlas.queries import digest
from salerno_web.programmes.outlines import answer_for, programme_brief, programme_outline
from salerno_web.programmes.queries import directory, named
from salerno_web.ui.calendar import today

router = Router(tags=["programmes"], by_alias=True)


class Looked(Paging):
    """What is looked for in the list; nothing is everything."""

    country: str = Field("", description="Where it is taught: ISO 3166-1, two letters")
    acceptance: str = Field("", description="yes, conditional, no, closed or unknown")
    words: str = Field("", max_length=200, description="In title, degree, school, city or country")


@router.get(
    "",
    response=replies(shapes.Page[shapes.ProgrammeBrief], UNCHANGED, 422),
    operation_id="programmes",
    summary="Every programme of the directory",
    url_name="api_programmes",
    throttle=READING,
)
def every_programme(request: HttpRequest, looked: Query[Looked]) -> HttpResponse:
    """In the order of the directory. Send `If-None-Match` to get 304 while nothing has changed."""
    voice = speaker(looked.language)
    rows = [
        own
        for own in named(looked.words, voice)
        if looked.country.upper() in ("", own.country)
        and looked.acceptance in ("", acceptance_of(own))
    ]
    return steady(
        request, lambda: page_of(request, looked, rows, partial(programme_brief, voice=voice))
    )


@router.post(
    "/verdicts",
    response=replies(shapes.ProgrammeAnswers, *SENT),
    operation_id="programme_verdicts",
    summary="Whether a person may apply to some programmes, and what each costs them",
    url_name="api_programme_verdicts",
    throttle=THINKING,
)
def verdicts(request: HttpRequest, asked: shapes.AskedProgrammes) -> HttpResponse:
    """Nothing that is sent is kept. Sums are kept apart by currency, unknown parts are named."""
    voice, person = speaker(asked.language), person_in(asked.record)
    around = Circumstances(today=asked.as_of or today())
    chosen = [directory().programme(name) for name in dict.fromkeys(asked.programmes)]
    rows = [answer_for(own, person, voice, circumstances=around) for own in chosen]
    return answer({"atlas": digest(), "rows": rows})


@router.get(
    "/{path:id}",
    response=replies(shapes.ProgrammeTold, 404, UNCHANGED, 422),
    operation_id="programme",
    summary="One programme: every statement with its source, the rule, shares with their numbers",
    url_name="api_programme",
    throttle=READING,
)
def programme(request: HttpRequest, id: str, language: Language | None = None) -> HttpResponse:  # noqa: A002 - the word of the address
    """As the page of the programme tells it."""
    voice, own = speaker(language), directory().programme(id)
    return steady(request, lambda: programme_outline(own, voice))
