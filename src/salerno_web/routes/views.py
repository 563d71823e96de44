"""Pages of goals and plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any as Anything
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import SalernoError
from salerno.formats import ROUTE_FORMATS
from salerno_web.atlas.queries import digest, voice
from salerno_web.credentials.fields import country_choices
from salerno_web.credentials.interviews import countries
from salerno_web.credentials.queries import told_of
from salerno_web.routes import actions
from salerno_web.routes.forms import MOST_GOALS, PlanForm, WhatIfForm
from salerno_web.routes.queries import (
    KeptPlan,
    case_of,
    file_of,
    listed_goals,
    picture_of,
    plan_of,
    plans_of,
    shared_plan,
    shares_of,
    visitor_of,
)
from salerno_web.ui.posts import posted

MEDIA: Mapping[str, str] = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".pdf": "application/pdf",
}
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def routes(request: HttpRequest) -> HttpResponse:
    """List the goals to choose from, and the plans of whoever looks."""
    actions.keep_visited_plans(request)
    words, country = request.GET.get("q", ""), request.GET.get("country", "")
    chosen = tuple(request.GET.getlist("goal"))[:MOST_GOALS]
    speaker = voice()
    goals = listed_goals(speaker, words=words, country=country)
    named = dict(country_choices(speaker.locale))
    places = sorted((str(named.get(code, code)), code) for code in countries())
    found = {
        "plans": plans_of(request.user, visitor_of(request)),
        "goals": [(goal, named.get(goal.country, "")) for goal in goals if goal.id not in chosen],
        "countries": [(code, name) for name, code in places],
        "words": words,
        "country": country,
        "chosen": [goal for goal in listed_goals(speaker) if goal.id in chosen],
        "chosen_query": urlencode([("goal", name) for name in chosen]),
    }
    return render(request, "routes/routes.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a plan."""
    speaker, chosen = voice(), request.GET.getlist("goal")
    goals = listed_goals(speaker)
    sent = posted(request)
    form = PlanForm(
        sent, initial={"goals": chosen}, voice=speaker, goals=goals, countries=countries()
    )
    if request.method == "POST" and form.is_valid():
        title = ", ".join(goal.title for goal in goals if goal.id in form.asked.goals)
        try:
            name = actions.keep_plan(request, form.asked, title=title[:200])
        except SalernoError as error:
            form.add_error(None, str(error))
        else:
            return redirect("route_plan", name=name)
    asked = form["goals"].value() or []
    found = {
        "form": form,
        "told": told_of(request),
        "chosen": [goal for goal in goals if goal.id in asked],
        "is_full": len(asked) >= MOST_GOALS,
        "chosen_query": urlencode([("goal", name) for name in asked]),
    }
    return render(request, "routes/new.html", found)


