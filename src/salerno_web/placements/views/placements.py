"""Placements: one's own, one of them as its trainee, host or school sees it, and its moves."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from salerno.errors import InputError
from salerno.placements.states import Verb
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.moves import move
from salerno_web.placements.networks import network
from salerno_web.placements.proposal_queries import proposals_by
from salerno_web.placements.reminders import remind_now
from salerno_web.placements.rotation_details import papers_by_due
from salerno_web.placements.standings import (
    Found,
    buttons,
    days_words,
    happened_to,
    hosts_of,
    offices_of,
    own_placements,
    placement_of,
    placements_at,
    row_words,
    standing_of,
    title_of,
    waits_for,
    way_of,
)
from salerno_web.placements.submissions import submitted_words
from salerno_web.placements.words import TOLD
from salerno_web.programmes.words import word

SHOWN = 200  # placements that one moves for others; the queue of a host has them all


@login_required
@require_safe
def placements(request: SignedIn) -> HttpResponse:
    """List the placements of whoever looks, and those that they move for a host or a school."""
    shown = {
        "hosts": hosts_of(viewer=request.user),
        "schools": offices_of(viewer=request.user),
        "mine": [*row_words(own_placements(viewer=request.user), voice())],
        "proposed": proposals_by(request.user),
        "others": [*row_words(placements_at(viewer=request.user)[:SHOWN], voice())],
    }
    return render(request, "placements/placements.html", shown)


@login_required
@require_safe
def placement(request: SignedIn, name: UUID) -> HttpResponse:
    """Show a placement to its trainee, its host or its school."""
    row, part = _found(request, name)
    known, speaker, now = network(), voice(), timezone.now()
    own = standing_of(row, known)
    shown = {
        "row": row,
        "part": part,
        "title": title_of(row, known, speaker),
        "days": days_words(row, speaker),
        "state": row.get_state_display(),
        "way": way_of(row, own.progress.terms) if own else [],
        "buttons": buttons(row, own, part=part, now=now, voice=speaker) if own else (),
        "waits": waits_for(row, own, now=now, voice=speaker) if own else (),
        "papers": papers_by_due(own.papers, speaker) if own else [],
        "submitted": submitted_words(row, known.rotations.get(row.rotation), known.tree, speaker),
        "happened": happened_to(row),
        "is_published": own is not None,
        "is_missing": own is not None and any(not one.is_met for one in own.papers),
        "may_answer": part == "trainee",
        "here": request.path,
    }
    return render(request, "placements/placement.html", shown)


@login_required
@require_POST
@limited("move", times=120, minutes=60)
def placement_move(request: SignedIn, name: UUID) -> HttpResponse:
    """Make a move, where whoever asks may; say what it waits for where it cannot be made yet."""
    row, part = _found(request, name)
    verb, why = request.POST.get("verb", ""), request.POST.get("why", "")
    try:
        moved = move(
            row.pk, cast(Verb, verb), by=part, actor=request.user, now=timezone.now(), why=why
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{word(TOLD, verb)}. {moved.get_state_display()}.")
    return redirect("placement", name)


@login_required
@require_POST
@limited("remind", times=60, minutes=60)
def placement_remind(request: SignedIn, name: UUID) -> HttpResponse:
    """Remind the trainee of what is missing; its host and its school may."""
    row, part = _found(request, name)
    if part == "trainee":
        raise Http404
    if row.rotation in network().rotations and remind_now(row, by=request.user, now=timezone.now()):
        messages.success(request, _("The trainee gets a mail about what is missing."))
    else:
        messages.info(request, _("Nothing is missing."))
    return redirect("placement", name)


def _found(request: SignedIn, name: UUID) -> Found:
    found = placement_of(name, viewer=request.user)
    if found is None:
        raise Http404(_("There is no such placement among yours."))
    return found
