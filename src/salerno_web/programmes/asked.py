"""What a page is asked about, and in which currency."""

from __future__ import annotations

from babel.numbers import get_territory_currencies
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from salerno.programmes.programmes import Programme
from salerno_web.atlas.queries import facts
from salerno_web.credentials.told import Told
from salerno_web.people.requests import USUAL_CURRENCY, currency_of
from salerno_web.programmes.queries import directory
from salerno_web.ui.calendar import today

HOMES = ("residence.country", "citizenship")


def programme_named(name: str) -> Programme:
    """The programme of that id; raises Http404 in words."""
    found = directory().programmes.get(name)
    if found is None:
        raise Http404(_("There is no such programme in the directory."))
    return found


def currency_for(request: HttpRequest, told: Told) -> str:
    """The currency of an account; for a visitor that of the country they live in, if it has a rate.

    Where they did not tell where they live, the country they are a citizen of counts.
    """
    if request.user.is_authenticated:
        return currency_of(request)
    return next((code for code in map(_currency, _homes(told)) if code), USUAL_CURRENCY)


def _homes(told: Told) -> list[str]:
    found: list[str] = []
    for name in HOMES:
        own = told.facts.get(name) or []
        found += [str(code) for code in (own if isinstance(own, list | tuple) else [own])]
    return found


def _currency(country: str) -> str:
    """The currency of a country, if the atlas has a rate of it."""
    rates, day = facts().rates, today()
    codes = get_territory_currencies(country, day, day) if rates else ()
    return next((code for code in codes if rates and code in rates.codes), "")
