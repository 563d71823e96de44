"""Verdicts on a record that is sent, and kept nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from ninja import Router

from salerno.rules import Verdict, Voice, cheapest_fix, explain, offers_of, within_reach
from salerno.rules.chain import State
from salerno.rules.mending import Offers
from salerno.rules.outlines import Plain, explanation_outline, fix_outline, verdict_outline
from salerno_web.api import shapes
from salerno_web.api.answers import answer, speaker
from salerno_web.api.asking import chosen, verdicts_on
from salerno_web.api.limits import THINKING
from salerno_web.api.replies import SENT, replies
from salerno_web.atlas.queries import digest

router = Router(tags=["verdicts"], by_alias=True)


@router.post(
    "",
    response=replies(shapes.Verdicts, *SENT),
    operation_id="verdicts",
    summary="What is open to a person, and why not",
    url_name="api_verdicts",
    throttle=THINKING,
)
def verdicts(request: HttpRequest, asked: shapes.AskedVerdicts) -> HttpResponse:
    """The rows are those of `salerno check --json`. Nothing that is sent is kept."""
    voice, screened = speaker(asked.language), verdicts_on(asked)
    found = [screened[own.id] for own in chosen(asked)]
    start = (asked.page - 1) * asked.size
    shown = found[start : start + asked.size]
    return answer(
        {
            "total": len(found),
            "page": asked.page,
            "size": asked.size,
            "atlas": digest(),
            "counts": Counter(str(verdict.state) for verdict in found),
            "rows": _explained(shown, screened, voice)
            if asked.explain
            else [verdict_outline(verdict) for verdict in shown],
        }
    )


def _explained(shown: list[Verdict], screened: Mapping[str, Verdict], voice: Voice) -> list[Plain]:
    every = screened.values()
    offers = within_reach(offers_of(verdict.opportunity for verdict in every), every)
    return [_outline(verdict, offers, voice) for verdict in shown]


def _outline(verdict: Verdict, offers: Offers, voice: Voice) -> Plain:
    """A verdict with all it rests on, and the cheapest fix where something is not met yet."""
    is_open = verdict.state is State.NOT_YET
    fix = cheapest_fix(verdict, offers=offers) if is_open else None
    plain = explanation_outline(explain(verdict), voice)
    return {**plain, "fix": fix_outline(fix, voice) if fix else None}
