"""Placements that trainees found: proposed by them, confirmed or refused by the host."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from salerno.errors import InputError
from salerno.placements.seats import Refusal
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.proposal_actions import (
    confirm_proposal,
    propose_placement,
    refuse_proposal,
    say,
    withdraw_proposal,
)
from salerno_web.placements.proposal_forms import ConfirmForm, ProposalForm, RefuseForm, SayForm
from salerno_web.placements.proposal_queries import (
    Host,
    Proposed,
    clashes_of,
    days_of,
    fitting,
    hosts_listed,
    is_open,
    proposal_asked,
    proposal_by,
    proposals_to,
)
from salerno_web.placements.queries import schools_of
from salerno_web.placements.standings import hosts_of
from salerno_web.placements.tasks import ended_in_time
from salerno_web.placements.words import REFUSALS
from salerno_web.programmes.words import word
from salerno_web.ui.posts import posted

READ_AND_SEND = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(READ_AND_SEND)
@limited("propose", times=30, minutes=60)
def placement_propose(request: SignedIn) -> HttpResponse:
    """Propose a placement that one found oneself."""
    form = ProposalForm(
        posted(request),
        hosts=hosts_listed(),
        schools=schools_of(request.user),
        initial={"language": request.user.language},
    )
    if form.is_valid():
        host, school = form.cleaned_data["host"], form.cleaned_data["school"]
        try:
            row = propose_placement(
                request.user, host=host, told=form.told, school=school, now=timezone.now()
            )
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("The host is asked. Nothing is confirmed before it says so.")
            )
            return redirect("proposal", row.pk)
    return render(request, "placements/propose.html", {"form": form})


@login_required
@require_http_methods(READ_AND_SEND)
@never_cache
def proposal(request: SignedIn, name: UUID) -> HttpResponse:
    """Show somebody what became of what they proposed; a POST withdraws it."""
    row = proposal_by(name, viewer=request.user)
    if row is None:
        raise Http404(_("There is no such proposal of yours."))
    if request.method == "POST":
        try:
            withdraw_proposal(row, now=timezone.now())
        except InputError as error:
            messages.error(request, str(error))
        return redirect("proposal", name)
    shown = {"row": row, "days": days_of(row, voice()), "clashes": clashes_of(row)}
    return render(request, "placements/proposal.html", shown)


@login_required
@require_safe
@never_cache
def host_proposals(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the coordinators of a host what was proposed to it."""
    host, speaker = _host(request, name), voice()
    rows = [(row, days_of(row, speaker)) for row in proposals_to(host, viewer=request.user)]
    return render(request, "placements/host_proposals.html", {"host": host, "rows": rows})


@login_required
@require_http_methods(READ_AND_SEND)
@limited("proposals", times=120, minutes=60)
@never_cache
def host_proposal(request: SignedIn, name: UUID, proposal: UUID) -> HttpResponse:
    """Let a host confirm a placement that a trainee found with it, or refuse it."""
    host, speaker = _host(request, name), voice()
    row = proposals_to(host, viewer=request.user).filter(pk=proposal).first()
    if row is None:
        raise Http404(_("There is no such proposal to this host."))
    is_no = "why" in request.POST
    places = fitting(row, speaker)
    confirm = ConfirmForm(None if is_no else posted(request), places=places)
    refuse = RefuseForm(posted(request) if is_no else None)
    if (refuse if is_no else confirm).is_valid() and _decided(request, row, confirm, refuse):
        return redirect("host_proposal", name, proposal)
    shown = {
        "host": host,
        "row": row,
        "days": days_of(row, speaker),
        "confirm": confirm,
        "refuse": refuse,
        "form": refuse if is_no else confirm,
        "places": places,
        "clashes": clashes_of(row).exists(),
        "is_open": is_open(row),
    }
    return render(request, "placements/host_proposal.html", shown)


def _decided(request: SignedIn, row: Proposed, confirm: ConfirmForm, refuse: RefuseForm) -> bool:
    """Confirm or refuse it; False where it cannot be, which the form says."""
    now, form = timezone.now(), refuse if refuse.is_bound else confirm
    try:
        if refuse.is_bound:
            refuse_proposal(row, why=refuse.cleaned_data["why"], by=request.user, now=now)
            return True
        rotation, _space, window = confirm.cleaned_data["place"].partition(" ")
        act = partial(
            confirm_proposal, row, rotation=rotation, window=window, by=request.user, now=now
        )
        found = ended_in_time(act)
    except InputError as error:
        form.add_error(None, str(error))
        return False
    if isinstance(found, Refusal):
        confirm.add_error("place", word(REFUSALS, found.why))
        return False
    messages.success(request, _("A seat is held for the trainee, who is told."))
    return True


@never_cache
@require_http_methods(READ_AND_SEND)
@limited("guest", times=60, minutes=60)
def proposal_said(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody at a host say whether a placement is true, by the link that they were sent."""
    row = proposal_asked(key, now=timezone.now())
    if row is None:
        return render(request, "placements/proposal_over.html", status=404)
    form = SayForm(posted(request))
    if form.is_valid():
        yes = request.POST.get("answer") == "yes"
        try:
            say(row, yes=yes, name=form.cleaned_data["name"], now=timezone.now())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "placements/proposal_done.html", {"row": row, "yes": yes})
    shown = {"row": row, "days": days_of(row, voice()), "form": form}
    return render(request, "placements/proposal_say.html", shown)


def _host(request: SignedIn, name: UUID) -> Host:
    found = next((own for own in hosts_of(viewer=request.user) if own.pk == name), None)
    if found is None:
        raise Http404(_("You act for no such host."))
    return found
