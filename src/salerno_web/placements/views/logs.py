"""The log of a placement: hours and cases of its trainee, which the host confirms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any as Anything
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import InputError
from salerno_web.atlas.queries import voice
from salerno_web.people.requests import SignedIn
from salerno_web.placements.log_actions import (
    RUNNING,
    confirm_log,
    drop_entry,
    entries_of,
    weeks_of,
    write_case,
    write_hours,
)
from salerno_web.placements.log_forms import CaseForm, HoursForm
from salerno_web.placements.networks import network
from salerno_web.placements.standings import Found, placement_of, title_of
from salerno_web.placements.words import SUPERVISED
from salerno_web.programmes.words import word


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def placement_log(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the log to those who have part in the placement, and let its trainee write it."""
    row, part = _found(request, name)
    may_write = part == "trainee" and row.state in RUNNING
    sent = request.POST if request.method == "POST" and may_write else None
    hours = HoursForm(sent if sent and "hours-day" in sent else None)
    case = CaseForm(sent if sent and "case-day" in sent else None)
    if _kept(request, hours, case, row):
        return redirect("placement_log", name)
    entries = entries_of(row)
    shown = {
        "row": row,
        "part": part,
        "title": title_of(row, network(), voice()),
        "entries": [(one, word(SUPERVISED, one.told.get("supervision", ""))) for one in entries],
        "weeks": list(_weeks(entries)),
        "waiting": sum(one.confirmed_at is None for one in entries),
        "seen": max((one.written_at for one in entries), default=timezone.now()).isoformat(),
        "may_write": may_write,
        "hours": hours,
        "case": case,
        "form": hours if hours.is_bound else case,
    }
    return render(request, "placements/log.html", shown)


def _weeks(entries: Anything) -> Iterator[tuple[date, str]]:
    """The hours of each week in words."""
    for week, hours in weeks_of(entries).items():
        yield week, voice().number(Decimal(str(hours)))


def _kept(request: SignedIn, hours: forms.Form, case: forms.Form, row: Anything) -> bool:
    """Keep what was sent; what is wrong with it is said by its form."""
    now = timezone.now()
    for form in (hours, case):
        if not form.is_valid():
            continue
        told = form.cleaned_data
        try:
            if form is hours:
                write_hours(row, day=told["day"], hours=told["hours"], now=now)
            else:
                write_case(row, told, now=now)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is in your log."))
            return True
    return False


def _moment(told: str | None) -> datetime | None:
    """The moment of the page that was sent; None where nothing of the kind was."""
    try:
        moment = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


@login_required
@require_POST
def placement_log_confirm(request: SignedIn, name: UUID) -> HttpResponse:
    """Confirm what is in the log; the host may."""
    row, part = _found(request, name)
    if part != "host":
        raise Http404
    confirm_log(row, by=request.user, now=timezone.now(), seen=_moment(request.POST.get("seen")))
    messages.success(request, _("The log is confirmed."))
    return redirect("placement_log", name)


@login_required
@require_POST
def placement_log_drop(request: SignedIn, name: UUID, entry: UUID) -> HttpResponse:
    """Drop a line that is not confirmed; its trainee may."""
    row, part = _found(request, name)
    if part != "trainee" or not drop_entry(row, entry):
        raise Http404
    return redirect("placement_log", name)


def _found(request: SignedIn, name: UUID) -> Found:
    found = placement_of(name, viewer=request.user)
    if found is None:
        raise Http404(_("There is no such placement among yours."))
    return found
