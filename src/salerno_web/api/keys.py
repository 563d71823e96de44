"""Who asks: the holder of a key. A browser session counts for nothing here."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from salerno_web.api.problems import Problem
from salerno_web.people.actions import token_used
from salerno_web.people.models import ApiToken, User
from salerno_web.people.queries import token_of
from salerno_web.people.requests import SignedIn


class Asking(SignedIn):
    """A request with a good key; only its type differs."""

    auth: ApiToken


class BearerKey(HttpBearer):
    """Lets the holder of a key in; ninja wants an object for that."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The row of a key that is good; from here on its holder is who asks."""
        found = token_of(token)
        if found is not None:
            token_used(found)
            request.user = found.user
        return found


class WritingKey(BearerKey):
    """Lets the holder of a key in that may write; raises Problem for another."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The row of a key that is good and may write."""
        found = super().authenticate(request, token)
        if found is not None and not found.may_write:
            raise Problem(403, "Make a key that may write, and send that one.")
        return found


def holder_of(request: HttpRequest) -> User | None:
    """Whose key a request bears, if it was asked for one."""
    key = getattr(request, "auth", None)
    return key.user if isinstance(key, ApiToken) else None
