"""Help with the costs: the list of funds, one of them, and what visas ask to see of the money."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import voice
from salerno_web.credentials.interviews import question_of
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes.asked import currency_for
from salerno_web.programmes.fund_forms import FundForm
from salerno_web.programmes.funding import asks, fund_detail, funds_found, proof_told
from salerno_web.programmes.queries import directory

SHOWN_ASKS = 3


@never_cache
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """Show the funds by verdict, as far as they are looked for."""
    told = told_of(request)
    found = funds_found(case_of(told), request.GET, voice(), form=FundForm(request.GET))
    shown = {
        "found": found,
        "asks": [question_of(ask, voice()) for ask in asks(told)[:SHOWN_ASKS]],
        "here": request.get_full_path(),
    }
    return render(request, "programmes/funds.html", shown)


@never_cache
@require_safe
def fund(request: HttpRequest, name: str) -> HttpResponse:
    """Show one fund to whoever looks, with a place on the programme that is asked about, if any."""
    known = directory()
    own = known.funds.get(name)
    if own is None:
        raise Http404(_("There is no such fund in the directory."))
    told, programme = told_of(request), known.programmes.get(request.GET.get("for", ""))
    currency, speaker = currency_for(request, told), voice()
    detail = fund_detail(own, case_of(told), speaker, currency=currency, programme=programme)
    place = (
        {
            "id": programme.id,
            "title": speaker.text(programme.title) or programme.id,
            "school": known.schools[programme.school].name,
        }
        if programme
        else None
    )
    return render(request, "programmes/fund.html", {"own": detail, "place": place})


@require_safe
def funds_visas(request: HttpRequest) -> HttpResponse:
    """Show what visas ask to see of the money, country by country."""
    speaker = voice()
    rules = [proof_told(own, speaker) for own in directory().proofs.values()]
    rules.sort(key=lambda own: str(own["country"]))
    return render(request, "programmes/visas.html", {"rules": rules})
