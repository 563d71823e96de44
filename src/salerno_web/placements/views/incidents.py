"""What went wrong on a placement: told by its trainee, read and answered by whom they told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from salerno.errors import InputError
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.incident_actions import answer_incident, note_looking, tell_incident
from salerno_web.placements.incident_forms import AnswerForm, IncidentForm
from salerno_web.placements.incident_queries import Told, incident_named, incidents_of, may_tell
from salerno_web.placements.networks import network
from salerno_web.placements.standings import Found, placement_of, title_of
from salerno_web.ui.posts import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("incidents", times=30, minutes=60)
@never_cache
def placement_incidents(request: SignedIn, name: UUID) -> HttpResponse:
    """Show what was reported to whoever looks; its trainee may report something."""
    row, part = _found(request, name)
    may = may_tell(row, part)
    form = IncidentForm(posted(request) if may else None, has_school=bool(row.school_id))
    if form.is_valid():
        told = form.cleaned_data
        try:
            tell_incident(row, **{**told, "to": frozenset(told["to"])}, now=timezone.now())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("They are told that there is something to read."))
            return redirect("placement_incidents", name)
    shown = {
        "row": row,
        "part": part,
        "title": title_of(row, network(), voice()),
        "incidents": incidents_of(row, part),
        "may_tell": may,
        "form": form,
    }
    return render(request, "placements/incidents.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("incidents", times=60, minutes=60)
@never_cache
def placement_incident(request: SignedIn, name: UUID, incident: UUID) -> HttpResponse:
    """Show one report; those whom it was told answer it."""
    row, part = _found(request, name)
    own = incident_named(incident, row, part)
    if own is None:
        raise Http404(_("There is no such report for you."))
    may_answer = part != "trainee" and own.closed_at is None
    form = AnswerForm(posted(request) if may_answer else None)
    if form.is_valid() and _answered(own, form, request):
        return redirect("placement_incident", name, incident)
    if part != "trainee":
        note_looking(own, by=request.user)
    shown = {
        "row": row,
        "own": own,
        "title": title_of(row, network(), voice()),
        "may_answer": may_answer,
        "form": form,
    }
    return render(request, "placements/incident.html", shown)


def _answered(own: Told, form: AnswerForm, request: SignedIn) -> bool:
    try:
        answer_incident(own, **form.cleaned_data, by=request.user, now=timezone.now())
    except InputError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The trainee is told that there is an answer."))
    return True


def _found(request: SignedIn, name: UUID) -> Found:
    found = placement_of(name, viewer=request.user)
    if found is None:
        raise Http404(_("There is no such placement among yours."))
    return found
