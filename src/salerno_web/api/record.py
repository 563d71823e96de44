"""The saved record of whoever holds the key, and verdicts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any as Anything
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Field, Query, Router

from salerno.rules.sieves import Sieve
from salerno_web.api import shapes
from salerno_web.api.answers import (
    Language,
    Paging,
    answer,
    etags,
    has_already,
    page_head,
    speaker,
)
from salerno_web.api.asking import person_in
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING, THINKING
from salerno_web.api.placement_shapes import RotationAnswers
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, UNCHANGED, replies
from salerno_web.api.rotations import Looked, screened, wish_in
from salerno_web.atlas.queries import facts
from salerno_web.credentials.actions import change_saved
from salerno_web.credentials.queries import circumstances, person_of, told_of
from salerno_web.credentials.told import ID, Told, told_by
from salerno_web.opportunities.outlines import verdict_outline_of, verdict_rows

router = Router(tags=["person"], by_alias=True, auth=BearerKey())


class Sifting(Paging):
    """Which verdicts are looked for; nothing is everything."""

    state: shapes.State | None = None
    kind: str = ""
    country: str = Field("", description="ISO 3166-1, two letters")
    words: str = Field("", max_length=200, description="In title, authority or country")


@router.get(
    "",
    response=replies(shapes.SavedRecord, UNCHANGED, *HELD),
    operation_id="record",
    summary="The saved record",
    url_name="api_record",
    throttle=READING,
)
def record(request: HttpRequest) -> HttpResponse:
    """In the form of a person file; its version is its ETag."""
    told = told_of(request)
    if has_already(request, _etag(told)):
        return HttpResponseNotModified(headers={"ETag": _etag(told)})
    return _shown(told)


def _shown(told: Told) -> HttpResponse:
    return answer({**told.plain, "version": told.version}, etag=_etag(told))


def _etag(told: Told) -> str:
    return f'"{told.version}"'


@router.put(
    "",
    response=replies(shapes.SavedRecord, *HELD, *SENT, 403, 412, 428),
    operation_id="record_keep",
    summary="Keep another record in the place of the saved one",
    url_name="api_record",
    auth=WritingKey(),
    throttle=READING,
    openapi_extra={
        "parameters": [
            {
                "in": "header",
                "name": "If-Match",
                "required": True,
                "schema": {"type": "string"},
                "description": "The ETag of the record that is changed",
            }
        ]
    },
)
def record_keep(request: HttpRequest, sent: shapes.Record) -> HttpResponse:
    """All or nothing is kept. How sure a credential is follows from who vouched for it.

    What somebody vouched for stays so while it is told alike.
    """
    wanted = etags(request.headers.get("If-Match", ""))
    if not wanted:
        raise Problem(428, "Send the ETag of the record that you change, as If-Match.")
    told = told_by(person_in(sent), vocabulary=facts().vocabulary)

    def edit(known: Told) -> Told:
        if _etag(known) not in wanted:
            raise Problem(412, "Get the record again, and change that.", version=known.version)
        return _in_place_of(known, told)

    change_saved(cast(Asking, request).user, edit)
    return _shown(told_of(request))


def _in_place_of(known: Told, told: Told) -> Told:
    """What is told now, its credentials named as those told alike before."""
    names: dict[str, list[Anything]] = {}
    for own in known.credentials:
        names.setdefault(_alike(own), []).append(own[ID])
    credentials = []
    for own in told.credentials:
        kept = names.get(_alike(own))
        named = {ID: kept.pop(0)} if kept else {}
        credentials.append(MappingProxyType({**own, **named}))
    return replace(known, facts=told.facts, complete=told.complete, credentials=tuple(credentials))


def _alike(credential: Mapping[str, Anything]) -> str:
    told = {key: value for key, value in credential.items() if key not in (ID, "assurance")}
    return repr(sorted(told.items()))


@router.get(
    "/verdicts",
    response=replies(shapes.Verdicts, *HELD, 422),
    operation_id="record_verdicts",
    summary="What is open to the holder of the key",
    url_name="api_record_verdicts",
    throttle=THINKING,
)
def record_verdicts(request: HttpRequest, sifting: Query[Sifting]) -> HttpResponse:
    """As the page of opportunities lists it, the nearest of each state first."""
    voice = speaker(sifting.language)
    sieve = Sieve(
        state=sifting.state or "",
        kind=(sifting.kind,) if sifting.kind else (),
        country=(sifting.country.upper(),) if sifting.country else (),
        words=sifting.words,
    )
    found = verdict_rows(told_of(request), sieve, voice, start=sifting.start, most=sifting.size)
    return answer({**page_head(request, sifting, found["total"]), **found})


@router.get(
    "/verdicts/{path:id}",
    response=replies(shapes.Verdict, *HELD, 404, 422),
    operation_id="record_verdict",
    summary="One verdict on the holder of the key, with all it rests on",
    url_name="api_record_verdict",
    throttle=THINKING,
)
def record_verdict(request: HttpRequest, id: str, language: Language | None = None) -> HttpResponse:  # noqa: A002 - the word of the address
    """With the cheapest fix, and the questions that are open."""
    return answer(verdict_outline_of(told_of(request), id, speaker(language)))


@router.get(
    "/rotations",
    response=replies(RotationAnswers, *HELD, 422),
    operation_id="record_rotations",
    summary="How rotations stand for the holder of the key, and when a seat is free",
    url_name="api_record_rotations",
    throttle=THINKING,
)
def record_rotations(request: HttpRequest, looked: Query[Looked]) -> HttpResponse:
    """Each is judged for the stay that is looked for, or for the first that is free."""
    person, around = person_of(told_of(request)), circumstances()
    found, rows = screened(wish_in(looked), person, speaker(looked.language), looked, around)
    return answer({**page_head(request, looked, found), "rows": rows})
