"""What schools decide and sign: releases of their trainees, and agreements with hosts."""

from __future__ import annotations

from typing import Any as Anything
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from salerno.errors import InputError
from salerno.placements.states import Verb
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.agreement_actions import end_agreement, propose, sign
from salerno_web.placements.agreement_forms import AgreementForm
from salerno_web.placements.agreement_queries import (
    Line,
    Own,
    Side,
    acting_side,
    agreements_of,
    as_seen,
    others_of,
)
from salerno_web.placements.moves import move
from salerno_web.placements.release_queries import of_school, releases, waiting_for
from salerno_web.placements.standings import row_words
from salerno_web.placements.words import TOLD
from salerno_web.programmes.words import word
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted

EACH = 30
READ_AND_SEND = ["GET", "HEAD", "POST"]
DECIDES = ("release", "decline")


@login_required
@require_http_methods(READ_AND_SEND)
@limited("release", times=300, minutes=60)
@never_cache
def school_releases(request: SignedIn, name: UUID) -> HttpResponse:
    """Show a school office who waits to be released, and where the school's trainees are."""
    school = _acting(request, name, "school")
    if request.method == "POST":
        _released(request, school)
        return redirect(request.get_full_path())
    page = Paginator(of_school(school), EACH).get_page(request.GET.get("page"))
    shown = {
        "school": school,
        "waiting": releases(waiting_for(school)[:EACH], voice(), now=timezone.now()),
        "page": page,
        "rows": [*row_words(page, voice())],
    }
    return render(request, "placements/releases.html", shown)


def _released(request: SignedIn, school: Own) -> None:
    """Release a trainee, or decline to; say what it waits for where it cannot be done."""
    verb, name = request.POST.get("verb", ""), request.POST.get("placement", "")
    rows = {str(row.pk): row for row in waiting_for(school)}
    if verb not in DECIDES or name not in rows:
        raise Http404(_("There is nothing to decide here any longer."))
    row = rows[name]
    try:
        move(
            row.pk, cast(Verb, verb), by="school", actor=request.user, now=timezone.now(),
            why=request.POST.get("why", ""),
        )  # fmt: skip
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{row.trainee}: {word(TOLD, verb)}.")


@login_required
@require_http_methods(READ_AND_SEND)
@limited("agreement", times=60, minutes=60)
@never_cache
def agreements(request: SignedIn, name: UUID, side: Side) -> HttpResponse:
    """Show one side its agreements; let it propose one, sign what was proposed, end what is."""
    own = _acting(request, name, side)
    is_new = "propose" in request.POST
    form = AgreementForm(posted(request) if is_new else None, others=others_of(side))
    if request.method == "POST" and not is_new:
        _changed(request, own, side)
        return redirect(request.path)
    if form.is_valid():
        propose(own, side, form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("It is proposed and bears your signature."))
        return redirect(request.path)
    page = Paginator(agreements_of(own, side), EACH).get_page(request.GET.get("page"))
    shown = {"own": own, "side": side, "form": form, "page": page, "lines": _lines(page, side)}
    return render(request, "placements/agreements.html", shown)


def _lines(rows: Anything, side: Side) -> list[Line]:
    return [as_seen(row, side, today=today()) for row in rows]


def _changed(request: SignedIn, own: Own, side: Side) -> None:
    """Sign an agreement, or end it; a reason is asked for before it ends."""
    name, now = request.POST.get("agreement", ""), timezone.now()
    known = {str(row.pk): row.pk for row in agreements_of(own, side)}
    if name not in known:
        raise Http404(_("There is no such agreement."))
    try:
        if "sign" in request.POST and sign(known[name], side, by=request.user, now=now):
            messages.success(request, _("You signed it. It is in force on its days."))
        if "end" in request.POST:
            why = request.POST.get("why", "")[:300]
            if end_agreement(known[name], side, why=why, by=request.user, now=now):
                messages.success(request, _("It is ended. What is under way goes on."))
    except InputError as error:
        messages.error(request, str(error))


def _acting(request: SignedIn, name: UUID, side: Side) -> Own:
    own = acting_side(name, side, viewer=request.user)
    if own is None:
        raise Http404(_("You do not act for this organisation."))
    return own
