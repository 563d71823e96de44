"""The page of what the degree of a programme keeps open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import voice
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes.asked import currency_for, programme_named
from salerno_web.routes.degrees import MOST_GOALS, countries_for, working_countries
from salerno_web.routes.forms import WorkForm
from salerno_web.routes.kept_open import degree_detail


@never_cache
@require_safe
def programme_routes(request: HttpRequest, name: str) -> HttpResponse:
    """Show where the degree of a programme lets whoever looks work, and what the way costs."""
    programme, speaker = programme_named(name), voice()
    told = told_of(request)
    case = case_of(told)
    known = working_countries()
    asked = [code for code in request.GET.getlist("country") if code in known]
    chosen = countries_for(programme, case, asked)
    initial = {"country": [*chosen.answered, *(code for code in asked if code in chosen.left)]}
    form = WorkForm(initial=initial, countries=known, voice=speaker)
    own = degree_detail(programme, case, chosen, speaker, currency=currency_for(request, told))
    found = {"own": own, "form": form, "told": told, "most": MOST_GOALS}
    return render(request, "routes/degree.html", found)
