"""What a route can lead to."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from salerno.routes.outlines import goal_outline
from salerno_web.api import shapes
from salerno_web.api.answers import Paging, page_of, speaker, steady
from salerno_web.api.limits import READING
from salerno_web.api.replies import UNCHANGED, replies
from salerno_web.atlas.queries import goals as known_goals
from salerno_web.routes.queries import listed_goals

router = Router(tags=["routes"], by_alias=True)


class Looked(Paging):
    """What is looked for among the goals; nothing is everything."""

    country: str = Field("", description="ISO 3166-1, two letters")
    words: str = Field("", max_length=200, description="In title, id or country")


@router.get(
    "",
    response=replies(shapes.Page[shapes.Goal], UNCHANGED, 422),
    operation_id="goals",
    summary="Every goal that routes can be asked for",
    url_name="api_goals",
    throttle=READING,
)
def goals(request: HttpRequest, looked: Query[Looked]) -> HttpResponse:
    """By country and title, as in `salerno goals --json`."""
    voice = speaker(looked.language)
    found = listed_goals(voice, words=looked.words, country=looked.country.upper())
    rows = [known_goals()[goal.id] for goal in found]
    outline = partial(goal_outline, voice=voice)
    return steady(request, lambda: page_of(request, looked, rows, outline))
