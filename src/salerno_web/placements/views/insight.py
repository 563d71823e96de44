"""What a host learns of its capacity: where seats stay empty, and what would fill them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.agreement_queries import Own, acting_side
from salerno_web.placements.insight_figures import (
    costs_figure,
    insight_book,
    seats_figure,
    stay_words,
)
from salerno_web.placements.insight_queries import insight_of, rotation_choices
from salerno_web.ui.calendar import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
@limited("insight", times=120, minutes=60)
@never_cache
def host_insight(request: SignedIn, name: UUID) -> HttpResponse:
    """Show a coordinator what keeps people out of a rotation, and where a seat would help."""
    host, speaker = _host(request, name), voice()
    choices = rotation_choices(host, speaker)
    chosen = _chosen(request, choices)
    shown: dict[str, object] = {"host": host, "choices": choices, "chosen": chosen}
    if chosen:
        found = insight_of(host, chosen, speaker, now=timezone.now())
        shown |= {
            "found": found,
            "seats": seats_figure(found, speaker),
            "costs": costs_figure(found),
            "demands": [(found.words.get(o.demand, o.demand), o) for o in found.reach.costs],
            "refused": [(found.words.get(o.demand, o.demand), o) for o in found.refused],
            "more": [(stay_words(one, speaker), one) for one in found.more],
        }
    return render(request, "placements/insight.html", shown)


@login_required
@require_safe
@limited("workbook", times=60, minutes=60)
@never_cache
def host_insight_workbook(request: SignedIn, name: UUID) -> HttpResponse:
    """Give a coordinator the same as a workbook."""
    host, speaker = _host(request, name), voice()
    chosen = _chosen(request, rotation_choices(host, speaker))
    if not chosen:
        raise Http404(_("There is no rotation yet."))
    found = insight_of(host, chosen, speaker, now=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="insight.xlsx"'}
    return HttpResponse(insight_book(found, made=today()), content_type=XLSX, headers=headers)


def _chosen(request: SignedIn, choices: list[tuple[str, str]]) -> str:
    """The rotation that is asked for; the first where none is, or one that is not the host's."""
    known = [name for name, _title in choices]
    asked = request.GET.get("rotation", "")
    return asked if asked in known else next(iter(known), "")


def _host(request: SignedIn, name: UUID) -> Own:
    host = acting_side(name, "host", viewer=request.user)
    if host is None:
        raise Http404(_("You do not act for this host."))
    return host
