"""How often something may be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any as Anything
from typing import TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from salerno_web.people.requests import address_of

View = TypeVar("View", bound=Callable[..., HttpResponse])


def limited(what: str, *, times: int, minutes: int) -> Callable[[View], View]:
    """Answer 429 to whoever does something more often than so many times in so many minutes.

    Reading counts for nothing where the view also writes: only POST is counted, or GET of a view
    that has no form.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Anything, **rest: Anything) -> HttpResponse:
            if _counts(request, what) and not allowed(what, _who(request), times, minutes * 60):
                response = render(request, "ui/errors/429.html", status=429)
                response.headers["Retry-After"] = str(minutes * 60)
                return response
            return view(request, *args, **rest)

        return cast(View, answered)

    return guarded


READ = frozenset({"export", "workbook"})


def _counts(request: HttpRequest, what: str) -> bool:
    return request.method == "POST" or what in READ


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return str(request.user.pk)
    return address_of(request)


def allowed(what: str, who: str, times: int, seconds: int) -> bool:
    """Count one more; whether it is still within the limit.

    The end is kept beside the count: a cache in the database forgets it on `incr`.
    """
    key, now = f"limit:{what}:{who}", timezone.now().timestamp()
    count, ends = cache.get(key) or (0, now + seconds)
    if ends <= now:
        count, ends = 0, now + seconds
    cache.set(key, (count + 1, ends), ends - now)
    return bool(count < times)
