"""Other software that an organisation has told of its placements."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.webhook_actions import (
    MOST_SUBSCRIPTIONS,
    TooMany,
    end_subscription,
    send_test,
    subscribe,
)
from salerno_web.placements.webhook_forms import WebhookForm
from salerno_web.placements.webhook_queries import subscriber, subscriptions_of
from salerno_web.ui.posts import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("webhook", times=30, minutes=60)
@never_cache
def webhooks(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the addresses that are told and what of; add one, whose secret is shown once."""
    organisation = subscriber(name, viewer=request.user)
    if organisation is None:
        raise Http404(_("You do not act for this organisation."))
    form, secret = WebhookForm(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = subscribe(organisation, url=form.cleaned_data["url"], by=request.user)
            form = WebhookForm()
        except TooMany:
            words = _("There are %(number)s addresses already. End one of them first.")
            form.add_error("url", words % {"number": MOST_SUBSCRIPTIONS})
    found = {
        "form": form,
        "organisation": organisation,
        "secret": secret,
        "subscriptions": subscriptions_of(organisation, viewer=request.user),
    }
    return render(request, "placements/webhooks.html", found)


@login_required
@require_POST
def webhook_end(request: SignedIn, name: UUID, subscription: UUID) -> HttpResponse:
    """Tell an address nothing more."""
    organisation = subscriber(name, viewer=request.user)
    if organisation is None or not end_subscription(
        subscription, organisation, by=request.user, now=timezone.now()
    ):
        raise Http404
    messages.success(request, _("This address is told nothing more."))
    return redirect("webhooks", name=name)


@login_required
@require_POST
@limited("webhook-test", times=30, minutes=60)
def webhook_test(request: SignedIn, name: UUID, subscription: UUID) -> HttpResponse:
    """Send an event that is none, to try an address."""
    organisation = subscriber(name, viewer=request.user)
    if organisation is None or not send_test(
        subscription, organisation, by=request.user, now=timezone.now()
    ):
        raise Http404
    messages.success(request, _("The test is on its way. Look here again in a minute."))
    return redirect("webhooks", name=name)
