"""Calendars to subscribe to: by whoever has the secret address, made and taken back here."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from salerno.errors import InputError
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.feed_actions import make_feed, revoke_feed
from salerno_web.placements.feed_forms import FeedForm
from salerno_web.placements.feed_queries import feed_choices, feed_content, feed_words
from salerno_web.ui.calendar import today
from salerno_web.ui.posts import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("calendar", times=30, minutes=60)
@never_cache
def calendars(request: SignedIn) -> HttpResponse:
    """Show the calendars of whoever looks; make one, whose address is shown once."""
    form, address = FeedForm(posted(request), choices=feed_choices(request.user)), ""
    if request.method == "POST" and form.is_valid():
        try:
            key = make_feed(request.user, of=form.cleaned_data["of"])
            address = settings.ORIGIN + reverse("calendar", args=[key])
        except InputError as error:
            form.add_error("of", str(error))
    found = {
        "form": form,
        "address": address,
        "feeds": feed_words(request.user, viewer=request.user),
    }
    return render(request, "placements/calendars.html", found)


@login_required
@require_POST
def calendar_revoke(request: SignedIn, name: UUID) -> HttpResponse:
    """Show a calendar to nobody any longer."""
    if not revoke_feed(request.user, name, now=timezone.now()):
        raise Http404
    messages.success(request, _("This calendar is shown to nobody any longer."))
    return redirect("calendars")


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar of a secret address, for whatever software reads it."""
    content = feed_content(key, today=today())
    if content is None:
        raise Http404
    headers = {
        "Cache-Control": "private, max-age=300",
        "Content-Disposition": 'inline; filename="placements.ics"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
