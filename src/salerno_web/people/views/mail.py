"""The mail that an organisation caused: seen before it leaves, held, recalled."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import InputError
from salerno_web.people.forms import WaitForm
from salerno_web.people.mail_actions import NOTED, Way, change_mail, keep_waiting
from salerno_web.people.mail_queries import Own, acting, caused_by, posted_by
from salerno_web.people.requests import SignedIn
from salerno_web.ui.posts import posted

EACH = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def organisation_mail(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the mail that an organisation caused, and keep how long it waits before it leaves."""
    own = _acting(request, name)
    form = WaitForm(posted(request), initial={"minutes": own.mail_waits})
    if form.is_valid():
        keep_waiting(own, minutes=int(form.cleaned_data["minutes"]), by=request.user)
        messages.success(request, _("It is kept."))
        return redirect("organisation_mail", name)
    page = Paginator(caused_by(own), EACH).get_page(request.GET.get("page"))
    shown = {
        "organisation": own,
        "form": form,
        "page": page,
        "rows": posted_by(page, now=timezone.now()),
    }
    return render(request, "people/organisation_mail.html", shown)


@login_required
@require_POST
def organisation_mail_change(request: SignedIn, name: UUID, message: int) -> HttpResponse:
    """Hold a mail, let it go, recall it, or try it again."""
    own, way = _acting(request, name), request.POST.get("way", "")
    if way not in NOTED or not caused_by(own).filter(pk=message).exists():
        raise Http404(_("There is no such mail of this organisation."))
    try:
        change_mail(own, message, way=cast(Way, way), by=request.user, now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
    return redirect("organisation_mail", name)


def _acting(request: SignedIn, name: UUID) -> Own:
    own = acting(name, viewer=request.user)
    if own is None:
        raise Http404(_("There is no such organisation among yours."))
    return own
