"""One's own account: profile, sharing, keys, everything as files, and erasure."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from salerno_web.people import actions
from salerno_web.people.exports import export_of
from salerno_web.people.forms import ConsentForm, EraseForm, ProfileForm, TokenForm
from salerno_web.people.keeping import leaving_of
from salerno_web.people.queries import (
    consents_of,
    disclosures_of,
    organisations_to_share_with,
    tokens_of,
)
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.ui.posts import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: SignedIn) -> HttpResponse:
    """Show and keep the profile, and lead to everything else about the account."""
    form = ProfileForm(posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.keep_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is kept."))
        return redirect("privacy")
    leaving = leaving_of(request.user, viewer=request.user)
    return render(request, "people/privacy.html", {"form": form, "leaving": leaving})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: SignedIn) -> HttpResponse:
    """Show what is shared with whom, and who looked; let something be shared."""
    form = ConsentForm(posted(request), organisations=organisations_to_share_with())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.give_consent(request.user, told["organisation"], scope=told["scope"])
        messages.success(request, _("It is shared."))
        return redirect("sharing")
    found = {
        "form": form,
        "consents": consents_of(request.user, viewer=request.user),
        "disclosures": disclosures_of(request.user, viewer=request.user),
    }
    return render(request, "people/sharing.html", found)


@login_required
@require_POST
def withdraw(request: SignedIn, name: UUID) -> HttpResponse:
    """Take back what an organisation was let see."""
    if not actions.withdraw_consent(request.user, name):
        raise Http404
    messages.success(request, _("It is no longer shared."))
    return redirect("sharing")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: SignedIn) -> HttpResponse:
    """Show the keys for other software; make one."""
    form, key = TokenForm(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        key = actions.make_token(request.user, **form.cleaned_data)
        form = TokenForm()
    found = {"form": form, "key": key, "tokens": tokens_of(request.user, viewer=request.user)}
    return render(request, "people/tokens.html", found)


@login_required
@require_POST
def revoke(request: SignedIn, name: UUID) -> HttpResponse:
    """Make a key useless."""
    if not actions.revoke_token(request.user, name):
        raise Http404
    messages.success(request, _("The key is useless now."))
    return redirect("tokens")


@reauthentication_required
@limited("export", times=5, minutes=60)
@never_cache
def export(request: SignedIn) -> HttpResponse:
    """Give everything that is kept of whoever asks, as one file."""
    headers = {"Content-Disposition": 'attachment; filename="everything.zip"'}
    content = export_of(request.user, viewer=request.user)
    return HttpResponse(content, content_type="application/zip", headers=headers)


@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: SignedIn) -> HttpResponse:
    """Erase the account and everything in it, after a last question."""
    form = EraseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        actions.erase(user)
        messages.success(request, _("Everything of yours is erased."))
        return redirect("home")
    return render(request, "people/erase.html", {"form": form})
