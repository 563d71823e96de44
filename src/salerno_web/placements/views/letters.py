"""Letters of recommendation: asking for one, writing one by a link, reading and sending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any as Anything
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from salerno.errors import InputError
from salerno.placements.letters import ASKED_IN
from salerno_web.atlas.queries import voice
from salerno_web.people.ratelimits import limited
from salerno_web.people.requests import SignedIn
from salerno_web.placements.letter_actions import (
    ask_letter,
    decline_letter,
    note_reading,
    send_letter,
    withdraw_letter,
    write_letter,
)
from salerno_web.placements.letter_forms import AskLetterForm, SendLetterForm, WriteLetterForm
from salerno_web.placements.letter_queries import (
    Asked,
    Row,
    happened,
    letter_named,
    letter_sent,
    letter_to_write,
    letters_of,
)
from salerno_web.placements.networks import network
from salerno_web.placements.standings import days_words, placement_of, title_of
from salerno_web.ui.posts import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("letters", times=30, minutes=60)
def placement_letters(request: SignedIn, name: UUID) -> HttpResponse:
    """Show the letters that a trainee asked for, and ask for one more."""
    row = _own(request, name)
    form = AskLetterForm(posted(request), initial={"language": request.user.language})
    if form.is_valid() and _done(
        form, lambda: ask_letter(row, now=timezone.now(), **form.cleaned_data)
    ):
        messages.success(request, _("The link is on its way."))
        return redirect("placement_letters", name)
    shown = {
        **_about(row),
        "letters": letters_of(row),
        "form": form,
        "may_ask": row.state in ASKED_IN,
    }
    return render(request, "placements/letters.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("send", times=30, minutes=60)
@never_cache
def placement_letter(request: SignedIn, name: UUID, letter: UUID) -> HttpResponse:
    """Show a letter to whom it is about, unless they waived that, and let them send it."""
    row = _own(request, name)
    own = _letter(letter, row)
    form, user = SendLetterForm(posted(request)), request.user
    if form.is_valid() and _done(
        form, lambda: send_letter(own, to=form.cleaned_data["to"], by=user, now=timezone.now())
    ):
        messages.success(request, _("The link is on its way."))
        return redirect("placement_letter", name, letter)
    shown = {**_about(row), "own": own, "form": form, "happened": happened(own)}
    return render(request, "placements/letter.html", shown)


@login_required
@require_POST
def placement_letter_withdraw(request: SignedIn, name: UUID, letter: UUID) -> HttpResponse:
    """Ask for a letter no longer."""
    own = _letter(letter, _own(request, name))
    try:
        withdraw_letter(own, now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Nobody is asked for this letter any longer."))
    return redirect("placement_letters", name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("guest", times=60, minutes=60)
def letter_write(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody without an account write a letter, or decline to, by the link they were sent."""
    own = letter_to_write(key, now=timezone.now())
    if own is None:
        return render(request, "placements/letter_over.html", status=404)
    is_declined = "decline" in request.POST
    form = WriteLetterForm(None if is_declined else posted(request))
    act: Callable[[], None] = (
        (lambda: decline_letter(own, now=timezone.now()))
        if is_declined
        else (lambda: write_letter(own, now=timezone.now(), **form.cleaned_data))
    )
    if (is_declined or form.is_valid()) and _done(form, act):
        return render(request, "placements/letter_done.html", {"own": own})
    shown = {**_about(own.placement), "own": own, "form": form}
    return render(request, "placements/letter_write.html", shown)


@never_cache
@require_safe
@limited("guest", times=60, minutes=60)
def letter_read(request: HttpRequest, key: str) -> HttpResponse:
    """Show a letter to whom it was sent; that it was read is kept."""
    found = letter_sent(key)
    if found is None:
        return render(request, "placements/letter_over.html", status=404)
    if request.method == "GET":
        note_reading(found[0])
    response = render(
        request, "placements/letter_read.html", {**_about(found[0].placement), "own": found[0]}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether it was done; why not is said by the form, which keeps all that was typed."""
    try:
        act()
    except InputError as error:
        form.full_clean()
        form.add_error(None, str(error))
        return False
    return True


def _own(request: SignedIn, name: UUID) -> Row:
    found = placement_of(name, viewer=request.user)
    if found is None or found[1] != "trainee":
        raise Http404(_("There is no such placement among yours."))
    return found[0]


def _letter(name: UUID, row: Row) -> Asked:
    found = letter_named(name, row)
    if found is None:
        raise Http404(_("There is no such letter among yours."))
    return found


def _about(row: Row) -> dict[str, Anything]:
    speaker = voice()
    return {
        "row": row,
        "title": title_of(row, network(), speaker),
        "days": days_words(row, speaker),
    }
