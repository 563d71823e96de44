"""The opportunities of the atlas, for nobody in particular."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from salerno_web.api import shapes
from salerno_web.api.answers import Language, Paging, page_of, speaker, steady
from salerno_web.api.limits import READING
from salerno_web.api.replies import UNCHANGED, replies
from salerno_web.atlas.outlines import opportunity_brief, opportunity_outline
from salerno_web.atlas.queries import facts
from salerno_web.atlas.shelves import found_by

router = Router(tags=["atlas"], by_alias=True)


class Looked(Paging):
    """What is looked for in the list; nothing is everything."""

    kind: str = ""
    country: str = Field("", description="ISO 3166-1, two letters")
    words: str = Field("", max_length=200, description="In title, authority or country")


@router.get(
    "",
    response=replies(shapes.Page[shapes.Brief], UNCHANGED, 422),
    operation_id="opportunities",
    summary="Every opportunity that the atlas knows",
    url_name="api_opportunities",
    throttle=READING,
)
def opportunities(request: HttpRequest, looked: Query[Looked]) -> HttpResponse:
    """In the order of the atlas. Send `If-None-Match` to get 304 while nothing has changed."""
    voice = speaker(looked.language)
    found = found_by(looked.words, voice) if looked.words else facts().opportunities.values()
    rows = [
        own
        for own in found
        if looked.kind in ("", own.kind) and looked.country.upper() in ("", own.country)
    ]
    outline = partial(opportunity_brief, voice=voice)
    return steady(request, lambda: page_of(request, looked, rows, outline))


@router.get(
    "/{path:id}",
    response=replies(shapes.Opportunity, 404, UNCHANGED, 422),
    operation_id="opportunity",
    summary="One opportunity: its rule in words, fees, grants, disputes and sources",
    url_name="api_opportunity",
    throttle=READING,
)
def opportunity(request: HttpRequest, id: str, language: Language | None = None) -> HttpResponse:  # noqa: A002 - the word of the address
    """As the page of the atlas tells it."""
    voice, own = speaker(language), facts().opportunity(id)
    return steady(request, lambda: opportunity_outline(own, voice))
