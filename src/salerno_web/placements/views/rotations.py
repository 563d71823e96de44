"""Rotations: the search as list, map and calendar; one of them; and asking for a stay."""

from __future__ import annotations

from functools import partial
from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from salerno.errors import InputError
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation
from salerno.placements.seats import Refusal
from salerno_web.atlas.queries import voice
from salerno_web.credentials.interviews import question_of
from salerno_web.credentials.queries import person_of, told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.actions import hold, wait
from salerno_web.placements.boards import asks, board, verdict_on
from salerno_web.placements.evaluation_shown import site_of
from salerno_web.placements.found import found_on, map_of, months, stay_row
from salerno_web.placements.networks import network
from salerno_web.placements.queries import parties_for, schools_of, taken_in
from salerno_web.placements.rotation_details import (
    open_stays,
    papers,
    papers_by_due,
    rotation_detail,
    window_choices,
)
from salerno_web.placements.search_forms import SearchForm, StayForm, Wish, stay_in, wish_in
from salerno_web.placements.tasks import ended_in_time
from salerno_web.placements.words import REFUSALS
from salerno_web.programmes.facets import Found
from salerno_web.programmes.words import word
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted

SHOWN_ASKS = 3


@never_cache
@require_safe
def rotations(request: HttpRequest) -> HttpResponse:
    """Show the rotations by verdict, as far as they are looked for."""
    told = told_of(request)
    case, own = case_of(told), board(now=timezone.now())
    shown = {
        "told": told,
        "found": found_on(own, case, request.GET, voice(), form=SearchForm(request.GET)),
        "query": request.GET.urlencode(),
        "asks": [question_of(ask, voice()) for ask in asks(case, own)[:SHOWN_ASKS]],
        "here": request.get_full_path(),
    }
    return render(request, "placements/rotations.html", shown)


@never_cache
@require_safe
def rotations_map(request: HttpRequest) -> HttpResponse:
    """Show where the rotations are that come through the same sieve."""
    found = _found(request)
    shown = {"found": found, "map": map_of(found, request.GET), "query": request.GET.urlencode()}
    return render(request, "placements/rotations_map.html", shown)


@never_cache
@require_safe
def rotations_calendar(request: HttpRequest) -> HttpResponse:
    """Show in which months the rotations begin that come through the same sieve."""
    found = _found(request)
    known = months(found, request.GET, today=today())
    shown = {"found": found, "months": known, "query": request.GET.urlencode()}
    return render(request, "placements/rotations_calendar.html", shown)


def _found(request: HttpRequest) -> Found:
    case, own = case_of(told_of(request)), board(now=timezone.now())
    return found_on(own, case, request.GET, voice(), form=SearchForm(request.GET))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rotation(request: HttpRequest, name: str) -> HttpResponse:
    """Show one rotation to whoever looks, and hold a seat for whoever asks for one."""
    known = network()
    own = known.rotations.get(name)
    if own is None or own.status != "public":
        raise Http404(_("There is no such rotation, or it is not offered any longer."))
    if request.method == "POST":
        return rotation_ask(cast(SignedIn, request), name)
    return render(request, "placements/rotation.html", _shown(request, own, known))


@login_required
@limited("hold", times=60, minutes=60)
def rotation_ask(request: SignedIn, name: str) -> HttpResponse:
    """Hold a seat, or wait for one, and go to the placement; else say why there is none."""
    known = network()
    own, form = known.rotation(name), _form(request, known.rotation(name), known)
    if form.is_valid():
        act = wait if "wait" in request.POST else hold
        try:
            found = ended_in_time(
                partial(
                    act,
                    request.user,
                    form.booking(own.id),
                    key=form.cleaned_data["key"],
                    now=timezone.now(),
                )
            )
        except InputError as error:
            form.add_error(None, str(error))
        else:
            if not isinstance(found, Refusal):
                messages.success(request, _told(found.state))
                return redirect("placement", found.pk)
            form.add_error(None, word(REFUSALS, found.why))
    return render(request, "placements/rotation.html", _shown(request, own, known, form=form))


def _told(state: str) -> str:
    if state == "waitlisted":
        return _("You are on the waiting list.")
    return _("A seat is held for you. Send the request before the time is over.")


def _form(
    request: HttpRequest, own: Rotation, known: Network, *, wished: Wish | None = None
) -> StayForm:
    return StayForm(
        posted(request),
        windows=window_choices(known, own.id, voice()),
        schools=schools_of(request.user),
        initial={**(wished or {}), "key": uuid4().hex},
    )


def _shown(
    request: HttpRequest, own: Rotation, known: Network, *, form: StayForm | None = None
) -> dict[str, object]:
    """What the page of a rotation shows to whoever looks."""
    told, speaker, now = told_of(request), voice(), timezone.now()
    windows = known.windows_of(own.id)
    parties = parties_for(request.user, windows, now=now)
    stays = open_stays(windows, taken=taken_in(windows, now=now), parties=parties)
    wished = wish_in(request.GET) or (stay_row(stays[0], speaker) if stays else {})
    judged = stay_in(wished)
    verdict = verdict_on(own.id, case_of(told), board(now=now))
    return {
        "own": rotation_detail(own, known, speaker),
        "told": told,
        "site": site_of(own.id, speaker),
        "state": str(verdict.state) if verdict else "cannot-tell",
        "stays": [stay_row(one, speaker) for one in stays],
        "papers": papers_by_due(
            papers(own, known, person_of(told), stay=judged, booked=today()), speaker
        )
        if judged
        else [],
        "form": form or _form(request, own, known, wished=wished),
        "judged": speaker.period(judged) if judged else "",
        "may_answer": True,
        "here": request.get_full_path(),
    }
