"""Evaluations of a placement: by its host, by its trainee, and by a guest with a link."""

from __future__ import annotations

from typing import Any as Anything
from typing import cast
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
from salerno.placements.evaluations import Side
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.evaluation_actions import ask_guest, file
from salerno_web.placements.evaluation_forms import EvaluationForm, GuestForm
from salerno_web.placements.evaluation_queries import evaluations_of, guest_evaluation
from salerno_web.placements.evaluation_shown import Shown, evaluation_named, shown_to
from salerno_web.placements.moves import settle
from salerno_web.placements.networks import network
from salerno_web.placements.standings import Found, days_words, placement_of, title_of
from salerno_web.ui.posts import posted


@login_required
@require_safe
def placement_evaluations(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the evaluations of a placement as far as whoever looks may see them."""
    row, part = _found(request, name)
    shown = {
        "row": row,
        "part": part,
        "title": title_of(row, network(), voice()),
        "evaluations": [shown_to(one, part) for one in evaluations_of(row)],
    }
    return render(request, "placements/evaluations.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("evaluate", times=60, minutes=60)
def placement_evaluate(request: SignedIn, name: UUID, evaluation: UUID) -> HttpResponse:
    """File an evaluation of one's own side: the host's, or the trainee's."""
    row, part = _found(request, name)
    own = evaluation_named(evaluation, row)
    if own is None or own.row.side != part:
        raise Http404
    if own.row.filed_at:
        return redirect("placement_evaluations", name)
    form = EvaluationForm(posted(request), side=cast(Side, own.row.side))
    if form.is_valid() and _filed(own, form, request):
        messages.success(request, _("The evaluation is filed."))
        return redirect("placement_evaluations", name)
    return render(request, "placements/evaluate.html", _page(own, form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invite", times=30, minutes=60)
def placement_evaluator(request: SignedIn, name: UUID, evaluation: UUID) -> HttpResponse:
    """Ask somebody without an account to evaluate a trainee; the host may."""
    row, part = _found(request, name)
    own = evaluation_named(evaluation, row)
    if own is None or part != "host" or own.row.side != "host" or own.row.filed_at:
        raise Http404
    form = GuestForm(posted(request), initial={"language": request.user.language})
    if form.is_valid() and _asked(own, form, request):
        messages.success(request, _("The link is on its way."))
        return redirect("placement_evaluations", name)
    return render(request, "placements/evaluator.html", {**_page(own, form)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("guest", times=60, minutes=60)
def evaluate(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody without an account evaluate a trainee, once, by the link that they were sent."""
    own = guest_evaluation(key, now=timezone.now())
    if own is None:
        return render(request, "placements/evaluate_over.html", status=404)
    shown = Shown(own)
    form = EvaluationForm(posted(request), side="host")
    if form.is_valid() and _filed(shown, form, request):
        return render(request, "placements/evaluate_done.html", {"own": shown})
    return render(request, "placements/evaluate.html", {**_page(shown, form), "is_guest": True})


def _asked(own: Shown, form: GuestForm, request: SignedIn) -> bool:
    """Send the link; False where it cannot be theirs."""
    try:
        ask_guest(own.row, by=request.user, now=timezone.now(), **form.cleaned_data)
    except InputError as error:
        form.add_error("email", str(error))
        return False
    return True


def _filed(own: Shown, form: EvaluationForm, request: HttpRequest) -> bool:
    """File it, and let the placement go on; False where it was filed meanwhile."""
    user, now = request.user, timezone.now()
    try:
        file(own.row, form.answers, by=user if user.is_authenticated else None, now=now)
    except InputError as error:
        form.add_error(None, str(error))
        return False
    if own.row.placement.rotation in network().rotations:
        settle(own.row.placement_id, now=now)
    return True


def _page(own: Shown, form: Anything) -> dict[str, Anything]:
    speaker, row = voice(), own.row.placement
    return {
        "own": own,
        "form": form,
        "row": row,
        "title": title_of(row, network(), speaker),
        "days": days_words(row, speaker),
    }


def _found(request: SignedIn, name: UUID) -> Found:
    found = placement_of(name, viewer=request.user)
    if found is None:
        raise Http404(_("There is no such placement among yours."))
    return found
