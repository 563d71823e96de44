"""What placements cost: its trainee pays, its host says what arrived and what it paid back."""

from __future__ import annotations

from typing import Any as Anything
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from salerno.errors import InputError
from salerno.money import Money
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.charging import charges_of
from salerno_web.placements.networks import network
from salerno_web.placements.paying import SIGNATURE, Ask, address_to_pay, answer_in, way_name
from salerno_web.placements.payment_actions import pay_back, receive, say_paid, take_answer
from salerno_web.placements.payment_forms import ReferenceForm, RefundForm
from salerno_web.placements.payment_queries import (
    Line,
    lines,
    paid_by,
    payment_of,
    payments_at,
    payments_for,
    receiver,
)
from salerno_web.placements.standings import title_of
from salerno_web.programmes.words import word

EACH = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("pay", times=60, minutes=60)
@never_cache
def placement_payments(request: SignedIn, name: UUID) -> HttpResponse:
    """Show its trainee what a placement costs; keep that something was paid, or say where to."""
    row = paid_by(name, viewer=request.user)
    if row is None:
        raise Http404(_("There is no such placement among yours."))
    chosen, form, address = None, None, ""
    if request.method == "POST":
        chosen = payment_of(request.POST.get("payment", ""), payments_for(row))
        if chosen is None:
            raise Http404(_("There is no such charge."))
        money = Money(chosen.amount, chosen.currency)
        back = request.build_absolute_uri(request.path)
        address = address_to_pay(Ask(str(chosen.pk), money, back))
        form = ReferenceForm(request.POST, auto_id=f"{chosen.pk}-%s")
        if not address and form.is_valid():
            told = form.cleaned_data["reference"]
            if say_paid(chosen.pk, reference=told, by=request.user, now=timezone.now()):
                messages.success(request, _("The host is told, and will say whether it arrived."))
            return redirect("placement_payments", name)
    refused = None if address else form
    found = {**_shown(row), "refused": refused, "address": address}
    found["lines"] = _with_forms(lines(payments_for(row)), ReferenceForm, chosen, refused)
    return render(request, "placements/placement_payments.html", found)


def _with_forms(
    shown: list[Line], kind: type[forms.Form], chosen: Anything, refused: forms.Form | None
) -> list[tuple[Line, forms.Form]]:
    """Each charge with a form of its own; the one that was refused keeps what was typed."""
    return [
        (one, refused)
        if refused is not None and one.id == chosen.pk
        else (one, kind(auto_id=f"{one.id}-%s", initial={"amount": one.refund}))
        for one in shown
    ]


def _shown(row: Anything) -> dict[str, Anything]:
    known = network()
    charges = charges_of(row, known=known, asked=row.booked_at.date())
    return {
        "row": row,
        "title": title_of(row, known, voice()),
        "unsaid": [word({}, own.purpose) for own in charges if own.amount is None],
        "by_transfer": way_name() == "transfer",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("payments", times=300, minutes=60)
@never_cache
def host_payments(request: SignedIn, name: UUID) -> HttpResponse:
    """Show a coordinator what is owed to a host; keep what arrived and what was paid back."""
    host = receiver(name, viewer=request.user)
    if host is None:
        raise Http404(_("You do not act for this host."))
    is_all = request.GET.get("show") == "all"
    chosen, form = None, None
    if request.method == "POST":
        chosen = payment_of(request.POST.get("payment", ""), payments_at(host))
        if chosen is None:
            raise Http404(_("There is no such charge."))
        form = RefundForm(request.POST, auto_id=f"{chosen.pk}-%s")
        if _kept(request, chosen.pk, form):
            return redirect(request.get_full_path())
    rows = Paginator(payments_at(host, waiting=not is_all), EACH)
    page = rows.get_page(request.GET.get("page"))
    found = {
        "host": host,
        "page": page,
        "lines": _with_forms(lines(page), RefundForm, chosen, form),
        "is_all": is_all,
        "refused": form,
    }
    return render(request, "placements/host_payments.html", found)


def _kept(request: SignedIn, payment: UUID, form: RefundForm) -> bool:
    """Keep what a coordinator says of a payment, or say in the form why not."""
    now = timezone.now()
    if "receive" in request.POST:
        if receive(payment, by=request.user, now=now):
            messages.success(request, _("It is noted that the money arrived."))
        return True
    if not form.is_valid():
        return False
    try:
        amount = form.cleaned_data["amount"]
        if pay_back(payment, amount=amount, by=request.user, now=now):
            messages.success(request, _("It is noted that the money was paid back."))
    except InputError as error:
        form.add_error("amount", str(error))
        return False
    return True


@csrf_exempt
@require_POST
@limited("payment-told", times=600, minutes=10)
def payment_told(request: HttpRequest) -> HttpResponse:
    """Keep what the provider of payments says, if it is signed; 404 where there is no provider."""
    try:
        answer = answer_in(request.body, request.headers.get(SIGNATURE, ""))
        if answer is None:
            raise Http404
        take_answer(answer, way=way_name(), now=timezone.now())
    except InputError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)
