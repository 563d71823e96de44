"""The API in its first version: every noun at its address, and what describes them all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from typing import Any as Anything

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from salerno_web.api import (
    certificates,
    countries,
    decisions,
    evaluations,
    goals,
    hosts,
    letters,
    logs,
    me,
    opportunities,
    payments,
    placements,
    plans,
    programmes,
    proposals,
    questions,
    record,
    reports,
    rotations,
    routes,
    sources,
    verdicts,
)
from salerno_web.api.bodies import StrictJson
from salerno_web.api.problems import MEDIA_TYPE, answer_problems, problem_answer

PREFIX = "/api/v1/"
FIRST_PROBLEM = 400
ROUTERS = {
    "verdicts": verdicts.router,
    "questions": questions.router,
    "routes": routes.router,
    "opportunities": opportunities.router,
    "programmes": programmes.router,
    "rotations": rotations.router,
    "placements": placements.router,
    "hosts": hosts.router,
    "evaluations": evaluations.guests,
    "letters": letters.guests,
    "proposals": proposals.router,
    "certificates": certificates.router,
    "countries": countries.router,
    "goals": goals.router,
    "sources": sources.router,
    "me": me.router,
    "record": record.router,
    "plans": plans.router,
}
ABOUT = """What a person holds, what is open to them, and how they get further.

Keys of answers are stable: none is renamed or removed, new ones may come. Dates are ISO 8601,
amounts are texts such as "160 USD", what is not known is null. A key that ends in "text" is in the
language asked for; everything else is the same in every language. Unknown is never no: a verdict on
a record that does not say enough is "cannot-tell". Being eligible is not being admitted.
"""

version_1 = NinjaAPI(
    title="Salerno",
    version="1",
    description=ABOUT,
    parser=StrictJson(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
answer_problems(version_1)
for part in (evaluations, decisions, logs, payments, letters, reports):
    placements.router.add_router("", part.router)
hosts.router.add_router("", proposals.at_hosts)
for noun, router in ROUTERS.items():
    version_1.add_router(f"/{noun}", router)


def patterns() -> Iterator[URLPattern]:
    """Every address once; that of the whole API is left to a page of ours."""
    every: list[URLPattern | URLResolver] = version_1.urls[0]
    once = {str(one.pattern): one for one in every}
    for one in once.values():
        if isinstance(one, URLPattern) and one.name != "api-root":
            yield URLPattern(one.pattern, _asked_rightly(one.callback), one.default_args, one.name)


def _asked_rightly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same, refusing other methods with a problem."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Anything, **rest: Anything) -> HttpResponse:
        response = view(request, *args, **rest)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        ways = ", ".join(sorted(response.headers["Allow"].split(", ")))
        problem = problem_answer(405, f"It can be asked with {ways}.")
        problem.headers["Allow"] = ways
        return problem

    return answered


@cache
def description() -> Mapping[str, Anything]:
    """The OpenAPI document; problems are of their own media type."""
    schema: dict[str, Anything] = version_1.get_openapi_schema(path_prefix=PREFIX)
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, reply in operation["responses"].items():
                if status >= FIRST_PROBLEM:
                    reply["content"] = {MEDIA_TYPE: reply["content"]["application/json"]}
    plain: dict[str, Anything] = json.loads(json.dumps(schema))
    return plain
