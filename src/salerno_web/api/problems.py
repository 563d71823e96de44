"""What went wrong, as problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any as Anything

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from structlog import get_logger
from structlog.contextvars import get_contextvars

from salerno.errors import Problems, SalernoError, UnknownName

MEDIA_TYPE = "application/problem+json"
KINDS: Mapping[int, tuple[str, str]] = {
    400: ("not-json", "The request cannot be read"),
    401: ("no-key", "A key is needed"),
    403: ("key-may-not-write", "This key may only read"),
    404: ("nothing-here", "There is nothing here"),
    405: ("method", "This cannot be asked in that way"),
    409: ("not-now", "This cannot be done as things are"),
    412: ("changed-meanwhile", "It was changed meanwhile"),
    413: ("too-long", "The request is too long"),
    415: ("not-said-to-be-json", "Only JSON is read"),
    422: ("input", "Something that was sent cannot be used"),
    428: ("no-version", "Say which version you change"),
    429: ("too-often", "Too many requests"),
    500: ("broken", "Something broke here"),
}
"""For each status the end of its `type`, and its title."""

log = get_logger(__name__)


class Problem(Exception):
    """Something went wrong that has a status; `told` stands in the document besides."""

    def __init__(self, status: int, detail: str, **told: Anything) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.told = told


def problem_answer(status: int, detail: str = "", **told: Anything) -> HttpResponse:
    """The problem document of a status."""
    kind, title = KINDS[status]
    content = {
        "type": f"{settings.ORIGIN}{reverse('api')}#problem-{kind}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "request_id": str(get_contextvars().get("request_id", "")),
        **told,
    }
    response = JsonResponse(content, status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Salerno"'
    return response


def answer_problems(api: NinjaAPI) -> None:
    """Answer everything that goes wrong in an API as a problem."""
    told: dict[type[Exception], Callable[..., HttpResponse]] = {
        Problem: _problem,
        SalernoError: _input,
        ValidationError: _fields,
        AuthenticationError: _no_key,
        Throttled: _too_often,
        HttpError: _unreadable,
        Http404: _nothing,
        Exception: _broken,
    }
    for wrong, tell in told.items():
        api.add_exception_handler(wrong, tell)


def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem_answer(problem.status, problem.detail, **problem.told)


def _input(request: HttpRequest, error: SalernoError) -> HttpResponse:
    """What the library says of what was sent: what, where, why, what to do."""
    is_asked_for = isinstance(error, UnknownName) and request.method == "GET"
    status = 404 if is_asked_for else 422
    if isinstance(error, Problems):
        each = [_told(one) for one in error.problems]
        return problem_answer(status, "; ".join(one["detail"] for one in each), errors=each)
    told = _told(error)
    return problem_answer(status, told.pop("detail"), **told)


def _told(error: SalernoError) -> dict[str, Anything]:
    return {
        "detail": ": ".join(part for part in (error.what, error.why) if part),
        "where": str(error.where) if error.where else None,
        "fix": error.fix or None,
    }


def _fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What of a request has not the shape that is described, field by field."""
    found = [{**_field(one["loc"]), "detail": str(one["msg"])} for one in error.errors]
    said = "; ".join(f"{one['in']} {one['pointer']}: {one['detail']}" for one in found)
    return problem_answer(422, said, errors=found)


def _field(place: tuple[Anything, ...]) -> dict[str, str]:
    part, *path = place
    inner = path[1:] if part == "body" else path  # the first name is that of our own argument
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in inner)
    return {"in": str(part), "pointer": "#" + "".join(f"/{step}" for step in steps)}


def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_answer(401, "Send a key that is still good, as 'Authorization: Bearer KEY'.")


def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    seconds = str(error.wait or 60)
    response = problem_answer(429, f"Ask again in {seconds} seconds.")
    response.headers["Retry-After"] = seconds
    return response


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What keeps a body from being read: ninja wraps whatever our reading of it raises."""
    if isinstance(error.__cause__, Problem):
        return _problem(request, error.__cause__)
    return problem_answer(error.status_code if error.status_code in KINDS else 400, str(error))


def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_answer(404)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("api-broken", path=request.path, exc_info=error)
    return problem_answer(500, "It was noted. Tell us the request_id if it goes on.")
