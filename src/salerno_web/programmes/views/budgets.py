"""The money of a programme: who pays what, and what is left to find."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes.asked import currency_for, programme_named
from salerno_web.programmes.budgets import budget_told, offers_of
from salerno_web.programmes.payments import BudgetForm


@never_cache
@require_safe
def programme_budget(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a programme costs whoever looks and who pays; the address is what is kept."""
    known, told = programme_named(name), told_of(request)
    case, speaker, currency = case_of(told), voice(), currency_for(request, told)
    offers = [*offers_of(known, case, speaker)]
    form = BudgetForm(request.GET, rates=facts().rates, currency=currency, offers=offers)
    own = budget_told(known, case, speaker, form=form)
    return render(request, "programmes/budget.html", {"own": own, "form": form})
