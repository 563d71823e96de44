"""What is open to whoever looks: the list, and one opportunity with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salerno_web.atlas.queries import facts, former, nearest, voice
from salerno_web.credentials.queries import told_of
from salerno_web.credentials.told import Told
from salerno_web.opportunities.details import detail_of
from salerno_web.opportunities.forms import SieveForm
from salerno_web.opportunities.lists import Listed, listed
from salerno_web.opportunities.queries import Case, case_of, offers, screened
from salerno_web.opportunities.rows import drawn
from salerno_web.people.requests import USUAL_CURRENCY, currency_of

BOUNDS = ("by", "cost", "currency", "sure")
FIRST = 6  # so many lines that decide are shown at once


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
    asked = _Asked(
        case_of(told),
        told.skipped,
        request.GET.urlencode(),
        get_language() or "en",
        currency_of(request),
    )
    found = {"told": told, "list": _drawn(asked)}
    return render(request, "opportunities/opportunities.html", found)


def warm_up() -> None:
    """Draw what somebody sees who told nothing, in the language that is active; no SQL."""
    _drawn(_Asked(case_of(Told()), (), "", get_language() or "en", USUAL_CURRENCY))


@lru_cache(maxsize=256)
def _drawn(asked: _Asked) -> SafeString:
    """The list in words."""
    bare = HttpRequest()
    bare.GET = query = QueryDict(asked.query)
    form = SieveForm(query, rates=facts().rates, currency=asked.currency)
    page = listed(asked.case.told, query, voice(), form=form)
    found = {
        "listed": page,
        "rows": [drawn(row, asked.language) for row in page.rows],
        "request": bare,
        "side": _side(_Side(_any_page(asked), page)),
    }
    return render_to_string("opportunities/parts/list.html", found)


def _any_page(asked: _Asked) -> _Asked:
    """The same whichever page of the list is asked for."""
    query = QueryDict(asked.query, mutable=True)
    query.pop("page", None)
    return replace(asked, query=query.urlencode())


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands beside the list, the same for each of its pages."""

    asked: _Asked
    listed: Listed = field(compare=False, repr=False)


@lru_cache(maxsize=256)
def _side(side: _Side) -> SafeString:
    """The questions and the filters in words."""
    form = side.listed.form
    told = tuple((name, form.data.get(name)) for name in BOUNDS)
    bounds = _bounds(_Bounds(told, side.asked.language, side.asked.currency, form))
    found = {"listed": side.listed, "bounds": bounds}
    return render_to_string("opportunities/parts/side.html", found)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What is asked of day and cost: mostly nothing."""

    told: tuple[tuple[str, str | None], ...]
    language: str
    currency: str
    form: SieveForm = field(compare=False, repr=False)


@lru_cache(maxsize=256)
def _bounds(asked: _Bounds) -> SafeString:
    """The fields of day and cost in words."""
    return render_to_string("opportunities/parts/bounds.html", {"form": asked.form})


@never_cache
@require_safe
def opportunity(request: HttpRequest, name: str) -> HttpResponse:
    """Show one opportunity to whoever looks: the verdict, why, and what would change it."""
    told, speaker = told_of(request), voice()
    case = case_of(told)
    verdict = screened(case).verdict(name)
    if verdict is None:
        return _elsewhere(request, name)
    own = detail_of(verdict, speaker, offers=offers(case), currency=currency_of(request))
    lines = own["lines"]
    found = {"own": own, "told": told, "first": lines[:FIRST], "further": lines[FIRST:]}
    return render(request, "opportunities/opportunity.html", found)


def _elsewhere(request: HttpRequest, name: str) -> HttpResponse:
    """Go to what was once called so, or say that there is nothing and what may be meant."""
    now = former(name)
    if now:
        return redirect("opportunity", now)
    speaker = voice()
    meant = [(own.id, speaker.text(own.title) or own.id) for own in nearest(name)]
    found = {"name": name[:200], "meant": meant}
    return render(request, "opportunities/unknown.html", found, status=404)
