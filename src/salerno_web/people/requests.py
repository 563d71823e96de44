"""Who asks: somebody who is signed in, or else an address."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from salerno_web.people.models import User

USUAL_CURRENCY = "EUR"


class SignedIn(HttpRequest):
    """A request whose user is known; only its type differs."""

    user: User


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: what a proxy that is trusted says, nothing where nobody says."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def currency_of(request: HttpRequest) -> str:
    """The currency that whoever asks reckons in; the usual one for a visitor."""
    return getattr(request.user, "currency", "") or USUAL_CURRENCY
