"""What to ask a person next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from salerno.rules import asks_of
from salerno.rules.outlines import ask_outline
from salerno_web.api import shapes
from salerno_web.api.answers import answer, speaker
from salerno_web.api.asking import chosen, verdicts_on
from salerno_web.api.limits import THINKING
from salerno_web.api.replies import SENT, replies
from salerno_web.atlas.queries import digest, facts

router = Router(tags=["verdicts"], by_alias=True)


@router.post(
    "",
    response=replies(shapes.Questions, *SENT),
    operation_id="questions",
    summary="The questions whose answers would settle most",
    url_name="api_questions",
    throttle=THINKING,
)
def questions(request: HttpRequest, asked: shapes.AskedQuestions) -> HttpResponse:
    """The rows are those of `salerno ask --json`. Nothing that is sent is kept."""
    voice, screened = speaker(asked.language), verdicts_on(asked)
    found = asks_of((screened[own.id] for own in chosen(asked)), vocabulary=facts().vocabulary)
    rows = [ask_outline(ask, voice) for ask in found[: asked.most]]
    return answer({"total": len(found), "atlas": digest(), "rows": rows})
