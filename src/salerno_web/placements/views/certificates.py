"""Certificates: what everybody may verify, the badge itself, and the host that revokes it."""

from __future__ import annotations

from typing import Any as Anything
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from salerno.errors import InputError
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.certificate_actions import revoke
from salerno_web.placements.certificate_forms import BadgeForm, RevokeForm
from salerno_web.placements.certificate_queries import (
    certificate_of,
    issuer_told,
    may_revoke,
    revocable,
    status_list,
    verdict_of,
    verdict_on,
)
from salerno_web.placements.certificate_words import (
    printed_certificate,
    reasons_words,
    told_lines,
)
from salerno_web.ui.posts import posted

CREDENTIAL = "application/vc+ld+json"
HIDDEN = {"X-Robots-Tag": "noindex"}
OPEN = {**HIDDEN, "Access-Control-Allow-Origin": "*"}
"""Other software reads these in a browser too; they are the same for everybody."""


@require_safe
@never_cache
def certificate(request: HttpRequest, name: UUID) -> HttpResponse:
    """Show everybody who has the address what is certified, verified there and then."""
    row = _found(name)
    verdict = verdict_of(row, now=timezone.now())
    shown = {
        "row": row,
        "verdict": verdict,
        "reasons": reasons_words(verdict.reasons),
        "lines": told_lines(verdict.told) if verdict.told else [],
        "may_revoke": may_revoke(row, viewer=request.user),
    }
    return _hidden(render(request, "placements/certificate.html", shown))


@require_safe
def certificate_pdf(request: HttpRequest, name: UUID) -> HttpResponse:
    """Give a certificate to print, in the language of its trainee."""
    row = _found(name)
    try:
        with override(row.placement.trainee.language):
            content = printed_certificate(row)
    except InputError:
        messages.error(request, _("It has letters that no typeface here has. The badge has them."))
        return redirect("certificate", name)
    headers = {**HIDDEN, "Content-Disposition": 'inline; filename="certificate.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def certificate_badge(request: HttpRequest, name: UUID) -> HttpResponse:
    """Give the badge with its proof within."""
    return _given(_found(name).credential, "badge.json")


@require_safe
def certificate_token(request: HttpRequest, name: UUID) -> HttpResponse:
    """Give the badge as a signed token."""
    headers = {**OPEN, "Content-Disposition": 'attachment; filename="badge.jwt"'}
    return HttpResponse(_found(name).token, content_type="application/vc+jwt", headers=headers)


@require_safe
def certificate_status(request: HttpRequest) -> HttpResponse:
    """Give the signed list of what was revoked."""
    response = _given(status_list(now=timezone.now()))
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def certificate_issuer(request: HttpRequest) -> HttpResponse:
    """Give the document that names the key of this installation."""
    return JsonResponse(issuer_told(), headers=OPEN, content_type="application/did+ld+json")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("verify", times=60, minutes=10)
@never_cache
def certificate_verify(request: HttpRequest) -> HttpResponse:
    """Let anybody show a badge, and say whether it holds; nothing of it is kept."""
    form, found = BadgeForm(posted(request), request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = verdict_on(form.cleaned_data["badge"], now=timezone.now())
        except InputError:
            form.add_error("badge", _("This is no badge. Give badge.json or badge.jwt as it is."))
    shown = {
        "form": form,
        "verdict": found,
        "reasons": reasons_words(found.reasons) if found else (),
        "lines": told_lines(found.told) if found and found.told else [],
    }
    return render(request, "placements/certificate_verify.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("revoke", times=60, minutes=60)
@never_cache
def certificate_revoke(request: SignedIn, name: UUID) -> HttpResponse:
    """Let a coordinator of the host revoke a certificate, with a reason."""
    row = revocable(name, viewer=request.user)
    if row is None:
        raise Http404(_("You do not act for the host of this certificate."))
    if row.revoked_at:
        return redirect("certificate", name)
    form = RevokeForm(posted(request))
    if form.is_valid():
        try:
            revoke(row, by=request.user, why=form.cleaned_data["why"], now=timezone.now())
        except InputError as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("The certificate is revoked."))
        return redirect("certificate", name)
    return render(request, "placements/certificate_revoke.html", {"row": row, "form": form})


def _found(name: UUID) -> Anything:
    row = certificate_of(name)
    if row is None:
        raise Http404(_("There is no such certificate."))
    return row


def _given(told: Anything, name: str = "") -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return JsonResponse(told, headers={**OPEN, **headers}, content_type=CREDENTIAL)


def _hidden(response: HttpResponse) -> HttpResponse:
    """Ask searching machines to leave a page alone that names somebody."""
    response["X-Robots-Tag"] = "noindex"
    return response
