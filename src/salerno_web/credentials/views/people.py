"""Records that others share: looked at, and vouched for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from salerno_web.atlas.queries import voice
from salerno_web.credentials.actions import record_viewed, vouch
from salerno_web.credentials.forms import VouchForm
from salerno_web.credentials.queries import (
    documents_of,
    owner_of,
    record_of,
    shared_person,
    shown_record,
    vouchers_of,
)
from salerno_web.people.requests import SignedIn
from salerno_web.ui.posts import posted


@login_required
@never_cache
def person_record(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the record of somebody who shares it; that it was looked at is kept."""
    person = shared_person(name, viewer=request.user)
    told = record_of(person, viewer=request.user) if person else None
    if person is None or told is None:
        raise Http404(_("Nobody shares such a record with you."))
    record_viewed(person, by=request.user)
    documents = documents_of(person, viewer=request.user)
    vouchers = vouchers_of(person, viewer=request.user)
    found = {
        "person": person,
        "record": shown_record(told, voice(), documents=documents, vouchers=vouchers),
        "may_vouch": True,
    }
    return render(request, "credentials/person_record.html", found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vouched(request: SignedIn, name: UUID) -> HttpResponse:
    """Vouch for a credential of somebody who shares it."""
    person = owner_of(name, viewer=request.user)
    if person is None or person == request.user:
        raise Http404(_("Nobody shares such a credential with you."))
    form = VouchForm(posted(request))
    if request.method == "POST" and form.is_valid():
        vouch(name, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is kept that you vouch for it."))
        return redirect("person_record", name=person.pk)
    return render(request, "credentials/vouch.html", {"form": form, "person": person})
