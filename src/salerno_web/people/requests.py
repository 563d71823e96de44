"""A request of somebody who is signed in, as views behind `login_required` get it."""

from __future__ import annotations

from django.http import HttpRequest

from salerno_web.people.models import User


class SignedIn(HttpRequest):
    """A request whose user is known; only its type differs."""

    user: User
