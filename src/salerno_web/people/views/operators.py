"""What operators see: how much there is of everything, and the mail that was given up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from salerno_web.people import actions
from salerno_web.people.queries import counts, failed_mail, operates
from salerno_web.people.requests import SignedIn

EACH = 25


@login_required
def operators(request: SignedIn) -> HttpResponse:
    """Show operators how much there is of everything, and what waits or failed."""
    if not operates(request.user):
        raise Http404
    return render(request, "people/operators.html", {"counts": counts()})


@login_required
@require_safe
def mail(request: SignedIn) -> HttpResponse:
    """Show operators the mail that was given up, and why."""
    rows = failed_mail(viewer=request.user)
    if rows is None:
        raise Http404
    page = Paginator(rows, EACH).get_page(request.GET.get("page"))
    return render(request, "people/failed_mail.html", {"page": page})


@login_required
@require_POST
def retry(request: SignedIn, name: int) -> HttpResponse:
    """Have a mail that was given up sent anew."""
    if not actions.retry_mail(name, by=request.user):
        raise Http404
    messages.success(request, _("The mail is tried again."))
    return redirect("failed_mail")


@login_required
@require_POST
def drop(request: SignedIn, name: int) -> HttpResponse:
    """Delete a mail that was given up."""
    if not actions.drop_mail(name, by=request.user):
        raise Http404
    messages.success(request, _("The mail is deleted."))
    return redirect("failed_mail")
