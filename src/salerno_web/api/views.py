"""The page that describes the API, its OpenAPI document, and the answer where there is nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from salerno_web.api.listing import operations
from salerno_web.api.problems import KINDS, problem_answer
from salerno_web.api.versions import description


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """List every operation, from the OpenAPI document."""
    schema = description()
    about = schema["info"]["description"].split("\n\n")
    found = {"about": about, "tags": operations(schema)}
    kinds = [(status, kind, title) for status, (kind, title) in KINDS.items()]
    return render(request, "api/api.html", {**found, "kinds": kinds})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(dict(description()))


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing at this address, as the API says it."""
    return problem_answer(404, "See /api/ for what can be asked.")