def _own_plan(request: HttpRequest, name: UUID) -> KeptPlan:
    found = plan_of(name, viewer=request.user, visitor=visitor_of(request))
    if found is None:
        raise Http404(_("There is no such plan among yours."))
    return found


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the drawing of a plan hangs on; equal plans are drawn once."""

    plan: UUID
    language: str
    facts: str
    picture: str
    shown: Mapping[str, Anything] = field(compare=False, repr=False)


def _drawing(kept: KeptPlan, picture: str) -> SafeString:
    """The plan in words, thought and drawn at most once for each language."""
    shown = actions.read(kept, voice())
    return _drawn(_Shown(kept.id, get_language() or "en", digest(), picture, shown))


@lru_cache(maxsize=256)
def _drawn(asked: _Shown) -> SafeString:
    found = {"shown": asked.shown, "picture": asked.picture}
    return render_to_string("routes/parts/shown.html", found)


@never_cache
def plan(request: HttpRequest, name: UUID) -> HttpResponse:
    """Show a plan: its routes, dates, costs, risks, and what can be supposed."""
    kept = _own_plan(request, name)
    found = {
        "plan": kept,
        "drawing": _drawing(kept, reverse("route_picture", args=[name])),
        "what_if": _what_if_form(request, kept),
        "shares": shares_of(kept),
        "formats": [ending.removeprefix(".") for ending in ROUTE_FORMATS],
        "key": request.session.pop(f"share {kept.id}", ""),
    }
    return render(request, "routes/plan.html", found)


def _what_if_form(request: HttpRequest, kept: KeptPlan) -> WhatIfForm:
    shown = actions.read(kept, voice())
    routes_shown = (route for answer in shown["answers"] for route in answer["routes"])
    legs = (leg for route in routes_shown for leg in route["legs"] if leg["opportunity"])
    steps = dict.fromkeys((leg["opportunity"], leg["text"]) for leg in legs)
    return WhatIfForm(
        posted(request),
        steps=[*steps],
        countries=countries(),
        case=lambda: case_of(kept),
        voice=voice(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, name: UUID) -> HttpResponse:
    """Suppose one thing more, beside the plan as it was."""
    kept = _own_plan(request, name)
    form = _what_if_form(request, kept)
    if request.method == "POST" and form.is_valid():
        supposed = (*kept.asked.what_if, form.cleaned_data["what"])
        try:
            return _changed(request, kept, tuple(dict.fromkeys(supposed)))
        except SalernoError as error:
            form.add_error(None, str(error))
    return render(request, "routes/what_if.html", {"plan": kept, "form": form})


@require_POST
def suppose_less(request: HttpRequest, name: UUID) -> HttpResponse:
    """Take one supposition back."""
    kept = _own_plan(request, name)
    less = tuple(one for one in kept.asked.what_if if one != request.POST.get("what"))
    try:
        return _changed(request, kept, less)
    except SalernoError as error:
        return _full(request, error)


@require_POST
def renew(request: HttpRequest, name: UUID) -> HttpResponse:
    """Ask the same again for the record and the facts as they are now."""
    kept = _own_plan(request, name)
    try:
        renewed = actions.keep_plan(request, kept.asked, title=kept.title)
    except SalernoError as error:
        return _full(request, error)
    return redirect("route_plan", name=renewed)


def _full(request: HttpRequest, error: SalernoError) -> HttpResponse:
    """Say that no further plan is kept, where the plans are that could be dropped."""
    messages.error(request, str(error))
    return redirect("routes")


def _changed(request: HttpRequest, kept: KeptPlan, supposed: tuple[str, ...]) -> HttpResponse:
    asked = replace(kept.asked, what_if=supposed)
    visitor = visitor_of(request)
    name = actions.keep_changed(kept, asked, viewer=request.user, visitor=visitor)
    return redirect("route_plan", name=name)


@never_cache
def picture(request: HttpRequest, name: UUID) -> HttpResponse:
    """Give the timeline of a plan as a picture."""
    return _picture(_own_plan(request, name))


def _picture(kept: KeptPlan) -> HttpResponse:
    speaker = voice()
    actions.read(kept, speaker)
    headers = {"Content-Security-Policy": PICTURE_POLICY}
    drawn = picture_of(kept, speaker)
    return HttpResponse(drawn, content_type=MEDIA[".svg"], headers=headers)


@never_cache
def download(request: HttpRequest, name: UUID, ending: str) -> HttpResponse:
    """Give a plan as a file."""
    kept = _own_plan(request, name)
    if f".{ending}" not in ROUTE_FORMATS:
        raise Http404(_("Plans are not written in this format."))
    content = file_of(kept, f".{ending}", voice())
    headers = {
        "Content-Disposition": f'attachment; filename="routes.{ending}"',
        "Content-Security-Policy": PICTURE_POLICY,
    }
    return HttpResponse(content, content_type=MEDIA[f".{ending}"], headers=headers)


@require_POST
def drop(request: HttpRequest, name: UUID) -> HttpResponse:
    """Erase a plan."""
    kept = _own_plan(request, name)
    actions.drop_plan(kept, viewer=request.user, visitor=visitor_of(request))
    messages.success(request, _("The plan is erased."))
    return redirect("routes")


@login_required
@require_POST
def share(request: HttpRequest, name: UUID) -> HttpResponse:
    """Make a link to a plan; its key is shown once, on the page of the plan."""
    kept = _own_plan(request, name)
    key = actions.share(kept, by=request.user)
    link = request.build_absolute_uri(reverse("route_shared", args=[key]))
    request.session[f"share {kept.id}"] = link
    return redirect(reverse("route_plan", args=[name]) + "#share")


@login_required
@require_POST
def revoke(request: HttpRequest, name: UUID, share_name: UUID) -> HttpResponse:
    """Close a link."""
    actions.revoke(share_name, _own_plan(request, name), by=request.user)
    messages.success(request, _("The link is closed."))
    return redirect(reverse("route_plan", args=[name]) + "#share")


def _shared(key: str) -> KeptPlan:
    found = shared_plan(key)
    if found is None:
        raise Http404(_("This link leads nowhere, or is closed."))
    return found


@never_cache
def shared(request: HttpRequest, key: str) -> HttpResponse:
    """Show a plan to whoever has a link to it."""
    kept = _shared(key)
    actions.count_seen(key)
    picture = reverse("route_shared_picture", args=[key])
    found = {"plan": kept, "drawing": _drawing(kept, picture)}
    response = render(request, "routes/shared.html", found)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
def shared_picture(request: HttpRequest, key: str) -> HttpResponse:
    """Give the timeline of a shared plan."""
    return _picture(_shared(key))
