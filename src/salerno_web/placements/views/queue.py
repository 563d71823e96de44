"""What waits for a host, one after the other: requests, what it judges, evaluations."""

from __future__ import annotations

from typing import Any as Anything
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from salerno.errors import InputError
from salerno.placements.states import Verb
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.agreement_queries import acting_side
from salerno_web.placements.decision_actions import decide
from salerno_web.placements.mails import mails_of
from salerno_web.placements.moves import move
from salerno_web.placements.networks import network
from salerno_web.placements.queue_forms import DecisionForm, QueueForm
from salerno_web.placements.queue_queries import (
    Host,
    Narrowed,
    Row,
    papers_seen,
    queue_of,
    units_of,
    waiting_rows,
)
from salerno_web.placements.standings import (
    buttons,
    days_words,
    placement_of,
    standing_of,
    title_of,
)
from salerno_web.placements.submissions import submitted_words
from salerno_web.placements.words import TOLD
from salerno_web.programmes.words import word

EACH = 20


@login_required
@require_safe
@never_cache
def host_queue(request: SignedIn, name: UUID) -> HttpResponse:
    """List what waits for a host, the longest first."""
    host = _host(request, name)
    form = QueueForm(request.GET or None, units=units_of(host, voice()))
    rows = queue_of(host, _wanted(form))
    page = Paginator(rows, EACH).get_page(request.GET.get("page"))
    shown = {
        "host": host,
        "form": form,
        "page": page,
        "waiting": waiting_rows(page, voice(), now=timezone.now()),
        "asked": request.GET.urlencode(),
    }
    return render(request, "placements/queue.html", shown)


def _wanted(form: QueueForm) -> Narrowed:
    """What the queue is narrowed to; what cannot be read does not narrow."""
    form.is_valid()
    told = getattr(form, "cleaned_data", {})
    return Narrowed(**{key: value for key, value in told.items() if value})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("queue", times=300, minutes=60)
@never_cache
def host_queue_one(request: SignedIn, name: UUID, placement: UUID) -> HttpResponse:
    """Show a placement to its host, demand by demand; move it, or keep what the host judges."""
    host = _host(request, name)
    found = placement_of(placement, viewer=request.user)
    if found is None or found[1] != "host" or found[0].host_id != host.pk:
        raise Http404(_("There is no such placement of this host."))
    row, form = found[0], None
    if request.method == "POST" and "demand" in request.POST:
        form = DecisionForm(request.POST, auto_id=f"{request.POST['demand']}-%s")
        if _decided(request, row, form):
            return redirect(_onward(request, host, row))
    elif request.method == "POST" and "preview" not in request.POST:
        return redirect(_moved(request, host, row))
    shown = {**_shown(request, host, row, form), **_previewed(request, row)}
    return render(request, "placements/queue_one.html", shown)


def _previewed(request: SignedIn, row: Row) -> dict[str, Anything]:
    """The mails that a move would cause, with what was typed; nothing is written."""
    verb, why = request.POST.get("verb", ""), request.POST.get("why", "")
    if "preview" not in request.POST or verb not in TOLD:
        return {}
    mails = mails_of(verb, row, actor=str(request.user.pk), why=why)
    return {"preview": [*mails], "preview_verb": verb, "typed": why}


def _decided(request: SignedIn, row: Row, form: DecisionForm) -> bool:
    """Keep what the host judges, or say in the form why not."""
    if not form.is_valid():
        return False
    told = form.cleaned_data
    is_met = told["met"] == "yes"
    try:
        decide(
            row.pk, told["demand"], met=is_met, why=told["why"], by=request.user,
            now=timezone.now(),
        )  # fmt: skip
    except InputError as error:
        form.add_error("why", str(error))
        return False
    messages.success(request, _("Your decision is kept."))
    return True


def _moved(request: SignedIn, host: Host, row: Row) -> str:
    """Make a move; where to go then: on to the next one, or back where it could not be made."""
    verb, after = request.POST.get("verb", ""), _next(request, host, row)
    try:
        changed = move(
            row.pk, cast(Verb, verb), by="host", actor=request.user, now=timezone.now(),
            why=request.POST.get("why", ""),
        )  # fmt: skip
    except InputError as error:
        messages.error(request, str(error))
        return request.get_full_path()
    told = f"{row.trainee}: {word(TOLD, verb)}. {changed.get_state_display()}."
    messages.success(request, told)
    return after


def _onward(request: SignedIn, host: Host, row: Row) -> str:
    """Where to go after something was judged: on, once nothing waits here any longer."""
    form = QueueForm(request.GET or None, units=units_of(host, voice()))
    waits = any(one.pk == row.pk for one in queue_of(host, _wanted(form)))
    return request.get_full_path() if waits else _next(request, host, row)


def _before(request: SignedIn, host: Host, row: Row) -> str:
    """The address of the one before it in the same order; of the queue before the first."""
    form = QueueForm(request.GET or None, units=units_of(host, voice()))
    names = [one.pk for one in queue_of(host, _wanted(form))]
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    place = names.index(row.pk) if row.pk in names else 0
    if place:
        return reverse("host_queue_one", args=[host.pk, names[place - 1]]) + asked
    return reverse("host_queue", args=[host.pk]) + asked


def _next(request: SignedIn, host: Host, row: Row) -> str:
    """The address of the one that waits next, in the same order; of the queue after the last."""
    form = QueueForm(request.GET or None, units=units_of(host, voice()))
    names = [one.pk for one in queue_of(host, _wanted(form))]
    place = names.index(row.pk) if row.pk in names else -1
    following = [*names[place + 1 :], *names[: max(place, 0)]]
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    if following:
        return reverse("host_queue_one", args=[host.pk, following[0]]) + asked
    return reverse("host_queue", args=[host.pk]) + asked


def _shown(
    request: SignedIn, host: Host, row: Row, form: DecisionForm | None
) -> dict[str, Anything]:
    known, speaker, now = network(), voice(), timezone.now()
    own = standing_of(row, known)
    seen = papers_seen(row, own.papers, speaker, viewer=request.user) if own else []
    return {
        "host": host,
        "row": row,
        "title": title_of(row, known, speaker),
        "days": days_words(row, speaker),
        "buttons": buttons(row, own, part="host", now=now, voice=speaker) if own else (),
        "papers": [(one, _form_of(str(one.words["id"]), form)) for one in seen],
        "refused": form,
        "submitted": submitted_words(row, known.rotations.get(row.rotation), known.tree, speaker),
        "asked": request.GET.urlencode(),
        "next": _next(request, host, row),
        "previous": _before(request, host, row),
    }


def _form_of(demand: str, refused: DecisionForm | None) -> DecisionForm:
    """The form for a demand; the one that was refused keeps what was typed."""
    if refused is not None and refused.data.get("demand") == demand:
        return refused
    return DecisionForm(auto_id=f"{demand}-%s", initial={"demand": demand})


def _host(request: SignedIn, name: UUID) -> Host:
    host = acting_side(name, "host", viewer=request.user)
    if host is None:
        raise Http404(_("You do not act for this host."))
    return host
