"""How often may be asked, by key or else by address."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from salerno_web.api.keys import holder_of
from salerno_web.people.ratelimits import allowed
from salerno_web.people.requests import address_of

WINDOW = 60  # seconds


class Limit(BaseThrottle):
    """So many requests a minute; ninja wants an object for that."""

    def __init__(self, what: str, times: int) -> None:
        self.what = what
        self.times = times

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request; whether it is within the limit."""
        holder = holder_of(request)
        who = str(holder.pk) if holder else address_of(request)
        return allowed(f"api-{self.what}", who, self.times, WINDOW)

    def wait(self) -> float | None:
        """For how many seconds to wait."""
        return WINDOW


READING = Limit("reading", 600)
THINKING = Limit("thinking", 120)
PLANNING = Limit("planning", 20)
