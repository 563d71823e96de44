"""What is open to whoever looks: the list, and one opportunity with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.queries import told_of
from salerno_web.opportunities.forms import SieveForm
from salerno_web.opportunities.lists import listed
from salerno_web.opportunities.queries import Case, case_of

USUAL_CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a page of the list hangs on; equal pages are drawn once."""

    case: Case
    skipped: tuple[tuple[str, str], ...]
    query: str
    language: str
    currency: str


@never_cache
@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    """Show the opportunities by verdict, as far as they are looked for."""
    told = told_of(request)
    currency = getattr(request.user, "currency", "") or USUAL_CURRENCY
    asked = _Asked(
        case_of(told),
        told.skipped,
        request.GET.urlencode(),
        get_language() or "en",
        currency,
    )
    found = {"told": told, "list": _drawn(asked)}
    return render(request, "opportunities/opportunities.html", found)


@lru_cache(maxsize=256)
def _drawn(asked: _Asked) -> SafeString:
    """The list in words."""
    bare = HttpRequest()
    bare.GET = query = QueryDict(asked.query)
    form = SieveForm(query, rates=facts().rates, currency=asked.currency)
    found = {"listed": listed(asked.case.told, query, voice(), form=form), "request": bare}
    return render_to_string("opportunities/parts/list.html", found)
