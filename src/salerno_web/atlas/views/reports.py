"""Telling what is wrong with a rule, and the queue of those who look after the atlas."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from salerno_web.atlas import actions
from salerno_web.atlas.forms import DecisionForm, ReportForm
from salerno_web.atlas.queries import facts, voice
from salerno_web.atlas.reports import STATES, counts, report_of
from salerno_web.atlas.reports import reports as reports_of
from salerno_web.atlas.rules import rule_page
from salerno_web.atlas.views.pages import elsewhere
from salerno_web.people.ratelimits import allowed
from salerno_web.people.requests import address_of
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted

EACH = 25
MOST, WITHIN = 10, 3600  # reports of one address, seconds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, name: str) -> HttpResponse:
    """Let anybody say what is wrong with a rule."""
    own = facts().opportunities.get(name)
    if own is None:
        return elsewhere(request, name)
    form = ReportForm(posted(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        if not _is_too_often(request):
            return _kept(request, name, form)
        form.add_error(None, _("Too many reports came from here. Try again in an hour."))
        status = 429
    page = rule_page(own, voice(), today=today())
    return render(request, "atlas/wrong.html", {"own": page, "form": form}, status=status)


def _kept(request: HttpRequest, name: str, form: ReportForm) -> HttpResponse:
    if not form.is_machine:
        language = get_language() or "en"
        actions.keep_report(name, form.told, reporter=request.user, language=language)
    messages.success(request, _("Thank you. An editor will read it."))
    return redirect("atlas_opportunity", name)


def _is_too_often(request: HttpRequest) -> bool:
    """Whether too much was told from this address of late."""
    return not allowed("report", address_of(request), MOST, WITHIN)


@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Show editors what readers said."""
    state = request.GET.get("state", "new")
    rows = reports_of(viewer=request.user, state=state)
    if rows is None:
        raise Http404(_("There is no such page."))
    known = counts()
    tabs = [(value, label, known[value]) for value, label in STATES]
    context = {
        "page": Paginator(rows, EACH).get_page(request.GET.get("page")),
        "tabs": [*tabs, ("all", _("All"), sum(known.values()))],
        "state": state,
    }
    return render(request, "atlas/reports.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, name: UUID) -> HttpResponse:
    """Show editors one report beside the rule, and let them decide."""
    row = report_of(name, viewer=request.user)
    if row is None:
        raise Http404(_("There is no such page."))
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        decided = form.cleaned_data
        actions.decide(
            row, editor=request.user, state=decided["decision"], reason=decided["reason"]
        )
        messages.success(request, _("It is decided."))
        return redirect("reports")
    own = facts().opportunities.get(row.opportunity)
    page = rule_page(own, voice(), today=today()) if own else None
    return render(request, "atlas/report.html", {"report": row, "form": form, "own": page})
