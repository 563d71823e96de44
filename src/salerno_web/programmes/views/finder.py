"""Where one can study: the finder, one programme, several side by side."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno.errors import InputError
from salerno.programmes.comparison import MOST
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.interviews import question_of
from salerno_web.credentials.queries import told_of
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.people.requests import USUAL_CURRENCY
from salerno_web.programmes.actions import shortlist_of
from salerno_web.programmes.asked import currency_for, programme_named
from salerno_web.programmes.comparisons import comparison
from salerno_web.programmes.details import programme_detail
from salerno_web.programmes.figures import countries, every_figure
from salerno_web.programmes.forms import FinderForm, SavedForm
from salerno_web.programmes.lists import found_for, map_of
from salerno_web.programmes.queries import asks, directory

SHOWN_ASKS = 3
ABROAD = "GH"  # whoever is a citizen there pays as most who study abroad do
FIGURES = 25  # programmes on a page of figures


@never_cache
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """Show the programmes by verdict, as far as they are looked for."""
    told = told_of(request)
    form = FinderForm(request.GET, rates=facts().rates, currency=currency_for(request, told))
    found = found_for(case_of(told), request.GET, voice(), form=form)
    shown = {
        "told": told,
        "found": found,
        "query": request.GET.urlencode(),
        "asks": [question_of(ask, voice()) for ask in asks(told)[:SHOWN_ASKS]],
        "here": request.get_full_path(),
    }
    return render(request, "programmes/programmes.html", shown)


def warm_up() -> None:
    """Reckon what most people pay and see who look for the first time; no SQL."""
    for told in (Told(), Told(facts={"citizenship": [ABROAD]})):
        form = FinderForm(QueryDict(), rates=facts().rates, currency=USUAL_CURRENCY)
        found_for(case_of(told), QueryDict(), voice(), form=form)


@never_cache
@require_safe
def programmes_map(request: HttpRequest) -> HttpResponse:
    """Show where the programmes are that come through the same sieve."""
    told = told_of(request)
    form = FinderForm(request.GET, rates=facts().rates, currency=currency_for(request, told))
    found = found_for(case_of(told), request.GET, voice(), form=form)
    shown = {"found": found, "map": map_of(found, request.GET), "query": request.GET.urlencode()}
    return render(request, "programmes/map.html", shown)


@require_safe
def programmes_statistics(request: HttpRequest) -> HttpResponse:
    """Show how many applied, were taken and study, each rate with its numbers."""
    speaker, asked = voice(), request.GET.get("country", "")
    known = countries(speaker)
    country = asked if asked in dict(known) else ""
    page = Paginator([*every_figure(speaker, country=country)], FIGURES)
    shown = {
        "page": page.get_page(request.GET.get("page")),
        "countries": known,
        "country": country,
    }
    return render(request, "programmes/statistics.html", shown)


@never_cache
@require_safe
def programme(request: HttpRequest, name: str) -> HttpResponse:
    """Show one programme to whoever looks: the verdict, and everything that is stated of it."""
    known, told = programme_named(name), told_of(request)
    saved, currency = shortlist_of(request), currency_for(request, told)
    own = programme_detail(known, case_of(told), voice(), currency=currency)
    form = SavedForm(initial={"programme": known.id, "note": saved.get(known.id, "")})
    others = [other for other in saved if other != known.id][: MOST - 1]
    found = {
        "own": own,
        "form": form,
        "is_saved": known.id in saved,
        "compare_query": urlencode([("with", one) for one in (known.id, *others)]),
    }
    return render(request, "programmes/programme.html", found)


@never_cache
@require_safe
def programmes_compare(request: HttpRequest) -> HttpResponse:
    """Show two to five programmes side by side; the address is what is shared."""
    asked = dict.fromkeys(request.GET.getlist("with"))
    known = directory().programmes
    chosen = [known[name] for name in asked if name in known]
    only = request.GET.get("all") != "yes"
    query = urlencode([("with", own.id) for own in chosen])
    found = {"unknown": len(asked) - len(chosen), "only": only, "query": query}
    told = told_of(request)
    currency = currency_for(request, told)
    try:
        table = comparison(chosen, case_of(told), voice(), currency=currency, only=only)
    except InputError:
        table = None
    return render(request, "programmes/compare.html", {**found, "table": table})
