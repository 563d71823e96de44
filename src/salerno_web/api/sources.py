"""What the atlas rests on."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from salerno.rules.outlines import source_outline
from salerno_web.api import shapes
from salerno_web.api.answers import Paging, page_of, speaker, steady
from salerno_web.api.limits import READING
from salerno_web.api.replies import UNCHANGED, replies
from salerno_web.atlas.shelves import sources_found_by

router = Router(tags=["atlas"], by_alias=True)


class Looked(Paging):
    """What is looked for among the sources; nothing is everything."""

    words: str = Field("", max_length=200, description="In title, place or address")


@router.get(
    "",
    response=replies(shapes.Page[shapes.Source], UNCHANGED, 422),
    operation_id="sources",
    summary="Every source, with the day it was read, its tier and how sure it is",
    url_name="api_sources",
    throttle=READING,
)
def sources(request: HttpRequest, looked: Query[Looked]) -> HttpResponse:
    """The one read longest ago first."""
    voice = speaker(looked.language)
    outline = partial(source_outline, voice=voice)
    return steady(
        request, lambda: page_of(request, looked, sources_found_by(looked.words), outline)
    )
