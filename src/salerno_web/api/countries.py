"""The jurisdictions of the atlas."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from salerno_web.api import shapes
from salerno_web.api.answers import Paging, page_of, speaker, steady
from salerno_web.api.limits import READING
from salerno_web.api.replies import UNCHANGED, replies
from salerno_web.atlas.outlines import jurisdiction_outlines

router = Router(tags=["atlas"], by_alias=True)


@router.get(
    "",
    response=replies(shapes.Page[shapes.Country], UNCHANGED, 422),
    operation_id="countries",
    summary="Every jurisdiction, and how much is known of it",
    url_name="api_countries",
    throttle=READING,
)
def countries(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """By name; what belongs to no one country has no code."""
    rows = jurisdiction_outlines(speaker(paging.language))
    return steady(request, lambda: page_of(request, paging, rows, dict))
