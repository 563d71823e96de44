"""Pages of the atlas: the world, a country, a rule, sources, changes, contradictions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import wraps
from hashlib import sha256

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from salerno import __version__
from salerno.periods import Span, add, subtract
from salerno.routes.wording.words import title_of
from salerno.rules import Voice
from salerno.rules.outlines import Plain
from salerno.rules.sources import Source
from salerno_web.atlas.changes import changes_page, disputes_page
from salerno_web.atlas.countries import brief, country_page, jurisdictions
from salerno_web.atlas.permissions import may_edit
from salerno_web.atlas.queries import digest, facts, former, nearest, voice
from salerno_web.atlas.rules import dated, is_stale, rule_page, sources_used
from salerno_web.atlas.shelves import found_by, sources_found_by
from salerno_web.ui.calendar import today
from salerno_web.ui.tiles import tile_map

Page = Callable[..., HttpResponse]
EACH_SOURCE, MOST_FOUND, MOST_SOURCES = 50, 100, 20
BEHIND, AHEAD = Span(years=1), Span(years=3)


def _etag(request: HttpRequest, **_named: str) -> str | None:
    """What names a page of the atlas for whoever looks; none while it has something to say."""
    if "messages" in request.COOKIES or "_messages" in request.session:
        return None
    viewer = (request.user.pk, may_edit(viewer=request.user))
    told = (digest(), __version__, get_language(), str(today()), viewer, request.path)
    whole = f"{told} {request.GET.urlencode()}"
    return f'"{sha256(whole.encode()).hexdigest()[:32]}"'


def conditional_page(page: Page) -> Page:
    """Send a page again only when the facts, the day, the language or the viewer changed."""
    answered = condition(etag_func=_etag)(page)

    @wraps(page)
    def conditional(request: HttpRequest, **named: str) -> HttpResponse:
        response = answered(request, **named)
        read = max(source.read for source in sources_used())
        at = datetime.combine(read, time.min, UTC)
        response.headers.setdefault("Last-Modified", http_date(at.timestamp()))
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return conditional


@require_safe
@conditional_page
def atlas(request: HttpRequest) -> HttpResponse:
    """Show the world, and find anything in it."""
    speaker, words = voice(), request.GET.get("q", "").strip()[:100]
    rows = jurisdictions(speaker)
    counts = {row["code"]: row["opportunities"] for row in rows if row["code"]}
    found = found_by(words, speaker) if words else []
    read = sources_found_by(words) if words else []
    context = {
        "rows": rows,
        "may_edit": may_edit(viewer=request.user),
        "map": tile_map(
            counts,
            href=lambda code: reverse("atlas_country", args=[code.lower()]),
            label=_("Rules by country"),
        ),
        "words": words,
        "found": [brief(own, speaker) for own in found[:MOST_FOUND]],
        "count": len(found),
        "read": [_listed(source, speaker) for source in read[:MOST_SOURCES]],
        "read_count": len(read),
        "sources": len(sources_used()),
        "day": max(source.read for source in sources_used()),
    }
    return render(request, "atlas/atlas.html", context)


@require_safe
@conditional_page
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is known of a country, or of what belongs to none."""
    found = country_page(code, voice())
    if found is None:
        raise Http404(_("The atlas has no such country."))
    return render(request, "atlas/country.html", {"own": found})


@require_safe
@conditional_page
def opportunity(request: HttpRequest, name: str) -> HttpResponse:
    """Show a rule for nobody in particular, with everything beside it."""
    own = facts().opportunities.get(name)
    if own is None:
        return elsewhere(request, name)
    page = rule_page(own, voice(), today=today())
    return render(request, "atlas/opportunity.html", {"own": page})


def elsewhere(request: HttpRequest, name: str) -> HttpResponse:
    """Go to what was once called so, or say that there is nothing and what may be meant."""
    now, speaker = former(name), voice()
    if now:
        return redirect("atlas_opportunity", now)
    meant = [(own.id, title_of(own, speaker)) for own in nearest(name)]
    found = {"name": name[:200], "meant": meant}
    return render(request, "atlas/unknown.html", found, status=404)


def _listed(source: Source, speaker: Voice) -> Plain:
    """A source, and the rules that rest on it."""
    known = facts().opportunities
    owners = [name for name in sources_used()[source] if name in known]
    return {
        "source": dated(source, speaker, today=today()),
        "used_by": [(name, title_of(known[name], speaker)) for name in owners],
    }


@require_safe
@conditional_page
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source, those read longest ago first."""
    used, speaker = sources_used(), voice()
    page = Paginator([*used], EACH_SOURCE).get_page(request.GET.get("page"))
    rows = [_listed(source, speaker) for source in page.object_list]
    stale = sum(is_stale(source, today=today()) for source in used)
    context = {"page": page, "rows": rows, "stale": stale, "count": len(used)}
    return render(request, "atlas/sources.html", context)


@require_safe
@conditional_page
def changes(request: HttpRequest) -> HttpResponse:
    """Show which rules began, end or wait, and what was read lately."""
    day = today()
    found = changes_page(voice(), since=subtract(day, BEHIND), until=add(day, AHEAD), today=day)
    return render(request, "atlas/changes.html", found)


@require_safe
@conditional_page
def disputes(request: HttpRequest) -> HttpResponse:
    """Show everything that sources contradict each other on."""
    return render(request, "atlas/disputes.html", {"rows": disputes_page(voice())})
