"""Routes for a record that is sent, and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Router

from salerno.credentials.person import Person
from salerno.routes.outlines import answer_outline
from salerno.routes.whatifs import Case
from salerno.rules import Voice
from salerno.rules.outlines import Plain
from salerno_web.api import shapes
from salerno_web.api.answers import answer, speaker
from salerno_web.api.asking import check_goals, person_in, wishes_in
from salerno_web.api.limits import PLANNING
from salerno_web.api.replies import SENT, replies
from salerno_web.atlas.queries import digest, facts, pack
from salerno_web.routes.asking import Asked, answers_to, outlook_of
from salerno_web.ui.calendar import today

router = Router(tags=["routes"], by_alias=True)


@router.post(
    "",
    response=replies(shapes.Answers, *SENT),
    operation_id="routes",
    summary="The routes from what a person holds to a goal",
    url_name="api_routes",
    throttle=PLANNING,
)
def routes(request: HttpRequest, asked: shapes.AskedRoutes) -> HttpResponse:
    """The rows are those of `salerno plan --json`, one for each goal. Nothing sent is kept."""
    voice, day = speaker(asked.language), asked.as_of or today()
    wishes = wishes_in(asked, on=day)
    rows = answer_rows(wishes, case_for(person_in(asked.record), wishes, on=day), voice)
    return answer({"atlas": digest(), "rows": rows})


def case_for(person: Person, wishes: Asked, *, on: date) -> Case:
    """Whom routes are for, and from where."""
    return Case(person, outlook_of(wishes, today=on, atlas=facts()))


def answer_rows(wishes: Asked, case: Case, voice: Voice) -> Sequence[Plain]:
    """The answer for every goal; raises InputError or UnknownName."""
    check_goals(wishes, case)
    answers = answers_to(wishes, case, pack=pack(), atlas=facts())
    return [answer_outline(one, voice, outlook=case.outlook) for one in answers]
