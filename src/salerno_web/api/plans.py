"""The kept plans of whoever holds the key."""

from __future__ import annotations

from typing import Any as Anything
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from salerno_web.api import shapes
from salerno_web.api.answers import Language, Paging, answer, page_of, speaker
from salerno_web.api.asking import check_goals, wishes_in
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import PLANNING, READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.api.routes import answer_rows, case_for
from salerno_web.credentials.queries import person_of, told_of
from salerno_web.routes.actions import keep_plan
from salerno_web.routes.queries import KeptPlan, case_of, plan_of, plans_of
from salerno_web.ui.calendar import today

router = Router(tags=["person"], by_alias=True, auth=BearerKey())


def _outline(plan: KeptPlan) -> dict[str, Anything]:
    return {
        "id": str(plan.id),
        "title": plan.title,
        "made-at": plan.made_at.isoformat(),
        "stale": plan.is_stale,
        "asked": plan.asked.plain,
    }


@router.get(
    "",
    response=replies(shapes.Page[shapes.Plan], *HELD, 422),
    operation_id="plans",
    summary="The kept plans, newest first",
    url_name="api_plans",
    throttle=READING,
)
def plans(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """Without their answers."""
    own = plans_of(cast(Asking, request).user)
    return answer(page_of(request, paging, own, _outline))


@router.post(
    "",
    response=replies(shapes.Plan, *HELD, *SENT, 403, status=201),
    operation_id="plan_keep",
    summary="Keep a plan for the saved record",
    url_name="api_plans",
    auth=WritingKey(),
    throttle=PLANNING,
)
def plan_keep(request: HttpRequest, sent: shapes.AskedPlan) -> HttpResponse:
    """It is kept with the record as it is now; `Location` is where its answers are."""
    viewer, wishes = cast(Asking, request).user, wishes_in(sent, on=today())
    check_goals(wishes, case_for(person_of(told_of(request)), wishes, on=today()))
    name = keep_plan(request, wishes, title=sent.title)
    kept = plan_of(name, viewer=viewer)
    assert kept is not None
    response = answer(_outline(kept), status=201)
    response.headers["Location"] = reverse("api_plan", args=[name])
    return response


@router.get(
    "/{uuid:id}",
    response=replies(shapes.AnsweredPlan, *HELD, 404, 422),
    operation_id="plan",
    summary="A kept plan with its routes",
    url_name="api_plan",
    throttle=PLANNING,
)
def plan(request: HttpRequest, id: UUID, language: Language | None = None) -> HttpResponse:  # noqa: A002 - the word of the address
    """Thought anew from the facts as they are now, for the record as it was kept."""
    kept, voice = plan_of(id, viewer=cast(Asking, request).user), speaker(language)
    if kept is None:
        raise Problem(404, "You keep no such plan.")
    rows = answer_rows(kept.asked, case_of(kept), voice)
    return answer({**_outline(kept), "rows": rows})
